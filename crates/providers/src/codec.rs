//! What every provider's dialect can do.

use crate::error::{EncodeError, SendError, VerifyError};
use crate::handshake::Handshake;
use crate::wire::{WebhookRequest, WireRequest, WireResponse};
use model::inbound::{FileReference, Inbound};
use model::outbound::Outbound;
use model::template::TemplateStatus;
use model::{Capabilities, Channel, Fault, ProviderMessageId, State, Template};
use std::collections::BTreeMap;
use std::fmt;

/// A business account as a codec sees it: `[[tenant.account]]` of the configuration with its secrets read.
#[derive(Clone)]
pub struct Account {
    /// The channel it was configured for: one of [`Codec::channels`].
    pub channel: Channel,
    /// The provider's API, without a trailing slash.
    pub base_url: String,
    /// What authorises us there.
    pub token: String,
    /// The business number in E.164, or the bot's id.
    pub number: String,
    /// The key of webhook signatures.
    pub signing_secret: Option<String>,
    /// An unsigned webhook gets 401.
    pub require_signature: bool,
    /// What else the provider needs: `waba_id`, `auth_prefix` …
    pub options: BTreeMap<String, String>,
}

impl Default for Account {
    /// Nothing is configured; WhatsApp, which all providers but a few bots have.
    fn default() -> Self {
        Self {
            channel: Channel::WhatsApp,
            base_url: String::new(),
            token: String::new(),
            number: String::new(),
            signing_secret: None,
            require_signature: false,
            options: BTreeMap::new(),
        }
    }
}

impl fmt::Debug for Account {
    /// No secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Account").field("base_url", &self.base_url).field("options", &self.options.keys()).finish_non_exhaustive()
    }
}

/// A provider has taken a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The name it gave the message, if it gave one. It need not be the name that statuses use.
    pub id: Option<ProviderMessageId>,
    /// [`State::Accepted`] where "200" means queued at the provider; [`State::Sent`] where it means more.
    pub state: State,
}

/// Where a file lies that was asked for.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "one is made for each download")]
pub enum FileLocation {
    /// This answer is the file itself.
    Here,
    /// Ask there next. Its answer is judged by [`Codec::located`] with a [`FileReference::Url`] of the same address, so that a
    /// file which happens to look like this provider's JSON is never taken for a link.
    At {
        /// The next request.
        request: WireRequest,
        /// The MIME type that was promised.
        mime: Option<String>,
    },
}

/// A page of a provider's list of templates.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TemplatePage {
    /// What is on it; `account` of each is left empty. One that can't be read is left out and told in `unread`.
    pub templates: Vec<Template>,
    /// What could not be read, in words.
    pub unread: Vec<String>,
    /// What [`Codec::list_templates`] wants for the next page; `None` after the last.
    pub next: Option<String>,
}

/// A provider has taken a template, or a change of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateReceipt {
    /// The provider's id of it, if it gave one.
    pub id: Option<String>,
    /// Where its review stands, if the provider says so; else it is pending.
    pub status: Option<TemplateStatus>,
    /// The category that the provider chose, in our words.
    pub category: Option<String>,
}

/// One provider. Implementations are unit structs; all they know is in their arguments.
///
/// What not every provider can do has a default here that says so: templates at the provider, several messages in one
/// request, a handshake before the first webhook.
pub trait Codec: Send + Sync {
    /// The word in `[[tenant.account]] provider`.
    fn provider(&self) -> &'static str;

    /// The channels it carries; the first is the default of `[[tenant.account]] channel`.
    fn channels(&self) -> &'static [Channel];

    /// What can be sent from an account: over its channel, and as what its options say it is for.
    fn capabilities(&self, account: &Account) -> Capabilities;

    /// Everything that is missing or wrong in an account's options, in words; empty if nothing.
    fn check_account(&self, account: &Account) -> Vec<String>;

    /// Whether the webhook comes from the provider. The path secret is checked by the proxy before.
    ///
    /// # Errors
    /// The reason for a 401.
    fn verify(&self, account: &Account, webhook: WebhookRequest<'_>) -> Result<(), VerifyError>;

    /// The answer to a webhook that is only a question whether we are here; such a webhook is verified like any other and not
    /// decoded. `None` for all others. Meta's question, which gateways pass on, is answered for every provider.
    fn handshake(&self, account: &Account, webhook: WebhookRequest<'_>) -> Option<Handshake> {
        Handshake::of_hub(account, webhook.query)
    }

    /// Everything a webhook says, in its order. Never panics, never drops: an unreadable body is one [`Inbound::Unsupported`].
    fn decode(&self, account: &Account, channel: &Channel, body: &[u8]) -> Vec<Inbound>;

    /// The request that sends it.
    ///
    /// # Errors
    /// Nothing was sent; the reason is final for this message.
    fn encode(&self, account: &Account, outbound: &Outbound) -> Result<WireRequest, EncodeError>;

    /// What the answer to a send means.
    ///
    /// # Errors
    /// See [`SendError`].
    fn receipt(&self, response: &WireResponse) -> Result<Receipt, SendError>;

    /// How many messages to one customer fit into one request, in order; 1 where [`Codec::encode_many`] can't help.
    fn batch(&self, _channel: &Channel) -> usize {
        1
    }

    /// The one request that sends all of these, in order, to one customer.
    ///
    /// # Errors
    /// Nothing was sent; send them one by one.
    fn encode_many(&self, _account: &Account, outbounds: &[Outbound]) -> Result<WireRequest, EncodeError> {
        Err(self.unsupported(format!("{} messages at once", outbounds.len())))
    }

    /// What the answer to [`Codec::encode_many`] means for each of the `count` messages, in order.
    fn receipts(&self, response: &WireResponse, count: usize) -> Vec<Result<Receipt, SendError>> {
        vec![self.receipt(response); count]
    }

    /// The request that uploads a file, so that a message can name it. `None` where nothing can be uploaded: the message then
    /// names its file by a public link, and the provider fetches it from there.
    fn upload(&self, _account: &Account, _filename: &str, _mime: &str) -> Option<WireRequest> {
        None
    }

    /// The provider's name of an uploaded file, and for how many seconds it may be used.
    ///
    /// # Errors
    /// See [`SendError`]; an upload may always be tried again.
    fn uploaded(&self, response: &WireResponse) -> Result<UploadedFile, SendError> {
        Err(SendError::Unknown(unread(response)))
    }

    /// The first request for a customer's file; `None` where the provider doesn't say how such a one is asked for.
    fn download(&self, account: &Account, reference: &FileReference) -> Option<WireRequest>;

    /// Where the file is, after an answer to [`Codec::download`].
    ///
    /// # Errors
    /// See [`SendError`]; `retry: Never` means the file is gone.
    fn located(&self, account: &Account, reference: &FileReference, response: &WireResponse) -> Result<FileLocation, SendError>;

    /// The request that deletes an uploaded file at the provider, where it can.
    fn delete_file(&self, account: &Account, id: &str) -> Option<WireRequest>;

    /// A template in the provider's own form. `account` of the result is left empty.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    fn template(&self, definition: &serde_json::Value) -> Result<Template, String>;

    /// A template in the provider's creation form: what [`Codec::template`] reads.
    ///
    /// # Errors
    /// What the form has no word for.
    fn definition(&self, _template: &Template) -> Result<serde_json::Value, EncodeError> {
        Err(self.unsupported("new templates".to_owned()))
    }

    /// The request for a page of the templates at the provider; the first one without a name.
    ///
    /// # Errors
    /// Where the provider has no list.
    fn list_templates(&self, _account: &Account, _page: Option<&str>) -> Result<WireRequest, EncodeError> {
        Err(self.unsupported("a list of templates".to_owned()))
    }

    /// What is on that page.
    ///
    /// # Errors
    /// See [`SendError`]; a list may always be asked for again.
    fn listed_templates(&self, _account: &Account, response: &WireResponse) -> Result<TemplatePage, SendError> {
        Err(SendError::Unknown(unread(response)))
    }

    /// How many new templates fit into one request.
    fn template_batch(&self) -> usize {
        1
    }

    /// The request that hands in new templates, at most [`Codec::template_batch`] of them. Headers name their samples by what
    /// [`Codec::sampled`] gave.
    ///
    /// # Errors
    /// Where the provider can't, or has no word for a part of one.
    fn create_templates(&self, _account: &Account, _templates: &[Template]) -> Result<WireRequest, EncodeError> {
        Err(self.unsupported("new templates".to_owned()))
    }

    /// The request that replaces a template's parts; it is found by `id`, or by name and language.
    ///
    /// # Errors
    /// Where the provider can't.
    fn edit_template(&self, _account: &Account, _template: &Template) -> Result<WireRequest, EncodeError> {
        Err(self.unsupported("changed templates".to_owned()))
    }

    /// The request that deletes templates, at most [`Codec::template_batch`] of them; see [`Codec::deletes_all_languages`].
    ///
    /// # Errors
    /// Where the provider can't.
    fn delete_templates(&self, _account: &Account, _templates: &[Template]) -> Result<WireRequest, EncodeError> {
        Err(self.unsupported("deleting templates".to_owned()))
    }

    /// Whether [`Codec::delete_templates`] takes away all languages of a name at once.
    fn deletes_all_languages(&self) -> bool {
        false
    }

    /// What the answer to one of these three means for each of the `count` templates, in order.
    fn template_receipts(&self, response: &WireResponse, count: usize) -> Vec<Result<TemplateReceipt, SendError>> {
        vec![Err(SendError::Unknown(unread(response))); count]
    }

    /// The request that uploads the sample of a template's header. It is not the upload of a message's file.
    ///
    /// # Errors
    /// Where the provider can't.
    fn upload_sample(&self, _account: &Account, _filename: &str, _mime: &str, _bytes: u64) -> Result<WireRequest, EncodeError> {
        Err(self.unsupported("samples of headers".to_owned()))
    }

    /// The provider's name of an uploaded sample.
    ///
    /// # Errors
    /// See [`SendError`]; an upload may always be tried again.
    fn sampled(&self, response: &WireResponse) -> Result<String, SendError> {
        Err(SendError::Unknown(unread(response)))
    }

    /// The error for what this provider has no word for.
    fn unsupported(&self, what: String) -> EncodeError {
        EncodeError::Unsupported { provider: self.provider(), what }
    }
}

/// An answer to what was never asked.
fn unread(response: &WireResponse) -> Fault {
    crate::cloud::fault::unknown(&format!("http-{}", response.status.as_u16()), None)
}

/// A file that lies at the provider now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadedFile {
    /// The provider's name of it.
    pub id: String,
    /// How long it may be used, in seconds; `None` if nobody says.
    pub seconds: Option<u64>,
}
