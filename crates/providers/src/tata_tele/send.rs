//! What leaves for Tata Tele: Meta's object with `to`, `source` and `metaData` around it.

use super::{PROVIDER, SOURCE, option, request, segment};
use crate::cloud::content::{self, Object, object};
use crate::codec::Account;
use crate::error::EncodeError;
use crate::wire::{WireBody, WireRequest};
use http::Method;
use model::outbound::{Outbound, Outgoing};
use model::{Address, Channel};
use serde_json::{Value, json};

const MESSAGES: &str = "/whatsapp-cloud/messages";

pub(super) fn encode(account: &Account, outbound: &Outbound) -> Result<WireRequest, EncodeError> {
    if let Outgoing::Read { target, typing } = &outbound.what {
        // Not in the seed; integrators mark as read and show typing by this path (wire-facts 5.1).
        let body = if *typing { json!({"typing_indicator": {"type": "text"}}) } else { json!({}) };
        return Ok(post(account, &format!("{MESSAGES}/{}", segment(target.as_str())), &body));
    }
    let mut wire = content::encode(PROVIDER, &outbound.what)?;
    address(&outbound.to, &mut wire)?;
    let source = Some(option(account, "source")).filter(|source| !source.is_empty()).unwrap_or(SOURCE);
    wire.insert("source".to_owned(), json!(source));
    if let Outgoing::Message(message) = &outbound.what {
        wire.extend(object(json!({"metaData": {"custom_callback_data": message.id}})));
    }
    Ok(post(account, MESSAGES, &Value::Object(wire)))
}

/// A number with its `+`, or the business-scoped user id under Meta's own word for it.
fn address(to: &Address, wire: &mut Object) -> Result<(), EncodeError> {
    let (key, value) = match to {
        Address::Phone { value } => ("to", value.as_str()),
        Address::UserId { value, channel: Channel::WhatsApp } => ("recipient", value.as_str()),
        Address::UserId { channel, .. } => {
            return Err(EncodeError::Missing(format!("a phone number or a WhatsApp id: the {channel} id")));
        }
    };
    wire.insert(key.to_owned(), json!(value));
    Ok(())
}

fn post(account: &Account, path: &str, body: &Value) -> WireRequest {
    request(account, Method::POST, path, WireBody::Json(body.to_string()))
}
