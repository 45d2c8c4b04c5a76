//! The RCS host's words for what is wrong, and ours. It has no codes of its own: its words stand for them.
//!
//! Source: seed 000 ("RCS API", responses), wire-facts 4.5 and 5.2.

use crate::lenient::{first_text, json, many, shortened, text, words};
use crate::refusal::{self, Entry};
use crate::wire::WireResponse;
use model::fault::{Fault, Retry, Who};
use serde_json::Value;

/// Words and codes of the host and of the gateway before it.
pub(crate) const TABLE: &[Entry] = &[
    Entry {
        codes: &["Invalid Phone number"],
        title: "Not sent: this is no phone number.",
        action: "Check the number: it begins with + and the country code.",
        who: Who::Agent,
        retry: Retry::Input,
    },
    Entry {
        codes: &["Bot conversation limit is exceeded"],
        title: "Not sent: the conversations of our bot are used up.",
        action: "Ask your administrator to raise the bot's limit.",
        who: Who::Admin,
        retry: Retry::Never,
    },
    Entry {
        codes: &["AUTH_FAILED", "AUTH_TOKEN_INVALID", "AUTH_TOKEN_NOT_FOUND"],
        title: "Not sent: the provider does not accept our access token.",
        action: "Ask your administrator to renew the token, then send again.",
        who: Who::Admin,
        retry: Retry::Never,
    },
    Entry {
        codes: &["TTL_EXPIRATION_REVOKED"],
        title: "Not delivered: it was taken back because the phone was out of reach for too long.",
        action: "Use another channel.",
        who: Who::Customer,
        retry: Retry::Never,
    },
    Entry {
        codes: &["TTL_EXPIRATION_REVOKE_FAILED"],
        title: "Late: the phone was out of reach, and the message could not be taken back.",
        action: "Wait for a tick: it may still arrive.",
        who: Who::Customer,
        retry: Retry::Never,
    },
];

/// Where the host writes its words.
const SAID: [&str; 2] = ["title", "message"];

/// What went wrong, of an answer that is no success or lacks what was asked for.
pub(super) fn of(response: &WireResponse) -> Fault {
    let plain = refusal::fault(TABLE, response);
    if plain.code == refusal::OUTCOME_UNKNOWN {
        return plain;
    }
    let body = json(&response.body).unwrap_or_default();
    let known = first_text(&body, &SAID).and_then(|said| refusal::known(TABLE, said.trim(), None));
    let details: Vec<_> = many(&body["details"]).iter().filter_map(text).collect();
    known.unwrap_or_else(|| if details.is_empty() { plain } else { refusal::by_status(TABLE, response.status, Some(&details.join("; "))) })
}

/// What an event of this name says in `error`: words or an object.
pub(super) fn of_event(event: &str, error: &Value) -> Fault {
    let said = text(error).map(Into::into).or_else(|| refusal::said(error)).or_else(|| words(error));
    let known = [Some(event), said.as_deref()].into_iter().flatten().find_map(|words| refusal::known(TABLE, words.trim(), None));
    known.or_else(|| refusal::coded(TABLE, error)).unwrap_or_else(|| Fault {
        code: first_text(error, &["code"]).map_or_else(|| "failed".to_owned(), |code| shortened(&code, 60)),
        title: match said {
            Some(said) => format!("Not delivered: the provider says “{}”.", shortened(&said, 200)),
            None => "Not delivered: the provider gives no reason.".to_owned(),
        },
        action: "Check the number, or use another channel.".to_owned(),
        who: Who::Unknown,
        retry: Retry::Never,
        retry_at: None,
    })
}
