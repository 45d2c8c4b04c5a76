//! A whole webhook: Meta's envelope (`entry`, `changes`, `value`), or its `value` flattened, as several providers pass it on.
//!
//! `messages` may be an object and `statuses` a list, or the reverse. `businessPhoneNumber` beside them, or the envelope's own
//! `metadata`, names the business number; what comes from it was written elsewhere by the business.

use super::inbound;
use crate::lenient::{first_text, json, many, words};
use model::content::Unsupported;
use model::inbound::Inbound;
use serde_json::Value;

/// Everything it says; never nothing. `number` is the account's own, where the webhook names none.
pub fn decode(number: &str, body: &[u8]) -> Vec<Inbound> {
    let value = match json(body) {
        Ok(value) => value,
        Err(error) => {
            return vec![unsupported("unreadable", None, format!("it is no JSON: {error}"))];
        }
    };
    let decoded: Vec<_> = many(&value).iter().flat_map(|event| decode_event(number, event)).collect();
    if decoded.is_empty() { vec![other(&value)] } else { decoded }
}

fn decode_event(number: &str, event: &Value) -> Vec<Inbound> {
    let number = first_text(event, &["businessPhoneNumber"]).unwrap_or_else(|| number.to_owned());
    let mut decoded = inbound::decode(event, &number);
    for entry in many(&event["entry"]) {
        let changes = many(&entry["changes"]);
        if changes.is_empty() {
            decoded.push(other(entry));
        }
        for change in changes {
            let value = &change["value"];
            let named = first_text(&value["metadata"], &["display_phone_number"]);
            let inside = inbound::decode(value, named.as_deref().unwrap_or(&number));
            if inside.is_empty() {
                decoded.push(other(change));
            }
            decoded.extend(inside);
        }
    }
    if decoded.is_empty() {
        decoded.push(other(event));
    }
    decoded
}

/// An event that belongs to no thread.
fn other(event: &Value) -> Inbound {
    let label = first_text(event, &["field", "event", "type", "topic", "object"]).unwrap_or_else(|| "event".to_owned());
    unsupported(&label, words(event), "a kind of event that isn't known here".to_owned())
}

fn unsupported(label: &str, text: Option<String>, detail: String) -> Inbound {
    Inbound::Unsupported(Unsupported { detail: Some(detail), ..Unsupported::new(label, text) })
}
