//! What leaves for tyntec: one message, a bulk of them in order to one customer, or that a message was read.
//!
//! `context` brings our own id back in every status. A bulk has none: its answer names the messages in their order.
//! Source: seed 003 ("Send a message", "Send a bulk message", "Mark a message as read"), wire-facts 8.2.

use super::{BULK_MAX, PROVIDER, choice, content, request, viber};
use crate::cloud::content::{Object, object};
use crate::codec::Account;
use crate::error::EncodeError;
use crate::url;
use crate::wire::{WireBody, WireRequest};
use http::Method;
use model::content::Content;
use model::outbound::{Outbound, OutboundMessage, Outgoing};
use model::{Address, Channel};
use serde_json::{Value, json};

const MESSAGES: &str = "/messages";
const BULKS: &str = "/bulks";

/// Marking as read is WhatsApp's alone.
const READ: &str = "/channels/whatsapp/messages/";

/// The longest `context`, in characters.
const CONTEXT_MAX: usize = 125;

/// What a bulk can't carry.
const NOT_IN_BULKS: [&str; 2] = ["interactive", "reaction"];

pub(super) fn encode(account: &Account, outbound: &Outbound) -> Result<WireRequest, EncodeError> {
    let mut wire = envelope(account, &outbound.to)?;
    match &outbound.what {
        Outgoing::Message(message) => {
            wire.insert("content".to_owned(), Value::Object(encode_content(account, message)?));
            if message.id.as_str().chars().count() <= CONTEXT_MAX {
                wire.insert("context".to_owned(), json!(message.id));
            }
        }
        Outgoing::Reaction { target, emoji } => {
            only_whatsapp(account, "a reaction")?;
            let reaction = json!({"contentType": "reaction", "reaction": {"messageId": target, "emoji": emoji}});
            wire.insert("content".to_owned(), reaction);
        }
        Outgoing::Read { target, typing } => {
            only_whatsapp(account, "that a message was read")?;
            let mut body = json!({"status": "read"});
            if *typing {
                body["isTyping"] = Value::Bool(true);
            }
            let path = format!("{READ}{}", url::encoded(target.as_str()));
            return Ok(request(account, Method::PUT, &path, WireBody::Json(body.to_string())));
        }
    }
    Ok(request(account, Method::POST, MESSAGES, WireBody::Json(Value::Object(wire).to_string())))
}

pub(super) fn encode_many(account: &Account, outbounds: &[Outbound]) -> Result<WireRequest, EncodeError> {
    let [first, rest @ ..] = outbounds else { return Err(unsupported("a bulk of nothing")) };
    if rest.is_empty() || outbounds.len() > BULK_MAX {
        return Err(unsupported(&format!("a bulk of {}", outbounds.len())));
    }
    if rest.iter().any(|outbound| outbound.to != first.to) {
        return Err(unsupported("a bulk to several people"));
    }
    let messages = outbounds.iter().map(|outbound| match &outbound.what {
        Outgoing::Message(message) => {
            let wire = encode_content(account, message)?;
            match wire.get("contentType").and_then(Value::as_str).filter(|kind| NOT_IN_BULKS.contains(kind)) {
                Some(kind) => Err(unsupported(&format!("{kind} in a bulk"))),
                None => Ok(wire),
            }
        }
        Outgoing::Reaction { .. } | Outgoing::Read { .. } => Err(unsupported("a reaction in a bulk")),
    });
    let messages = messages.collect::<Result<Vec<_>, _>>()?;
    let mut wire = envelope(account, &first.to)?;
    wire.extend(object(json!({"messages": messages})));
    Ok(request(account, Method::POST, BULKS, WireBody::Json(Value::Object(wire).to_string())))
}

/// Who to whom over which channel, and for Viber what for.
fn envelope(account: &Account, to: &Address) -> Result<Object, EncodeError> {
    let to = match to {
        Address::Phone { value } => value.as_str(),
        Address::UserId { value, channel } if *channel == account.channel => value,
        Address::UserId { channel, .. } => {
            return Err(EncodeError::Missing(format!("a phone number or an id of {}: the {channel} id", account.channel)));
        }
    };
    let mut wire = object(json!({"to": to, "from": account.number, "channel": account.channel}));
    if account.channel == Channel::Viber {
        wire.insert("messagePurpose".to_owned(), json!(choice(account, "purpose")));
    }
    Ok(wire)
}

fn encode_content(account: &Account, message: &OutboundMessage) -> Result<Object, EncodeError> {
    match &account.channel {
        Channel::WhatsApp => {
            let mut wire = content::encode(account, &message.content, &message.files)?;
            if let Some(quoted) = &message.quoted {
                wire.insert("replyTo".to_owned(), json!(quoted));
            }
            Ok(wire)
        }
        Channel::Viber => viber::encode(account, &message.content, &message.files),
        Channel::Sms => sms(&message.content),
        other @ (Channel::Rcs | Channel::Unknown(_)) => Err(unsupported(&format!("messages over {other}"))),
    }
}

fn sms(content: &Content) -> Result<Object, EncodeError> {
    if let Content::Text(text) = content
        && text.suggestions.is_empty()
    {
        return Ok(object(json!({"contentType": "text", "text": text.body})));
    }
    Err(unsupported(&format!("{} as SMS", content.kind())))
}

fn only_whatsapp(account: &Account, what: &str) -> Result<(), EncodeError> {
    if account.channel == Channel::WhatsApp { Ok(()) } else { Err(unsupported(&format!("{what} over {}", account.channel))) }
}

fn unsupported(what: &str) -> EncodeError {
    EncodeError::Unsupported { provider: PROVIDER, what: what.to_owned() }
}
