//! What leaves for Redington: Meta's object with `to`, a number without its `+`.

use super::{PROVIDER, limits, project, request};
use crate::cloud::content::{self, Object};
use crate::codec::Account;
use crate::error::EncodeError;
use crate::wire::{WireBody, WireRequest};
use http::Method;
use model::content::MediaMessage;
use model::outbound::{Outbound, Outgoing};
use model::{Address, Content};
use serde_json::{Value, json};

const MESSAGES: &str = "/messages";

pub(super) fn encode(account: &Account, outbound: &Outbound) -> Result<WireRequest, EncodeError> {
    let cannot = |what: &str| EncodeError::Unsupported { provider: PROVIDER, what: what.to_owned() };
    let message = match &outbound.what {
        Outgoing::Message(message) => message,
        Outgoing::Reaction { .. } => return Err(cannot("reactions")),
        Outgoing::Read { .. } => return Err(cannot("marks of what was read")),
    };
    if !limits::CONTENT.contains(&message.content.kind()) {
        return Err(cannot(message.content.kind()));
    }
    if project(account).is_empty() && !account.base_url.contains(super::ROOT) {
        return Err(EncodeError::Missing("options.project_id of the account".to_owned()));
    }
    let mut wire = content::encode_content(PROVIDER, &message.content, &message.files)?;
    if let Content::Image(image) = &message.content {
        name_uploaded_image(image, &mut wire);
    }
    wire.insert("to".to_owned(), json!(recipient(&outbound.to)?));
    if wire["type"] != "template" {
        wire.insert("recipient_type".to_owned(), json!("individual"));
    }
    Ok(request(account, Method::POST, MESSAGES, WireBody::Json(Value::Object(wire).to_string())))
}

/// An image by its id must bring a file name here, which Meta knows nothing of (seed 002, 5.3.2).
fn name_uploaded_image(image: &MediaMessage, wire: &mut Object) {
    let extension = if image.media.essence() == "image/png" { "png" } else { "jpg" };
    let name = image.media.filename.clone().unwrap_or_else(|| format!("image.{extension}"));
    if let Some(Value::Object(payload)) = wire.get_mut("image").filter(|payload| !payload["id"].is_null()) {
        payload.insert("filename".to_owned(), Value::String(name));
    }
}

fn recipient(to: &Address) -> Result<&str, EncodeError> {
    match to {
        Address::Phone { value } => Ok(value.digits()),
        Address::UserId { channel, .. } => Err(EncodeError::Missing(format!("a phone number instead of the {channel} id"))),
    }
}
