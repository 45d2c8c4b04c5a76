//! WhatsApp contents of tyntec, checked against its schema and put into Meta's words for Meta's judge.

use serde_json::{Map, Value, json};

use crate::tyntec::problem::Violations;
use crate::tyntec::{interactive, values};

/// tyntec's limit of a caption, wider than Meta's; it states none of a file's name.
const CAPTION: usize = 4096;

/// Reads a content of this type; answers Meta's kind and object.
pub fn read(kind: &str, given: &Value, at: &str, wrong: &mut Violations) -> (&'static str, Value) {
    let inner = &given[kind];
    let field = format!("{at}.{kind}");
    match kind {
        "text" => {
            let body = wrong.text(given, "text", &field, 4096);
            ("text", json!({"body": body, "preview_url": given["renderUrlPreview"].as_bool().unwrap_or(false)}))
        }
        "image" => ("image", media(inner, &field, &["caption"], wrong)),
        "video" => ("video", media(inner, &field, &["caption"], wrong)),
        "document" => ("document", media(inner, &field, &["caption", "filename"], wrong)),
        "audio" => ("audio", media(inner, &field, &[], wrong)),
        "sticker" => ("sticker", media(inner, &field, &[], wrong)),
        "location" => ("location", location(inner, &field, wrong)),
        "reaction" => {
            let id = wrong.text(inner, "messageId", &format!("{field}.messageId"), 256);
            wrong.ensure(inner["emoji"].is_string(), &format!("{field}.emoji"), "must not be null");
            ("reaction", json!({"message_id": id, "emoji": inner["emoji"].as_str().unwrap_or_default()}))
        }
        "contacts" => ("contacts", contacts(inner, &field, wrong)),
        "template" => ("template", values::read(inner, &field, wrong)),
        "interactive" => ("interactive", interactive::read(inner, &field, wrong)),
        _ => {
            wrong.add(&format!("{at}.contentType"), format!("unknown content type {kind}"));
            ("text", Value::Null)
        }
    }
}

/// A file by link or by id, never both; `words` are the texts that may stand beside it.
pub(super) fn media(given: &Value, field: &str, words: &[&str], wrong: &mut Violations) -> Value {
    let mut object = Map::new();
    // The newest specification calls it `id`.
    let id = given["mediaId"].as_str().or(given["id"].as_str()).filter(|id| !id.is_empty());
    let url = given["url"].as_str().filter(|url| !url.is_empty());
    match (url, id) {
        (Some(url), None) => {
            let web = url.starts_with("https://") || url.starts_with("http://");
            wrong.ensure(web, &format!("{field}.url"), "must be a valid URL");
            object.insert("link".into(), json!(url));
        }
        (None, Some(id)) => drop(object.insert("id".into(), json!(id))),
        _ => wrong.add(field, "exactly one of url and mediaId must be set"),
    }
    for word in words {
        if let Some(text) = given.get(*word).filter(|t| !t.is_null()) {
            let text = text.as_str().unwrap_or_default();
            wrong.ensure(*word != "caption" || text.encode_utf16().count() <= CAPTION, &format!("{field}.{word}"), "is too long");
            if !text.is_empty() {
                object.insert((*word).to_owned(), json!(text));
            }
        }
    }
    Value::Object(object)
}

/// Coordinates as numbers, name and address of at most 256.
pub(super) fn location(given: &Value, field: &str, wrong: &mut Violations) -> Value {
    let mut object = json!({});
    for key in ["latitude", "longitude"] {
        wrong.ensure(given[key].is_number(), &format!("{field}.{key}"), "must be a number");
        object[key] = given[key].clone();
    }
    for key in ["name", "address"] {
        if let Some(text) = given[key].as_str() {
            wrong.ensure(text.encode_utf16().count() <= 256, &format!("{field}.{key}"), "size must be between 0 and 256");
            object[key] = json!(text);
        }
    }
    object
}

fn contacts(given: &Value, field: &str, wrong: &mut Violations) -> Value {
    let list = given.as_array().map_or(&[][..], Vec::as_slice);
    wrong.ensure(!list.is_empty(), field, "must not be empty");
    for (i, contact) in list.iter().enumerate() {
        let name = &contact["name"];
        let part = |key: &str| name[key].as_str().is_some_and(|s| !s.is_empty());
        wrong.ensure(part("formattedName"), &format!("{field}[{i}].name.formattedName"), "must not be empty");
        let parts = ["prefix", "firstName", "middleName", "lastName", "suffix"].into_iter().any(part);
        wrong.ensure(parts, &format!("{field}[{i}].name"), "one part beside formattedName must be set");
    }
    let mut cards = snake(given);
    for card in cards.as_array_mut().into_iter().flatten() {
        // Meta has no place for accounts of other messengers.
        card.as_object_mut().map(|card| card.remove("ims"));
    }
    cards
}

/// The same value with its keys in Meta's spelling.
pub(super) fn snake(value: &Value) -> Value {
    match value {
        Value::Array(list) => list.iter().map(snake).collect(),
        Value::Object(object) => {
            let spelt = object.iter().map(|(key, value)| {
                let mut name = String::new();
                for c in key.chars() {
                    if c.is_ascii_uppercase() {
                        name.push('_');
                    }
                    name.push(c.to_ascii_lowercase());
                }
                (name, snake(value))
            });
            Value::Object(spelt.collect())
        }
        other => other.clone(),
    }
}
