//! Redington, WhatsApp: Meta's dialect on sending, words of its own for templates, contacts and webhooks.
//!
//! Every address stands under a project and is opened by the project's password. A 200 with a wamid means queued: the send may
//! still fail later. There is no correlation string; the wamid links a status to its message.
//! Source: seed 002, wire-facts 7 and 10.
//!
//! Options of an account: `project_id`, needed unless `base_url` holds it already (`…/project-apis/v1/project/664b…`).
//! Beside the trait, [`Redington`] can ask for one message or one template and keep the provider's contacts.

pub mod contact;
pub(crate) mod fault;
mod language;
mod limits;
mod media;
mod receipt;
mod send;
mod template;
mod webhook;

use crate::codec::{Account, Codec, FileLocation, Receipt, TemplatePage, TemplateReceipt, UploadedFile};
use crate::error::{EncodeError, SendError, VerifyError};
use crate::wire::{UrlOrigin, WebhookRequest, WireBody, WireRequest, WireResponse};
use crate::{signature, url};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use model::inbound::{FileReference, Inbound};
use model::outbound::Outbound;
use model::{Capabilities, Channel, ProviderMessageId, Template};

/// The word in `[[tenant.account]] provider`.
pub const PROVIDER: &str = "redington";

const PASSWORD: HeaderName = HeaderName::from_static("x-project-api-pwd");

/// No signature is documented; what a gateway in front signs as Meta does is checked.
const SIGNATURE: &str = "x-hub-signature-256";
const ROOT: &str = "/project-apis/v1/project/";

/// The codec.
#[derive(Clone, Copy, Debug)]
pub struct Redington;

impl Redington {
    /// The request for one message by the name that the send gave it; [`Redington::said`] reads the answer.
    pub fn message(account: &Account, id: &ProviderMessageId) -> WireRequest {
        request(account, Method::GET, &format!("/messages/{}", url::encoded(id.as_str())), WireBody::Empty)
    }

    /// What the answer to [`Redington::message`] says: the message of a customer, or how far ours has come.
    ///
    /// # Errors
    /// See [`SendError`]; it may always be asked again.
    pub fn said(account: &Account, response: &WireResponse) -> Result<Inbound, SendError> {
        receipt::said(&account.number, response)
    }

    /// The request for one template by its id; [`Codec::template`] reads the answer.
    pub fn template_by_id(account: &Account, id: &str) -> WireRequest {
        template::get(account, id)
    }
}

impl Codec for Redington {
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
        if password(account).is_none() {
            wrong.push("token: it holds characters that can't go into a header, such as a line break.".to_owned());
        }
        if !account.base_url.contains(ROOT) && project(account).is_empty() {
            wrong.push("options.project_id: it is missing; the provider's page shows it beside the password.".to_owned());
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

    fn upload(&self, account: &Account, filename: &str, mime: &str) -> Option<WireRequest> {
        Some(media::upload(account, filename, mime))
    }

    fn uploaded(&self, response: &WireResponse) -> Result<UploadedFile, SendError> {
        media::uploaded(response)
    }

    fn download(&self, account: &Account, reference: &FileReference) -> Option<WireRequest> {
        Some(media::download(account, reference))
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
        template::write(template)
    }

    fn list_templates(&self, account: &Account, page: Option<&str>) -> Result<WireRequest, EncodeError> {
        Ok(template::list(account, page))
    }

    fn listed_templates(&self, _account: &Account, response: &WireResponse) -> Result<TemplatePage, SendError> {
        template::listed(response)
    }

    fn create_templates(&self, account: &Account, templates: &[Template]) -> Result<WireRequest, EncodeError> {
        template::create(account, templates)
    }

    fn delete_templates(&self, account: &Account, templates: &[Template]) -> Result<WireRequest, EncodeError> {
        template::delete(account, templates)
    }

    fn template_receipts(&self, response: &WireResponse, count: usize) -> Vec<Result<TemplateReceipt, SendError>> {
        vec![template::taken(response); count]
    }
}

fn project(account: &Account) -> &str {
    account.options.get("project_id").map(|text| text.trim()).unwrap_or_default()
}

fn password(account: &Account) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(account.token.trim()).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// A request to the project with its password.
fn request(account: &Account, method: Method, path: &str, body: WireBody) -> WireRequest {
    let mut headers = HeaderMap::new();
    headers.extend(password(account).map(|value| (PASSWORD, value)));
    if matches!(body, WireBody::Json(_)) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    let base = account.base_url.trim_end_matches('/');
    let root = if base.contains(ROOT) { base.to_owned() } else { format!("{base}{ROOT}{}", url::encoded(project(account))) };
    WireRequest { method, url: format!("{root}{path}"), headers, body, origin: UrlOrigin::Configuration }
}
