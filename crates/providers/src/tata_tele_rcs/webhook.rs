//! Webhooks of RCS: what a customer says and taps (`USER_MESSAGE`), and what happens to our messages (`USER_EVENT`).
//!
//! What she says is told to [`crate::cloud`] in Meta's words, so that it is heard as leniently as there. The document's example
//! fills `text` beside a tapped suggestion: the tap counts. Message ids hold `=` and are taken as they are.
//! Source: seed 000 ("RCS API", webhooks), wire-facts 5.6.

use super::fault;
use crate::cloud::inbound;
use crate::lenient::{first_text, json, many, moment, number, shortened, words};
use model::content::{AnswerKind, Content, Unsupported};
use model::fault::{Fault, Retry, Who};
use model::inbound::{Inbound, InboundStatus, InboundTyping, Party};
use model::{PhoneNumber, ProviderMessageId, State, Status};
use serde_json::{Value, json};

/// How far a message is, in the words of several writers.
const STEPS: [(&str, State); 10] = [
    ("MESSAGE_SENT", State::Sent),
    ("SENT", State::Sent),
    ("MESSAGE_DELIVERED", State::Delivered),
    ("DELIVERED", State::Delivered),
    ("MESSAGE_READ", State::Read),
    ("READ", State::Read),
    ("FAILED", State::Failed),
    ("MESSAGE_FAILED", State::Failed),
    ("SEND_MESSAGE_FAILURE", State::Failed),
    ("TTL_EXPIRATION_REVOKED", State::Failed),
];

/// It may still arrive: nobody knows.
const NOT_REVOKED: &str = "TTL_EXPIRATION_REVOKE_FAILED";

const TYPING: [&str; 2] = ["TYPING", "IS_TYPING"];

/// Files that are not documents, by the first half of their type.
const FILES: [&str; 3] = ["image", "video", "audio"];

/// What a tap is called in Meta's words.
const TAP: &str = "button";

/// Everything it says; never nothing. `bot` is the account's own name.
pub(super) fn decode(bot: &str, body: &[u8]) -> Vec<Inbound> {
    let value = match json(body) {
        Ok(value) => value,
        Err(error) => return vec![unsupported("unreadable", None, &format!("it is no JSON: {error}"))],
    };
    let decoded: Vec<_> = many(&value).iter().flat_map(|event| decode_event(bot, event)).collect();
    if decoded.is_empty() { vec![other(&value)] } else { decoded }
}

fn decode_event(bot: &str, event: &Value) -> Vec<Inbound> {
    let entity = &event["entity"];
    if let Some(word) = first_text(entity, &["eventType"]) {
        return vec![happened(&word.to_ascii_uppercase(), event)];
    }
    let is_message = first_text(event, &["entityType"]).is_some_and(|kind| kind.eq_ignore_ascii_case("USER_MESSAGE"));
    if !is_message || !entity.is_object() {
        return vec![other(event)];
    }
    let (kind, payload) = said(entity);
    let message = json!({
        "id": entity["messageId"],
        "from": sender(event),
        "timestamp": entity["sendTime"],
        "type": kind,
        "context": {"message_id": event["metaData"]["orgMsgId"]},
        (kind.clone()): payload,
    });
    let mut decoded = inbound::decode(&json!({"messages": message}), bot);
    for one in &mut decoded {
        if let Inbound::Message(message) = one
            && let Content::Answer(answer) = &mut message.content
        {
            answer.kind = AnswerKind::Suggestion;
        }
    }
    decoded
}

/// What she said, as Meta's type and payload. Of several, the one that means most: a place, a tap, a file, words.
fn said(entity: &Value) -> (String, Value) {
    let (place, tap, file) = (&entity["location"], &entity["suggestionResponse"], &entity["userFile"]);
    if number(&place["latitude"]).is_some() && number(&place["longitude"]).is_some() {
        return ("location".to_owned(), place.clone());
    }
    let data = first_text(&tap["postBack"], &["data"]).or_else(|| first_text(tap, &["postbackData"]));
    let seen = first_text(tap, &["plainText", "text"]);
    if data.is_some() || seen.is_some() {
        let text = seen.or_else(|| first_text(entity, &["text"]));
        return (TAP.to_owned(), json!({"payload": data, "text": text}));
    }
    if file.is_object() {
        return user_file(file);
    }
    match first_text(entity, &["text"]) {
        Some(text) => ("text".to_owned(), json!({"body": text})),
        None => ("message".to_owned(), entity.clone()),
    }
}

/// `payload` is the file, `thumbnail` a small picture of it.
fn user_file(file: &Value) -> (String, Value) {
    let payload = if file["payload"].is_object() { &file["payload"] } else { file };
    let mime = first_text(payload, &["mimeType"]).unwrap_or_default();
    let kind = mime.split('/').next().filter(|kind| FILES.contains(kind)).unwrap_or("document");
    let link = first_text(payload, &["fileUri", "fileUrl"]);
    (kind.to_owned(), json!({"link": link, "mime_type": mime, "filename": payload["fileName"]}))
}

fn happened(word: &str, event: &Value) -> Inbound {
    let entity = &event["entity"];
    let at = moment(&entity["sendTime"]).unwrap_or_default();
    if TYPING.contains(&word) {
        let party = party(event);
        if !party.is_nobody() {
            return Inbound::Typing(InboundTyping { party, at });
        }
    }
    let Some(id) = first_text(entity, &["messageId"]) else {
        return unsupported(word, words(entity), "nothing says which message or whom it is about");
    };
    let step = STEPS.iter().find(|(known, _)| *known == word).map(|(_, state)| *state);
    let status = match step {
        Some(State::Failed) => Status::failed(at, fault::of_event(word, &entity["error"])),
        Some(state) => Status::new(state, at),
        None if word == NOT_REVOKED => Status { fault: Some(fault::of_event(word, &entity["error"])), ..Status::new(State::Unknown, at) },
        None => Status { fault: Some(strange(word)), ..Status::new(State::Unknown, at) },
    };
    Inbound::Status(Box::new(InboundStatus { id: ProviderMessageId::new(id), correlation: None, status, deleted: false }))
}

fn sender(event: &Value) -> Value {
    let number = first_text(event, &["userPhoneNumber"]).or_else(|| first_text(&event["entity"], &["senderPhoneNumber"]));
    number.map_or(Value::Null, Value::String)
}

fn party(event: &Value) -> Party {
    let Value::String(sender) = sender(event) else { return Party::default() };
    match PhoneNumber::from_digits(&sender) {
        Ok(phone) => Party { phone: Some(phone), ..Party::default() },
        Err(_) => Party { user_id: Some(sender), ..Party::default() },
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

/// An event that belongs to no thread.
fn other(event: &Value) -> Inbound {
    let label = first_text(event, &["entityType", "event", "type"]).unwrap_or_else(|| "event".to_owned());
    unsupported(&label, words(event), "a kind of event that isn't known here")
}

fn unsupported(label: &str, text: Option<String>, detail: &str) -> Inbound {
    Inbound::Unsupported(Unsupported { detail: Some(detail.to_owned()), ..Unsupported::new(label, text) })
}
