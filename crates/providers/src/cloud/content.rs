//! What leaves, in Meta's words: `{"type": T, T: {…}, "context"?}`.
//!
//! <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>

use super::template;
use crate::error::EncodeError;
use model::MediaId;
use model::content::{Buttons, Contact, Contacts, Content, Header, List, Location, Media, MediaMessage, Section, Text};
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
    let files = &message.files;
    let cannot = || Err(EncodeError::Unsupported { provider, what: message.content.kind().to_owned() });
    let (kind, payload) = match &message.content {
        Content::Text(text) => ("text", encode_text(text)),
        Content::Image(media) => ("image", captioned(media, files)?),
        Content::Video(media) => ("video", captioned(media, files)?),
        Content::Audio(media) => ("audio", encode_audio(media, files)?),
        Content::Document(media) => ("document", encode_document(media, files)?),
        Content::Sticker(media) => ("sticker", Value::Object(file(&media.media, files)?)),
        Content::Location(location) => ("location", encode_location(location)?),
        Content::Contacts(contacts) => ("contacts", encode_contacts(contacts)),
        Content::Buttons(buttons) => ("interactive", encode_buttons(provider, buttons, files)?),
        Content::List(list) => ("interactive", encode_list(provider, list)?),
        Content::Template(filled) => ("template", template::encode(filled, files)?),
        Content::LocationRequest(_)
        | Content::ContactRequest(_)
        | Content::CallRequest(_)
        | Content::Cta(_)
        | Content::Products(_)
        | Content::Flow(_)
        | Content::AddressRequest(_)
        | Content::OrderDetails(_)
        | Content::OrderStatus(_)
        | Content::Card(_)
        | Content::Carousel(_)
        | Content::Answer(_)
        | Content::Order(_)
        | Content::Payment(_)
        | Content::Call(_)
        | Content::Notice(_)
        | Content::Note(_)
        | Content::Unsupported(_) => return cannot(),
    };
    let mut wire = object(json!({"type": kind}));
    wire.insert(kind.to_owned(), payload);
    if let Some(quoted) = &message.quoted {
        wire.insert("context".to_owned(), json!({"message_id": quoted}));
    }
    Ok(wire)
}

fn encode_text(text: &Text) -> Value {
    let mut wire = json!({"body": text.body});
    if text.preview_url {
        wire["preview_url"] = Value::Bool(true);
    }
    wire
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

fn encode_audio(media: &MediaMessage, files: &Files) -> Result<Value, EncodeError> {
    let mut wire = file(&media.media, files)?;
    if media.voice {
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

fn encode_buttons(provider: &'static str, buttons: &Buttons, files: &Files) -> Result<Value, EncodeError> {
    let replies = buttons.buttons.iter().map(|button| json!({"type": "reply", "reply": {"id": button.id, "title": button.title}}));
    let mut wire = question("button", &buttons.body, buttons.footer.as_deref());
    wire.insert("action".to_owned(), json!({"buttons": replies.collect::<Vec<_>>()}));
    if let Some(header) = &buttons.header {
        wire.insert("header".to_owned(), encode_header(provider, header, files)?);
    }
    Ok(Value::Object(wire))
}

fn encode_list(provider: &'static str, list: &List) -> Result<Value, EncodeError> {
    let mut wire = question("list", &list.body, list.footer.as_deref());
    let sections: Vec<_> = list.sections.iter().map(encode_section).collect();
    wire.insert("action".to_owned(), json!({"button": list.button, "sections": sections}));
    match &list.header {
        Some(Header::Text { text }) => {
            wire.insert("header".to_owned(), json!({"type": "text", "text": text}));
        }
        Some(header @ (Header::Image { .. } | Header::Video { .. } | Header::Document { .. } | Header::Location(_))) => {
            return Err(EncodeError::Unsupported { provider, what: format!("{} above a list", header.kind()) });
        }
        None => {}
    }
    Ok(Value::Object(wire))
}

fn encode_section(section: &Section) -> Object {
    let rows = section.rows.iter().map(|row| {
        let mut wire = object(json!({"id": row.id, "title": row.title}));
        put(&mut wire, "description", row.description.as_deref());
        wire
    });
    let mut wire = object(json!({"rows": rows.collect::<Vec<_>>()}));
    put(&mut wire, "title", section.title.as_deref());
    wire
}

fn question(kind: &str, body: &str, footer: Option<&str>) -> Object {
    let mut wire = object(json!({"type": kind, "body": {"text": body}}));
    if let Some(footer) = footer {
        wire.insert("footer".to_owned(), json!({"text": footer}));
    }
    wire
}

fn encode_header(provider: &'static str, header: &Header, files: &Files) -> Result<Value, EncodeError> {
    match header {
        Header::Text { text } => Ok(json!({"type": "text", "text": text})),
        Header::Image { media } | Header::Video { media } => Ok(json!({"type": header.kind(), header.kind(): file(media, files)?})),
        Header::Document { media } => Ok(json!({"type": "document", "document": named_document(media, files)?})),
        Header::Location(_) => Err(EncodeError::Unsupported { provider, what: "location above buttons".to_owned() }),
    }
}

pub(super) fn named_document(media: &Media, files: &Files) -> Result<Object, EncodeError> {
    let mut wire = file(media, files)?;
    put(&mut wire, "filename", media.filename.as_deref());
    Ok(wire)
}

fn put(wire: &mut Object, key: &str, text: Option<&str>) {
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
