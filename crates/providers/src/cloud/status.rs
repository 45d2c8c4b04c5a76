//! How far our messages have come, out of `statuses[]`.
//!
//! A word that is not known becomes [`State::Unknown`], which outranks nothing that is known, with the word in its fault.
//! `deleted` proves that the provider had the message and says no more: [`State::Accepted`] with the flag.
//! Source: wire-facts 1.7, <https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples>

use super::{fault, payment};
use crate::lenient::{first_text, moment, words};
use model::content::Unsupported;
use model::fault::{Fault, Retry, Who};
use model::inbound::{Inbound, InboundStatus};
use model::{MessageId, ProviderMessageId, State, Status, Timestamp};
use serde_json::Value;

/// Where providers put what we sent along.
const CORRELATION: [&str; 2] = ["custom_callback_data", "biz_opaque_callback_data"];

/// One entry of `statuses[]`. Steps of calls and payments are told apart by `type`: a payment is a row in the thread, a call that
/// the business began belongs to no message.
pub fn decode(entry: &Value) -> Inbound {
    if let Some(payment) = Some(entry).filter(|entry| first_text(entry, &["type"]).as_deref() == Some("payment")).and_then(payment::decode)
    {
        return payment;
    }
    let correlation = first_text(entry, &CORRELATION).or_else(|| first_text(&entry["metaData"], &CORRELATION));
    let word = first_text(entry, &["status"]);
    let other = first_text(entry, &["type"]).filter(|kind| kind != "message");
    // Without a name of the provider's, what we sent along names it as well.
    let id = first_text(entry, &["id", "message_id"]).or_else(|| correlation.clone());
    let (Some(id), Some(word), None) = (id, word, &other) else {
        return unreadable(entry, other);
    };
    let at = moment(&entry["timestamp"]).unwrap_or_default();
    let (status, deleted) = read(&word, entry, at);
    Inbound::Status(Box::new(InboundStatus {
        id: ProviderMessageId::new(id),
        correlation: correlation.map(MessageId::new),
        status,
        deleted,
    }))
}

fn read(word: &str, entry: &Value, at: Timestamp) -> (Status, bool) {
    match word.to_ascii_lowercase().as_str() {
        "accepted" => (Status::new(State::Accepted, at), false),
        "sent" => (Status::new(State::Sent, at), false),
        "delivered" => (Status::new(State::Delivered, at), false),
        "read" => (Status::new(State::Read, at), false),
        "played" => (Status::new(State::Played, at), false),
        "deleted" => (Status::new(State::Accepted, at), true),
        "failed" => (Status::failed(at, failure(entry, at)), false),
        _ => (Status { fault: Some(strange(word)), ..Status::new(State::Unknown, at) }, false),
    }
}

fn failure(entry: &Value, at: Timestamp) -> Fault {
    let errors = ["errors", "error"].into_iter().map(|key| &entry[key]).find(|errors| !errors.is_null()).unwrap_or(&Value::Null);
    let when = (at != Timestamp::default()).then_some(at);
    fault::read(errors, when).unwrap_or_else(|| Fault {
        code: "failed".to_owned(),
        title: match fault::said(errors) {
            Some(said) => format!("Not delivered: the provider says “{said}”."),
            None => "Not delivered: the provider gives no reason.".to_owned(),
        },
        action: "Check the number, or use another channel.".to_owned(),
        who: Who::Unknown,
        retry: Retry::Never,
        retry_at: None,
    })
}

fn strange(word: &str) -> Fault {
    Fault {
        code: "unknown-status".to_owned(),
        title: format!("The provider reports a state that isn't known here: “{}”.", crate::lenient::shortened(word, 60)),
        action: "Wait for its next word.".to_owned(),
        who: Who::Provider,
        retry: Retry::Never,
        retry_at: None,
    }
}

fn unreadable(entry: &Value, other: Option<String>) -> Inbound {
    let label = other.map_or_else(|| "status".to_owned(), |kind| format!("{kind} status"));
    let text = first_text(entry, &["status"]).or_else(|| words(entry));
    Inbound::Unsupported(Unsupported { detail: Some("it belongs to no message".to_owned()), ..Unsupported::new(label, text) })
}
