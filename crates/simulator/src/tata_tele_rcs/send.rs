//! `POST /rcs/messages`

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use bytes::Bytes;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::account::Account;
use crate::gateway::{Caller, Noted};
use crate::meta::envelope::Envelope;
use crate::meta::queue;
use crate::tata_tele_rcs::refusal::Refusal;
use crate::tata_tele_rcs::{content, google};
use crate::world::{State as Everything, World};

/// Accepts a message; its answer's id comes back in every event about it.
///
/// # Errors
/// 400 for the first thing wrong, 403 above the bot's conversation limit.
pub async fn send(State(world): State<World>, Extension(Caller(slug)): Extension<Caller>, body: Bytes) -> Result<Response, Refusal> {
    let body: Value = serde_json::from_slice(&body).map_err(|e| Refusal::Invalid(format!("Unexpected token in JSON: {e}")))?;
    let mut envelope = read(&body)?;
    let id = Uuid::new_v4().to_string();
    envelope.id = Some(id.clone());
    let mut state = world.state();
    let account = state.accounts.get(&slug).cloned().ok_or(Refusal::Unauthorized)?;
    if is_full(&state, &account, envelope.to.as_deref().unwrap_or_default()) {
        return Err(Refusal::ConversationLimit);
    }
    queue::accept(&world, &mut state, &slug, envelope);
    let mut response = Json(json!({"id": id})).into_response();
    response.extensions_mut().insert(Noted { wamid: Some(id), ..Noted::default() });
    Ok(response)
}

/// Reads a request.
///
/// # Errors
/// 400 for the first thing wrong.
pub fn read(body: &Value) -> Result<Envelope, Refusal> {
    let digits = body["to"].as_str().and_then(|to| to.strip_prefix('+')).unwrap_or_default();
    let fits = (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    if !fits {
        return Err(Refusal::Invalid("Invalid Phone number".to_owned()));
    }
    if body.get("source").is_some_and(|s| !s.is_string()) {
        return Err(Refusal::Invalid("Invalid source".to_owned()));
    }
    let given = &body["content"];
    let given = if google::is_spoken(given) { google::own(given) } else { given.clone() };
    let (kind, content) = content::read(&given).map_err(Refusal::Invalid)?;
    Ok(Envelope { to: Some(format!("+{digits}")), kind: kind.to_owned(), content, ..Envelope::default() })
}

fn is_full(state: &Everything, account: &Account, to: &str) -> bool {
    let Some(limit) = account.options.conversation_limit else { return false };
    let own: std::collections::HashSet<&str> =
        state.flights.values().filter(|f| f.account == account.slug).map(|f| f.phone.as_str()).collect();
    !own.contains(to) && own.len() >= limit
}
