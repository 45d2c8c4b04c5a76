//! Exotel, WhatsApp: Meta's objects wrapped as `whatsapp.messages[].content`, several to a request, each with its own result.
//!
//! A 202 means queued, and the `sid` it gives is what statuses name; our own id travels as `custom_data`. Templates are made,
//! changed and deleted in bulk, with a 207 where the results differ.
//! Source: seed 004, wire-facts 9 and 10, <https://developer.exotel.com/api/send-messages-api>
//!
//! The token is `key:token`. Options of an account: `account_sid`, always; `waba_id`, for its templates; `status_callback`, the
//! address for statuses where it is not the one of the provider's page; `verify_token`, the word that comes with a verification
//! where our webhooks are set by request.

pub(crate) mod fault;
mod limits;
mod media;
mod receipt;
mod send;
mod template;
mod webhook;

pub use template::TemplateFilter;

use crate::codec::{Account, Codec, FileLocation, Receipt, TemplatePage, TemplateReceipt};
use crate::error::{EncodeError, SendError, VerifyError};
use crate::handshake::Handshake;
use crate::wire::{UrlOrigin, WebhookRequest, WireBody, WireRequest, WireResponse};
use crate::{cloud, signature, url};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method};
use model::inbound::{FileReference, Inbound};
use model::outbound::Outbound;
use model::{Capabilities, Channel, PhoneNumber, Template};

/// The word in `[[tenant.account]] provider`.
pub const PROVIDER: &str = "exotel";

const SIGNATURE: &str = "x-exotel-signature";

/// The codec.
#[derive(Clone, Copy, Debug)]
pub struct Exotel;

impl Exotel {
    /// The request for a page of the templates that pass a filter; [`Codec::listed_templates`] reads the answer.
    ///
    /// # Errors
    /// Where the account lacks an option.
    pub fn filtered_templates(account: &Account, filter: &TemplateFilter, page: Option<&str>) -> Result<WireRequest, EncodeError> {
        template::list(account, filter, page)
    }

    /// The request that tells the provider where our webhooks are.
    ///
    /// # Errors
    /// Where the account lacks an option.
    pub fn point_webhooks(account: &Account, messages: &str, statuses: &str) -> Result<WireRequest, EncodeError> {
        webhook::point(account, messages, statuses)
    }
}

impl Codec for Exotel {
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
        if !account.token.trim().split_once(':').is_some_and(|(key, token)| !key.is_empty() && !token.is_empty()) {
            wrong.push("token: the API key and the API token are needed, written as key:token.".to_owned());
        }
        if option(account, "account_sid").is_empty() {
            wrong.push("options.account_sid: it is missing; the API settings page of the dashboard shows it.".to_owned());
        }
        if option(account, "waba_id").is_empty() {
            wrong.push("options.waba_id: it is missing; without it no template can be listed or made.".to_owned());
        }
        let callback = option(account, "status_callback");
        if !callback.is_empty() && !callback.starts_with("https://") && !callback.starts_with("http://") {
            wrong.push("options.status_callback: it must be a whole address, https://….".to_owned());
        }
        if PhoneNumber::from_digits(&account.number).is_err() {
            wrong.push("number: it is no phone number; write it as +91….".to_owned());
        }
        wrong
    }

    fn verify(&self, account: &Account, webhook: WebhookRequest<'_>) -> Result<(), VerifyError> {
        signature::verify(account, webhook, SIGNATURE)
    }

    fn handshake(&self, account: &Account, webhook: WebhookRequest<'_>) -> Option<Handshake> {
        webhook::handshake(webhook.body).map(Handshake::json).or_else(|| Handshake::of_hub(account, webhook.query))
    }

    fn decode(&self, account: &Account, _channel: &Channel, body: &[u8]) -> Vec<Inbound> {
        webhook::decode(&account.number, body)
    }

    fn encode(&self, account: &Account, outbound: &Outbound) -> Result<WireRequest, EncodeError> {
        send::encode(account, std::slice::from_ref(outbound))
    }

    fn receipt(&self, response: &WireResponse) -> Result<Receipt, SendError> {
        receipt::read(response, 1).swap_remove(0)
    }

    fn encode_many(&self, account: &Account, outbounds: &[Outbound]) -> Result<WireRequest, EncodeError> {
        send::encode(account, outbounds)
    }

    fn receipts(&self, response: &WireResponse, count: usize) -> Vec<Result<Receipt, SendError>> {
        receipt::read(response, count)
    }

    fn download(&self, account: &Account, reference: &FileReference) -> Option<WireRequest> {
        media::download(account, reference)
    }

    fn located(&self, _account: &Account, _reference: &FileReference, response: &WireResponse) -> Result<FileLocation, SendError> {
        media::located(response)
    }

    fn delete_file(&self, _account: &Account, _id: &str) -> Option<WireRequest> {
        None
    }

    fn template(&self, definition: &serde_json::Value) -> Result<Template, String> {
        template::read(definition)
    }

    fn definition(&self, template: &Template) -> Result<serde_json::Value, EncodeError> {
        cloud::template::write(PROVIDER, template).map(serde_json::Value::Object)
    }

    fn list_templates(&self, account: &Account, page: Option<&str>) -> Result<WireRequest, EncodeError> {
        template::list(account, &TemplateFilter::default(), page)
    }

    fn listed_templates(&self, _account: &Account, response: &WireResponse) -> Result<TemplatePage, SendError> {
        template::listed(response)
    }

    fn template_batch(&self) -> usize {
        template::BATCH
    }

    fn create_templates(&self, account: &Account, templates: &[Template]) -> Result<WireRequest, EncodeError> {
        template::create(account, templates)
    }

    fn edit_template(&self, account: &Account, template: &Template) -> Result<WireRequest, EncodeError> {
        template::edit(account, template)
    }

    fn delete_templates(&self, account: &Account, templates: &[Template]) -> Result<WireRequest, EncodeError> {
        template::delete(account, templates)
    }

    fn deletes_all_languages(&self) -> bool {
        true
    }

    fn template_receipts(&self, response: &WireResponse, count: usize) -> Vec<Result<TemplateReceipt, SendError>> {
        template::receipts(response, count)
    }

    fn upload_sample(&self, account: &Account, _filename: &str, mime: &str, bytes: u64) -> Result<WireRequest, EncodeError> {
        template::upload_sample(account, mime, bytes)
    }

    fn sampled(&self, response: &WireResponse) -> Result<String, SendError> {
        template::sampled(response)
    }
}

fn option<'a>(account: &'a Account, key: &str) -> &'a str {
    account.options.get(key).map(|text| text.trim()).unwrap_or_default()
}

/// An option that a request can't do without.
fn needed<'a>(account: &'a Account, key: &str) -> Result<&'a str, EncodeError> {
    let value = option(account, key);
    if value.is_empty() { Err(EncodeError::Missing(format!("options.{key} of the account"))) } else { Ok(value) }
}

/// HTTP Basic; the documents put key and token into the URL, where a log would keep them.
fn authorization(account: &Account) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(&format!("Basic {}", STANDARD.encode(account.token.trim()))).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// A request under the account's address with our authorization.
fn request(account: &Account, method: Method, path: &str, body: WireBody) -> WireRequest {
    let mut headers = HeaderMap::new();
    headers.extend(authorization(account).map(|value| (AUTHORIZATION, value)));
    if matches!(body, WireBody::Json(_)) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    let base = account.base_url.trim_end_matches('/');
    let sid = url::encoded(option(account, "account_sid"));
    WireRequest { method, url: format!("{base}/v2/accounts/{sid}{path}"), headers, body, origin: UrlOrigin::Configuration }
}
