//! A template in tyntec's form: `{name, category, localizations: [{language, components}]}`, one of ours for each localization.
//!
//! The parts are Meta's under tyntec's names, but for their examples: `{text}`, `{texts}`, `{url}`. A list adds `templateName`
//! for `name`, and `status`, `rejectionReason`, `qualityScore` to a localization.
//! Source: seed 003 ("Submit a template for review", "List templates", "LocalizationResponse"), wire-facts 8.2.

use super::PROVIDER;
use super::names::{camel_keys, snake};
use crate::cloud::content::{Object, object};
use crate::cloud::template as meta;
use crate::error::EncodeError;
use crate::lenient::{first_text, many, text};
use model::Template;
use serde_json::{Value, json};

/// Parts that tyntec's creation form has a word for.
const PARTS: [&str; 6] = ["HEADER", "BODY", "FOOTER", "BUTTONS", "CAROUSEL", "CALL_PERMISSION_REQUEST"];

/// Headers of the same.
const HEADERS: [&str; 5] = ["TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION"];

/// Buttons of the same.
const BUTTONS: [&str; 7] = ["QUICK_REPLY", "URL", "PHONE_NUMBER", "OTP", "FLOW", "VOICE_CALL", "REQUEST_CONTACT_INFO"];

/// What a form's button begins with where nobody chose.
const NAVIGATE: &str = "navigate";

pub(super) fn read(definition: &Value) -> Result<Template, String> {
    match many(&definition["localizations"]) {
        [one] => read_localization(definition, one),
        // The whole of a template's localization, as it is added to one.
        [] if definition.get("components").is_some() => read_localization(definition, definition),
        list => Err(format!("localizations: one is needed, and there are {}; write each language by itself", list.len())),
    }
}

/// One language of a template.
pub(super) fn read_localization(template: &Value, localization: &Value) -> Result<Template, String> {
    let name = first_text(template, &["templateName", "name"]);
    let mut definition = object(json!({
        "id": first_text(template, &["templateId"]).or_else(|| first_text(template, &["templateName"])),
        "name": name,
        "category": template["category"],
        "components": many(&localization["components"]).iter().map(to_meta).collect::<Vec<_>>(),
    }));
    for (key, own) in [
        ("language", "language"),
        ("status", "status"),
        ("rejected_reason", "rejectionReason"),
        ("quality_score", "qualityScore"),
        ("message_send_ttl_seconds", "messageSendTimeToLiveSeconds"),
    ] {
        definition.extend(localization.get(own).map(|value| (key.to_owned(), value.clone())));
    }
    meta::read(&Value::Object(definition))
}

/// A part in Meta's words.
fn to_meta(component: &Value) -> Value {
    let mut part = snake(component);
    if let Some(example) = part.get_mut("example") {
        *example = match (first_text(example, &["text"]), first_text(example, &["url"]), example.get("texts")) {
            (Some(text), _, _) => json!({"header_text": [text]}),
            (_, Some(url), _) => json!({"header_handle": [url]}),
            (_, _, Some(texts)) => json!({"body_text": [many(texts).iter().filter_map(text).collect::<Vec<_>>()]}),
            (None, None, None) => example.take(),
        };
    }
    for button in part.get_mut("buttons").and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(url) = first_text(&button["example"], &["url"]) {
            button["example"] = json!([url]);
        }
        if let Some(minutes) = button.get("time_to_live_minutes").cloned() {
            button["ttl_minutes"] = minutes;
        }
    }
    for card in part.get_mut("cards").and_then(Value::as_array_mut).into_iter().flatten() {
        // Its parts were spelled anew already, which does no harm twice.
        let components: Vec<_> = many(&card["components"]).iter().map(to_meta).collect();
        if let Value::Object(card) = card {
            card.insert("components".to_owned(), Value::Array(components));
        }
    }
    part
}

/// The creation form of one language.
pub(super) fn write(template: &Template) -> Result<Value, EncodeError> {
    let category = template.category.as_deref().ok_or_else(|| EncodeError::Missing("the category of the template".to_owned()))?;
    let localization = localization(template)?;
    Ok(json!({"name": template.name, "category": category.to_ascii_uppercase(), "localizations": [localization]}))
}

/// What is added to a template that has other languages already.
pub(super) fn localization(template: &Template) -> Result<Value, EncodeError> {
    let mut wire = object(json!({"language": template.language, "components": components(template)?}));
    wire.extend(template.seconds.map(|seconds| ("messageSendTimeToLiveSeconds".to_owned(), seconds.into())));
    Ok(Value::Object(wire))
}

/// The parts alone, which is what an edit replaces.
pub(super) fn components(template: &Template) -> Result<Vec<Value>, EncodeError> {
    if template.order_status {
        return Err(cannot("news of an order"));
    }
    meta::components(PROVIDER, template)?.iter().map(from_meta).collect()
}

fn from_meta(component: &Value) -> Result<Value, EncodeError> {
    let kind = known(component, "type", &PARTS)?;
    let mut wire = object(camel_keys(component));
    match kind {
        "HEADER" => {
            known(component, "format", &HEADERS)?;
        }
        "BUTTONS" => {
            let buttons = many(&component["buttons"]).iter().map(button).collect::<Result<Vec<_>, _>>()?;
            wire.insert("buttons".to_owned(), Value::Array(buttons));
        }
        "CAROUSEL" => {
            let card = |card: &Value| {
                let components = many(&card["components"]).iter().map(from_meta).collect::<Result<Vec<_>, _>>()?;
                Ok(json!({"components": components}))
            };
            let cards = many(&component["cards"]).iter().map(card).collect::<Result<Vec<_>, EncodeError>>()?;
            wire.insert("cards".to_owned(), Value::Array(cards));
        }
        _ => {}
    }
    if let Some(example) = component.get("example") {
        wire.insert("example".to_owned(), example_from_meta(example)?);
    }
    Ok(Value::Object(wire))
}

fn example_from_meta(example: &Value) -> Result<Value, EncodeError> {
    for (key, own) in [("header_text", "text"), ("header_handle", "url"), ("header_url", "url")] {
        if let Some([first, ..]) = example[key].as_array().map(Vec::as_slice) {
            return Ok(json!({own: first}));
        }
    }
    match example["body_text"].as_array().map(Vec::as_slice) {
        Some([texts, ..]) => Ok(json!({"texts": texts})),
        _ => Err(cannot("named values")),
    }
}

fn button(button: &Value) -> Result<Value, EncodeError> {
    let kind = known(button, "type", &BUTTONS)?;
    let mut wire = object(camel_keys(button));
    match kind {
        "URL" => {
            let example = wire.remove("example").and_then(|example| Some(example.as_array()?.first()?.clone()));
            wire.extend(example.map(|url| ("example".to_owned(), json!({"url": url}))));
        }
        "OTP" => {
            let apps = wire.remove("supportedApps");
            wire.extend(app(apps)?);
        }
        "FLOW" => {
            if !wire.contains_key("flowId") {
                return Err(cannot("a form without an id"));
            }
            wire.entry("flowAction").or_insert_with(|| json!(NAVIGATE));
        }
        "VOICE_CALL" => {
            let minutes = wire.remove("ttlMinutes");
            wire.extend(minutes.map(|minutes| ("timeToLiveMinutes".to_owned(), minutes)));
        }
        // Its words are the phone's own.
        "REQUEST_CONTACT_INFO" => drop(wire.remove("text")),
        _ => {}
    }
    Ok(Value::Object(wire))
}

/// One app stands in the button itself.
fn app(apps: Option<Value>) -> Result<Object, EncodeError> {
    match apps.as_ref().and_then(Value::as_array).map(Vec::as_slice) {
        None | Some([]) => Ok(Object::new()),
        Some([app]) => Ok(object(camel_keys(app))),
        Some(_) => Err(cannot("a code for several apps")),
    }
}

fn known<'a>(part: &'a Value, key: &str, words: &[&str]) -> Result<&'a str, EncodeError> {
    let word = part[key].as_str().unwrap_or_default();
    if words.contains(&word) { Ok(word) } else { Err(cannot(word)) }
}

fn cannot(what: &str) -> EncodeError {
    EncodeError::Unsupported { provider: PROVIDER, what: format!("{what} in a new template") }
}
