//! Tata Tele Smartflo, WhatsApp: Meta's dialect in envelopes of its own.
//!
//! A 200 on a send means queued, and its UUID is not the name that statuses use: what links the two is our own id in
//! `metaData.custom_callback_data`. Source: seed 000, wire-facts 5 and 10,
//! <https://help.omni.tatatelebusiness.com/pages/api-docs>
//!
//! Options of an account: `source`, the label of what we send (default `sidethread`); `auth_prefix`, `Bearer` where the token
//! needs it in front (default: the bare token).

mod consent;
pub(crate) mod fault;
mod limits;
mod media;
mod receipt;
mod send;
mod template;

use crate::cloud;
use crate::codec::{Account, Codec, FileLocation, Receipt, TemplateReceipt, UploadedFile};
use crate::error::{EncodeError, SendError, VerifyError};
use crate::signature;
use crate::wire::{UrlOrigin, WebhookRequest, WireBody, WireRequest, WireResponse};
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method};
use model::inbound::{FileReference, Inbound};
use model::outbound::Outbound;
use model::{Capabilities, Channel, Template};

/// The word in `[[tenant.account]] provider`.
pub const PROVIDER: &str = "tata-tele";

const SIGNATURE: &str = "x-hub-signature-256";
const SOURCE: &str = "sidethread";

/// The codec.
#[derive(Clone, Copy, Debug)]
pub struct TataTele;

impl Codec for TataTele {
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
        if !matches!(option(account, "auth_prefix"), "" | "Bearer") {
            wrong.push("options.auth_prefix: only “Bearer” or nothing can stand before the token.".to_owned());
        }
        if account.options.get("source").is_some_and(|source| source.trim().is_empty()) {
            wrong.push("options.source: it is empty; leave it away for “sidethread”.".to_owned());
        }
        wrong
    }

    fn verify(&self, account: &Account, webhook: WebhookRequest<'_>) -> Result<(), VerifyError> {
        match (webhook.headers.get(SIGNATURE), &account.signing_secret) {
            (Some(given), Some(secret)) => signature::check(secret, webhook.body, given.as_bytes()),
            (_, _) if account.require_signature => Err(VerifyError::Missing),
            (_, _) => Ok(()),
        }
    }

    fn decode(&self, account: &Account, _channel: &Channel, body: &[u8]) -> Vec<Inbound> {
        cloud::webhook::decode(&account.number, body)
    }

    fn encode(&self, account: &Account, outbound: &Outbound) -> Result<WireRequest, EncodeError> {
        send::encode(account, outbound)
    }

    fn receipt(&self, response: &WireResponse) -> Result<Receipt, SendError> {
        receipt::read(response)
    }

    fn upload(&self, account: &Account, filename: &str, mime: &str) -> Option<WireRequest> {
        Some(media::upload(account, filename, mime))
    }

    fn uploaded(&self, response: &WireResponse) -> Result<UploadedFile, SendError> {
        media::uploaded(response)
    }

    fn download(&self, account: &Account, reference: &FileReference) -> Option<WireRequest> {
        Some(media::download(account, reference))
    }

    fn located(&self, _account: &Account, reference: &FileReference, response: &WireResponse) -> Result<FileLocation, SendError> {
        media::located(reference, response)
    }

    fn delete_file(&self, account: &Account, id: &str) -> Option<WireRequest> {
        Some(media::delete(account, id))
    }

    fn template(&self, definition: &serde_json::Value) -> Result<Template, String> {
        cloud::template::read(definition)
    }

    fn definition(&self, definition: &Template) -> Result<serde_json::Value, EncodeError> {
        cloud::template::write(PROVIDER, definition).map(serde_json::Value::Object)
    }

    fn create_templates(&self, account: &Account, templates: &[Template]) -> Result<WireRequest, EncodeError> {
        template::create(account, templates)
    }

    fn template_receipts(&self, response: &WireResponse, count: usize) -> Vec<Result<TemplateReceipt, SendError>> {
        vec![template::created(response); count]
    }

    fn upload_sample(&self, account: &Account, filename: &str, mime: &str, _bytes: u64) -> Result<WireRequest, EncodeError> {
        Ok(template::upload_sample(account, filename, mime))
    }

    fn sampled(&self, response: &WireResponse) -> Result<String, SendError> {
        media::uploaded(response).map(|file| file.id)
    }
}

pub(crate) fn option<'a>(account: &'a Account, key: &str) -> &'a str {
    account.options.get(key).map(|text| text.trim()).unwrap_or_default()
}

fn authorization(account: &Account) -> Option<HeaderValue> {
    let token = account.token.trim();
    let value = match option(account, "auth_prefix") {
        "" => HeaderValue::from_str(token),
        prefix => HeaderValue::from_str(&format!("{prefix} {token}")),
    };
    let mut value = value.ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// A request to the provider's API with our authorization.
pub(crate) fn request(account: &Account, method: Method, path: &str, body: WireBody) -> WireRequest {
    let mut headers = HeaderMap::new();
    headers.extend(authorization(account).map(|value| (AUTHORIZATION, value)));
    if matches!(body, WireBody::Json(_)) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    let url = format!("{}{path}", account.base_url.trim_end_matches('/'));
    WireRequest { method, url, headers, body, origin: UrlOrigin::Configuration }
}

/// A text as one segment of a path: wamids hold `/`, `+` and `=`.
fn segment(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'~' | b'.' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
