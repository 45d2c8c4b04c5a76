//! What the provider posts.

use model::Timestamp;
use serde_json::{Value, json};

/// A text of a customer in the provider's form.
pub(crate) fn text_webhook(phone: &str, id: &str, text: &str, at: Timestamp) -> String {
    message_webhook(phone, id, at, json!({"type": "text", "text": {"body": text}}))
}

/// A status of one of our messages in the provider's form.
pub(crate) fn status_webhook(name: &str, ours: &str, state: &str, at: Timestamp) -> String {
    let status = json!({
        "id": name, "status": state, "timestamp": at.seconds().to_string(), "recipient_id": "919999999999", "custom_callback_data": ours,
    });
    json!({"statuses": [status], "businessPhoneNumber": "+15551305682", "id": "268e8b65-59a2-45df-9006-bd4b2aedbfdc"}).to_string()
}

/// Any message of a customer in the provider's form.
pub(crate) fn message_webhook(phone: &str, id: &str, at: Timestamp, mut message: Value) -> String {
    let digits = phone.trim_start_matches('+');
    message["from"] = json!(digits);
    message["id"] = json!(id);
    message["timestamp"] = json!(at.seconds().to_string());
    json!({
        "contacts": [{"profile": {"name": "Asha"}, "wa_id": digits}],
        "messages": message, "businessPhoneNumber": "+15551305682", "id": "268e8b65-59a2-45df-9006-bd4b2aedbfdc",
    })
    .to_string()
}
