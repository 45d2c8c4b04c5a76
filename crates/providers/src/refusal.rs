//! What an answer that is no receipt means: a code of the provider's own table, a code of Meta's, else the HTTP status.
//!
//! A provider brings its table of codes as data; what HTTP itself says is the same for all.

use crate::cloud::fault as meta;
use crate::error::SendError;
use crate::lenient::{first_text, json, many, shortened, words};
use crate::wire::WireResponse;
use http::StatusCode;
use model::fault::{Fault, Retry, Who};
use model::limits::is_blank;
use serde_json::Value;

/// The code of a send whose outcome nobody knows.
pub const OUTCOME_UNKNOWN: &str = "outcome-unknown";

/// The longest piece of a provider's own words that is shown, in characters.
const QUOTE_MAX: usize = 200;

/// What is known about some codes of a provider that mean the same.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The codes, as text; in any case of letters.
    pub codes: &'static [&'static str],
    /// What happened.
    pub title: &'static str,
    /// What to do.
    pub action: &'static str,
    /// Who can do it.
    pub who: Who,
    /// Whether the same message may be sent again.
    pub retry: Retry,
}

/// Statuses of HTTP, our code, then what happened, what to do, who can do it and whether to send again.
type Row = (&'static [u16], &'static str, &'static str, &'static str, Who, Retry);

/// What an HTTP status says where nothing else does.
const STATUSES: &[Row] = &[
    (&[400, 422], "bad-request", "Not sent: the provider found a mistake in it.", "Change it and send again.", Who::Agent, Retry::Input),
    (
        &[401],
        "unauthorised",
        "Not sent: the provider does not accept our access token.",
        "Ask your administrator to renew the token, then send again.",
        Who::Admin,
        Retry::Never,
    ),
    (
        &[402],
        "plan-limit",
        "Not sent: the plan or the credit at the provider does not cover this.",
        "Ask your administrator to check the plan.",
        Who::Admin,
        Retry::Never,
    ),
    (
        &[403],
        "forbidden",
        "Not sent: the provider does not allow our account to do this.",
        "Ask your administrator to check the account.",
        Who::Admin,
        Retry::Never,
    ),
    (
        &[404, 405, 410],
        "not-found",
        "Not sent: the provider does not know what was asked for.",
        "Ask your administrator to check the account's settings.",
        Who::Admin,
        Retry::Never,
    ),
    (&[413], "media-too-large", "Not sent: the file is too big.", "Send a smaller one.", Who::Agent, Retry::Input),
    (&[415], "media-type", "Not sent: the provider does not take files of this type.", "Send another type.", Who::Agent, Retry::Input),
    (
        &[429],
        "rate-limited",
        "Not sent yet: the provider takes no more at once.",
        "Wait a moment, then send again.",
        Who::Provider,
        Retry::Backoff,
    ),
];

/// What HTTP's statuses mean where nothing else does: the statuses, and what is known about them under our own code.
pub fn statuses() -> impl Iterator<Item = (&'static [u16], Fault)> {
    STATUSES.iter().filter_map(|row| Some((row.0, by_status(&[], StatusCode::from_u16(*row.0.first()?).ok()?, None))))
}

/// The fault of a code in a provider's table, with its own words where the writer has to mend something.
pub fn known(table: &[Entry], code: &str, said: Option<&str>) -> Option<Fault> {
    let entry = table.iter().find(|entry| entry.codes.iter().any(|known| known.eq_ignore_ascii_case(code)))?;
    let title = match quote(said).filter(|_| entry.retry == Retry::Input) {
        Some(said) => format!("{} The provider says: “{said}”.", entry.title),
        None => entry.title.to_owned(),
    };
    Some(Fault { code: code.to_owned(), title, action: entry.action.to_owned(), who: entry.who, retry: entry.retry, retry_at: None })
}

/// What went wrong, of an answer that is no success or lacks what was asked for.
pub fn fault(table: &[Entry], response: &WireResponse) -> Fault {
    if is_unsure(response) || response.status.is_success() {
        return outcome_unknown();
    }
    let body = json(&response.body).unwrap_or_default();
    coded(table, &body).unwrap_or_else(|| {
        let said = first_text(&body, &["message", "error", "description", "reason", "title"]).or_else(|| words(&body));
        by_status(table, response.status, said.as_deref())
    })
}

/// The fault of the first code in an error object, wherever it stands there: one of the table, of Meta's, or one that nobody
/// knows and that is no HTTP status.
pub fn coded(table: &[Entry], body: &Value) -> Option<Fault> {
    let places = [body, &body["error"], &body["errors"], &body["error_data"], &body["meta"], &body["failureResponse"]];
    let errors = || places.into_iter().flat_map(many);
    let own = errors().find_map(|error| {
        let code = first_text(error, &["code", "error_code", "errorCode"])?;
        known(table, &code, said(error).as_deref())
    });
    own.or_else(|| {
        errors().find_map(|error| {
            let fault = meta::read(error, None)?;
            is_of_meta(&fault.code).then_some(fault)
        })
    })
}

/// Whether a code is one that Meta's catalogue has, or might have: gateways put the HTTP status under `code` as well.
fn is_of_meta(code: &str) -> bool {
    code.parse().is_ok_and(|code: u32| code > 999 || meta::catalogue().iter().any(|entry| entry.codes.contains(&code)))
}

/// What an error object says about itself in words.
pub fn said(error: &Value) -> Option<String> {
    first_text(error, &["description", "reason", "message", "details", "detail", "title"]).or_else(|| meta::said(error))
}

fn quote(said: Option<&str>) -> Option<String> {
    said.map(str::trim).filter(|said| !is_blank(said)).map(|said| shortened(said.trim_end_matches('.'), QUOTE_MAX))
}

/// The fault of an HTTP status, or of a code of the provider's that came as one.
pub fn by_status(table: &[Entry], status: StatusCode, said: Option<&str>) -> Fault {
    if let Some(fault) = known(table, status.as_str(), said) {
        return fault;
    }
    let Some((_, code, title, action, who, retry)) = STATUSES.iter().find(|row| row.0.contains(&status.as_u16())) else {
        return meta::unknown(&format!("http-{}", status.as_u16()), quote(said).as_deref());
    };
    let title = match quote(said).filter(|_| *retry == Retry::Input) {
        Some(said) => format!("{title} It says: “{said}”."),
        None => (*title).to_owned(),
    };
    Fault { code: (*code).to_owned(), title, action: (*action).to_owned(), who: *who, retry: *retry, retry_at: None }
}

/// The error of a send: a server that failed may have taken the message all the same.
pub fn of_send(fault: Fault) -> SendError {
    if fault.code == OUTCOME_UNKNOWN { SendError::Unknown(fault) } else { SendError::Refused(fault) }
}

/// The error of what may be asked again without harm: an upload, a download, a list.
pub fn of_repeatable(fault: Fault) -> SendError {
    SendError::Refused(if fault.code == OUTCOME_UNKNOWN { down() } else { fault })
}

/// The error of a download; `response` is no success or names no file.
pub fn of_download(table: &[Entry], response: &WireResponse) -> SendError {
    let found = match of_repeatable(fault(table, response)) {
        SendError::Refused(fault) | SendError::Unknown(fault) => fault,
    };
    let is_gone = matches!(response.status, StatusCode::NOT_FOUND | StatusCode::GONE);
    let (title, action, who, retry) = if is_gone {
        ("The file is no longer at the provider.", "Ask the customer to send it again.", Who::Customer, Retry::Never)
    } else {
        ("The file can't be fetched now.", "Wait: it is tried again by itself.", found.who, Retry::Backoff)
    };
    SendError::Refused(Fault { code: found.code, title: title.to_owned(), action: action.to_owned(), who, retry, retry_at: None })
}

fn is_unsure(response: &WireResponse) -> bool {
    response.status.is_server_error() || response.status == StatusCode::REQUEST_TIMEOUT
}

/// Nobody knows whether it was sent.
pub fn outcome_unknown() -> Fault {
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
fn down() -> Fault {
    Fault {
        code: "provider-down".to_owned(),
        title: "The provider does not answer as it should.".to_owned(),
        action: "Try again in a moment.".to_owned(),
        who: Who::Provider,
        retry: Retry::Backoff,
        retry_at: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderMap;
    use serde_json::json;

    const TABLE: &[Entry] =
        &[Entry { codes: &["601"], title: "Not sent: wrong.", action: "Mend it.", who: Who::Agent, retry: Retry::Input }];

    fn answered(status: u16, body: &Value) -> Fault {
        let body = body.to_string().into_bytes();
        fault(TABLE, &WireResponse { status: StatusCode::from_u16(status).unwrap(), headers: HeaderMap::new(), body })
    }

    #[test]
    fn the_provider_is_asked_first_then_meta_then_http() {
        assert_eq!(answered(400, &json!({"code": "601", "message": "Bad"})).title, "Not sent: wrong. The provider says: “Bad”.");
        assert_eq!(answered(601, &json!({})).code, "601");
        assert_eq!(answered(400, &json!({"error": {"code": 131_047}})).code, "131047");
        assert!(answered(400, &json!({"error": {"code": 999_999, "message": "Kite"}})).title.contains("999999, “Kite”"));
        assert_eq!(answered(401, &json!({"code": 401, "message": "No"})).code, "unauthorised");
        assert_eq!(answered(418, &json!({"message": "Tea."})).code, "http-418");
        assert_eq!(answered(503, &json!({"code": "601"})).code, OUTCOME_UNKNOWN);
    }

    #[test]
    fn all_words_are_sentences() {
        for (_, code, title, action, ..) in STATUSES {
            assert!(title.ends_with('.') && action.ends_with('.'), "{code}");
        }
    }
}
