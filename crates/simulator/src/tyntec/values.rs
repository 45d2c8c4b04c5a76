//! A template send in tyntec's form, put into Meta's. The schema's required `example` is a slip and not asked for.

use serde_json::{Value, json};

use crate::tyntec::content::{location, media};
use crate::tyntec::interactive::sections;
use crate::tyntec::problem::Violations;

/// Reads the object under `template`; answers Meta's.
pub fn read(given: &Value, field: &str, wrong: &mut Violations) -> Value {
    let name = wrong.text(given, "templateId", &format!("{field}.templateId"), 512);
    let language = wrong.text(given, "templateLanguage", &format!("{field}.templateLanguage"), 16);
    let at = format!("{field}.components");
    let mut components = parts(&given["components"], &at, wrong);
    // The seed types the carousel as one object, the specification as an array.
    let cards = match &given["components"]["carousel"] {
        Value::Array(cards) => cards.clone(),
        Value::Object(card) => vec![Value::Object(card.clone())],
        _ => Vec::new(),
    };
    if !cards.is_empty() {
        wrong.ensure(cards.len() <= 10, &format!("{at}.carousel"), "size must be between 1 and 10");
        let cards: Vec<Value> = cards
            .iter()
            .map(
                |card| json!({"card_index": card["cardIndex"], "components": parts(&card["components"], &format!("{at}.carousel"), wrong)}),
            )
            .collect();
        components.push(json!({"type": "carousel", "cards": cards}));
    }
    if let Some(offer) = given["components"].get("limitedTimeOffer") {
        let end = json!({"expiration_time_ms": offer["expirationTimeMs"]});
        components.push(json!({"type": "limited_time_offer", "parameters": [{"type": "limited_time_offer", "limited_time_offer": end}]}));
    }
    json!({"name": name, "language": {"code": language}, "components": components})
}

fn parts(given: &Value, at: &str, wrong: &mut Violations) -> Vec<Value> {
    let mut components = Vec::new();
    let headers = many(&given["header"]);
    wrong.ensure(headers.len() <= 1, &format!("{at}.header"), "size must be between 0 and 1");
    let headers: Vec<Value> = headers.iter().map(|h| parameter(h, &format!("{at}.header"), wrong)).collect();
    if !headers.is_empty() {
        components.push(json!({"type": "header", "parameters": headers}));
    }
    let body: Vec<Value> = many(&given["body"]).iter().map(|b| parameter(b, &format!("{at}.body"), wrong)).collect();
    if !body.is_empty() {
        components.push(json!({"type": "body", "parameters": body}));
    }
    let buttons = many(&given["button"]);
    wrong.ensure(buttons.len() <= 10, &format!("{at}.button"), "size must be between 0 and 10");
    components.extend(buttons.iter().map(|b| button(b, &format!("{at}.button"), wrong)));
    components
}

fn parameter(given: &Value, field: &str, wrong: &mut Violations) -> Value {
    match given["type"].as_str() {
        Some("text") => json!({"type": "text", "text": wrong.text(given, "text", &format!("{field}.text"), 1024)}),
        Some(kind @ ("image" | "video" | "document")) => {
            let words: &[&str] = if kind == "document" { &["filename"] } else { &[] };
            json!({"type": kind, kind: media(&given[kind], &format!("{field}.{kind}"), words, wrong)})
        }
        Some("location") => json!({"type": "location", "location": location(&given["location"], &format!("{field}.location"), wrong)}),
        _ => {
            wrong.add(&format!("{field}.type"), "must be one of text, image, video, document, location");
            Value::Null
        }
    }
}

fn button(given: &Value, field: &str, wrong: &mut Violations) -> Value {
    wrong.ensure(given["index"].is_u64(), &format!("{field}.index"), "must not be null");
    let (kind, parameter) = match given["type"].as_str() {
        Some("quick_reply") => {
            let payload = wrong.text(given, "payload", &format!("{field}.payload"), 128);
            ("quick_reply", json!({"type": "payload", "payload": payload}))
        }
        Some("url") => ("url", json!({"type": "text", "text": wrong.text(given, "text", &format!("{field}.text"), 2000)})),
        Some("copy_code") => {
            let code = wrong.text(given, "couponCode", &format!("{field}.couponCode"), 15);
            ("copy_code", json!({"type": "coupon_code", "coupon_code": code}))
        }
        Some("flow") => {
            let action = json!({"flow_token": given["action"]["flowToken"], "flow_action_data": given["action"]["flowActionData"]});
            ("flow", json!({"type": "action", "action": action}))
        }
        Some(kind @ ("catalog" | "mpm")) => {
            let mut action = json!({"thumbnail_product_retailer_id": given["action"]["thumbnailProductId"]});
            if kind == "mpm" {
                action["sections"] = sections(&given["action"]["sections"]);
            }
            (if kind == "mpm" { "mpm" } else { "catalog" }, json!({"type": "action", "action": action}))
        }
        Some("call") => {
            let call = json!({"ttl_minutes": given["timeToLiveMinutes"], "payload": given["payload"]});
            ("voice_call", call)
        }
        _ => {
            wrong.add(&format!("{field}.type"), "must be one of quick_reply, url, flow, copy_code, catalog, mpm, call");
            ("url", Value::Null)
        }
    };
    json!({"type": "button", "sub_type": kind, "index": given["index"], "parameters": [parameter]})
}

/// One or many; the seed shows a card's button without its array.
fn many(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(list) => list.clone(),
        Value::Object(_) => vec![value.clone()],
        _ => Vec::new(),
    }
}
