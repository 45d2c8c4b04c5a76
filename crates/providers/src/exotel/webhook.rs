//! Webhooks of Exotel, in three forms, and the ping that asks whether we are here.
//!
//! | form | what |
//! |---|---|
//! | `{"whatsapp": {"messages": [{"callback_type": "dlr" or "incoming_message" or "icm", "sid", …}]}}` | what is recorded in the field |
//! | `{"event": "incoming_message", "message": {…}, "contact": {…}}` | messages of the newer page |
//! | `{"sid", "from", "to", "status", "exo_status_code"}` | statuses of the newer page |
//!
//! Each is put into Meta's words and read as such; anything else goes to the reader of Meta's forms.
//! Source: wire-facts 9.3, <https://developer.exotel.com/docs/whatsapp-api/receive-messages>

mod status;

use super::{needed, option, request};
use crate::cloud;
use crate::codec::Account;
use crate::error::EncodeError;
use crate::lenient::{first_text, json, many};
use crate::wire::{WireBody, WireRequest};
use http::Method;
use model::content::Unsupported;
use model::inbound::Inbound;
use serde_json::{Value, json};

const WEBHOOK: &str = "/whatsapp/webhook";

/// `{"type": "verification", "challenge"}` is answered with its challenge.
pub(super) fn handshake(body: &[u8]) -> Option<String> {
    let ping = json(body).ok()?;
    let challenge = &ping["challenge"];
    (is_ping(&ping) && !challenge.is_null()).then(|| json!({"challenge": challenge}).to_string())
}

fn is_ping(event: &Value) -> bool {
    first_text(event, &["type"]).as_deref() == Some("verification")
}

pub(super) fn point(account: &Account, messages: &str, statuses: &str) -> Result<WireRequest, EncodeError> {
    needed(account, "account_sid")?;
    let mut webhook = json!({"incoming_message_url": messages, "status_callback_url": statuses});
    let token = option(account, "verify_token");
    if !token.is_empty() {
        webhook["verify_token"] = json!(token);
    }
    let body = json!({"whatsapp": {"webhook": webhook}}).to_string();
    Ok(request(account, Method::PUT, WEBHOOK, WireBody::Json(body)))
}

pub(super) fn decode(number: &str, body: &[u8]) -> Vec<Inbound> {
    let Ok(value) = json(body) else { return cloud::webhook::decode(number, body) };
    let decoded: Vec<_> = many(&value).iter().flat_map(|event| decode_event(number, event)).collect();
    if decoded.is_empty() { cloud::webhook::decode(number, body) } else { decoded }
}

fn decode_event(number: &str, event: &Value) -> Vec<Inbound> {
    let channel = &event["whatsapp"];
    let items = many(&channel["messages"]).iter().chain(many(&channel["statuses"]));
    let decoded: Vec<_> = items.map(|item| decode_item(number, item, channel, event)).collect();
    if !decoded.is_empty() {
        return decoded;
    }
    if event["message"].is_object() && event["data"].is_null() {
        return vec![said(number, event["message"].clone(), &event["contact"])];
    }
    if status::is_one(event) {
        return vec![status::decode(event, event)];
    }
    cloud::webhook::decode(number, event.to_string().as_bytes())
}

fn decode_item(number: &str, item: &Value, channel: &Value, event: &Value) -> Inbound {
    if item["content"].is_null() && status::is_one(item) {
        let around = if channel["custom_data"].is_null() { event } else { channel };
        return status::decode(item, around);
    }
    let mut message = item["content"].clone();
    if !message.is_object() {
        message = json!({"type": first_text(item, &["callback_type"]).unwrap_or_else(|| "message".to_owned()), "content": item["content"]});
    }
    message["id"] = item["sid"].clone();
    message["from"] = item["from"].clone();
    message["to"] = item["to"].clone();
    message["timestamp"] = item["timestamp"].clone();
    let contact = json!({"wa_id": item["from"], "profile": {"name": item["profile_name"]}});
    said(number, message, &contact)
}

/// A message in Meta's words but for its files, which are asked for by their link.
fn said(number: &str, mut message: Value, contact: &Value) -> Inbound {
    let kind = first_text(&message, &["type"]).unwrap_or_default();
    if let Some(Value::Object(payload)) = message.get_mut(&kind)
        && ["link", "url"].iter().any(|key| payload.get(*key).is_some_and(Value::is_string))
        && matches!(kind.as_str(), "image" | "video" | "audio" | "document" | "sticker")
    {
        payload.remove("id");
    }
    let mut decoded = cloud::inbound::decode(&json!({"contacts": contact, "messages": [message]}), number);
    if decoded.is_empty() { Inbound::Unsupported(Unsupported::new("message", None)) } else { decoded.swap_remove(0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_several_are_heard() {
        let body = json!({"whatsapp": {"messages": [
            {"callback_type": "dlr", "sid": "s1", "exo_status_code": 30002},
            {"callback_type": "icm", "sid": "s2", "from": "+919999999999", "content": {"type": "text", "text": {"body": "hi"}}},
        ]}});
        let heard = decode("+15551305682", body.to_string().as_bytes());
        assert!(matches!(&heard[..], [Inbound::Status(_), Inbound::Message(_)]), "{heard:?}");
    }

    #[test]
    fn only_a_ping_is_answered() {
        assert_eq!(handshake(br#"{"type":"verification","challenge":"c1"}"#).as_deref(), Some(r#"{"challenge":"c1"}"#));
        assert!(handshake(br#"{"type":"verification"}"#).is_none() && handshake(b"{}").is_none() && handshake(b"x").is_none());
    }
}
