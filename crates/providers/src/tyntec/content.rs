//! A content for WhatsApp: `{"contentType": T, T: {…}}`, out of Meta's words for it.
//!
//! Source: seed 003 (schemas "WhatsAppTextContent" to "WhatsAppInteractiveContent"), wire-facts 8.2.

use super::{PROVIDER, choice, fill, interactive, media, names};
use crate::cloud::content::{self as meta, Files, Object, object};
use crate::codec::Account;
use crate::error::EncodeError;
use crate::lenient::truth;
use model::content::Content;
use serde_json::{Value, json};

pub(super) fn encode(account: &Account, content: &Content, files: &Files) -> Result<Object, EncodeError> {
    let wire = meta::encode_content(PROVIDER, content, files)?;
    let kind = wire.get("type").and_then(Value::as_str).unwrap_or_default();
    let payload = wire.get(kind).unwrap_or(&Value::Null);
    let media_key = choice(account, "media_key");
    let payload = match kind {
        "text" => {
            let mut text = object(json!({"contentType": kind, "text": payload["body"]}));
            if truth(&payload["preview_url"]) {
                text.insert("renderUrlPreview".to_owned(), Value::Bool(true));
            }
            return Ok(text);
        }
        "image" | "video" | "audio" | "document" | "sticker" => file(media_key, payload),
        "location" => payload.clone(),
        "contacts" => names::camel(payload),
        "template" => fill::translate(media_key, payload)?,
        "interactive" => interactive::translate(media_key, payload)?,
        other => return Err(unsupported(other)),
    };
    Ok(object(json!({"contentType": kind, kind: payload})))
}

/// Meta's `{"id"}` or `{"link"}` with what stands beside it.
pub(super) fn file(media_key: &str, payload: &Value) -> Value {
    let name = payload["id"].as_str().or_else(|| payload["link"].as_str()).unwrap_or_default();
    let mut wire = match media::Name::parse(name) {
        media::Name { id: Some(id), .. } => object(json!({media_key: id})),
        media::Name { id: None, url } => object(json!({"url": url})),
    };
    for key in ["caption", "filename"] {
        if let Some(words) = payload.get(key) {
            wire.insert(key.to_owned(), words.clone());
        }
    }
    Value::Object(wire)
}

pub(super) fn unsupported(what: &str) -> EncodeError {
    EncodeError::Unsupported { provider: PROVIDER, what: what.to_owned() }
}
