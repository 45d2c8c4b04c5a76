//! Who wrote: a number, a business-scoped user id, or both. A number is never built from an id.

use crate::lenient::{first_text, many};
use model::PhoneNumber;
use model::inbound::Party;
use serde_json::Value;

/// The writer of an inbound message.
pub(super) fn writer(message: &Value, contacts: &[Value]) -> Party {
    party(first_text(message, &["from"]), first_text(message, &["from_user_id", "user_id"]), contacts)
}

/// The person an echo was written to.
pub(super) fn written_to(message: &Value, contacts: &[Value]) -> Party {
    party(first_text(message, &["to"]), first_text(message, &["to_user_id", "recipient_user_id"]), contacts)
}

fn party(from: Option<String>, user_id: Option<String>, contacts: &[Value]) -> Party {
    let contact = contacts.iter().find(|contact| is_of(contact, from.as_deref(), user_id.as_deref()));
    let contact = contact.or(match contacts {
        [only] if names_nobody(only) || (from.is_none() && user_id.is_none()) => Some(only),
        _ => None,
    });
    let of_contact = |key: &str| contact.and_then(|contact| first_text(contact, &[key]));
    let from = from.or_else(|| of_contact("wa_id"));
    let phone = from.as_deref().and_then(|from| PhoneNumber::from_digits(from).ok());
    let user_id = user_id.or_else(|| of_contact("user_id")).or(from.filter(|_| phone.is_none()));
    let profile = contact.map_or(&Value::Null, |contact| &contact["profile"]);
    let name = first_text(profile, &["name", "username"]).filter(|name| !model::limits::is_blank(name));
    Party { phone, user_id, name }
}

fn is_of(contact: &Value, from: Option<&str>, user_id: Option<&str>) -> bool {
    let known = first_text(contact, &["user_id"]);
    let number = first_text(contact, &["wa_id"]);
    (user_id.is_some() && known.as_deref() == user_id)
        || (from.is_some()
            && number.as_deref().map(|number| number.trim_start_matches('+')) == from.map(|from| from.trim_start_matches('+')))
}

fn names_nobody(contact: &Value) -> bool {
    many(&contact["wa_id"]).is_empty() && many(&contact["user_id"]).is_empty()
}
