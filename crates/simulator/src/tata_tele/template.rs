//! `POST /templates`.

use axum::extract::State;
use axum::{Extension, Json};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::gateway::Caller;
use crate::meta::judge::definition;
use crate::meta::review::submit;
use crate::meta::template::{Definition, fresh_id};
use crate::tata_tele::refusal::Refusal;
use crate::world::World;

/// Creates a template; Meta approves it a moment later.
///
/// # Errors
/// 400 for what the gateway finds wrong, 424 for the first rule of Meta that it breaks.
pub async fn create(
    State(world): State<World>,
    Extension(Caller(account)): Extension<Caller>,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    let body: Value = serde_json::from_slice(&body).map_err(|e| Refusal::invalid(format!("Unexpected token in JSON: {e}")))?;
    let mut wrong = Vec::new();
    for key in ["name", "language", "category"] {
        if body[key].as_str().is_none_or(str::is_empty) {
            wrong.push(format!("{key} should not be empty"));
        }
    }
    if !body["components"].is_array() {
        wrong.push("components must be an array".to_owned());
    }
    if !wrong.is_empty() {
        return Err(Refusal::Invalid(wrong));
    }
    let mut template: Definition = serde_json::from_value(body).map_err(|e| Refusal::invalid(e.to_string()))?;
    definition::judge(&template).map_err(|words| meta(100, &words))?;
    template.id = fresh_id();
    let id = template.id.clone();
    if !submit(&world, &mut world.state(), &account, template, Ok(())) {
        return Err(meta(2_388_024, "Content in this language already exists"));
    }
    Ok(Json(json!({"id": id})))
}

fn meta(code: i64, words: &str) -> Refusal {
    Refusal::Meta {
        error: "CREATE_MESSAGE_TEMPLATE",
        message: "Can't create the message template",
        meta: json!({
            "message": format!("(#{code}) {words}"), "code": code, "type": "OAuthException",
            "error_data": {"messaging_product": "whatsapp", "details": words},
        }),
    }
}
