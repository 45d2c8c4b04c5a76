//! `POST /v1/whatsapp/messages`: a message, or a message marked as read.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use bytes::Bytes;
use serde_json::{Value, json};

use crate::account::Account;
use crate::gateway::{Caller, Noted};
use crate::meta::envelope::{self, Envelope};
use crate::meta::failure::Failure;
use crate::meta::queue;
use crate::phone;
use crate::tata_comms::refusal::Refusal;
use crate::wamid;
use crate::world::{State as Everything, World};

/// Sends a message, or marks a customer's message as read when `status` is `read`.
///
/// # Errors
/// 400 with Meta's envelope for what Meta says at once.
pub async fn send(State(world): State<World>, Extension(Caller(slug)): Extension<Caller>, body: Bytes) -> Result<Response, Refusal> {
    let body: Value = serde_json::from_slice(&body).map_err(|e| Failure::new(100, format!("Invalid JSON: {e}")))?;
    let mut state = world.state();
    let account = sender(&state, &slug, &body)?;
    if body.get("status").is_some() {
        return mark(&mut state, &account, &body);
    }
    let mut envelope = read(&body)?;
    if let Some(failure) = queue::refused_at_once(&mut state, &account, &envelope) {
        return Err(failure.into());
    }
    let id = wamid::outbound(envelope.to.as_deref().unwrap_or_default().trim_start_matches('+'));
    envelope.id = Some(id.clone());
    let noted = Noted { account: Some(account.slug.clone()), wamid: Some(id.clone()), callback_data: envelope.callback_data.clone() };
    queue::accept(&world, &mut state, &account.slug, envelope);
    let mut response = Json(json!({"id": id})).into_response();
    response.extensions_mut().insert(noted);
    Ok(response)
}

/// The account that `from` names among those of the same key; the key's own without it.
fn sender(state: &Everything, slug: &str, body: &Value) -> Result<Account, Refusal> {
    let own = state.accounts.get(slug).ok_or(Refusal::NotFound)?;
    let Some(from) = body.get("from") else { return Ok(own.clone()) };
    let mut same_key = state.accounts.values().filter(|a| a.provider == own.provider && a.token == own.token);
    let found = from.as_str().and_then(|from| same_key.find(|a| a.is_number(from)));
    found.cloned().ok_or_else(|| Failure::new(100, "Param from is not a phone number of this account.").into())
}

/// Reads a message as Meta would, which stops at the first part that is missing.
///
/// # Errors
/// What is missing.
pub fn read(body: &Value) -> Result<Envelope, Failure> {
    let own = |key: &str| body.get(key).and_then(Value::as_str).filter(|s| !s.is_empty()).map(ToOwned::to_owned);
    let (to, recipient) = (own("to"), own("recipient"));
    if to.is_none() && recipient.is_none() {
        return Err(Failure::new(131_008, "The parameter to is required."));
    }
    let number = |to: String| {
        let digits = to.trim_start_matches('+').to_owned();
        let fits = (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if fits { Ok(format!("+{digits}")) } else { Err(Failure::new(131_009, "Param to is not a valid phone number.")) }
    };
    let to = to.map(number).transpose()?;
    let kind = own("type").unwrap_or_else(|| "text".to_owned());
    if !envelope::TYPES.contains(&kind.as_str()) {
        return Err(Failure::new(100, format!("Param type must be one of {{{}}}.", envelope::TYPES.join(", "))));
    }
    let content = body.get(&kind).cloned().unwrap_or_default();
    let mut wrong = Vec::new();
    envelope::check_content(&kind, &content, &mut wrong);
    if let Some(first) = wrong.into_iter().next() {
        return Err(Failure::new(131_008, first));
    }
    let context = body.get("context").and_then(|c| c.get("message_id")).and_then(Value::as_str).map(ToOwned::to_owned);
    Ok(Envelope { to, recipient, kind, content, context, callback_data: own("biz_opaque_callback_data"), ..Envelope::default() })
}

fn mark(state: &mut Everything, account: &Account, body: &Value) -> Result<Response, Refusal> {
    let id = body["message_id"].as_str().unwrap_or_default();
    if body["status"] != "read" || phone::read_by_business(state, &account.slug, id).is_none() {
        return Err(Failure::new(131_009, "Message ID or status is not valid.").into());
    }
    let mut response = Json(json!({"success": true})).into_response();
    response.extensions_mut().insert(Noted { account: Some(account.slug.clone()), wamid: Some(id.to_owned()), ..Noted::default() });
    Ok(response)
}
