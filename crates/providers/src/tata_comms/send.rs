//! What leaves for Tata Communications: Meta's object with `to` and `from` beside it, both without `+`.

use super::{PROVIDER, from, limits, request};
use crate::cloud::content::{self, Object};
use crate::codec::Account;
use crate::error::EncodeError;
use crate::wire::{WireBody, WireRequest};
use http::Method;
use model::Address;
use model::content::{Content, ProductsShow};
use model::outbound::{Outbound, Outgoing};
use serde_json::{Value, json};

const MESSAGES: &str = "/messages";

pub(super) fn encode(account: &Account, outbound: &Outbound) -> Result<WireRequest, EncodeError> {
    let cannot = |what: &str| EncodeError::Unsupported { provider: PROVIDER, what: what.to_owned() };
    let mut wire = match &outbound.what {
        Outgoing::Message(message) => {
            if !limits::CONTENT.contains(&message.content.kind()) {
                return Err(cannot(message.content.kind()));
            }
            if matches!(&message.content, Content::Products(products) if products.show == ProductsShow::Catalogue) {
                return Err(cannot("a whole catalogue"));
            }
            let mut wire = content::encode_content(PROVIDER, &message.content, &message.files)?;
            wire.insert("to".to_owned(), json!(recipient(&outbound.to)?));
            wire
        }
        Outgoing::Read { target, typing: false } => content::object(json!({"status": "read", "message_id": target})),
        Outgoing::Read { typing: true, .. } => return Err(cannot("a sign that an answer is being written")),
        Outgoing::Reaction { .. } => return Err(cannot("reactions")),
    };
    wire.extend(from(account).map(|from| ("from".to_owned(), Value::String(from))));
    Ok(post(account, wire))
}

fn recipient(to: &Address) -> Result<&str, EncodeError> {
    match to {
        Address::Phone { value } => Ok(value.digits()),
        Address::UserId { channel, .. } => Err(EncodeError::Missing(format!("a phone number instead of the {channel} id"))),
    }
}

fn post(account: &Account, body: Object) -> WireRequest {
    request(account, Method::POST, MESSAGES, WireBody::Json(Value::Object(body).to_string()))
}
