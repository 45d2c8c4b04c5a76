//! Questions, forms and offers: Meta's `{"type", "header"?, "body", "footer"?, "action"}` as tyntec's
//! `{"subType", "components": {"header"?, "body", "footer"?, …}}`.
//!
//! Source: seed 003 ("WhatsAppInteractiveContent" and after), wire-facts 8.2. `urlButton`, `callButton`,
//! `callPermissionRequest` and `contactRequest` are newer than the seed.

use super::content::{file, unsupported};
use super::names::{camel, camel_keys};
use crate::cloud::content::{Object, object};
use crate::error::EncodeError;
use crate::lenient::many;
use serde_json::{Value, json};

/// What a form's token says where nobody chose one: tyntec insists on a token.
const NO_TOKEN: &str = "unused";

/// What a form begins with where nobody chose: tyntec insists on an action.
const NAVIGATE: &str = "navigate";

pub(super) fn translate(media_key: &str, question: &Value) -> Result<Value, EncodeError> {
    let action = &question["action"];
    let parameters = &action["parameters"];
    let (sub_type, own) = match question["type"].as_str().unwrap_or_default() {
        "button" => ("buttons", many(&action["buttons"]).iter().map(button).collect()),
        "list" => ("list", list(action)),
        "product" => ("product", json!({"catalogId": action["catalog_id"], "productId": action["product_retailer_id"]})),
        "product_list" => ("productList", json!({"catalogId": action["catalog_id"], "sections": product_sections(&action["sections"])})),
        "location_request_message" => ("locationRequest", Value::Null),
        "flow" if parameters.get("flow_name").is_some() => return Err(unsupported("a form by its name")),
        "flow" => ("flow", flow(parameters)),
        "address_message" => ("address", address(parameters)),
        "cta_url" => ("urlButton", camel_keys(parameters)),
        "voice_call" => ("callButton", call(parameters)),
        "call_permission_request" => ("callPermissionRequest", Value::Null),
        "request_contact_info" => ("contactRequest", Value::Null),
        other => return Err(unsupported(other)),
    };
    let mut components = Object::new();
    if let Some(header) = question.get("header") {
        components.insert("header".to_owned(), head(media_key, header));
    }
    for key in ["body", "footer"] {
        if let Some(words) = question.get(key) {
            components.insert(key.to_owned(), json!({"type": "text", "text": words["text"]}));
        }
    }
    if !own.is_null() {
        components.insert(sub_type.to_owned(), own);
    }
    Ok(json!({"subType": sub_type, "components": components}))
}

/// A header, here and above a template: `{"type": T, T: …}`.
pub(super) fn head(media_key: &str, header: &Value) -> Value {
    let kind = header["type"].as_str().unwrap_or_default();
    let inner = &header[kind];
    json!({"type": kind, kind: if inner.is_object() && kind != "location" { file(media_key, inner) } else { inner.clone() }})
}

fn button(button: &Value) -> Value {
    let reply = &button["reply"];
    json!({"type": "reply", "reply": {"payload": reply["id"], "title": reply["title"]}})
}

fn list(action: &Value) -> Value {
    let row = |row: &Value| {
        let mut wire = object(json!({"payload": row["id"], "title": row["title"]}));
        wire.extend(row.get("description").map(|words| ("description".to_owned(), words.clone())));
        wire
    };
    let section = |section: &Value| {
        let mut wire = object(json!({"rows": many(&section["rows"]).iter().map(row).collect::<Vec<_>>()}));
        wire.extend(section.get("title").map(|words| ("title".to_owned(), words.clone())));
        wire
    };
    json!({"title": action["button"], "sections": many(&action["sections"]).iter().map(section).collect::<Vec<_>>()})
}

/// Products in sections; also behind a template's button.
pub(super) fn product_sections(sections: &Value) -> Value {
    let item = |item: &Value| json!({"productId": item["product_retailer_id"]});
    let section = |section: &Value| {
        let mut wire = object(json!({"items": many(&section["product_items"]).iter().map(item).collect::<Vec<_>>()}));
        wire.extend(section.get("title").map(|words| ("title".to_owned(), words.clone())));
        Value::Object(wire)
    };
    many(sections).iter().map(section).collect()
}

fn flow(parameters: &Value) -> Value {
    let mut wire = camel_keys(parameters);
    if let Value::Object(wire) = &mut wire {
        wire.remove("flowMessageVersion");
        wire.entry("flowToken").or_insert_with(|| json!(NO_TOKEN));
        wire.entry("flowAction").or_insert_with(|| json!(NAVIGATE));
    }
    wire
}

/// The schema has one saved address, Meta a list of them.
fn address(parameters: &Value) -> Value {
    let mut wire = camel(parameters);
    if let Some([only]) = parameters["saved_addresses"].as_array().map(Vec::as_slice) {
        wire["savedAddresses"] = camel(only);
    }
    wire
}

fn call(parameters: &Value) -> Value {
    let mut wire = camel_keys(parameters);
    if let Value::Object(wire) = &mut wire {
        let minutes = wire.remove("ttlMinutes");
        wire.extend(minutes.map(|minutes| ("timeToLiveMinutes".to_owned(), minutes)));
    }
    wire
}
