//! One message's payload as a content. A type or a form that isn't known keeps its label and its words.

use super::{answer, file};
use crate::cloud::fault;
use crate::lenient::{first_text, many, number, words};
use model::content::contacts::{ContactAddress, ContactEmail, ContactOrg, ContactPhone, ContactUrl};
use model::content::{Contact, Contacts, Content, Location, Notice, Order, OrderItem, Unsupported};
use model::inbound::RemoteFile;
use model::limits::is_blank;
use serde_json::Value;

/// The content of `message[kind]`, and where its files lie.
pub(super) fn decode(kind: &str, message: &Value) -> (Content, Vec<RemoteFile>) {
    let payload = &message[kind];
    let content = match kind {
        "text" => text(payload),
        "image" | "video" | "audio" | "document" | "sticker" => return file::decode(kind, payload),
        "location" => location(payload),
        "contacts" => contacts(payload),
        "button" => Some(answer::button(payload)),
        "interactive" => Some(answer::interactive(payload)),
        "order" => order(payload),
        "system" => Some(notice(payload)),
        "request_welcome" => Some(Content::Notice(Notice { code: "welcome".to_owned(), text: "The customer opened the chat.".to_owned() })),
        _ => None,
    };
    (content.unwrap_or_else(|| unsupported(kind, message)), Vec::new())
}

fn text(payload: &Value) -> Option<Content> {
    let body = first_text(payload, &["body"])?;
    if is_blank(&body) {
        let detail = Some("nothing in it can be seen".to_owned());
        return Some(Content::Unsupported(Unsupported { detail, ..Unsupported::new("text", None) }));
    }
    Some(Content::text(body))
}

fn location(payload: &Value) -> Option<Content> {
    let (latitude, longitude) = (number(&payload["latitude"])?, number(&payload["longitude"])?);
    let on_earth = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    on_earth.then(|| {
        Content::Location(Location {
            latitude,
            longitude,
            name: first_text(payload, &["name"]),
            address: first_text(payload, &["address"]),
        })
    })
}

fn contacts(payload: &Value) -> Option<Content> {
    let contacts: Vec<_> = many(payload).iter().filter(|contact| contact.is_object()).map(contact).collect();
    (!contacts.is_empty()).then_some(Content::Contacts(Contacts { contacts }))
}

fn contact(card: &Value) -> Contact {
    let of = |value: &Value, key: &str| first_text(value, &[key]);
    let name = &card["name"];
    let (first_name, last_name) = (of(name, "first_name"), of(name, "last_name"));
    let joined = || [first_name.as_deref(), last_name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let phones: Vec<_> = many(&card["phones"])
        .iter()
        .filter_map(|phone| {
            let wa_id = of(phone, "wa_id");
            Some(ContactPhone { phone: of(phone, "phone").or_else(|| wa_id.clone())?, r#type: of(phone, "type"), wa_id })
        })
        .collect();
    let formatted = first_text(name, &["formatted_name"]).or_else(|| crate::lenient::text(name).map(Into::into));
    let named = formatted.unwrap_or_else(joined);
    Contact {
        name: if named.is_empty() { phones.first().map(|phone| phone.phone.clone()).unwrap_or_default() } else { named },
        first_name,
        last_name,
        phones,
        emails: many(&card["emails"])
            .iter()
            .filter_map(|email| Some(ContactEmail { email: of(email, "email")?, r#type: of(email, "type") }))
            .collect(),
        addresses: many(&card["addresses"]).iter().filter(|address| address.is_object()).map(address).collect(),
        org: organisation(&card["org"]),
        urls: many(&card["urls"]).iter().filter_map(|link| Some(ContactUrl { url: of(link, "url")?, r#type: of(link, "type") })).collect(),
        birthday: of(card, "birthday"),
    }
}

fn address(address: &Value) -> ContactAddress {
    let of = |key: &str| first_text(address, &[key]);
    ContactAddress {
        street: of("street"),
        city: of("city"),
        state: of("state"),
        zip: of("zip"),
        country: of("country"),
        country_code: of("country_code"),
        r#type: of("type"),
    }
}

fn organisation(org: &Value) -> Option<ContactOrg> {
    let of = |key: &str| first_text(org, &[key]);
    Some(ContactOrg { company: of("company"), department: of("department"), title: of("title") })
        .filter(|org| *org != ContactOrg::default())
}

fn order(payload: &Value) -> Option<Content> {
    let items = many(&payload["product_items"]).iter().filter(|item| item.is_object()).map(|item| {
        let of = |key: &str| first_text(item, &[key]);
        OrderItem {
            product_id: of("product_retailer_id").unwrap_or_default(),
            quantity: of("quantity").unwrap_or_default(),
            price: of("item_price"),
            currency: of("currency"),
        }
    });
    let order = Order { catalog_id: first_text(payload, &["catalog_id"]), text: first_text(payload, &["text"]), items: items.collect() };
    (order != Order::default()).then_some(Content::Order(order))
}

fn notice(payload: &Value) -> Content {
    let kind = first_text(payload, &["type"]).unwrap_or_else(|| "system".to_owned());
    let (code, text) = match kind.as_str() {
        "user_changed_number" | "customer_changed_number" => ("number_changed", "The customer changed the number."),
        "user_changed_user_id" => ("user_id_changed", "The customer's WhatsApp id changed."),
        "customer_identity_changed" | "user_identity_changed" => ("identity_changed", "The customer's security code changed."),
        other => (other, "A system message of WhatsApp."),
    };
    Content::Notice(Notice { code: code.to_owned(), text: first_text(payload, &["body"]).unwrap_or_else(|| text.to_owned()) })
}

/// `unsupported` names the type that WhatsApp kept back, and says why in `errors`.
fn unsupported(kind: &str, message: &Value) -> Content {
    let payload = &message[kind];
    let hidden = first_text(payload, &["type"]).filter(|_| kind == "unsupported" || kind == "unknown");
    let detail = many(&message["errors"]).first().and_then(fault::said);
    // What surrounds the payload names people, not content; the error is told in `detail`.
    let mut rest = message.clone();
    if let Some(rest) = rest.as_object_mut() {
        for key in ["context", "errors", "from", "from_user_id", "id", "timestamp", "type", "referral"] {
            rest.remove(key);
        }
    }
    let text = words(payload).or_else(|| words(&rest));
    Content::Unsupported(Unsupported { detail, ..Unsupported::new(hidden.unwrap_or_else(|| kind.to_owned()), text) })
}
