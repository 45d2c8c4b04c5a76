//! Tata Tele Smartflo, RCS: texts, cards and carousels of a bot, each with things to tap.
//!
//! The document shows the names of a plain text alone; the others stand in a table, one for each dialect an account may speak.
//! There is no upload: a file is a public link. Source: seed 000 ("RCS API"), wire-facts 5.5, 5.6 and 10,
//! <https://help.omni.tatatelebusiness.com/pages/api-docs>
//!
//! Options of an account: `dialect`, `jiocx` (default) or `google-rbm`; `source` and `auth_prefix` as with Tata Tele's WhatsApp.

mod content;
mod dialect;
pub(crate) mod fault;
mod limits;
mod receipt;
mod webhook;

use crate::cloud::content::object;
use crate::codec::{Account, Codec, FileLocation, Receipt};
use crate::error::{EncodeError, SendError, VerifyError};
use crate::refusal;
use crate::tata_tele::{TataTele, option, request};
use crate::wire::{UrlOrigin, WebhookRequest, WireBody, WireRequest, WireResponse};
use http::{HeaderMap, Method};
use model::inbound::{FileReference, Inbound};
use model::outbound::{Outbound, Outgoing};
use model::{Address, Capabilities, Channel, Template};
use serde_json::{Value, json};

/// The word in `[[tenant.account]] provider`.
pub const PROVIDER: &str = "tata-tele-rcs";

const MESSAGES: &str = "/rcs/messages";
const SOURCE: &str = "sidethread";

/// The codec.
#[derive(Clone, Copy, Debug)]
pub struct TataTeleRcs;

impl Codec for TataTeleRcs {
    fn provider(&self) -> &'static str {
        PROVIDER
    }

    fn channels(&self) -> &'static [Channel] {
        &[Channel::Rcs]
    }

    fn capabilities(&self, account: &Account) -> Capabilities {
        match &account.channel {
            Channel::Rcs => limits::capabilities(),
            Channel::WhatsApp | Channel::Sms | Channel::Viber | Channel::Unknown(_) => Capabilities::default(),
        }
    }

    fn check_account(&self, account: &Account) -> Vec<String> {
        let mut wrong = TataTele.check_account(account);
        if dialect::of(account).is_none() {
            let names: Vec<_> = dialect::ALL.iter().map(|dialect| dialect.name).collect();
            wrong.push(format!("options.dialect: it is one of {}.", names.join(", ")));
        }
        wrong
    }

    /// RCS webhooks are not said to be signed; Tata Tele's others may be.
    fn verify(&self, account: &Account, webhook: WebhookRequest<'_>) -> Result<(), VerifyError> {
        TataTele.verify(account, webhook)
    }

    fn decode(&self, account: &Account, _channel: &Channel, body: &[u8]) -> Vec<Inbound> {
        webhook::decode(&account.number, body)
    }

    fn encode(&self, account: &Account, outbound: &Outbound) -> Result<WireRequest, EncodeError> {
        let content = match &outbound.what {
            Outgoing::Message(message) => {
                let dialect = dialect::of(account).ok_or_else(|| EncodeError::Missing("a known dialect in the options".to_owned()))?;
                content::encode(dialect, &message.content, &message.files)?
            }
            Outgoing::Reaction { .. } => return Err(self.unsupported("a reaction".to_owned())),
            Outgoing::Read { .. } => return Err(self.unsupported("that a message was read".to_owned())),
        };
        let Address::Phone { value } = &outbound.to else { return Err(EncodeError::Missing("a phone number".to_owned())) };
        let source = Some(option(account, "source")).filter(|source| !source.is_empty()).unwrap_or(SOURCE);
        let mut wire = object(json!({"to": value, "source": source}));
        wire.insert("content".to_owned(), content);
        Ok(request(account, Method::POST, MESSAGES, WireBody::Json(Value::Object(wire).to_string())))
    }

    fn receipt(&self, response: &WireResponse) -> Result<Receipt, SendError> {
        receipt::read(response)
    }

    /// A customer's file is a public link; nothing is asked for by an id.
    fn download(&self, _account: &Account, reference: &FileReference) -> Option<WireRequest> {
        match reference {
            FileReference::Id(_) => None,
            FileReference::Url(url) => {
                let (headers, body) = (HeaderMap::new(), WireBody::Empty);
                Some(WireRequest { method: Method::GET, url: url.clone(), headers, body, origin: UrlOrigin::Payload })
            }
        }
    }

    fn located(&self, _account: &Account, _reference: &FileReference, response: &WireResponse) -> Result<FileLocation, SendError> {
        if response.status.is_success() { Ok(FileLocation::Here) } else { Err(refusal::of_download(fault::TABLE, response)) }
    }

    fn delete_file(&self, _account: &Account, _id: &str) -> Option<WireRequest> {
        None
    }

    fn template(&self, _definition: &Value) -> Result<Template, String> {
        Err("RCS has no templates: send a text or a card".to_owned())
    }
}
