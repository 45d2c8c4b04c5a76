//! A filled template: Meta's list of components as tyntec's `{"templateId", "templateLanguage", "components": {…}}`.
//!
//! The schema's `example` at sending is copied from creation and left out. A row of cards is a list, as the newer schema says;
//! the seed draws one card. Source: seed 003 ("WhatsAppTemplate" and after), wire-facts 8.2.

use super::content::unsupported;
use super::interactive::{head, product_sections};
use super::names::camel_keys;
use crate::cloud::content::{Object, object};
use crate::error::EncodeError;
use crate::lenient::{first_text, many};
use serde_json::{Value, json};

pub(super) fn translate(media_key: &str, template: &Value) -> Result<Value, EncodeError> {
    Ok(json!({
        "templateId": template["name"],
        "templateLanguage": template["language"]["code"],
        "components": parts(media_key, &template["components"])?,
    }))
}

fn parts(media_key: &str, components: &Value) -> Result<Object, EncodeError> {
    let mut wire = Object::new();
    let mut buttons = Vec::new();
    for component in many(components) {
        let parameters = many(&component["parameters"]);
        match component["type"].as_str().unwrap_or_default() {
            "header" => {
                let header = parameters.iter().map(|parameter| header(media_key, parameter)).collect::<Result<Vec<_>, _>>()?;
                wire.insert("header".to_owned(), Value::Array(header));
            }
            "body" => {
                let body = parameters.iter().map(words).collect::<Result<Vec<_>, _>>()?;
                wire.insert("body".to_owned(), Value::Array(body));
            }
            "button" => buttons.push(button(component, parameters)?),
            "limited_time_offer" => {
                let offer = parameters.first().map(|parameter| &parameter["limited_time_offer"]).unwrap_or(&Value::Null);
                wire.insert("limitedTimeOffer".to_owned(), camel_keys(offer));
            }
            "carousel" => {
                let cards = many(&component["cards"])
                    .iter()
                    .map(|card| Ok(json!({"cardIndex": card["card_index"], "components": parts(media_key, &card["components"])?})));
                wire.insert("carousel".to_owned(), Value::Array(cards.collect::<Result<Vec<_>, EncodeError>>()?));
            }
            other => return Err(unsupported(&format!("{other} in a template"))),
        }
    }
    if !buttons.is_empty() {
        wire.insert("button".to_owned(), Value::Array(buttons));
    }
    Ok(wire)
}

fn header(media_key: &str, parameter: &Value) -> Result<Value, EncodeError> {
    match parameter["type"].as_str().unwrap_or_default() {
        "image" | "video" | "document" | "location" => Ok(head(media_key, parameter)),
        "product" => Err(unsupported("a product above a template")),
        _ => words(parameter),
    }
}

/// Words in their order; money and dates are words here.
fn words(parameter: &Value) -> Result<Value, EncodeError> {
    if parameter.get("parameter_name").is_some() {
        return Err(unsupported("a template with named values"));
    }
    let kind = parameter["type"].as_str().unwrap_or_default();
    let text = if kind == "text" { &parameter["text"] } else { &parameter[kind]["fallback_value"] };
    Ok(json!({"type": "text", "text": text}))
}

fn button(component: &Value, parameters: &[Value]) -> Result<Value, EncodeError> {
    let first = parameters.first().unwrap_or(&Value::Null);
    let action = &first["action"];
    let (kind, own) = match component["sub_type"].as_str().unwrap_or_default() {
        "quick_reply" => ("quick_reply", json!({"payload": first["payload"]})),
        "url" => ("url", json!({"text": first["text"]})),
        "copy_code" => ("copy_code", json!({"couponCode": first["coupon_code"]})),
        "flow" => ("flow", json!({"action": camel_keys(action)})),
        "catalog" => ("catalog", json!({"action": {"thumbnailProductId": action["thumbnail_product_retailer_id"]}})),
        "mpm" => {
            let sections = product_sections(&action["sections"]);
            ("mpm", json!({"action": {"thumbnailProductId": action["thumbnail_product_retailer_id"], "sections": sections}}))
        }
        "voice_call" => ("call", call(parameters)),
        other => return Err(unsupported(&format!("the button {other} of a template"))),
    };
    let index = first_text(component, &["index"]).and_then(|index| index.parse::<u32>().ok()).unwrap_or_default();
    let mut wire = object(json!({"type": kind, "index": index}));
    wire.extend(object(own));
    Ok(Value::Object(wire))
}

fn call(parameters: &[Value]) -> Value {
    let names = [("ttl_minutes", "timeToLiveMinutes"), ("payload", "payload")];
    let found = names.iter().filter_map(|(meta, own)| {
        let value = parameters.iter().find_map(|parameter| parameter.get(*meta))?;
        Some(((*own).to_owned(), value.clone()))
    });
    Value::Object(found.collect())
}
