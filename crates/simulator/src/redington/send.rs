//! `POST /messages`: answers as Meta does, with the wamid that statuses will carry.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::gateway::{Caller, Noted};
use crate::meta::envelope::{self, Envelope};
use crate::meta::queue;
use crate::redington::contact;
use crate::redington::refusal::Refusal;
use crate::wamid;
use crate::world::World;

/// Accepts a message; a new number becomes a contact.
///
/// # Errors
/// 400, 601, 602, 603, 604.
pub async fn send(State(world): State<World>, Extension(Caller(slug)): Extension<Caller>, body: Bytes) -> Result<Response, Refusal> {
    let body: Value = serde_json::from_slice(&body).map_err(|e| Refusal::Malformed(e.to_string()))?;
    let mut envelope = read(&body)?;
    let mut state = world.state();
    let account = state.accounts.get(&slug).cloned().ok_or(Refusal::NotFound)?;
    if let Some(failure) = queue::refused_at_once(&mut state, &account, &envelope) {
        return Err(failure.into());
    }
    let number = envelope.to.clone().unwrap_or_default();
    let digits = number.trim_start_matches('+').to_owned();
    contact::meet(&mut state, &slug, &number, None);
    let id = wamid::outbound(&digits);
    envelope.id = Some(id.clone());
    queue::accept(&world, &mut state, &slug, envelope);
    let answer = json!({
        "messaging_product": "whatsapp", "contacts": [{"input": body["to"], "wa_id": digits}], "messages": [{"id": id}],
    });
    let mut response = Json(answer).into_response();
    response.extensions_mut().insert(Noted { wamid: Some(id), ..Noted::default() });
    Ok(response)
}

/// Reads a message.
///
/// # Errors
/// 601, 602, 604.
pub fn read(body: &Value) -> Result<Envelope, Refusal> {
    let digits = body["to"].as_str().unwrap_or_default().trim_start_matches('+');
    if !(7..=15).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Refusal::Number);
    }
    let kind = body["type"].as_str().unwrap_or_default().to_owned();
    if !envelope::TYPES.contains(&kind.as_str()) {
        return Err(Refusal::Type(format!("type {kind}")));
    }
    let mut content = body.get(&kind).cloned().unwrap_or_default();
    let mut wrong = Vec::new();
    envelope::check_content(&kind, &content, &mut wrong);
    if body.get("recipient_type").is_some_and(|r| r != "individual") {
        wrong.push("recipient_type must be individual".to_owned());
    }
    if !wrong.is_empty() {
        return Err(Refusal::Parameter(wrong));
    }
    if kind == "image"
        && let Some(image) = content.as_object_mut()
    {
        // The document asks for a name that Meta would refuse, so it cannot reach Meta.
        image.remove("filename");
    }
    let context = body.get("context").and_then(|c| c.get("message_id")).and_then(Value::as_str).map(ToOwned::to_owned);
    Ok(Envelope { to: Some(format!("+{digits}")), kind, content, context, ..Envelope::default() })
}
