//! The message object: what `GET /messages/{id}` answers and what both webhooks carry.

use axum::extract::{Path, State};
use axum::{Extension, Json};
use serde_json::{Value, json};

use crate::account::Account;
use crate::cdn;
use crate::gateway::Caller;
use crate::meta::shelf::Shelf;
use crate::phone::flight::Flight;
use crate::phone::{Direction, Phone};
use crate::redington::contact;
use crate::redington::refusal::Refusal;
use crate::world::World;

/// `GET /messages/{wamid}`: a message that was sent or received.
///
/// # Errors
/// 404.
pub async fn show(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let state = world.state();
    let account = state.accounts.get(&slug).ok_or(Refusal::NotFound)?;
    if let Some(flight) = state.flights.get(&id).filter(|f| f.account == slug) {
        let phone = state.phones.get(&flight.phone).ok_or(Refusal::NotFound)?;
        return Ok(Json(outbound(account, phone, flight)));
    }
    let heard = |p: &&Phone| p.message(&id).is_some_and(|m| m.account == slug && m.direction == Direction::Out);
    let phone = state.phones.values().find(heard).ok_or(Refusal::NotFound)?;
    let message = phone.message(&id).ok_or(Refusal::NotFound)?;
    let said = Said { id: &id, at: message.at, kind: &message.kind, content: &message.content, context: message.context.as_ref() };
    Ok(Json(inbound(account, phone, &said, &state.media, world.origin())))
}

/// A customer's message, in Meta's words.
#[derive(Debug)]
pub struct Said<'a> {
    /// Its wamid.
    pub id: &'a str,
    /// When, in ms.
    pub at: i64,
    /// Its type.
    pub kind: &'a str,
    /// The object under the type.
    pub content: &'a Value,
    /// `{id}` of the quoted message.
    pub context: Option<&'a Value>,
}

/// The object of a customer's message.
#[must_use]
pub fn inbound(account: &Account, phone: &Phone, said: &Said<'_>, files: &Shelf, origin: &str) -> Value {
    let (kind, content) = content(said.kind, said.content, files, origin);
    let mut object = base(account, phone, said.id);
    let quoted = said.context.and_then(|c| c["id"].as_str());
    fill(
        &mut object,
        &json!({
            "sender": "USER", "message_content": content, "message_type": kind, "status": "DELIVERED", "is_HSM": false,
            "sent_at": said.at, "delivered_at": said.at,
            "context": quoted.map(|id| json!({"from": account.digits(), "id": id})),
        }),
    );
    object
}

/// The object of a message of the business, as far as it came.
#[must_use]
pub fn outbound(account: &Account, phone: &Phone, flight: &Flight) -> Value {
    let template = flight.kind == "template";
    let (mut kind, mut content) = content(&flight.kind, &flight.content, &Shelf::default(), "");
    if template {
        let rendered = &flight.content["rendered"];
        let header = rendered["header"]["type"].as_str().unwrap_or("text");
        kind = type_word(header);
        content = json!({"text": text_with_buttons(rendered), "name": flight.content["name"], "isTemplate": true});
    }
    let failed = flight.log.iter().find_map(|step| step.failure.as_ref());
    let last = flight.log.iter().map(|step| step.status.as_str()).rfind(|s| *s != "accepted");
    let conversation = flight
        .when("sent")
        .filter(|_| template)
        .map(|_| json!({"id": account.object_id(&format!("conversation {}", phone.phone)), "type": flight.category.to_uppercase()}));
    let mut object = base(account, phone, &flight.wamid);
    fill(
        &mut object,
        &json!({
            "sender": "API", "message_content": content, "message_type": kind, "status": last.map_or("ENQUEUED".to_owned(), str::to_uppercase),
            "is_HSM": template, "sent_at": flight.when("sent").or_else(|| flight.when("failed")),
            "delivered_at": flight.when("delivered"), "read_at": flight.when("read"),
            "failureResponse": failed.map(|f| json!({"code": f.code.to_string(), "reason": f.title})),
            "deductionType": template.then_some("WC"), "whatsapp_conversation_details": conversation,
            "context": flight.context.as_ref().map(|c| json!({"from": phone.digits(), "id": c["id"]})),
        }),
    );
    object
}

fn base(account: &Account, phone: &Phone, wamid: &str) -> Value {
    json!({
        "type": "message", "id": account.object_id(wamid), "meta_data": [], "project_id": account.project_id(),
        "phone_number": phone.digits(), "contact_id": contact::id(account, &phone.phone), "campaign": null,
        "chatbot_response": null, "agent_id": null, "delivered_at": null, "read_at": null, "failureResponse": null,
        "userName": phone.name, "countryCode": country_code(phone.digits()), "submitted_message_id": "", "message_price": 0,
        "deductionType": null, "mau_details": null, "whatsapp_conversation_details": null, "messageId": wamid,
    })
}

fn fill(object: &mut Value, with: &Value) {
    for (key, value) in with.as_object().into_iter().flatten() {
        object[key] = value.clone();
    }
}

/// `message_type` and `message_content` of one of Meta's objects.
fn content(kind: &str, content: &Value, files: &Shelf, origin: &str) -> (&'static str, Value) {
    match kind {
        "text" => ("TEXT", json!({"text": content["body"]})),
        "image" | "video" | "audio" | "document" | "sticker" => (type_word(kind), file(content, files, origin)),
        "button" => ("QUICK_REPLY", json!({"text": content["text"], "callbackPayload": content["payload"]})),
        "interactive" if content["button_reply"].is_object() => ("BUTTON_REPLY", content["button_reply"].clone()),
        "interactive" if content["list_reply"].is_object() => ("LIST_REPLY", content["list_reply"].clone()),
        "interactive" if content["body"].is_object() => ("TEXT", json!({"text": content["body"]["text"]})),
        "location" => (
            "LOCATION",
            json!({
                "longitude": content["longitude"], "latitude": content["latitude"], "address": content["address"],
                "name": content["name"], "url": content["url"],
            }),
        ),
        "contacts" => ("CONTACT", json!({"contacts": content})),
        "order" => ("ORDER", content.clone()),
        "reaction" => ("REACTION", content.clone()),
        _ => ("UNKNOWN", content.clone()),
    }
}

fn file(content: &Value, files: &Shelf, origin: &str) -> Value {
    let id = content["id"].as_str().unwrap_or_default();
    let kept = files.get(id);
    let url = if kept.is_some() { json!(cdn::link(origin, id)) } else { content["link"].clone() };
    let mut object = json!({"url": url, "urlExpiry": "", "mimeType": kept.map(|m| m.mime.clone())});
    for key in ["caption", "filename"] {
        if let Some(value) = content.get(key) {
            object[key] = value.clone();
        }
    }
    object
}

/// Redington's word for a kind of file.
#[must_use]
pub fn type_word(kind: &str) -> &'static str {
    match kind {
        "image" => "IMAGE",
        "video" => "VIDEO",
        "audio" => "AUDIO",
        "document" => "FILE",
        "sticker" => "STICKER",
        "location" => "LOCATION",
        _ => "TEXT",
    }
}

/// A template's text as Redington lists it: the buttons follow in brackets.
#[must_use]
pub fn text_with_buttons(rendered: &Value) -> String {
    let mut text = rendered["body"].as_str().unwrap_or_default().to_owned();
    for button in rendered["buttons"].as_array().into_iter().flatten() {
        let label = button["text"].as_str().unwrap_or_default();
        let value = button["url"].as_str().or(button["phone_number"].as_str());
        text += &value.map_or_else(|| format!(" | [{label}]"), |value| format!(" | [{label},{value}]"));
    }
    text
}

/// The country code that a number begins with.
#[must_use]
pub fn country_code(digits: &str) -> &str {
    const TWO: [&str; 43] = [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54",
        "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95",
    ];
    let length = match digits.get(..2) {
        _ if digits.starts_with(['1', '7']) => 1,
        Some(two) if TWO.contains(&two) || two == "98" => 2,
        _ => 3,
    };
    digits.get(..length).unwrap_or(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn country_codes_have_one_to_three_digits() {
        let codes = ["910000000000", "15551305682", "971501234567", "447911123456"].map(country_code);
        assert_eq!(codes, ["91", "1", "971", "44"]);
    }

    #[test]
    fn buttons_follow_the_text_as_the_seed_lists_them() {
        let rendered = json!({"body": "Hello {{1}}, Thanks for contacting us", "buttons": [
            {"text": "Click Here", "url": "https://www.cetastech.com"}, {"text": "I'm Interested"}]});
        let expected = "Hello {{1}}, Thanks for contacting us | [Click Here,https://www.cetastech.com] | [I'm Interested]";
        assert_eq!(text_with_buttons(&rendered), expected);
    }
}
