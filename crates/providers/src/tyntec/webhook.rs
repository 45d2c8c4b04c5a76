//! Webhooks of tyntec: one event a call. What a customer does is told to [`crate::cloud`] in Meta's words, so that it is heard as
//! leniently as there.
//!
//! The same shapes of all channels, and the names of the next version (`InboundMessage`), are understood; the answers to a
//! question for a message's status and events too. Source: wire-facts 8.3; the seed names the events and shows none.

use super::names::snake;
use super::status;
use crate::cloud::{inbound, template};
use crate::lenient::{self, first_text, json, many, words};
use model::content::Unsupported;
use model::inbound::{Inbound, InboundRevoke, InboundTemplate};
use model::message::Provenance;
use model::{ProviderMessageId, Timestamp};
use serde_json::{Map, Value, json};

/// Everything it says; never nothing. `number` is the account's own.
pub(super) fn decode(number: &str, body: &[u8]) -> Vec<Inbound> {
    let value = match json(body) {
        Ok(value) => value,
        Err(error) => return vec![unsupported("unreadable", None, &format!("it is no JSON: {error}"))],
    };
    let decoded: Vec<_> = many(&value).iter().flat_map(|event| decode_event(number, event)).collect();
    if decoded.is_empty() { vec![other(&value)] } else { decoded }
}

fn decode_event(number: &str, event: &Value) -> Vec<Inbound> {
    let Some(name) = first_text(event, &["event"]) else { return unnamed(event) };
    let (family, step) = name.split_once("::").unwrap_or((&name, ""));
    let step = step.to_ascii_lowercase();
    let told = match (family.to_ascii_lowercase().as_str(), step.as_str()) {
        ("momessage" | "inboundmessage", "") => message("messages", event, said(event)),
        ("momessage" | "inboundmessage", "postback") => message("messages", event, chosen(event)),
        ("momessage" | "inboundmessage", "order") => message("messages", event, ordered(event)),
        ("coexistence", "messageecho") => message("message_echoes", event, said(event)),
        ("coexistence", "historymessage") => return history(number, &message("messages", event, said(event))),
        ("coexistence", "historymessage::postback") => return history(number, &message("messages", event, chosen(event))),
        ("call", _) => called(event, &step),
        ("callstatus", _) => json!({"statuses": {"type": "call", "id": event["messageId"], "status": step, "timestamp": time(event)}}),
        ("messagestatus", "deleted") => return vec![deleted(event)],
        ("messagestatus", _) if !step.is_empty() => return vec![status::decode(first_text(event, &["messageId"]), &step, event)],
        _ => return vec![other(event)],
    };
    inbound::decode(&told, number)
}

/// Meta's `value` around one message.
fn message(list: &str, event: &Value, (kind, payload): (String, Value)) -> Value {
    let sender = &event["whatsapp"];
    let is_ours = list == "message_echoes";
    let mut message = Map::new();
    for (key, value) in [
        ("id", &event["messageId"]),
        ("from", &event["from"]),
        ("to", &event["to"]),
        (if is_ours { "to_user_id" } else { "from_user_id" }, &sender["bsuid"]),
    ] {
        message.insert(key.to_owned(), value.clone());
    }
    message.insert("timestamp".to_owned(), time(event));
    message.insert("type".to_owned(), json!(kind));
    message.insert("context".to_owned(), context(&event["context"]));
    message.insert(kind, payload);
    let name = first_text(sender, &["senderName", "username"]).filter(|_| !is_ours);
    let contacts = name.map(|name| json!([{"profile": {"name": name}}]));
    json!({list: message, "contacts": contacts})
}

fn context(context: &Value) -> Value {
    json!({
        "message_id": context["messageId"],
        "forwarded": context["isForwarded"],
        "frequently_forwarded": context["isFrequentlyForwarded"],
        "referred_product": {
            "catalog_id": context["product"]["catalogId"], "product_retailer_id": context["product"]["productId"],
        },
    })
}

/// What was written, as Meta's type and payload.
fn said(event: &Value) -> (String, Value) {
    let content = &event["content"];
    let kind = first_text(content, &["contentType"]).unwrap_or_else(|| "message".to_owned());
    match kind.as_str() {
        "text" => (kind, json!({"body": content["text"]})),
        "media" => file(&first_text(&content["media"], &["type"]).unwrap_or_default(), &content["media"]),
        "image" | "video" | "audio" | "voice" | "document" | "file" | "sticker" => file(&kind, &content[&kind]),
        "location" if content["location"].is_object() => (kind, content["location"].clone()),
        "contacts" => (kind, snake(&content["contacts"])),
        "reaction" => (kind, snake(&content["reaction"])),
        _ => (kind, content.clone()),
    }
}

/// A document's `caption` is the name of the file.
fn file(kind: &str, media: &Value) -> (String, Value) {
    let (id, url) = (first_text(media, &["mediaId", "id"]).or_else(|| own_id(media)), &media["url"]);
    let mut payload = json!({"id": id, "url": url, "mime_type": media["mimeType"], "filename": media["filename"]});
    let kind = match kind.to_ascii_lowercase().as_str() {
        known @ ("image" | "video" | "audio" | "sticker") => {
            payload["caption"] = media["caption"].clone();
            known.to_owned()
        }
        "voice" => {
            payload["voice"] = Value::Bool(true);
            "audio".to_owned()
        }
        _ => {
            if payload["filename"].is_null() {
                payload["filename"] = media["caption"].clone();
            }
            "document".to_owned()
        }
    };
    (kind, payload)
}

/// The id at the end of a link to tyntec's own store, whose host wants our key.
fn own_id(media: &Value) -> Option<String> {
    let (_, id) = media["url"].as_str()?.split_once("/messaging/v1/chat/media/")?;
    (!id.is_empty() && !id.contains(['/', '?', '#'])).then(|| id.to_owned())
}

/// A tap. `text` is what a template's button says, `title` what any other says; a second line makes it a row of a list. A form's
/// answer has no words, its data is an object.
fn chosen(event: &Value) -> (String, Value) {
    let (data, seen) = (&event["postback"]["data"], &event["whatsapp"]);
    let is_form = || data.is_object() || data.as_str().is_some_and(|text| text.trim_start().starts_with('{'));
    let title = first_text(seen, &["text", "title"]);
    if title.is_none() && is_form() {
        return ("interactive".to_owned(), json!({"type": "nfm_reply", "nfm_reply": {"name": "flow", "response_json": data}}));
    }
    let kind = if seen["description"].is_string() { "list_reply" } else { "button_reply" };
    let reply = json!({"id": data, "title": title, "description": seen["description"]});
    ("interactive".to_owned(), json!({"type": kind, kind: reply}))
}

fn ordered(event: &Value) -> (String, Value) {
    let order = &event["order"];
    let items = many(&order["items"]).iter().map(|item| {
        json!({
            "product_retailer_id": item["productId"], "quantity": item["quantity"], "item_price": item["itemPrice"],
            "currency": item["currency"],
        })
    });
    let items: Vec<_> = items.collect();
    ("order".to_owned(), json!({"catalog_id": order["catalogId"], "text": order["text"], "product_items": items}))
}

fn called(event: &Value, step: &str) -> Value {
    let name = first_text(&event["whatsapp"], &["senderName", "username"]);
    let mut call = match snake(event) {
        Value::Object(call) => call,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Map::new(),
    };
    for (key, value) in [
        ("id", event["callId"].clone()),
        ("event", json!(step)),
        ("timestamp", time(event)),
        ("user_id", event["whatsapp"]["bsuid"].clone()),
    ] {
        call.insert(key.to_owned(), value);
    }
    json!({"calls": call, "contacts": name.map(|name| json!([{"profile": {"name": name}}]))})
}

/// What was written before tyntec knew the number. What is ours stays an echo, which says who wrote it.
fn history(number: &str, told: &Value) -> Vec<Inbound> {
    let mut decoded = inbound::decode(told, number);
    for one in &mut decoded {
        if let Inbound::Message(message) = one
            && message.provenance == Provenance::Live
        {
            message.provenance = Provenance::Backfill;
        }
    }
    decoded
}

/// The customer took back what she wrote.
fn deleted(event: &Value) -> Inbound {
    match first_text(event, &["messageId"]) {
        Some(target) => Inbound::Revoke(InboundRevoke {
            id: ProviderMessageId::new(format!("{target}:deleted")),
            target: ProviderMessageId::new(target),
            at: moment(event),
        }),
        None => unsupported("deleted", None, "nothing says which message it is about"),
    }
}

/// An answer to a question for a status, the list of a message's events, or news of the account.
fn unnamed(event: &Value) -> Vec<Inbound> {
    let id = first_text(event, &["messageId"]);
    if let Some(word) = first_text(event, &["status"]).filter(|_| id.is_some()) {
        return vec![status::decode(id, &word, event)];
    }
    let steps = many(&event["events"]).iter().filter_map(|step| {
        let name = first_text(step, &["event"])?;
        Some(status::decode(id.clone(), name.strip_prefix("MessageStatus::").unwrap_or(&name), step))
    });
    let decoded: Vec<_> = steps.collect();
    if decoded.is_empty() { vec![news(event).unwrap_or_else(|| other(event))] } else { decoded }
}

/// A template's review, its quality or its category changed.
fn news(event: &Value) -> Option<Inbound> {
    let (entity, change) = (&event["entity"], &event["changedValue"]);
    first_text(entity, &["type"]).filter(|kind| kind.to_ascii_lowercase().contains("template"))?;
    let (property, now) = (first_text(change, &["property"])?.to_ascii_lowercase(), first_text(change, &["newValue"])?);
    let is = |word: &str| property.contains(word);
    Some(Inbound::Template(Box::new(InboundTemplate {
        name: first_text(entity, &["name"])?,
        language: first_text(entity, &["language"]).unwrap_or_default(),
        status: is("status").then(|| template::status(&now)),
        quality: is("quality").then(|| template::quality(&json!(now))).flatten(),
        category: is("category").then(|| now.to_ascii_lowercase()),
        reason: first_text(change, &["reason"]),
        at: moment(event),
        ..InboundTemplate::default()
    })))
}

/// When it happened. A time without a zone is UTC.
fn time(event: &Value) -> Value {
    ["timestamp", "receivedAt"]
        .iter()
        .map(|key| &event[*key])
        .find_map(|value| {
            let zoned = || Some(Value::String(format!("{}Z", value.as_str()?)));
            [Some(value.clone()), zoned()].into_iter().flatten().find(|value| lenient::moment(value).is_some())
        })
        .unwrap_or_default()
}

pub(super) fn moment(event: &Value) -> Timestamp {
    lenient::moment(&time(event)).unwrap_or_default()
}

/// An event that belongs to no thread.
fn other(event: &Value) -> Inbound {
    let label = first_text(event, &["event", "type"]).unwrap_or_else(|| "event".to_owned());
    let text = first_text(event, &["fullName"]).or_else(|| words(event));
    unsupported(&label, text, "a kind of event that isn't known here")
}

pub(super) fn unsupported(label: &str, text: Option<String>, detail: &str) -> Inbound {
    Inbound::Unsupported(Unsupported { detail: Some(detail.to_owned()), ..Unsupported::new(label, text) })
}
