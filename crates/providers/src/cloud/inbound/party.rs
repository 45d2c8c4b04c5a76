//! Who wrote: a number, a business-scoped user id, or both. A number is never built from an id.

use crate::lenient::{first_text, shortened};
use model::PhoneNumber;
use model::inbound::Party;
use model::limits::is_blank;
use serde_json::Value;

/// The longest name that is taken over, in characters. WhatsApp allows 25.
const NAME_MAX: usize = 256;

/// The writer of an inbound message.
pub(super) fn writer(message: &Value, contacts: &[Value]) -> Party {
    party(first_text(message, &["from"]), first_text(message, &["from_user_id", "user_id"]), contacts)
}

/// The person an echo was written to.
pub(super) fn written_to(message: &Value, contacts: &[Value]) -> Party {
    party(first_text(message, &["to"]), first_text(message, &["to_user_id", "recipient_user_id"]), contacts)
}

fn party(from: Option<String>, user_id: Option<String>, contacts: &[Value]) -> Party {
    let own = contacts.iter().find(|contact| is_of(contact, from.as_deref(), user_id.as_deref()));
    // A single contact names the person even if its number is written in another way; only a nameless message takes its ids.
    let only = if let [only] = contacts { Some(only) } else { None };
    let known = own.or(only.filter(|_| from.is_none() && user_id.is_none()));
    let of_known = |key: &str| known.and_then(|contact| first_text(contact, &[key]));
    let from = from.or_else(|| of_known("wa_id"));
    let phone = from.as_deref().and_then(|from| PhoneNumber::from_digits(from).ok());
    let user_id = user_id.or_else(|| of_known("user_id")).or(from.filter(|_| phone.is_none()));
    let profile = own.or(only).map_or(&Value::Null, |contact| &contact["profile"]);
    let name = first_text(profile, &["name"]).or_else(|| first_text(profile, &["username"]));
    Party { phone, user_id, name: name.filter(|name| !is_blank(name)).map(|name| shortened(&name, NAME_MAX)) }
}

fn is_of(contact: &Value, from: Option<&str>, user_id: Option<&str>) -> bool {
    let known = first_text(contact, &["user_id"]);
    let number = first_text(contact, &["wa_id"]);
    (user_id.is_some() && known.as_deref() == user_id)
        || (from.is_some()
            && number.as_deref().map(|number| number.trim_start_matches('+')) == from.map(|from| from.trim_start_matches('+')))
}
