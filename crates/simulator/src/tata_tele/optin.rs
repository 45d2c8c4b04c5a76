//! `POST /business/optin_optout`: who wants to hear from the business.

use axum::extract::State;
use axum::{Extension, Json};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::clock::now_ms;
use crate::gateway::Caller;
use crate::phone::{WINDOW_MS, e164};
use crate::tata_tele::refusal::Refusal;
use crate::world::World;

/// Opts numbers in or out; out may end by itself after some days.
///
/// # Errors
/// 400 with everything that is wrong.
pub async fn change(
    State(world): State<World>,
    Extension(Caller(account)): Extension<Caller>,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    let body: Value = serde_json::from_slice(&body).map_err(|e| Refusal::invalid(format!("Unexpected token in JSON: {e}")))?;
    let mut wrong = Vec::new();
    let numbers: Option<Vec<&str>> = body["recipient_numbers"].as_array().map(|list| list.iter().filter_map(Value::as_str).collect());
    if !numbers.as_ref().is_some_and(|n| !n.is_empty() && n.iter().all(|n| n.starts_with('+'))) {
        wrong.push("recipient_numbers must be an array of phone numbers with + and country code".to_owned());
    }
    let out = body["type"] == "optout";
    if !out && body["type"] != "optin" {
        wrong.push("type must be one of the following values: optin, optout".to_owned());
    }
    let days = body.get("auto_optin_in_days").map(Value::as_i64);
    if days.is_some_and(|d| d.is_none_or(|d| d < 1)) {
        wrong.push("auto_optin_in_days must be a positive number".to_owned());
    }
    if !wrong.is_empty() {
        return Err(Refusal::Invalid(wrong));
    }
    let until = days.flatten().map(|d| now_ms() + d * WINDOW_MS);
    let mut state = world.state();
    for number in numbers.unwrap_or_default() {
        let key = (account.clone(), e164(number));
        if out {
            state.optouts.insert(key, until);
        } else {
            state.optouts.remove(&key);
        }
    }
    Ok(Json(json!({"success": true})))
}
