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
        consent: match Some(&body["opted_in"]).filter(|word| !word.is_null()).map(truth) {
            None => Consent::Unknown,
            Some(true) => Consent::OptedIn,
            Some(false) => Consent::OptedOut,
        },
        blocked: truth(&body["blocked"]),
    }
}

fn send(account: &Account, method: Method, path: &str, body: &Value) -> WireRequest {
    request(account, method, path, WireBody::Json(body.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderMap, StatusCode};

    fn account() -> Account {
        let options = [("project_id".to_owned(), "p1".to_owned())].into();
        Account { base_url: "https://provider.example".to_owned(), token: "t".to_owned(), options, ..Account::default() }
    }

    fn answer(status: StatusCode, body: &str) -> WireResponse {
        WireResponse { status, headers: HeaderMap::new(), body: body.as_bytes().to_vec() }
    }

    fn body(request: &WireRequest) -> Value {
        match &request.body {
            WireBody::Json(text) => serde_json::from_str(text).unwrap(),
            WireBody::Empty | WireBody::Multipart(_) | WireBody::File => Value::Null,
        }
    }

    macro_rules! seed {
        ($name:literal) => {
            include_str!(concat!("../../tests/fixtures/redington/contact/", $name, ".json"))
        };
    }

    #[test]
    fn each_answer_of_the_document_is_read() {
        for (text, name, consent) in [
            (seed!("created"), "GK", Consent::Unknown),
            (seed!("by-id"), "GK", Consent::OptedIn),
            (seed!("by-number"), "Brinz", Consent::OptedIn),
            (seed!("changed"), "Brindha", Consent::OptedIn),
        ] {
            let contact = Redington::contact(&answer(StatusCode::OK, text)).unwrap();
            assert_eq!((contact.name.as_deref(), contact.consent, contact.blocked), (Some(name), consent, false));
            assert_eq!(contact.phone.unwrap().digits(), "910000000000");
        }
        let stopped = answer(StatusCode::OK, r#"{"id":"c1","opted_in":false,"blocked":true}"#);
        let stopped = Redington::contact(&stopped).unwrap();
        assert!(stopped.consent == Consent::OptedOut && stopped.blocked);
    }

    #[test]
    fn each_request_of_the_document_is_made() {
        let phone = PhoneNumber::parse("+910000000000").unwrap();
        let made = Redington::create_contact(&account(), "GK", &phone);
        assert_eq!(body(&made), serde_json::from_str::<Value>(seed!("create")).unwrap());
        let change =
            ContactChange { name: Some("Brindha".to_owned()), blocked: Some(false), opted_in: Some(true), ..ContactChange::default() };
        let changed = Redington::change_contact(&account(), "66b4/", &change);
        assert_eq!(body(&changed), serde_json::from_str::<Value>(seed!("change")).unwrap());
        assert_eq!(
            (changed.method.as_str(), changed.url.as_str()),
            ("PATCH", "https://provider.example/project-apis/v1/project/p1/contact/66b4%2F")
        );
        let found = Redington::contact_by_phone(&account(), &phone);
        assert!(found.url.ends_with("/contact?action=FetchContact&mobile_number=910000000000"), "{}", found.url);
        assert!(Redington::contact_by_id(&account(), "66b4").url.ends_with("/contact/66b4"));
    }

    #[test]
    fn a_refusal_is_told() {
        let refused = Redington::contact(&answer(StatusCode::BAD_REQUEST, r#"{"code":"602","message":"Invalid Phone Number"}"#));
        assert_eq!(refused.unwrap_err().fault().code, "602");
        assert_eq!(Redington::contact(&answer(StatusCode::OK, "{}")).unwrap_err().fault().code, "provider-down");
    }
}
