//! What an answer of tyntec means: a receipt for one message or for a bulk, or a problem.
//!
//! | envelope | where |
//! |---|---|
//! | `{type?, title?, status?, detail?}` | any error (RFC 7807) |
//! | `{status, title, violations: [{field, message}]}` | 400 of its own checks |
//! | `{status, title, code}` | 400 of a profile |
//! | `{…, details: {code: "whatsapp::error::470", message}}` | what a channel said |
//!
//! Source: seed 003 (schemas "MessageResponse", "BulkMessageResponse", "Problem"), wire-facts 4.2.

use super::fault::{self, TABLE};
use crate::codec::Receipt;
use crate::error::SendError;
use crate::lenient::{first_text, json, many, text};
use crate::refusal;
use crate::wire::WireResponse;
use model::fault::Fault;
use model::{ProviderMessageId, State};
use serde_json::Value;

/// "202" means taken. An answer without a body is one all the same: marking as read has none.
pub(super) fn read(response: &WireResponse) -> Result<Receipt, SendError> {
    if !response.status.is_success() {
        return Err(refusal::of_send(fault(response)));
    }
    if response.body.trim_ascii().is_empty() {
        return Ok(accepted(None));
    }
    match json(&response.body).ok().and_then(|body| first_text(&body, &["messageId"])) {
        Some(id) => Ok(accepted(Some(id))),
        None => Err(SendError::Unknown(refusal::outcome_unknown())),
    }
}

/// The ids of a bulk stand in the order of its messages.
pub(super) fn read_many(response: &WireResponse, count: usize) -> Vec<Result<Receipt, SendError>> {
    if !response.status.is_success() {
        return vec![Err(refusal::of_send(fault(response))); count];
    }
    let body = json(&response.body).unwrap_or_default();
    let ids = many(&body["messageIds"]);
    (0..count)
        .map(|index| match ids.get(index).and_then(text) {
            Some(id) => Ok(accepted(Some(id.into_owned()))),
            None => Err(SendError::Unknown(refusal::outcome_unknown())),
        })
        .collect()
}

fn accepted(id: Option<String>) -> Receipt {
    Receipt { id: id.map(ProviderMessageId::new), state: State::Accepted }
}

/// What went wrong, of an answer that is no success or lacks what was asked for.
pub(super) fn fault(response: &WireResponse) -> Fault {
    let plain = refusal::fault(TABLE, response);
    if plain.code == refusal::OUTCOME_UNKNOWN {
        return plain;
    }
    let body = json(&response.body).unwrap_or_default();
    let details = &body["details"];
    let of_channel = [details, &body].into_iter().find_map(|part| {
        let code = first_text(part, &["code"]).filter(|code| fault::is_of_channel(code))?;
        Some(fault::coded(&code, first_text(part, &["message", "detail", "title"]).as_deref(), None))
    });
    of_channel
        .or_else(|| refusal::coded(TABLE, &body))
        .unwrap_or_else(|| refusal::by_status(TABLE, response.status, said(&body).as_deref()))
}

/// Everything that tyntec complains about, in its own words.
fn said(body: &Value) -> Option<String> {
    let violations: Vec<_> = many(&body["violations"])
        .iter()
        .filter_map(|violation| match (first_text(violation, &["field"]), first_text(violation, &["message"])) {
            (Some(field), Some(message)) => Some(format!("{field} {message}")),
            (one, other) => one.or(other),
        })
        .collect();
    if violations.is_empty() { first_text(body, &["detail", "title"]) } else { Some(violations.join("; ")) }
}
