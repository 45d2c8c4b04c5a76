//! Contacts at Redington: made, asked for by id or by number, changed, with opt-in and block.
//!
//! A send to a new number makes its contact by itself; a new one is opted in. Source: seed 002 (12 to 15), wire-facts 7.1.

use super::{Redington, fault::CODES, request};
use crate::codec::Account;
use crate::error::SendError;
use crate::lenient::{first_text, json, truth};
use crate::refusal;
use crate::url::encoded;
use crate::wire::{WireBody, WireRequest, WireResponse};
use http::Method;
use model::PhoneNumber;
use model::thread::Consent;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const CONTACT: &str = "/contact";

/// A person as the provider knows her.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// The provider's id.
    pub id: String,
    /// The number.
    pub phone: Option<PhoneNumber>,
    /// The name.
    pub name: Option<String>,
    /// Whether she agreed to be written to; new contacts are opted in, and their answer does not say so.
    pub consent: Consent,
    /// The business blocked her.
    pub blocked: bool,
}

/// What changes in a contact. What is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactChange {
    /// The name.
    pub name: Option<String>,
    /// Whether the business blocks her.
    pub blocked: Option<bool>,
    /// Whether she agreed to be written to.
    pub opted_in: Option<bool>,
    /// Attributes of the provider's pages.
    pub attributes: BTreeMap<String, String>,
}

impl Redington {
    /// The request that makes a contact; [`Redington::contact`] reads the answer, as of the three others.
    pub fn create_contact(account: &Account, name: &str, phone: &PhoneNumber) -> WireRequest {
        send(account, Method::POST, CONTACT, &json!({"name": name, "mobile_number": phone.digits()}))
    }

    /// The request for a contact by its id.
    pub fn contact_by_id(account: &Account, id: &str) -> WireRequest {
        request(account, Method::GET, &format!("{CONTACT}/{}", encoded(id)), WireBody::Empty)
    }

    /// The request for a contact by its number.
    pub fn contact_by_phone(account: &Account, phone: &PhoneNumber) -> WireRequest {
        let path = format!("{CONTACT}?action=FetchContact&mobile_number={}", phone.digits());
        request(account, Method::GET, &path, WireBody::Empty)
    }

    /// The request that changes a contact.
    pub fn change_contact(account: &Account, id: &str, change: &ContactChange) -> WireRequest {
        let mut body = Map::new();
        body.extend(change.name.as_ref().map(|name| ("name".to_owned(), json!(name))));
        body.extend(change.blocked.map(|blocked| ("blocked".to_owned(), json!(blocked))));
        body.extend(change.opted_in.map(|opted_in| ("opted_in".to_owned(), json!(opted_in))));
        if !change.attributes.is_empty() {
            body.insert("attributes".to_owned(), json!(change.attributes));
        }
        send(account, Method::PATCH, &format!("{CONTACT}/{}", encoded(id)), &Value::Object(body))
    }

    /// The contact in an answer.
    ///
    /// # Errors
    /// See [`SendError`]; all four may be asked again.
    pub fn contact(response: &WireResponse) -> Result<Contact, SendError> {
        let body = json(&response.body).unwrap_or_default();
        match first_text(&body, &["id"]).filter(|_| response.status.is_success()) {
            Some(id) => Ok(read(id, &body)),
            None => Err(refusal::of_repeatable(refusal::fault(CODES, response))),
        }
    }
}

fn read(id: String, body: &Value) -> Contact {
    let phone = first_text(body, &["phone_number"]);
    Contact {
        id,
        phone: phone.and_then(|number| PhoneNumber::from_digits(&number).ok()),
        name: first_text(body, &["name"]),
        consent: match &body["opted_in"] {
            Value::Null => Consent::Unknown,
            word if truth(word) => Consent::OptedIn,
            _ => Consent::OptedOut,
        },
        blocked: truth(&body["blocked"]),
    }
}

fn send(account: &Account, method: Method, path: &str, body: &Value) -> WireRequest {
    request(account, method, path, WireBody::Json(body.to_string()))
}
