//! The bodies that Tata Tele posts: Meta's objects, flattened. `messages` is an object, `statuses` an array.
//!
//! Source: seed 000, "Receive User Messages" and "Receive Meta Callbacks".

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::account::Account;
use crate::clock::seconds;
use crate::phone::flight::Flight;
use crate::phone::{Phone, WINDOW_MS};
use crate::tata_tele::failure::Failure;

/// A message that a phone sent. `message` is Meta's object without from, id and timestamp.
#[must_use]
pub fn message(account: &Account, phone: &Phone, id: &str, at: i64, message: &Map<String, Value>) -> Value {
    let mut contact = Map::new();
    contact.insert("profile".into(), json!({"name": phone.name}));
    let mut object = Map::new();
    if !phone.hide_number {
        contact.insert("wa_id".into(), json!(phone.digits()));
        object.insert("from".into(), json!(phone.digits()));
    }
    if let Some(user) = &phone.user_id {
        contact.insert("user_id".into(), json!(user));
        object.insert("from_user_id".into(), json!(user));
    }
    object.insert("id".into(), json!(id));
    object.insert("timestamp".into(), json!(seconds(at)));
    object.extend(message.clone());
    let mut body = json!({"contacts": [contact], "messages": object});
    if message.get("type").and_then(Value::as_str) == Some("system") {
        // Meta sends system messages without a contact.
        body = json!({"messages": body["messages"]});
    }
    seal(account, body)
}

/// One status of one message.
#[must_use]
pub fn status(account: &Account, phone: &Phone, flight: &Flight, status: &str, failure: Option<&Failure>, at: i64) -> Value {
    let mut entry = json!({"id": flight.wamid, "status": status, "timestamp": seconds(at)});
    if !phone.hide_number {
        entry["recipient_id"] = json!(phone.digits());
    }
    if let Some(user) = &phone.user_id {
        entry["recipient_user_id"] = json!(user);
    }
    if matches!(status, "sent" | "delivered") {
        let origin = json!({"type": flight.category});
        let id = conversation(account, phone, &flight.category, at);
        entry["conversation"] = if status == "sent" {
            let last = phone.last_inbound_at.get(&account.number).filter(|_| flight.in_window);
            let end = last.unwrap_or(&at) + WINDOW_MS;
            json!({"id": id, "expiration_timestamp": seconds(end), "origin": origin})
        } else {
            json!({"id": id, "origin": origin})
        };
        let free = flight.category == "utility" && flight.in_window;
        entry["pricing"] = json!({
            "billable": !free, "pricing_model": "PMP", "category": flight.category,
            "type": if free { "free_customer_service" } else { "regular" },
        });
    }
    if let Some(failure) = failure {
        entry["errors"] = json!([failure.as_meta()]);
    }
    if let Some(data) = &flight.callback_data {
        entry["custom_callback_data"] = json!(data);
    }
    seal(account, json!({"statuses": [entry]}))
}

/// A third kind of event, as seen in the field; what is given stands over the usual content.
#[must_use]
pub fn other(account: &Account, given: Option<Map<String, Value>>, at: i64) -> Value {
    let mut body = json!({
        "event": "account_settings_update", "timestamp": seconds(at), "type": "phone_number_settings",
        "phone_number_settings": {"calling": {"status": "ENABLED", "call_icon_visibility": "DEFAULT"}},
    });
    if let Some(given) = given {
        body = Value::Object(given);
    }
    seal(account, body)
}

fn seal(account: &Account, mut body: Value) -> Value {
    body["businessPhoneNumber"] = json!(account.number);
    body["id"] = json!(Uuid::new_v4().to_string());
    body
}

/// The conversation's id: the same for one pair, category and day.
fn conversation(account: &Account, phone: &Phone, category: &str, at: i64) -> String {
    let day = at / WINDOW_MS;
    let name = format!("{}/{}/{category}/{day}", account.number, phone.phone);
    hex::encode(&crate::signature::mac(b"conversation", name.as_bytes())[..16])
}
