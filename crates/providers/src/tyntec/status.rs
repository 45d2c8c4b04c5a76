//! How far our messages have come: `MessageStatus::delivered` and the answers to a question for it.
//!
//! `userContext` brings back our own id. `channelFailed` is final, since no message of ours names a second channel; `unknown`
//! says nothing, so that what is known stays. Source: seed 003 ("Message details"), wire-facts 8.3.

use super::fault;
use super::webhook::{moment, unsupported};
use crate::lenient::{first_text, shortened};
use model::fault::{Fault, Retry, Who};
use model::inbound::{Inbound, InboundStatus};
use model::{MessageId, ProviderMessageId, State, Status, Timestamp};
use serde_json::Value;

/// tyntec's words for how far a message is. `sent` is not in its list and costs nothing.
const WORDS: [(&str, State); 7] = [
    ("accepted", State::Accepted),
    ("dispatched", State::Sent),
    ("sent", State::Sent),
    ("delivered", State::Delivered),
    ("seen", State::Read),
    ("channelfailed", State::Failed),
    ("failed", State::Failed),
];

/// A step of the message `id`; `event` tells when and why.
pub(super) fn decode(id: Option<String>, word: &str, event: &Value) -> Inbound {
    let correlation = first_text(event, &["userContext"]);
    let Some(id) = id.or_else(|| correlation.clone()) else {
        return unsupported("status", Some(word.to_owned()), "it belongs to no message");
    };
    let at = moment(event);
    let state = WORDS.iter().find(|(known, _)| *known == word.to_ascii_lowercase()).map(|(_, state)| *state);
    let status = match state {
        Some(State::Failed) => Status::failed(at, failure(event, at)),
        Some(state) => Status::new(state, at),
        None => Status { fault: Some(strange(word)), ..Status::new(State::Unknown, at) },
    };
    let correlation = correlation.map(MessageId::new);
    Inbound::Status(Box::new(InboundStatus { id: ProviderMessageId::new(id), correlation, status, deleted: false }))
}

fn failure(event: &Value, at: Timestamp) -> Fault {
    let details = &event["details"];
    let said = first_text(details, &["message"]);
    let when = (at != Timestamp::default()).then_some(at);
    match first_text(details, &["code"]) {
        Some(code) => fault::coded(&code, said.as_deref(), when),
        None => Fault {
            code: "failed".to_owned(),
            title: match said {
                Some(said) => format!("Not delivered: the provider says “{}”.", shortened(&said, 200)),
                None => "Not delivered: the provider gives no reason.".to_owned(),
            },
            action: "Check the number, or use another channel.".to_owned(),
            who: Who::Unknown,
            retry: Retry::Never,
            retry_at: None,
        },
    }
}

fn strange(word: &str) -> Fault {
    Fault {
        code: "unknown-status".to_owned(),
        title: format!("The provider reports a state that isn't known here: “{}”.", shortened(word, 60)),
        action: "Wait for its next word.".to_owned(),
        who: Who::Provider,
        retry: Retry::Never,
        retry_at: None,
    }
}
