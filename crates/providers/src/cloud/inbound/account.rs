//! What Meta tells of people and of templates beside messages: changed ids, stopped advertising, reviews.
//!
//! Source: wire-facts 1.6 and 1.8,
//! <https://developers.facebook.com/docs/whatsapp/business-management-api/webhooks/components>

use super::{name, party};
use crate::cloud::template;
use crate::lenient::{first_text, many, moment, text, words};
use model::content::Unsupported;
use model::inbound::{Inbound, InboundConsent, InboundMove, InboundTemplate, Party};
use model::thread::Consent;
use model::{PhoneNumber, ProviderMessageId};
use serde_json::Value;

/// Everything that a `value` object says beside messages, calls and statuses.
pub(super) fn decode<'a>(value: &'a Value, contacts: &'a [Value]) -> impl Iterator<Item = Inbound> + 'a {
    let unread = |label: &str, word: &Value| Inbound::Unsupported(Unsupported::new(label, words(word)));
    let consents = many(&value["user_preferences"])
        .iter()
        .map(move |word| consent(word, contacts).unwrap_or_else(|| unread("user_preferences", word)));
    let moves = many(&value["user_id_update"])
        .iter()
        .map(move |word| new_user_id(word, contacts).unwrap_or_else(|| unread("user_id_update", word)));
    consents.chain(moves).chain(news_of_template(value))
}

/// The customer stops or resumes advertising.
fn consent(word: &Value, contacts: &[Value]) -> Option<Inbound> {
    let party = about(word, contacts);
    let consent = match first_text(word, &["value"])?.to_ascii_lowercase().as_str() {
        "stop" => Consent::OptedOut,
        "resume" => Consent::OptedIn,
        _ => return None,
    };
    let at = moment(&word["timestamp"]).unwrap_or_default();
    (!party.is_nobody()).then(|| Inbound::Consent(InboundConsent { party, consent, about: first_text(word, &["category"]), at }))
}

/// `user_id` is the new one, or `{"previous", "current"}`.
fn new_user_id(word: &Value, contacts: &[Value]) -> Option<Inbound> {
    let ids = &word["user_id"];
    let user_id = text(ids).map(Into::into).or_else(|| first_text(ids, &["current", "new"]))?;
    let before = first_text(ids, &["previous", "old"]);
    let known = about(word, contacts);
    let party = Party { user_id: before.or(known.user_id.filter(|known| *known != user_id)), ..known };
    let at = moment(&word["timestamp"]).unwrap_or_default();
    (!party.is_nobody()).then(|| Inbound::Moved(Box::new(InboundMove { id: name(word), party, phone: None, user_id: Some(user_id), at })))
}

/// A `system` message that names a new number or id. The row that the thread shows comes beside it.
pub(super) fn moved(message: &Value, contacts: &[Value]) -> Option<Inbound> {
    let system = &message["system"];
    let kind = first_text(system, &["type"])?;
    if !matches!(kind.as_str(), "user_changed_number" | "customer_changed_number" | "user_changed_user_id") {
        return None;
    }
    let party = party::writer(message, contacts);
    let phone = first_text(system, &["wa_id", "new_wa_id"]).and_then(|number| PhoneNumber::from_digits(&number).ok());
    let phone = phone.filter(|phone| Some(phone) != party.phone.as_ref());
    let user_id = first_text(system, &["user_id"]).filter(|user_id| Some(user_id) != party.user_id.as_ref());
    if party.is_nobody() || (phone.is_none() && user_id.is_none()) {
        return None;
    }
    let at = moment(&message["timestamp"]).unwrap_or_default();
    let id = ProviderMessageId::new(format!("{}:moved", name(message)));
    Some(Inbound::Moved(Box::new(InboundMove { id, party, phone, user_id, at })))
}

/// The number of a customer who hides it, given when she was asked for it. The card that the thread shows comes beside it.
pub(super) fn shared(message: &Value, contacts: &[Value]) -> Option<Inbound> {
    let party = party::writer(message, contacts);
    let is_asked = first_text(message, &["origin"]).is_some_and(|origin| origin == "contact_request");
    if !is_asked || party.is_nobody() || party.phone.is_some() {
        return None;
    }
    let phones = many(&message["contacts"]).iter().flat_map(|card| many(&card["phones"]));
    let mut numbers = phones.filter_map(|phone| {
        let whole = first_text(phone, &["wa_id"]).and_then(|number| PhoneNumber::from_digits(&number).ok());
        whole.or_else(|| PhoneNumber::parse(&first_text(phone, &["phone"])?).ok())
    });
    let at = moment(&message["timestamp"]).unwrap_or_default();
    let id = ProviderMessageId::new(format!("{}:shared", name(message)));
    Some(Inbound::Moved(Box::new(InboundMove { id, party, phone: Some(numbers.next()?), user_id: None, at })))
}

/// Who a word is about: by its own ids, or by the only contact.
fn about(word: &Value, contacts: &[Value]) -> Party {
    let ids = &word["user_id"];
    let known = serde_json::json!({"from": word["wa_id"], "user_id": if ids.is_string() { ids } else { &Value::Null }});
    party::writer(&known, contacts)
}

/// `message_template_status_update`, `message_template_quality_update` and `template_category_update`, told by their keys.
fn news_of_template(value: &Value) -> Option<Inbound> {
    let of = |key: &str| first_text(value, &[key]);
    let event = of("event").map(|word| template::status(&word));
    let quality = template::quality(&value["new_quality_score"]);
    let category = of("new_category").map(|word| word.to_ascii_lowercase());
    if event.is_none() && quality.is_none() && category.is_none() {
        return None;
    }
    Some(Inbound::Template(Box::new(InboundTemplate {
        id: of("message_template_id"),
        name: of("message_template_name")?,
        language: of("message_template_language").unwrap_or_default(),
        status: event,
        reason: of("reason").filter(|reason| reason != "NONE").or_else(|| first_text(&value["other_info"], &["description", "title"])),
        quality,
        category,
        at: moment(&value["timestamp"]).unwrap_or_default(),
    })))
}
