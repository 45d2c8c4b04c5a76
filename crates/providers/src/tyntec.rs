//! tyntec Conversations v3: WhatsApp, Viber and SMS through one model of messages.
//!
//! What goes to WhatsApp and what comes from anywhere is told in Meta's facts under names of tyntec's own: `names` and the files
//! beside it translate, [`crate::cloud`] understands.
//! Source: seed 003, wire-facts 8, <https://api.tyntec.com/reference/conversations/current.html>
//!
//! `base_url` may end in `/conversations/v3` or not. Options of an account: `purpose`, what Viber messages are for (`session`, `transaction` or `promotion`; default `session`);
//! `account_id`, the WhatsApp account whose templates are handed in, changed and deleted; `media_key`, how an uploaded file is
//! named in a message (`mediaId`, or `id` since version 3.19; default `mediaId`).

pub mod account;
mod content;
#[cfg(test)]
mod document;
pub(crate) mod fault;
mod fill;
mod form;
mod interactive;
mod limits;
mod media;
mod names;
mod receipt;
mod send;
mod status;
mod template;
mod viber;
mod webhook;

use crate::codec::{Account, Codec, FileLocation, Receipt, TemplatePage, TemplateReceipt, UploadedFile};
use crate::error::{EncodeError, SendError, VerifyError};
use crate::signature;
use crate::wire::{UrlOrigin, WebhookRequest, WireBody, WireRequest, WireResponse};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Method};
use model::inbound::{FileReference, Inbound};
use model::outbound::Outbound;
use model::{Capabilities, Channel, Template};

/// The word in `[[tenant.account]] provider`.
pub const PROVIDER: &str = "tyntec";

/// tyntec signs nothing; a gateway before the proxy may.
const SIGNATURE: &str = "x-hub-signature-256";

const ROOT: &str = "/conversations/v3";

/// The `purpose` that carries no files.
const TRANSACTION: &str = "transaction";

/// The values that an option may have; the first is the default.
const CHOICES: [(&str, &[&str]); 2] = [("purpose", &["session", TRANSACTION, "promotion"]), ("media_key", &["mediaId", "id"])];

/// The most messages of a bulk.
const BULK_MAX: usize = 20;

/// The codec.
#[derive(Clone, Copy, Debug)]
pub struct Tyntec;

impl Codec for Tyntec {
    fn provider(&self) -> &'static str {
        PROVIDER
    }

    fn channels(&self) -> &'static [Channel] {
        &[Channel::WhatsApp, Channel::Viber, Channel::Sms]
    }

    fn capabilities(&self, account: &Account) -> Capabilities {
        match &account.channel {
            Channel::WhatsApp => limits::whatsapp(),
            Channel::Viber if choice(account, "purpose") == TRANSACTION => limits::viber_transaction(),
            Channel::Viber => limits::viber(),
            Channel::Sms => limits::sms(),
            Channel::Rcs | Channel::Unknown(_) => Capabilities::default(),
        }
    }

    fn check_account(&self, account: &Account) -> Vec<String> {
        let mut wrong = Vec::new();
        if key(account).is_none() {
            wrong.push("token: it holds characters that can't go into a header, such as a line break.".to_owned());
        }
        for (name, words) in CHOICES {
            if account.options.get(name).is_some_and(|word| !words.contains(&word.trim())) {
                wrong.push(format!("options.{name}: it is one of {}.", words.join(", ")));
            }
        }
        if account.options.get("account_id").is_some_and(|id| id.trim().is_empty()) {
            wrong.push("options.account_id: it is empty; leave it away if templates are not managed here.".to_owned());
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
        webhook::decode(&account.number, body)
    }

    fn encode(&self, account: &Account, outbound: &Outbound) -> Result<WireRequest, EncodeError> {
        send::encode(account, outbound)
    }

    fn receipt(&self, response: &WireResponse) -> Result<Receipt, SendError> {
        receipt::read(response)
    }

    fn batch(&self, channel: &Channel) -> usize {
        match channel {
            Channel::WhatsApp | Channel::Viber | Channel::Sms => BULK_MAX,
            Channel::Rcs | Channel::Unknown(_) => 1,
        }
    }

    fn encode_many(&self, account: &Account, outbounds: &[Outbound]) -> Result<WireRequest, EncodeError> {
        send::encode_many(account, outbounds)
    }

    fn receipts(&self, response: &WireResponse, count: usize) -> Vec<Result<Receipt, SendError>> {
        receipt::read_many(response, count)
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

    fn delete_file(&self, account: &Account, id: &str) -> Option<WireRequest> {
        media::delete(account, id)
    }

    fn template(&self, definition: &serde_json::Value) -> Result<Template, String> {
        form::read(definition)
    }

    fn definition(&self, template: &Template) -> Result<serde_json::Value, EncodeError> {
        form::write(template)
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
        vec![template::taken(response); count]
    }

    fn upload_sample(&self, account: &Account, filename: &str, mime: &str, _bytes: u64) -> Result<WireRequest, EncodeError> {
        Ok(media::upload(account, filename, mime))
    }

    fn sampled(&self, response: &WireResponse) -> Result<String, SendError> {
        media::sampled(response)
    }
}

/// The word of an option, or the first of its choices.
fn choice<'a>(account: &'a Account, name: &str) -> &'a str {
    let default = CHOICES.iter().find(|(known, _)| *known == name).map_or("", |(_, words)| words[0]);
    account.options.get(name).map(|word| word.trim()).filter(|word| !word.is_empty()).unwrap_or(default)
}

fn key(account: &Account) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(account.token.trim()).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// A request to tyntec with our key.
fn request(account: &Account, method: Method, path: &str, body: WireBody) -> WireRequest {
    let mut headers = HeaderMap::new();
    headers.extend(key(account).map(|value| (http::HeaderName::from_static("apikey"), value)));
    if matches!(body, WireBody::Json(_)) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    WireRequest { method, url: address(account, path), headers, body, origin: UrlOrigin::Configuration }
}

/// A path under the API's root, which may stand in `base_url` already.
fn address(account: &Account, path: &str) -> String {
    let base = account.base_url.trim_end_matches('/');
    format!("{}{ROOT}{path}", base.strip_suffix(ROOT).unwrap_or(base))
}
