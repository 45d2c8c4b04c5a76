//! What leaves for Exotel: Meta's object as `content`, with `from`, `to` and our id beside it. Numbers keep their `+`.

use super::{PROVIDER, limits, needed, option, request};
use crate::cloud::content;
use crate::codec::Account;
use crate::error::EncodeError;
use crate::wire::{WireBody, WireRequest};
use http::Method;
use model::content::{Content, ProductsShow};
use model::outbound::{Outbound, Outgoing};
use model::{Address, PhoneNumber};
use serde_json::{Value, json};

const MESSAGES: &str = "/messages";

pub(super) fn encode(account: &Account, outbounds: &[Outbound]) -> Result<WireRequest, EncodeError> {
    needed(account, "account_sid")?;
    let messages: Vec<_> = outbounds.iter().map(|outbound| message(account, outbound)).collect::<Result<_, _>>()?;
    let body = json!({"whatsapp": {"messages": messages}});
    Ok(request(account, Method::POST, MESSAGES, WireBody::Json(body.to_string())))
}

fn message(account: &Account, outbound: &Outbound) -> Result<Value, EncodeError> {
    let cannot = |what: &str| EncodeError::Unsupported { provider: PROVIDER, what: what.to_owned() };
    let message = match &outbound.what {
        Outgoing::Message(message) => message,
        Outgoing::Reaction { .. } => return Err(cannot("reactions")),
        Outgoing::Read { .. } => return Err(cannot("marks of what was read")),
    };
    if !limits::CONTENT.contains(&message.content.kind()) {
        return Err(cannot(message.content.kind()));
    }
    if matches!(&message.content, Content::Products(products) if products.show == ProductsShow::Catalogue) {
        return Err(cannot("a whole catalogue"));
    }
    if matches!(&message.content, Content::Cta(cta) if cta.url.is_none() && cta.call.is_some()) {
        return Err(cannot("a button that calls"));
    }
    let mut inner = content::encode(PROVIDER, &outbound.what)?;
    if inner["type"] != "template" {
        inner.insert("recipient_type".to_owned(), json!("individual"));
    }
    let mut wire = json!({
        "from": sender(account)?, "to": recipient(&outbound.to)?, "custom_data": message.id, "content": inner,
    });
    let callback = option(account, "status_callback");
    if !callback.is_empty() {
        wire["status_callback"] = json!(callback);
    }
    Ok(wire)
}

fn sender(account: &Account) -> Result<String, EncodeError> {
    let number = PhoneNumber::from_digits(&account.number);
    Ok(number.map_err(|_| EncodeError::Missing("the business number of the account".to_owned()))?.as_str().to_owned())
}

fn recipient(to: &Address) -> Result<&str, EncodeError> {
    match to {
        Address::Phone { value } => Ok(value.as_str()),
        Address::UserId { channel, .. } => Err(EncodeError::Missing(format!("a phone number instead of the {channel} id"))),
    }
}
