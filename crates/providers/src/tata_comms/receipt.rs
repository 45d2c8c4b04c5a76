//! What an answer of Tata Communications means. The document has none; integrators see `{"id"}`, and the gateway passes on
//! Meta's `{"messages": [{"id"}]}` and its error envelope. Its own refusals are `{"message"}`. Source: wire-facts 6.

use crate::codec::Receipt;
use crate::error::SendError;
use crate::lenient::{first_text, json, many};
use crate::refusal::{self, Entry};
use crate::wire::WireResponse;
use model::{ProviderMessageId, State};
use serde_json::Value;

/// No code of its own is known.
pub(super) const CODES: &[Entry] = &[];

/// "200" means queued. An answer without an id is one all the same: marking as read has none.
pub(super) fn read(response: &WireResponse) -> Result<Receipt, SendError> {
    if !response.status.is_success() {
        return Err(refusal::of_send(refusal::fault(CODES, response)));
    }
    if response.body.trim_ascii().is_empty() {
        return Ok(Receipt { id: None, state: State::Accepted });
    }
    let Ok(body @ Value::Object(_)) = json(&response.body) else {
        return Err(SendError::Unknown(refusal::outcome_unknown()));
    };
    let id = first_text(&body, &["id", "message_id"])
        .or_else(|| many(&body["messages"]).first().and_then(|first| first_text(first, &["id"])))
        .or_else(|| many(&body["data"]).first().and_then(|first| first_text(first, &["id", "message_id"])));
    if id.is_none() && (!body["error"].is_null() || !many(&body["errors"]).is_empty()) {
        let fault = refusal::coded(CODES, &body);
        return Err(SendError::Refused(
            fault.unwrap_or_else(|| refusal::by_status(CODES, http::StatusCode::BAD_REQUEST, refusal::said(&body).as_deref())),
        ));
    }
    Ok(Receipt { id: id.map(ProviderMessageId::new), state: State::Accepted })
}
