//! Opt-in and opt-out at Tata Tele: who wants to hear from the business. What a customer says of it herself comes as a webhook.
//!
//! The gateway keeps messages from who opted out. Source: seed 000 ("Opt-in/ Opt-out"), wire-facts 3.

use super::{TataTele, receipt, request};
use crate::codec::Account;
use crate::error::SendError;
use crate::lenient::{json, truth};
use crate::refusal;
use crate::wire::{WireBody, WireRequest, WireResponse};
use http::Method;
use model::PhoneNumber;
use serde_json::{Value, json};

const CONSENT: &str = "/business/optin_optout";

impl TataTele {
    /// The request that opts customers in; [`TataTele::opted`] reads the answer.
    pub fn opt_in(account: &Account, phones: &[PhoneNumber]) -> WireRequest {
        change(account, &json!({"recipient_numbers": phones, "type": "optin"}))
    }

    /// The request that opts customers out: for so many days, or until they are opted in.
    pub fn opt_out(account: &Account, phones: &[PhoneNumber], days: Option<u32>) -> WireRequest {
        let mut body = json!({"recipient_numbers": phones, "type": "optout"});
        if let Some(days) = days {
            body["auto_optin_in_days"] = json!(days);
        }
        change(account, &body)
    }

    /// Whether the change was taken.
    ///
    /// # Errors
    /// See [`SendError`]; it may always be asked for again.
    pub fn opted(response: &WireResponse) -> Result<(), SendError> {
        let is_taken = response.status.is_success() && json(&response.body).is_ok_and(|body| truth(&body["success"]));
        if is_taken { Ok(()) } else { Err(refusal::of_repeatable(receipt::fault(response))) }
    }
}

fn change(account: &Account, body: &Value) -> WireRequest {
    request(account, Method::POST, CONSENT, WireBody::Json(body.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderMap, StatusCode};

    const DOCUMENTED: &str = include_str!("../../tests/fixtures/tata_tele/consent/opt-out.json");
    const PHONE: &str = "+919999999999";

    fn account() -> Account {
        Account { base_url: "https://provider.example".to_owned(), token: "t".to_owned(), ..Account::default() }
    }

    fn phones() -> [PhoneNumber; 2] {
        [(); 2].map(|()| PhoneNumber::parse(PHONE).unwrap())
    }

    fn body(request: &WireRequest) -> Value {
        match &request.body {
            WireBody::Json(text) => serde_json::from_str(text).unwrap(),
            WireBody::Empty | WireBody::Multipart(_) | WireBody::File => Value::Null,
        }
    }

    #[test]
    fn the_request_of_the_document_is_made() {
        let asked = TataTele::opt_out(&account(), &phones(), Some(1));
        assert_eq!((asked.method.as_str(), asked.url.as_str()), ("POST", "https://provider.example/business/optin_optout"));
        let documented: Value = serde_json::from_str(&DOCUMENTED.replace("{{RECIPIENT-PHONE_NUMBER}}", PHONE)).unwrap();
        assert_eq!(body(&asked), documented);
        assert_eq!(body(&TataTele::opt_in(&account(), &phones())), json!({"recipient_numbers": [PHONE, PHONE], "type": "optin"}));
        assert!(body(&TataTele::opt_out(&account(), &phones(), None)).get("auto_optin_in_days").is_none());
    }

    #[test]
    fn only_a_success_is_one() {
        let answer = |status, text: &str| WireResponse { status, headers: HeaderMap::new(), body: text.as_bytes().to_vec() };
        assert_eq!(TataTele::opted(&answer(StatusCode::OK, r#"{"success":true}"#)), Ok(()));
        assert!(TataTele::opted(&answer(StatusCode::OK, r#"{"success":false}"#)).is_err());
        let refused = r#"{"message":"Bad Request Exception","details":["type must be one of the following values: optin, optout"]}"#;
        let refused = TataTele::opted(&answer(StatusCode::BAD_REQUEST, refused)).unwrap_err();
        assert!(refused.fault().title.contains("optin, optout"), "{refused:?}");
        let forbidden = r#"{"status":"ERROR","status_code":401,"error":"UNAUTHORIZED","error_code":"AUTH_FAILED","description":"x"}"#;
        let forbidden = TataTele::opted(&answer(StatusCode::UNAUTHORIZED, forbidden)).unwrap_err();
        assert_eq!(forbidden.fault().code, "AUTH_FAILED");
    }
}
