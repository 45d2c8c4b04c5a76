//! What every provider's dialect can do.

use crate::error::{EncodeError, SendError, VerifyError};
use crate::wire::{WebhookRequest, WireRequest, WireResponse};
use model::inbound::{FileReference, Inbound};
use model::outbound::Outbound;
use model::{Capabilities, Channel, ProviderMessageId, State, Template};
use std::collections::BTreeMap;
use std::fmt;

/// A business account as a codec sees it: `[[tenant.account]]` of the configuration with its secrets read.
#[derive(Clone, Default)]
pub struct Account {
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

/// One provider. Implementations are unit structs; all they know is in their arguments.
pub trait Codec: Send + Sync {
    /// The word in `[[tenant.account]] provider`.
    fn provider(&self) -> &'static str;

    /// The channels it carries; the first is the default of `[[tenant.account]] channel`.
    fn channels(&self) -> &'static [Channel];

    /// What can be sent on a channel.
    fn capabilities(&self, channel: &Channel) -> Capabilities;

    /// Everything that is missing or wrong in an account's options, in words; empty if nothing.
    fn check_account(&self, account: &Account) -> Vec<String>;

    /// Whether the webhook comes from the provider. The path secret is checked by the proxy before.
    ///
    /// # Errors
    /// The reason for a 401.
    fn verify(&self, account: &Account, webhook: WebhookRequest<'_>) -> Result<(), VerifyError>;

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

    /// The request that uploads a file, so that a message can name it.
    fn upload(&self, account: &Account, filename: &str, mime: &str) -> WireRequest;

    /// The provider's name of an uploaded file, and for how many seconds it may be used.
    ///
    /// # Errors
    /// See [`SendError`]; an upload may always be tried again.
    fn uploaded(&self, response: &WireResponse) -> Result<UploadedFile, SendError>;

    /// The first request for a customer's file.
    fn download(&self, account: &Account, reference: &FileReference) -> WireRequest;

    /// Where the file is, after an answer to [`Codec::download`].
    ///
    /// # Errors
    /// See [`SendError`]; `retry: Never` means the file is gone.
    fn located(&self, account: &Account, reference: &FileReference, response: &WireResponse) -> Result<FileLocation, SendError>;

    /// The request that deletes an uploaded file at the provider, where it can.
    fn delete_file(&self, account: &Account, id: &str) -> Option<WireRequest>;

    /// A template in the provider's creation form. `account` of the result is left empty.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    fn template(&self, definition: &serde_json::Value) -> Result<Template, String>;
}

/// A file that lies at the provider now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadedFile {
    /// The provider's name of it.
    pub id: String,
    /// How long it may be used, in seconds; `None` if nobody says.
    pub seconds: Option<u64>,
}
