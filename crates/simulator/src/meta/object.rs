//! Meta's objects as providers pass them on: a contact, a message, a status.

use serde_json::{Map, Value, json};

use crate::account::Account;
use crate::clock::seconds;
use crate::dialect::{Changed, News, TemplateNews, Told};
use crate::meta::review::quality;
use crate::phone::{Phone, WINDOW_MS};

/// The sender: profile name, and the number unless it is hidden.
#[must_use]
pub fn contact(phone: &Phone) -> Value {
    let mut contact = json!({"profile": {"name": phone.name}});
    if !phone.hide_number {
        contact["wa_id"] = json!(phone.digits());
    }
    if let Some(user) = &phone.user_id {
        contact["user_id"] = json!(user);
    }
    contact
}

/// The message with its sender, id and time.
#[must_use]
pub fn message(told: &Told<'_>) -> Value {
    let mut object = Map::new();
    if !told.phone.hide_number {
        object.insert("from".into(), json!(told.phone.digits()));
    }
    if let Some(user) = &told.phone.user_id {
        object.insert("from_user_id".into(), json!(user));
    }
    object.insert("id".into(), json!(told.id));
    object.insert("timestamp".into(), json!(seconds(told.at)));
    object.extend(told.message.clone());
    Value::Object(object)
}

/// Meta sends system messages without a contact.
#[must_use]
pub fn has_contact(told: &Told<'_>) -> bool {
    told.content().0 != "system"
}

/// One status of one message.
#[must_use]
pub fn status(news: &News<'_>) -> Value {
    let News { account, phone, flight, status, failure, at } = *news;
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
            let last = phone.last_inbound_at.get(&account.window_key()).filter(|_| flight.in_window);
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
    entry
}

/// The conversation's id: the same for one pair, category and day.
fn conversation(account: &Account, phone: &Phone, category: &str, at: i64) -> String {
    let day = at / WINDOW_MS;
    let name = format!("{}/{}/{category}/{day}", account.number, phone.phone);
    hex::encode(&crate::signature::mac(b"conversation", name.as_bytes())[..16])
}

/// News of a template: the `field` of the subscription, and what stands under `value`.
#[must_use]
pub fn template(news: &TemplateNews<'_>, id: &Value) -> (&'static str, Value) {
    let template = news.template;
    let (field, own) = match news.changed {
        Changed::Status { reason, .. } => {
            ("message_template_status_update", json!({"event": template.status, "reason": reason.unwrap_or("NONE")}))
        }
        Changed::Quality { before } => {
            ("message_template_quality_update", json!({"previous_quality_score": before, "new_quality_score": quality(template)}))
        }
        Changed::Category { before } => {
            ("template_category_update", json!({"previous_category": before, "new_category": template.category}))
        }
    };
    let mut value = json!({
        "message_template_id": id, "message_template_name": template.name, "message_template_language": template.language,
    });
    for (key, word) in own.as_object().into_iter().flatten() {
        value[key] = word.clone();
    }
    (field, value)
}
