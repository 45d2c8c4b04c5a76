//! Meta's answer to a request that it refuses at once.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::meta::failure::Failure;

/// The error envelope of the Cloud API.
#[must_use]
pub fn envelope(failure: &Failure) -> Value {
    let Failure { code, title, details, .. } = failure;
    json!({"error": {
        "message": format!("(#{code}) {title}"), "type": "OAuthException", "code": code,
        "error_data": {"messaging_product": "whatsapp", "details": details},
        "fbtrace_id": Uuid::new_v4().simple().to_string(),
    }})
}
