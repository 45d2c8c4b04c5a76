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

use crate::cloud::fault as meta;
use crate::codec::Receipt;
use crate::error::SendError;
use crate::lenient::{first_text, json, many, shortened, text};
use crate::wire::WireResponse;
use http::StatusCode;
use model::fault::{Fault, Retry, Who};
use model::{ProviderMessageId, State};
use serde_json::Value;

/// The code of a send whose outcome nobody knows.
pub(super) const OUTCOME_UNKNOWN: &str = "outcome-unknown";

/// The longest list of complaints that is shown, in characters.
const COMPLAINTS_MAX: usize = 200;

/// How the gateway passes on an HTTP status of Meta's that had no error object.
const WRAPPED: &str = "Request failed with status code ";

/// "200" means queued. An answer without an id is one all the same: marking as read has none.
pub(super) fn read(response: &WireResponse) -> Result<Receipt, SendError> {
    if !response.status.is_success() {
        let fault = fault(response);
        return Err(if fault.code == OUTCOME_UNKNOWN { SendError::Unknown(fault) } else { SendError::Refused(fault) });
    }
    if response.body.trim_ascii().is_empty() {
        return Ok(Receipt { id: None, state: State::Accepted });
    }
    let body = match json(&response.body) {
        Ok(body @ Value::Object(_)) => body,
        _ => return Err(SendError::Unknown(unknown_outcome())),
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
        return unknown_outcome();
    }
    refusal(response.status, &body)
}

fn is_error(body: &Value) -> bool {
    body["error"].is_string() || body["error"].is_object() || body["status"] == "ERROR" || !many(&body["errors"]).is_empty()
}

fn refusal(status: StatusCode, body: &Value) -> Fault {
    let word = ["error_code", "error"].into_iter().find_map(|key| body[key].as_str()).unwrap_or_default();
    if word.starts_with("AUTH_") || status == StatusCode::UNAUTHORIZED {
        return unauthorised(if word.starts_with("AUTH_") { word } else { "AUTH_FAILED" });
    }
    let coded = meta::read(&body["meta"], None).or_else(|| meta::read(&body["error"], None));
    if let Some(fault) = coded {
        return fault;
    }
    if word == "MESSAGE_TEMPLATE_NOT_FOUND" {
        return Fault { code: word.to_owned(), ..meta::fault(132_001, None, None) };
    }
    by_status(wrapped(body).unwrap_or(status), word, complaints(body).as_deref())
}

fn by_status(status: StatusCode, word: &str, said: Option<&str>) -> Fault {
    match status {
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => Fault {
            code: "bad-request".to_owned(),
            title: match said {
                Some(said) => format!("Not sent: the provider found a mistake: “{said}”."),
                None => "Not sent: the provider found a mistake in it.".to_owned(),
            },
            action: "Change it and send again.".to_owned(),
            who: Who::Agent,
            retry: Retry::Input,
            retry_at: None,
        },
        StatusCode::FORBIDDEN | StatusCode::PAYMENT_REQUIRED => Fault {
            code: "forbidden".to_owned(),
            title: "Not sent: the provider does not allow our account to do this.".to_owned(),
            action: "Ask your administrator to check the account.".to_owned(),
            who: Who::Admin,
            retry: Retry::Never,
            retry_at: None,
        },
        StatusCode::PAYLOAD_TOO_LARGE => Fault {
            code: "media-too-large".to_owned(),
            title: "Not sent: the file is too big.".to_owned(),
            action: "Send a smaller one.".to_owned(),
            who: Who::Agent,
            retry: Retry::Input,
            retry_at: None,
        },
        StatusCode::TOO_MANY_REQUESTS => Fault {
            code: "rate-limited".to_owned(),
            title: "Not sent yet: the provider takes no more at once.".to_owned(),
            action: "Wait a moment, then send again.".to_owned(),
            who: Who::Provider,
            retry: Retry::Backoff,
            retry_at: None,
        },
        other => {
            let code = if word.is_empty() { format!("http-{}", other.as_u16()) } else { shortened(word, 60) };
            meta::unknown(&code, said)
        }
    }
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

fn unauthorised(code: &str) -> Fault {
    Fault {
        code: shortened(code, 60),
        title: "Not sent: the provider does not accept our access token.".to_owned(),
        action: "Ask your administrator to renew the token, then send again.".to_owned(),
        who: Who::Admin,
        retry: Retry::Never,
        retry_at: None,
    }
}

fn unknown_outcome() -> Fault {
    Fault {
        code: OUTCOME_UNKNOWN.to_owned(),
        title: "Perhaps sent: the provider failed while it took the message.".to_owned(),
        action: "Wait for a tick, or ask the customer before you send it again.".to_owned(),
        who: Who::Provider,
        retry: Retry::Never,
        retry_at: None,
    }
}

/// The provider fails, and trying again does no harm.
pub(super) fn down() -> Fault {
    Fault {
        code: "provider-down".to_owned(),
        title: "The provider does not answer as it should.".to_owned(),
        action: "Try again in a moment.".to_owned(),
        who: Who::Provider,
        retry: Retry::Backoff,
        retry_at: None,
    }
}
