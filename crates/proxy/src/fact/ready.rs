//! Facts made ready to be written: ids given, words serialised, so that the one writer does nothing but write.

use super::{
    Abandoned, AgentReaction, AgentRead, AtProvider, Claim, DigestSettled, FileSettled, Issued, Listed, Opened, Redeemed, Reply, Revoked,
    Settled, TakeDigests, Uploaded, Used,
};
use bytes::Bytes;
use model::content::Media;
use model::inbound::{FileReference, InboundConsent, InboundMove, InboundTemplate, Party};
use model::message::{AuthorKind, Direction, Provenance};
use model::{
    AccountSlug, Address, Channel, MediaId, Message, MessageId, ProviderMessageId, Status, Template, TenantId, ThreadId, Timestamp,
};
use serde::{Deserialize, Serialize};

/// One thing that happened, ready for a store.
#[derive(Clone, Debug)]
pub enum Fact {
    /// A webhook came: its raw body, and everything it says.
    Webhook(Box<Arrival>),
    /// A host opened a thread by addresses; it is created with this id if there is none.
    Opened(Box<Opened>, ThreadId),
    /// An agent answered.
    Reply(Box<NewReply>),
    /// An agent's emoji on a message.
    Reaction(AgentReaction),
    /// An agent read up to a message, or types.
    Read(AgentRead),
    /// The outbox takes due rows; they are its own until settled. A row still claimed after a crash has an unknown outcome.
    Claim(Claim),
    /// Rows of an earlier process have an unknown outcome.
    Abandoned(Abandoned),
    /// What came of a claimed row.
    Settled(Box<Settled>),
    /// A file was stored, or can't be had.
    File(Box<FileSettled>),
    /// A file that an agent uploaded, or that came with an import.
    Uploaded(Box<Uploaded>),
    /// A file of ours lies at a provider now.
    AtProvider(AtProvider),
    /// Templates, replacing those of the same account, name and language.
    Templates(TenantId, Vec<Template>, Timestamp),
    /// Templates of the configuration, as of when they were written.
    TemplatesNamed(TenantId, Vec<Template>, Timestamp),
    /// Templates as a provider lists them.
    Listed(Box<Listed>),
    /// Templates that are no longer there, by account, name and language.
    TemplatesGone(TenantId, Vec<Template>),
    /// A message out of a file.
    Import(Box<NewImport>),
    /// A code was given that can be exchanged for a token.
    Issued(Box<Issued>),
    /// A code is exchanged.
    Redeemed(Redeemed),
    /// A proof that is good once was shown.
    Used(Used),
    /// Tokens are no longer believed.
    Revoked(Revoked),
    /// Digests are taken to be carried into a CRM's log; they are the taker's until its lease ends.
    Digests(TakeDigests),
    /// What came of carrying a digest.
    DigestSettled(Box<DigestSettled>),
    /// Nothing happened: a row is written to see whether one can be.
    Probe(Timestamp),
}

/// A webhook and its words.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// Whose.
    pub tenant: TenantId,
    /// The account in its path.
    pub account: AccountSlug,
    /// The account's channel.
    pub channel: Channel,
    /// The raw body, or the row where it lies already when it is read again.
    pub raw: Raw,
    /// What it says.
    pub items: Vec<Item>,
    /// The labels of what could not be read or belongs to no thread; empty if nothing.
    pub unread: Vec<String>,
    /// When it came.
    pub at: Timestamp,
}

/// Where a webhook's body is.
#[derive(Clone, Debug)]
pub enum Raw {
    /// It has just come.
    New(Bytes),
    /// It is kept in this row, and was read again.
    Kept(i64),
}

/// One word of a webhook.
#[derive(Clone, Debug)]
pub enum Item {
    /// A new message.
    Message(Box<NewMessage>),
    /// Something about a message that we have or will have.
    About(Box<About>),
    /// The customer has one more way to be reached. A thread that has to be made for it gets this id.
    Moved(Box<InboundMove>, ThreadId),
    /// The customer allows or stops messages. A thread that has to be made for it gets this id.
    Consent(Box<InboundConsent>, ThreadId),
    /// News of a template.
    Template(Box<InboundTemplate>),
}

/// A message that a webhook brought.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// Our name for it. A thread that has to be made for it takes the same ULID.
    pub id: MessageId,
    /// The provider's name.
    pub provider_id: ProviderMessageId,
    /// Who it is from, or to.
    pub party: Party,
    /// From her, or on an echo to her.
    pub direction: Direction,
    /// When it was written.
    pub at: Timestamp,
    /// When it opened the reply window, by the provider's clock, if it does. Never in the future: no clock but ours may hold a window
    /// open.
    pub opens: Option<Timestamp>,
    /// The content as JSON, its files named by our ids.
    pub content: String,
    /// The files in it.
    pub files: Vec<NewFile>,
    /// The message it quotes.
    pub quoted: Option<ProviderMessageId>,
    /// How we came by it.
    pub provenance: Provenance,
    /// What stands around it as JSON, where something is known.
    pub context: Option<String>,
}

/// A file that has to be fetched.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// Its face until then, id included.
    pub media: Media,
    /// How to ask for it.
    pub reference: FileReference,
    /// SHA-256 that was promised, hex.
    pub sha256: Option<String>,
}

/// Something that is said about a message.
#[derive(Clone, Debug)]
pub struct About {
    /// The provider's name of the message.
    pub target: ProviderMessageId,
    /// Our own id of it, where the provider returned what we sent along.
    pub correlation: Option<MessageId>,
    /// What is said.
    pub word: Word,
}

/// What can be said about a message. It is parked as JSON while the message isn't known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "word", rename_all = "snake_case")]
pub enum Word {
    /// It came a step further.
    Status {
        /// How far.
        status: Status,
        /// The customer deleted it on her side.
        deleted: bool,
    },
    /// Somebody put an emoji on it, or took it away.
    Reaction {
        /// The provider's name of this event.
        id: ProviderMessageId,
        /// Whose.
        author: AuthorKind,
        /// The emoji; `None` takes it away.
        emoji: Option<String>,
        /// When.
        at: Timestamp,
    },
    /// The customer changed it.
    Edit {
        /// The provider's name of this event.
        id: ProviderMessageId,
        /// What it carries now, as JSON; a file in it is the old one.
        content: String,
        /// When.
        at: Timestamp,
    },
    /// The customer deleted it.
    Revoke {
        /// When.
        at: Timestamp,
    },
    /// A message of ours quotes it.
    Quoted {
        /// Which.
        by: MessageId,
    },
}

impl Word {
    /// What kind of word it is, and what tells it from others of its kind about the same message.
    pub fn key(&self) -> (&'static str, &str) {
        match self {
            Self::Status { status, deleted } => (if *deleted { "deletion" } else { "status" }, status.state.as_str()),
            Self::Reaction { id, .. } => ("reaction", id.as_str()),
            Self::Edit { id, .. } => ("edit", id.as_str()),
            Self::Revoke { .. } => ("revoke", ""),
            Self::Quoted { by } => ("quoted", by.as_str()),
        }
    }
}

/// A reply with its words serialised.
#[derive(Clone, Debug)]
pub struct NewReply {
    /// Our name for it.
    pub id: MessageId,
    /// What the agent wrote.
    pub reply: Reply,
    /// The content as JSON.
    pub content: String,
    /// The files in it.
    pub files: Vec<MediaId>,
}

/// A message out of a file with its words serialised.
#[derive(Clone, Debug)]
pub struct NewImport {
    /// Whose.
    pub tenant: TenantId,
    /// In which thread.
    pub thread: ThreadId,
    /// The provider's name for it.
    pub provider_id: ProviderMessageId,
    /// The message with its id; the store gives the seq.
    pub message: Message,
    /// The content as JSON.
    pub content: String,
    /// The provider's name of the message it quotes.
    pub quoted: Option<ProviderMessageId>,
}

/// Every way to reach somebody that a webhook tells. Numbers first: a number's thread wins over an id's.
pub fn addresses(party: &Party, channel: &Channel) -> Vec<Address> {
    let phone = party.phone.clone().map(Address::from);
    let user_id = party.user_id.clone().map(|value| Address::UserId { value, channel: channel.clone() });
    phone.into_iter().chain(user_id).collect()
}
