//! Webhooks of Tata Communications: Meta's envelope, its flattened form, or a callback profile of Kaleyra's.
//!
//! A profile is a flat object of texts whose keys the operator chose from a list: `wanumber` and `type` mark a message, a
//! `status` without either of Meta's lists marks a step of one of ours. Profiles may also arrive as a form, or as the query of a GET.
//! Source: wire-facts 6, <https://developers.kaleyra.io/docs/create-callback-profile-for-incoming-whatsapp-messages>

use crate::cloud;
use crate::lenient::{first_text, json};
use crate::url::pairs;
use model::inbound::Inbound;
use serde_json::{Map, Value, json};

/// The keys that Meta's two forms have, and a profile never.
const META: [&str; 4] = ["entry", "messages", "statuses", "object"];

/// What a customer's message may be.
const KINDS: [&str; 12] =
    ["text", "image", "video", "audio", "voice", "document", "sticker", "location", "contacts", "contact", "button", "interactive"];

pub(super) fn decode(number: &str, body: &[u8]) -> Vec<Inbound> {
    let profile = match json(body) {
        Ok(value) => Some(value).filter(is_profile),
        Err(_) => form(body).filter(is_profile),
    };
    let Some(profile) = profile else { return cloud::webhook::decode(number, body) };
    let number = first_text(&profile, &["wanumber"]).unwrap_or_else(|| number.to_owned());
    let heard = cloud::inbound::decode(&translated(&profile), &number);
    if heard.is_empty() { cloud::webhook::decode(&number, body) } else { heard }
}

fn is_profile(value: &Value) -> bool {
    value.is_object() && META.iter().all(|key| value[key].is_null()) && (is_message(value) || is_status(value))
}

/// A step may name a type as well, which is none of a message's.
fn is_message(profile: &Value) -> bool {
    let kind = first_text(profile, &["type"]).map(|word| word.to_ascii_lowercase());
    let is_named = kind.is_some_and(|word| KINDS.contains(&word.as_str()) || !is_status(profile));
    first_text(profile, &["wanumber"]).is_some() && is_named
}

fn is_status(profile: &Value) -> bool {
    let word = first_text(profile, &["status"]).unwrap_or_default().to_ascii_lowercase();
    matches!(word.as_str(), "not-sent" | "sent" | "delivered" | "read" | "failed")
}

/// In Meta's words.
fn translated(profile: &Value) -> Value {
    if is_message(profile) {
        let from = first_text(profile, &["from", "mobile"]);
        return json!({
            "contacts": [{"wa_id": from, "profile": {"name": profile["name"]}}],
            "messages": [message(profile, from)],
        });
    }
    let word = first_text(profile, &["status"]).unwrap_or_default().to_ascii_lowercase();
    json!({"statuses": [{
        "id": first_text(profile, &["message_id", "id", "wamid", "mid"]),
        "status": if word == "not-sent" { "failed" } else { &word },
        "timestamp": moment(first_text(profile, &["timestamp", "updated_at", "created_at", "time"])),
        "errors": failure(profile),
    }]})
}

fn failure(profile: &Value) -> Value {
    let code = first_text(profile, &["error_code", "code"]).or_else(|| first_text(&profile["error"], &["code"]));
    let said = first_text(profile, &["error", "reason", "error_message"]).or_else(|| first_text(&profile["error"], &["title", "message"]));
    if code.is_none() && said.is_none() { Value::Null } else { json!([{"code": code, "message": said}]) }
}

fn message(profile: &Value, from: Option<String>) -> Value {
    let word = first_text(profile, &["type"]).unwrap_or_default().to_ascii_lowercase();
    let (kind, payload) = content(&word, profile);
    let mut message = json!({
        "id": first_text(profile, &["message_id", "id", "wamid"]),
        "from": from,
        "timestamp": moment(first_text(profile, &["created_at", "timestamp"])),
        "type": kind,
    });
    message[&kind] = payload;
    if let Some(quoted) = first_text(profile, &["reply_to"]) {
        message["context"] = json!({"id": quoted});
    }
    message
}

fn content(word: &str, profile: &Value) -> (String, Value) {
    let of = |key: &str| parsed(&profile[key]);
    let (kind, payload) = match word {
        "text" => ("text", json!({"body": first_text(profile, &["body", "message"])})),
        "image" | "video" | "audio" | "voice" | "document" | "sticker" => {
            let kind = if word == "voice" { "audio" } else { word };
            let payload = json!({
                "url": profile["media_url"], "mime_type": profile["mime_type"], "caption": first_text(profile, &["body", "caption"]),
                "voice": word == "voice",
            });
            (kind, payload)
        }
        "location" => ("location", of("location")),
        "contacts" | "contact" => ("contacts", of("contacts")),
        "button" => ("button", json!({"text": first_text(profile, &["body", "message"]), "payload": profile["custom_response"]})),
        "interactive" if of("custom_response").is_object() || of("message").is_object() => {
            let reply = Some(of("custom_response")).filter(Value::is_object).unwrap_or_else(|| of("message"));
            ("interactive", reply)
        }
        "interactive" => ("button", json!({"text": first_text(profile, &["body", "message"]), "payload": profile["custom_response"]})),
        other => (other, json!({"body": first_text(profile, &["body", "message"]), "custom_response": profile["custom_response"]})),
    };
    (kind.to_owned(), payload)
}

/// Everything comes as text, JSON too.
fn parsed(value: &Value) -> Value {
    value.as_str().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_else(|| value.clone())
}

/// `2023-01-05 10:20:30` is a moment as well, in UTC.
fn moment(text: Option<String>) -> Option<String> {
    let text = text?;
    let bare = text.len() == 19 && text.is_char_boundary(10) && text.as_bytes()[10] == b' ';
    Some(if bare { format!("{}T{}Z", &text[..10], &text[11..]) } else { text })
}

/// A form as an object of texts.
fn form(body: &[u8]) -> Option<Value> {
    let text = std::str::from_utf8(body).ok()?.trim();
    if text.starts_with(['{', '[', '"']) || !text.contains('=') {
        return None;
    }
    let object: Map<_, _> = pairs(text).into_iter().map(|(key, value)| (key, Value::String(value))).collect();
    Some(Value::Object(object))
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Content;

    #[test]
    fn a_form_is_a_profile_too() {
        let body =
            b"wanumber=919999999900&type=text&from=919999999999&name=Asha+R&body=Caf%C3%A9%20%26%20more&created_at=2023-01-05+10%3A20%3A30";
        let heard = decode("+15551305682", body);
        let [Inbound::Message(message)] = &heard[..] else { panic!("{heard:?}") };
        assert_eq!(message.content, Content::text("Café & more"));
        assert_eq!((message.party.name.as_deref(), message.at.to_string().as_str()), (Some("Asha R"), "2023-01-05T10:20:30Z"));
    }

    #[test]
    fn a_customer_who_writes_of_profiles_is_not_one() {
        let body =
            r#"{"messages":{"from":"919999999999","id":"a","timestamp":"1744109205","type":"text","text":{"body":"{\"wanumber\":1}"}}}"#;
        assert!(matches!(&decode("", body.as_bytes())[..], [Inbound::Message(message)] if message.id.as_str() == "a"));
    }

    #[test]
    fn a_broken_form_is_unreadable_not_lost() {
        for body in ["a=b", "%", "type=text&wanumber=", "=%zz%&"] {
            assert!(matches!(&decode("", body.as_bytes())[..], [Inbound::Unsupported(row)] if row.label == "unreadable"), "{body}");
        }
    }
}
