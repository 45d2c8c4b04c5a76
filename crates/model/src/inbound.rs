//! What any webhook of any provider comes down to.

use crate::address::PhoneNumber;
use crate::content::{Content, Unsupported};
use crate::context::Context;
use crate::id::{MessageId, ProviderMessageId};
use crate::message::Provenance;
use crate::status::Status;
use crate::template::TemplateStatus;
use crate::thread::Consent;
use crate::time::Timestamp;

/// One thing that a webhook says.
#[derive(Clone, Debug, PartialEq)]
pub enum Inbound {
    /// The customer wrote, or somebody wrote to her from the business's own phone.
    Message(Box<InboundMessage>),
    /// A message of ours came a step further.
    Status(Box<InboundStatus>),
    /// The customer put an emoji on a message, or took it away.
    Reaction(InboundReaction),
    /// The customer changed her message.
    Edit(Box<InboundEdit>),
    /// The customer deleted her message.
    Revoke(InboundRevoke),
    /// The customer writes.
    Typing(InboundTyping),
    /// The customer has another number or another id of the channel. The word that the thread shows comes beside it.
    Moved(Box<InboundMove>),
    /// The customer allows or stops messages.
    Consent(InboundConsent),
    /// A template's review or its standing changed.
    Template(Box<InboundTemplate>),
    /// A word that belongs to no thread: account events, unknown topics, an unreadable body. Kept raw, counted, replayable.
    Unsupported(Unsupported),
}

/// Who is on the other end, as far as a webhook tells. At least one of phone and user id is there in what a codec returns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// The number, where it is shared.
    pub phone: Option<PhoneNumber>,
    /// The channel's own id of the person: WhatsApp's business-scoped user id.
    pub user_id: Option<String>,
    /// The name on the profile.
    pub name: Option<String>,
}

impl Party {
    /// Whether nothing says who it is.
    pub fn is_nobody(&self) -> bool {
        self.phone.is_none() && self.user_id.is_none()
    }
}

/// A message as a webhook brings it.
#[derive(Clone, Debug, PartialEq)]
pub struct InboundMessage {
    /// The provider's name for it.
    pub id: ProviderMessageId,
    /// Who wrote it; on an echo, who it was written to.
    pub party: Party,
    /// When, by the provider's clock. The epoch itself (`Timestamp::default()`) where the provider gave no time that can be
    /// read, here and in all the other words of a webhook: whoever keeps it puts the time of arrival there.
    pub at: Timestamp,
    /// What it carries. Its files have no id of ours yet.
    pub content: Content,
    /// Where its files can be had, in the order of [`Content::media`].
    pub files: Vec<RemoteFile>,
    /// The message that it quotes or answers.
    pub quoted: Option<ProviderMessageId>,
    /// [`Provenance::Echo`] when the business wrote it elsewhere.
    pub provenance: Provenance,
    /// What stands around it.
    pub context: Option<Box<Context>>,
}

/// A file that still lies with the provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteFile {
    /// How to ask for it.
    pub reference: FileReference,
    /// SHA-256 that the provider promises, hex.
    pub sha256: Option<String>,
}

/// How to ask a provider for a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileReference {
    /// By the provider's media id.
    Id(String),
    /// By a link out of a payload: fetched after the address guard alone.
    Url(String),
}

/// A status as a webhook brings it.
#[derive(Clone, Debug, PartialEq)]
pub struct InboundStatus {
    /// The provider's name for the message.
    pub id: ProviderMessageId,
    /// Our own id, where the provider returns what we sent along.
    pub correlation: Option<MessageId>,
    /// How far it has come.
    pub status: Status,
    /// The customer deleted it on her side.
    pub deleted: bool,
}

/// A reaction as a webhook brings it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboundReaction {
    /// The provider's name for this event.
    pub id: ProviderMessageId,
    /// Whose it is.
    pub party: Party,
    /// The message it is on.
    pub target: ProviderMessageId,
    /// The emoji; `None` takes it away.
    pub emoji: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// A change as a webhook brings it.
#[derive(Clone, Debug, PartialEq)]
pub struct InboundEdit {
    /// The provider's name for this event.
    pub id: ProviderMessageId,
    /// The message that changed.
    pub target: ProviderMessageId,
    /// What it carries now; a file in it is the old one.
    pub content: Content,
    /// When.
    pub at: Timestamp,
}

/// A deletion as a webhook brings it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboundRevoke {
    /// The provider's name for this event.
    pub id: ProviderMessageId,
    /// The message that is gone.
    pub target: ProviderMessageId,
    /// When.
    pub at: Timestamp,
}

/// That the customer writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboundTyping {
    /// Who.
    pub party: Party,
    /// When.
    pub at: Timestamp,
}

/// Another way to reach the same person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboundMove {
    /// The provider's name for this event.
    pub id: ProviderMessageId,
    /// Who, by the old number or id.
    pub party: Party,
    /// The new number, where it is told.
    pub phone: Option<PhoneNumber>,
    /// The new id of the channel, where it is told.
    pub user_id: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// That the customer allows or stops messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboundConsent {
    /// Who.
    pub party: Party,
    /// What she wants now.
    pub consent: Consent,
    /// What it is about: `marketing_messages`; `None` for all.
    pub about: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// News of a template. What is absent has not changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InboundTemplate {
    /// The provider's id of it.
    pub id: Option<String>,
    /// Its name.
    pub name: String,
    /// Its language code.
    pub language: String,
    /// Where its review stands.
    pub status: Option<TemplateStatus>,
    /// Why, in the provider's words.
    pub reason: Option<String>,
    /// `green`, `yellow`, `red`.
    pub quality: Option<String>,
    /// `marketing`, `utility`, `authentication`.
    pub category: Option<String>,
    /// When.
    pub at: Timestamp,
}
