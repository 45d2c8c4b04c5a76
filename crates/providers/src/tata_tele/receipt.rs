//! What an answer of Tata Tele means: a receipt, a refusal in one of five envelopes, or nothing that is sure.
//!
//! | envelope | where |
//! |---|---|
//! | `{status, status_code, error, error_code, description}` | 401 of the gateway |
//! | `{error, meta: {message, code?, error_data?}, message, traceId}` | 424 (Meta refused), 400, 401, 404 |
//! | `{message, details: [], traceId}` | 400 of its own checks |
//! | `{title, code}`, `{message, error, statusCode}` | the RCS host |
//!
//! Source: seed 000, wire-facts 5.2.

use super::fault::TABLE;
use crate::cloud::fault as meta;
use crate::codec::Receipt;
use crate::error::SendError;
use crate::lenient::{first_text, json, many, shortened, text};
use crate::refusal;
use crate::wire::WireResponse;
use http::StatusCode;
use model::{Fault, ProviderMessageId, State};
use serde_json::Value;

/// The longest list of complaints that is shown, in characters.
const COMPLAINTS_MAX: usize = 200;

/// How the gateway passes on an HTTP status of Meta's that had no error object.
const WRAPPED: &str = "Request failed with status code ";

/// "200" means queued. An answer without an id is one all the same: marking as read has none.
pub(super) fn read(response: &WireResponse) -> Result<Receipt, SendError> {
    if !response.status.is_success() {
        return Err(refusal::of_send(fault(response)));
    }
    if response.body.trim_ascii().is_empty() {
        return Ok(Receipt { id: None, state: State::Accepted });
    }
    let body = match json(&response.body) {
        Ok(body @ Value::Object(_)) => body,
        _ => return Err(SendError::Unknown(refusal::outcome_unknown())),
    };
    let id = first_text(&body, &["id"]).or_else(|| many(&body["messages"]).first().and_then(|first| first_text(first, &["id"])));
    if id.is_none() && is_error(&body) {
        return Err(SendError::Refused(refusal(StatusCode::FAILED_DEPENDENCY, &body)));
    }
    Ok(Receipt { id: id.map(ProviderMessageId::new), state: State::Accepted })
}

/// What went wrong, of an answer that is no success or lacks what was asked for.
pub(super) fn fault(response: &WireResponse) -> Fault {
    let body = json(&response.body).unwrap_or_default();
    if response.status.is_server_error() || response.status.is_success() || response.status == StatusCode::REQUEST_TIMEOUT {
        return refusal::outcome_unknown();
    }
    refusal(response.status, &body)
}

fn is_error(body: &Value) -> bool {
    body["error"].is_string() || body["error"].is_object() || body["status"] == "ERROR" || !many(&body["errors"]).is_empty()
}

fn refusal(status: StatusCode, body: &Value) -> Fault {
    let word = ["error_code", "error"].into_iter().find_map(|key| body[key].as_str()).unwrap_or_default();
    if word.starts_with("AUTH_") || status == StatusCode::UNAUTHORIZED {
        let known = refusal::known(TABLE, word, None);
        return known.unwrap_or_else(|| refusal::by_status(TABLE, StatusCode::UNAUTHORIZED, None));
    }
    let coded = meta::read(&body["meta"], None).or_else(|| meta::read(&body["error"], None));
    if let Some(fault) = coded {
        return fault;
    }
    if let Some(status) = wrapped(body) {
        return refusal::by_status(TABLE, status, None);
    }
    let said = complaints(body);
    let known = refusal::known(TABLE, word, said.as_deref());
    known.unwrap_or_else(|| match refusal::by_status(TABLE, status, said.as_deref()) {
        // The status says nothing: the provider's own word does.
        unknown if unknown.code.starts_with("http-") && !word.is_empty() => meta::unknown(&shortened(word, 60), said.as_deref()),
        told => told,
    })
}

fn wrapped(body: &Value) -> Option<StatusCode> {
    let said = [&body["meta"]["message"], &body["message"]].into_iter().find_map(|said| said.as_str()?.strip_prefix(WRAPPED))?;
    StatusCode::from_bytes(said.get(..3)?.as_bytes()).ok()
}

/// Everything the provider complains about, in its own words.
fn complaints(body: &Value) -> Option<String> {
    let details: Vec<_> = many(&body["details"]).iter().filter_map(text).collect();
    let said = if details.is_empty() {
        meta::said(&body["meta"]).or_else(|| first_text(body, &["description", "message", "title"]))?
    } else {
        details.join("; ")
    };
    Some(shortened(&said, COMPLAINTS_MAX))
}
