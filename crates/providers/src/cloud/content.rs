//! What leaves, in Meta's words: `{"type": T, T: {…}, "context"?}`.
//!
//! <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>

pub mod bill;
mod card;
mod interactive;

pub(super) use interactive::product_sections;

use super::template;
use crate::error::EncodeError;
use model::MediaId;
use model::content::{Contact, Contacts, Content, Location, Media, MediaMessage, Text};
use model::outbound::{OutboundMessage, Outgoing};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Everything under an object that a provider sends as it is or wraps.
pub type Object = Map<String, Value>;

/// The provider's names of uploaded files; a name that starts with `http` is sent as a link.
pub type Files = BTreeMap<MediaId, String>;

/// What leaves, without the address.
///
/// # Errors
/// What the dialect has no word for, or what is missing.
pub fn encode(provider: &'static str, what: &Outgoing) -> Result<Object, EncodeError> {
    match what {
        Outgoing::Message(message) => encode_message(provider, message),
        Outgoing::Reaction { target, emoji } => Ok(object(json!({
            "type": "reaction", "reaction": {"message_id": target, "emoji": emoji},
        }))),
        Outgoing::Read { target, typing } => {
            let mut read = object(json!({"messaging_product": "whatsapp", "status": "read", "message_id": target}));
            if *typing {
                read.insert("typing_indicator".to_owned(), json!({"type": "text"}));
            }
            Ok(read)
        }
    }
}

fn encode_message(provider: &'static str, message: &OutboundMessage) -> Result<Object, EncodeError> {
    let mut wire = encode_content(provider, &message.content, &message.files)?;
    if let Some(quoted) = &message.quoted {
        wire.insert("context".to_owned(), json!({"message_id": quoted}));
    }
    Ok(wire)
}

/// A content as `{"type": T, T: {…}}`.
///
/// # Errors
/// What the dialect has no word for, or what is missing.
pub fn encode_content(provider: &'static str, content: &Content, files: &Files) -> Result<Object, EncodeError> {
    let with = interactive::With { provider, files };
    let (kind, payload) = match content {
        Content::Text(text) => ("text", encode_text(provider, text)?),
        Content::Image(media) => ("image", captioned(media, files)?),
        Content::Video(media) => ("video", captioned(media, files)?),
        Content::Audio(media) => ("audio", encode_audio(&with, media)?),
        Content::Document(media) => ("document", encode_document(media, files)?),
        Content::Sticker(media) => ("sticker", Value::Object(wordless(&with, media, "a sticker")?)),
        Content::Location(location) => ("location", encode_location(location)?),
        Content::Contacts(contacts) => ("contacts", encode_contacts(contacts)),
        Content::Template(filled) => ("template", template::encode(filled, files)?),
        Content::LocationRequest(request) => ("interactive", with.location_request(request)),
        Content::ContactRequest(request) => ("interactive", with.contact_request(request)),
        Content::CallRequest(request) => ("interactive", with.call_request(request)),
        Content::Buttons(buttons) => ("interactive", with.buttons(buttons)?),
        Content::List(list) => ("interactive", with.list(list)?),
        Content::Cta(cta) => ("interactive", with.cta(cta)?),
        Content::Products(products) => ("interactive", with.products(products)?),
        Content::Flow(flow) => ("interactive", with.flow(flow)?),
        Content::AddressRequest(request) => ("interactive", with.address_request(request)?),
        Content::OrderDetails(details) => ("interactive", with.order_details(details)?),
        Content::OrderStatus(status) => ("interactive", with.order_status(status)),
        Content::Carousel(carousel) => ("interactive", card::carousel(&with, carousel)?),
        Content::Card(_)
        | Content::Answer(_)
        | Content::Order(_)
        | Content::Payment(_)
        | Content::Call(_)
        | Content::Notice(_)
        | Content::Note(_)
        | Content::Unsupported(_) => return Err(EncodeError::Unsupported { provider, what: content.kind().to_owned() }),
    };
    let mut wire = object(json!({"type": kind}));
    wire.insert(kind.to_owned(), payload);
    Ok(wire)
}

fn encode_text(provider: &'static str, text: &Text) -> Result<Value, EncodeError> {
    if !text.suggestions.is_empty() {
        return Err(EncodeError::Unsupported { provider, what: "suggestions under a text".to_owned() });
    }
    let mut wire = json!({"body": text.body});
    if text.preview_url {
        wire["preview_url"] = Value::Bool(true);
    }
    Ok(wire)
}

/// `{"id"}` or `{"link"}`.
pub(super) fn file(media: &Media, files: &Files) -> Result<Object, EncodeError> {
    let name = files.get(&media.id).filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| EncodeError::Missing(format!("the uploaded file {}", media.id)))?;
    let key = if name.starts_with("https://") || name.starts_with("http://") { "link" } else { "id" };
    Ok(object(json!({key: name})))
}

fn captioned(media: &MediaMessage, files: &Files) -> Result<Value, EncodeError> {
    let mut wire = file(&media.media, files)?;
    put(&mut wire, "caption", media.caption.as_deref());
    Ok(Value::Object(wire))
}

/// Nothing is left out in silence: words that can't go with a file are refused.
fn wordless(with: &interactive::With<'_>, media: &MediaMessage, what: &str) -> Result<Object, EncodeError> {
    if media.caption.is_some() { Err(with.cannot(&format!("words under {what}"))) } else { file(&media.media, with.files) }
}

fn encode_audio(with: &interactive::With<'_>, media: &MediaMessage) -> Result<Value, EncodeError> {
    let mut wire = wordless(with, media, "a sound")?;
    if media.voice {
        if !matches!(media.media.essence().as_str(), "" | "audio/ogg") {
            return Err(with.cannot("a voice note that is not OGG"));
        }
        wire.insert("voice".to_owned(), Value::Bool(true));
    }
    Ok(Value::Object(wire))
}

fn encode_document(media: &MediaMessage, files: &Files) -> Result<Value, EncodeError> {
    let mut wire = file(&media.media, files)?;
    put(&mut wire, "caption", media.caption.as_deref());
    put(&mut wire, "filename", media.media.filename.as_deref());
    Ok(Value::Object(wire))
}

pub(super) fn encode_location(location: &Location) -> Result<Value, EncodeError> {
    if !location.latitude.is_finite() || !location.longitude.is_finite() {
        return Err(EncodeError::Missing("the place on the map".to_owned()));
    }
    let mut wire = object(json!({"latitude": location.latitude, "longitude": location.longitude}));
    put(&mut wire, "name", location.name.as_deref());
    put(&mut wire, "address", location.address.as_deref());
    Ok(Value::Object(wire))
}

fn encode_contacts(contacts: &Contacts) -> Value {
    contacts.contacts.iter().map(|contact| Value::Object(encode_contact(contact))).collect()
}

/// Meta wants one more part of the name beside the formatted one.
fn encode_contact(contact: &Contact) -> Object {
    let mut name = object(json!({"formatted_name": contact.name}));
    put(&mut name, "first_name", contact.first_name.as_deref());
    put(&mut name, "last_name", contact.last_name.as_deref());
    if name.len() == 1 {
        put(&mut name, "first_name", Some(&contact.name));
    }
    let mut wire = object(json!({"name": name}));
    // These payloads of the model carry Meta's own words.
    for (key, list) in [
        ("phones", json!(contact.phones)),
        ("emails", json!(contact.emails)),
        ("addresses", json!(contact.addresses)),
        ("urls", json!(contact.urls)),
        ("org", json!(contact.org)),
    ] {
        if !list.is_null() && list != json!([]) {
            wire.insert(key.to_owned(), list);
        }
    }
    put(&mut wire, "birthday", contact.birthday.as_deref());
    wire
}

pub(super) fn named_document(media: &Media, files: &Files) -> Result<Object, EncodeError> {
    let mut wire = file(media, files)?;
    put(&mut wire, "filename", media.filename.as_deref());
    Ok(wire)
}

pub(super) fn put(wire: &mut Object, key: &str, text: Option<&str>) {
    if let Some(text) = text.filter(|text| !text.is_empty()) {
        wire.insert(key.to_owned(), Value::String(text.to_owned()));
    }
}

/// The object that a `json!({…})` is.
pub(crate) fn object(value: Value) -> Object {
    match value {
        Value::Object(object) => object,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Object::new(),
    }
}
