//! Contents out of JSON. A type or a form that we don't know becomes a labelled row, as `model::Content::parse` does it.

use super::{Node, Read, Unreadable, field, filled, words};
use model::content::{
    Answer, AnswerKind, Button, Buttons, Contact, Contacts, Content, Header, List, Location, Media, MediaMessage, MediaState, Notice,
    Order, OrderItem, Row, Section, Text, Unsupported,
    contacts::{ContactAddress, ContactEmail, ContactOrg, ContactPhone, ContactUrl},
};
use serde_json::Value;

impl Read for Content {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        Ok(known(node).ok().flatten().unwrap_or_else(|| Self::Unsupported(foreign(node))))
    }
}

fn known(node: &Node) -> Result<Option<Content>, Unreadable> {
    Ok(Some(match field::<String>(node, "type")?.as_str() {
        "text" => Content::Text(Read::read(node)?),
        "image" => Content::Image(Read::read(node)?),
        "video" => Content::Video(Read::read(node)?),
        "audio" => Content::Audio(Read::read(node)?),
        "document" => Content::Document(Read::read(node)?),
        "sticker" => Content::Sticker(Read::read(node)?),
        "location" => Content::Location(Read::read(node)?),
        "contacts" => Content::Contacts(Read::read(node)?),
        "buttons" => Content::Buttons(Read::read(node)?),
        "list" => Content::List(Read::read(node)?),
        "location_request" => Content::LocationRequest(Read::read(node)?),
        "contact_request" => Content::ContactRequest(Read::read(node)?),
        "call_request" => Content::CallRequest(Read::read(node)?),
        "cta" => Content::Cta(Read::read(node)?),
        "products" => Content::Products(Read::read(node)?),
        "flow" => Content::Flow(Read::read(node)?),
        "address_request" => Content::AddressRequest(Read::read(node)?),
        "order_details" => Content::OrderDetails(Read::read(node)?),
        "order_status" => Content::OrderStatus(Read::read(node)?),
        "card" => Content::Card(Read::read(node)?),
        "carousel" => Content::Carousel(Read::read(node)?),
        "payment" => Content::Payment(Read::read(node)?),
        "call" => Content::Call(Read::read(node)?),
        "note" => Content::Note(Read::read(node)?),
        "template" => Content::Template(Read::read(node)?),
        "answer" => Content::Answer(Read::read(node)?),
        "order" => Content::Order(Read::read(node)?),
        "notice" => Content::Notice(Read::read(node)?),
        "unsupported" => Content::Unsupported(Read::read(node)?),
        _ => return Ok(None),
    }))
}

fn foreign(node: &Node) -> Unsupported {
    let word = |name: &str| node.field(name).and_then(|value| value.text());
    let label = word("type").unwrap_or_else(|| "unreadable".to_owned());
    Unsupported::new(label, word("body").or_else(|| word("text")).or_else(|| word("caption")).or_else(|| word("title")))
}

impl Read for Unsupported {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        Ok(Self { label: field(node, "label")?, text: field(node, "text")?, detail: field(node, "detail")?, raw: None })
    }
}

impl Read for Header {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        Ok(match field::<String>(node, "type")?.as_str() {
            "text" => Self::Text { text: field(node, "text")? },
            "image" => Self::Image { media: field(node, "media")? },
            "video" => Self::Video { media: field(node, "media")? },
            "document" => Self::Document { media: field(node, "media")? },
            "location" => Self::Location(Read::read(node)?),
            _ => return Err(Unreadable),
        })
    }
}

/// What a customer filled into a form: any JSON. Numbers come as a browser has them.
impl Read for Value {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        if let Some(text) = node.text() {
            return Ok(Self::String(text));
        }
        if let Some(flag) = node.flag() {
            return Ok(Self::Bool(flag));
        }
        if let Some(number) = node.number() {
            let whole = number as i64;
            return Ok(if whole as f64 == number { Self::from(whole) } else { Self::from(number) });
        }
        if let Some(items) = node.items() {
            let mut read = Vec::with_capacity(items.len());
            for item in &items {
                read.push(Self::read(item)?);
            }
            return Ok(Self::Array(read));
        }
        let mut read = serde_json::Map::new();
        for (name, value) in node.entries().ok_or(Unreadable)? {
            read.insert(name, Self::read(&value)?);
        }
        Ok(Self::Object(read))
    }
}

words!(MediaState { "ready" => Ready, "fetching" => Fetching, "expired" => Expired, "refused" => Refused } else Unknown);
words!(AnswerKind {
    "button" => Button, "list" => List, "flow" => Flow, "address" => Address, "suggestion" => Suggestion, "permission" => Permission,
} else Unknown);
filled!(Text { body; preview_url, suggestions });
filled!(Media { ; id, state, mime, bytes, sha256, filename, width, height, seconds });
filled!(MediaMessage { ; media, caption, voice, animated });
filled!(Location { latitude, longitude, name, address });
filled!(Contacts { contacts });
filled!(Contact { ; name, first_name, last_name, phones, emails, addresses, org, urls, birthday });
filled!(ContactPhone { ; phone, r#type, wa_id });
filled!(ContactEmail { ; email, r#type });
filled!(ContactAddress { ; street, city, state, zip, country, country_code, r#type });
filled!(ContactOrg { ; company, department, title });
filled!(ContactUrl { ; url, r#type });
filled!(Buttons { header, body, footer, buttons });
filled!(Button { id, title });
filled!(List { header, body, footer, button, sections });
filled!(Section { title, rows });
filled!(Row { id, title, description });
filled!(Answer { kind, title, description, fields; id });
filled!(Order { ; catalog_id, text, items });
filled!(OrderItem { ; product_id, quantity, price, currency });
filled!(Notice { code, text });
