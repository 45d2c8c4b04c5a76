//! Webhooks of Redington: `{"topic", "created_at", "data": {"message": {…}}}`; the same message object answers a question by id.
//!
//! Each is put into Meta's words and read as such. Fields are looked for inside `message` and, since the document's own example
//! closes it too early, beside it. Its times are often broken: none may lie after the webhook that tells of it.
//! Other topics fall to the reader of Meta's forms, which keeps what it can't place. Source: seed 002 (7 and 23), wire-facts 7.3.

use super::fault::CODES;
use super::language;
use crate::cloud;
use crate::lenient::{first_text, json, many, moment};
use crate::refusal;
use model::inbound::{Inbound, InboundTemplate};
use model::{State, Status, Timestamp};
use serde_json::{Value, json};

/// How far a provider's clock may be ahead of itself, in milliseconds.
const SLACK: i64 = 24 * 3600 * 1000;

pub(super) fn decode(number: &str, body: &[u8]) -> Vec<Inbound> {
    let Ok(value) = json(body) else { return cloud::webhook::decode(number, body) };
    let events = many(&value);
    if !events.iter().any(is_ours) {
        return cloud::webhook::decode(number, body);
    }
    events.iter().flat_map(|event| decode_event(number, event)).collect()
}

fn is_ours(event: &Value) -> bool {
    let data = &event["data"];
    data["message"].is_object() || template_in(event).is_some()
}

fn decode_event(number: &str, event: &Value) -> Vec<Inbound> {
    let data = &event["data"];
    if data["message"].is_object() {
        return vec![Told { message: &data["message"], beside: data, event }.inbound(number)];
    }
    match template_in(event) {
        Some(news) => vec![news],
        None => cloud::webhook::decode(number, event.to_string().as_bytes()),
    }
}

/// A message object by itself.
pub(super) fn message(number: &str, object: &Value) -> Inbound {
    Told { message: object, beside: &Value::Null, event: &Value::Null }.inbound(number)
}

/// `wa_template.status.updated` with the object that lists have.
fn template_in(event: &Value) -> Option<Inbound> {
    let data = &event["data"];
    first_text(event, &["topic"]).filter(|topic| topic.starts_with("wa_template"))?;
    let template = ["wa_template", "template"].into_iter().map(|key| &data[key]).find(|it| it.is_object()).unwrap_or(data);
    Some(Inbound::Template(Box::new(InboundTemplate {
        id: first_text(template, &["id"]),
        name: first_text(template, &["name"])?,
        language: first_text(template, &["language"]).map(|name| language::code(&name)).unwrap_or_default(),
        status: first_text(template, &["status"]).map(|word| cloud::template::status(&word)),
        reason: first_text(template, &["rejected_reason"]).filter(|reason| reason != "NONE"),
        quality: cloud::template::quality(&template["quality_score"]),
        category: first_text(template, &["category"]).map(|word| word.to_ascii_lowercase()),
        at: moment(&event["created_at"]).unwrap_or_default(),
    })))
}

/// A message object and what stands around it.
struct Told<'a> {
    message: &'a Value,
    beside: &'a Value,
    event: &'a Value,
}

impl Told<'_> {
    fn get(&self, key: &str) -> &Value {
        Some(&self.message[key]).filter(|value| !value.is_null()).unwrap_or(&self.beside[key])
    }

    fn text(&self, key: &str) -> Option<String> {
        crate::lenient::text(self.get(key)).map(Into::into)
    }

    /// The customer wrote, our own API did, or somebody of the business elsewhere.
    fn inbound(&self, number: &str) -> Inbound {
        let topic = first_text(self.event, &["topic"]).unwrap_or_default();
        let sender = self.text("sender").unwrap_or_default().to_ascii_uppercase();
        if topic.contains("status") || sender == "API" {
            return self.status(number);
        }
        let (kind, content) = payload(&self.text("message_type").unwrap_or_default(), self.get("message_content"));
        let party = self.phone();
        let mut wire = json!({
            "id": self.name(),
            "timestamp": self.time(&["sent_at", "delivered_at"]),
            "type": kind,
            "context": self.get("context"),
        });
        wire[&kind] = content;
        let is_customer = matches!(sender.as_str(), "USER" | "");
        wire[if is_customer { "from" } else { "to" }] = json!(party);
        let contacts = json!([{"wa_id": party, "profile": {"name": self.text("userName").filter(|name| name != "UNKNOWN")}}]);
        let list = if is_customer { "messages" } else { "message_echoes" };
        first(number, json!({"contacts": contacts, list: [wire]}))
    }

    fn status(&self, number: &str) -> Inbound {
        let word = self.text("status").unwrap_or_default().to_ascii_lowercase();
        let failure = self.get("failureResponse");
        let errors = first_text(failure, &["code", "reason"]).map(|_| json!([{"code": failure["code"], "message": failure["reason"]}]));
        let keys: &[&str] = match word.as_str() {
            "read" => &["read_at", "delivered_at"],
            "delivered" => &["delivered_at"],
            "failed" => &["failed_at"],
            _ => &["sent_at"],
        };
        let wire = json!({
            "id": self.name(),
            "status": if word == "enqueued" { "accepted" } else { &word },
            "timestamp": self.time(keys),
            "errors": errors,
        });
        let mut said = first(number, json!({"statuses": [wire]}));
        if let Inbound::Status(told) = &mut said
            && told.status.state == State::Failed
            && let Some(fault) = refusal::coded(CODES, failure)
        {
            let fault = model::Fault { retry_at: told.status.fault.as_ref().and_then(|fault| fault.retry_at), ..fault };
            told.status = Status::failed(told.status.at, fault);
        }
        said
    }

    /// The wamid, where it is told.
    fn name(&self) -> Option<String> {
        self.text("messageId").or_else(|| self.text("id"))
    }

    /// The first of these times, in milliseconds, unless it lies after the webhook.
    fn time(&self, keys: &[&str]) -> Option<i64> {
        let told = moment(&self.event["created_at"]);
        let latest = told.map(|told| told.plus_millis(SLACK));
        let is_sane = |at: &Timestamp| latest.is_none_or(|latest| *at <= latest);
        let found = keys.iter().find_map(|key| moment(self.get(key)).filter(is_sane));
        found.or(told).or_else(|| moment(self.get("created_at"))).map(Timestamp::millis)
    }

    /// The number with its country code, which it may lack; what is no number passes as an id.
    fn phone(&self) -> Option<String> {
        let number = self.text("phone_number")?;
        let number = number.trim_start_matches('+').to_owned();
        let country = self.text("countryCode").map(|code| code.trim_start_matches('+').to_owned()).unwrap_or_default();
        let is_digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        // A national number of India has ten digits and may begin with 91 itself.
        let is_whole = number.starts_with(&country) && !(country == "91" && number.len() == 10);
        Some(if is_digits && !is_whole { format!("{country}{number}") } else { number })
    }
}

fn first(number: &str, value: Value) -> Inbound {
    let mut decoded = cloud::inbound::decode(&value, number);
    if decoded.is_empty() { Inbound::Unsupported(model::content::Unsupported::new("message", None)) } else { decoded.swap_remove(0) }
}

/// A type and its content in Meta's words. A type that isn't known keeps its name.
fn payload(word: &str, content: &Value) -> (String, Value) {
    let of = |key: &str| &content[key];
    let file = |kind: &str| {
        let payload = json!({
            "url": first_text(content, &["url", "link"]), "id": of("id"), "mime_type": first_text(content, &["mimeType", "mime_type"]),
            "caption": of("caption"), "filename": of("filename"), "voice": kind == "voice",
        });
        (if kind == "voice" { "audio" } else { kind }.to_owned(), payload)
    };
    let reply = |kind: &str| {
        let choice = json!({"id": first_text(content, &["id", "payload"]), "title": first_text(content, &["title", "text"]), "description": of("description")});
        ("interactive".to_owned(), json!({"type": kind, kind: choice}))
    };
    match word.to_ascii_uppercase().as_str() {
        "TEXT" => ("text".to_owned(), json!({"body": of("text")})),
        "QUICK_REPLY" => {
            let payload = of("callbackPayload");
            let payload = if payload.is_object() || payload.is_array() { Value::String(payload.to_string()) } else { payload.clone() };
            ("button".to_owned(), json!({"text": of("text"), "payload": payload}))
        }
        "BUTTON_REPLY" => reply("button_reply"),
        "LIST_REPLY" => reply("list_reply"),
        "IMAGE" => file("image"),
        "VIDEO" => file("video"),
        "AUDIO" => file("audio"),
        "VOICE" => file("voice"),
        "STICKER" => file("sticker"),
        "FILE" | "DOCUMENT" => file("document"),
        "CONTACT" | "CONTACTS" => ("contacts".to_owned(), of("contacts").clone()),
        "" => ("message".to_owned(), content.clone()),
        other => (other.to_ascii_lowercase(), content.clone()),
    }
}
