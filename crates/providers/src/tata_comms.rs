//! Tata Communications, WhatsApp: Meta's dialect behind a gateway, with `from` in the body and numbers without `+`.
//!
//! The document knows sending alone. Webhooks are not in it: Meta's own envelope, its flattened form and the callback profiles
//! of Kaleyra (the same company's platform) are told apart by their keys. Answers and files are from integrators.
//! Source: seed 001, wire-facts 6 and 10, <https://www.tatacommunicationsdigo.io/>
//!
//! `base_url` may end in `/v1/whatsapp` or not. Options of an account: `from`, `none` where the gateway shall choose the
//! business number by itself (default: the account's number).

mod limits;
mod media;
mod receipt;
mod send;
mod webhook;

use crate::cloud;
use crate::codec::{Account, Codec, FileLocation, Receipt};
use crate::error::{EncodeError, SendError, VerifyError};
use crate::signature;
use crate::wire::{UrlOrigin, WebhookRequest, WireBody, WireRequest, WireResponse};
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method};
use model::inbound::{FileReference, Inbound};
use model::outbound::Outbound;
use model::{Capabilities, Channel, PhoneNumber, Template};

/// The word in `[[tenant.account]] provider`.
pub const PROVIDER: &str = "tata-comms";

/// Meta's own header, which a gateway that passes webhooks on leaves in place.
const SIGNATURE: &str = "x-hub-signature-256";
const ROOT: &str = "/v1/whatsapp";

/// The codec.
#[derive(Clone, Copy, Debug)]
pub struct TataComms;

impl Codec for TataComms {
    fn provider(&self) -> &'static str {
        PROVIDER
    }

    fn channels(&self) -> &'static [Channel] {
        &[Channel::WhatsApp]
    }

    fn capabilities(&self, account: &Account) -> Capabilities {
        match &account.channel {
            Channel::WhatsApp => limits::capabilities(),
            Channel::Rcs | Channel::Sms | Channel::Viber | Channel::Unknown(_) => Capabilities::default(),
        }
    }

    fn check_account(&self, account: &Account) -> Vec<String> {
        let mut wrong = Vec::new();
        if authorization(account).is_none() {
            wrong.push("token: it holds characters that can't go into a header, such as a line break.".to_owned());
        }
        let from = option(account, "from");
        if !matches!(from, "" | "none") {
            wrong.push("options.from: only “none” can stand here, for a number that the gateway chooses.".to_owned());
        }
        if from.is_empty() && PhoneNumber::from_digits(&account.number).is_err() {
            wrong.push("number: it is no phone number; write it as +91…, or set options.from to “none”.".to_owned());
        }
        wrong
    }

    fn verify(&self, account: &Account, webhook: WebhookRequest<'_>) -> Result<(), VerifyError> {
        signature::verify(account, webhook, SIGNATURE)
    }

    fn decode(&self, account: &Account, _channel: &Channel, body: &[u8]) -> Vec<Inbound> {
        webhook::decode(&account.number, body)
    }

    fn encode(&self, account: &Account, outbound: &Outbound) -> Result<WireRequest, EncodeError> {
        send::encode(account, outbound)
    }

    fn receipt(&self, response: &WireResponse) -> Result<Receipt, SendError> {
        receipt::read(response)
    }

    fn download(&self, account: &Account, reference: &FileReference) -> Option<WireRequest> {
        Some(media::download(account, reference))
    }

    fn located(&self, account: &Account, reference: &FileReference, response: &WireResponse) -> Result<FileLocation, SendError> {
        media::located(account, reference, response)
    }

    fn delete_file(&self, _account: &Account, _id: &str) -> Option<WireRequest> {
        None
    }

    fn template(&self, definition: &serde_json::Value) -> Result<Template, String> {
        cloud::template::read(definition)
    }

    fn definition(&self, template: &Template) -> Result<serde_json::Value, EncodeError> {
        cloud::template::write(PROVIDER, template).map(serde_json::Value::Object)
    }
}

fn option<'a>(account: &'a Account, key: &str) -> &'a str {
    account.options.get(key).map(|text| text.trim()).unwrap_or_default()
}

/// Our number without its `+`; nothing where the gateway chooses.
fn from(account: &Account) -> Option<String> {
    let number = PhoneNumber::from_digits(&account.number).ok().filter(|_| option(account, "from") != "none")?;
    Some(number.digits().to_owned())
}

fn authorization(account: &Account) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(account.token.trim()).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// A request to the gateway with our authorization.
fn request(account: &Account, method: Method, path: &str, body: WireBody) -> WireRequest {
    let mut headers = HeaderMap::new();
    headers.extend(authorization(account).map(|value| (AUTHORIZATION, value)));
    if matches!(body, WireBody::Json(_)) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    let base = account.base_url.trim_end_matches('/');
    let base = base.strip_suffix(ROOT).unwrap_or(base);
    WireRequest { method, url: format!("{base}{ROOT}{path}"), headers, body, origin: UrlOrigin::Configuration }
}
