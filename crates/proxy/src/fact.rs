//! Everything that can be written, as those see it who tell the ledger; [`ready`] is the same made ready for a store.

mod digest;
pub mod ready;
mod session;

pub use digest::{Digest, DigestOutcome, DigestSettled, Heading, TakeDigests, Trouble};
pub use ready::Fact;
pub use session::{CodeDigest, End, Grant, Issued, Mark, Redeemed, Revoked, Used, Which};

use bytes::Bytes;
use model::content::Media;
use model::inbound::{FileReference, Inbound};
use model::message::Author;
use model::outbound::Outbound;
use model::{
    AccountSlug, Address, Channel, ClientId, Content, Fault, MediaId, Message, MessageId, ProviderMessageId, Status, Template, TenantId,
    ThreadId, Timestamp,
};
use serde::{Deserialize, Serialize};

/// A webhook as it came.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Whose.
    pub tenant: TenantId,
    /// The account in its path.
    pub account: AccountSlug,
    /// The account's channel.
    pub channel: Channel,
    /// The raw body.
    pub raw: Bytes,
    /// What it says.
    pub inbound: Vec<Inbound>,
    /// When it came.
    pub at: Timestamp,
}

/// A thread that shall exist.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Whose.
    pub tenant: TenantId,
    /// Every way the host knows to reach the person; any known one finds the thread.
    pub addresses: Vec<Address>,
    /// The CRM's name of the record.
    pub record: Option<String>,
    /// What the CRM calls the person; used where we know no name.
    pub name: Option<String>,
    /// Now.
    pub at: Timestamp,
}

/// An agent's answer: checked before.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Whose.
    pub tenant: TenantId,
    /// In which thread.
    pub thread: ThreadId,
    /// The client's idempotency key.
    pub client_id: ClientId,
    /// On which channel.
    pub channel: Channel,
    /// From which account.
    pub account: AccountSlug,
    /// What.
    pub content: Content,
    /// The message it quotes.
    pub reply_to: Option<MessageId>,
    /// Who wrote it.
    pub author: Author,
    /// Where it is logged in the CRM, if we have to.
    pub log: Option<Heading>,
    /// Now.
    pub at: Timestamp,
}

/// An agent's emoji.
#[derive(Clone, Debug)]
pub struct AgentReaction {
    /// Whose.
    pub tenant: TenantId,
    /// In which thread.
    pub thread: ThreadId,
    /// On which message.
    pub message: MessageId,
    /// The emoji; empty takes it away.
    pub emoji: String,
    /// Now.
    pub at: Timestamp,
}

/// An agent has seen the thread, or types.
#[derive(Clone, Debug)]
pub struct AgentRead {
    /// Whose.
    pub tenant: TenantId,
    /// In which thread.
    pub thread: ThreadId,
    /// The newest inbound message that was seen.
    pub up_to: MessageId,
    /// Also show that an answer is being written.
    pub typing: bool,
    /// Now.
    pub at: Timestamp,
}

/// Rows to take.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Who takes them: this process.
    pub worker: String,
    /// At most so many.
    pub limit: usize,
    /// Now.
    pub at: Timestamp,
}

/// A row of the outbox that is ours to carry out.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// The row.
    pub row: i64,
    /// Whose.
    pub tenant: TenantId,
    /// From which account.
    pub account: AccountSlug,
    /// How often it was tried before.
    pub attempt: u32,
    /// What to do. Files still carry our ids alone.
    pub outbound: Outbound,
}

/// What came of a claimed row.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The row.
    pub row: i64,
    /// What came of it.
    pub outcome: Outcome,
    /// Now.
    pub at: Timestamp,
}

/// What came of a send.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The provider took it.
    Accepted {
        /// The name it gave.
        id: Option<ProviderMessageId>,
        /// The state that follows.
        status: Status,
    },
    /// It was not taken; try again then.
    Later {
        /// When.
        due: Timestamp,
        /// Why it failed this time.
        fault: Fault,
    },
    /// It was not taken and will not be.
    Failed(Fault),
    /// Nobody knows. It is not sent again; a later status settles it.
    Unknown(Fault),
}

impl Outcome {
    /// The word for figures and journals.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Accepted { .. } => "accepted",
            Self::Later { .. } => "later",
            Self::Failed(_) => "failed",
            Self::Unknown(_) => "unknown",
        }
    }
}

/// Rows that another process claimed and never settled: what came of them is unknown.
#[derive(Clone, Debug)]
pub struct Abandoned {
    /// This process: its own rows are not abandoned.
    pub worker: String,
    /// The words for the agent.
    pub fault: Fault,
    /// Now.
    pub at: Timestamp,
}

/// What came of fetching a file.
#[derive(Clone, Debug)]
pub struct FileSettled {
    /// Which file.
    pub id: MediaId,
    /// Its new face: state, type, size, hash.
    pub media: Media,
    /// When to try again, if it stays in `fetching`.
    pub due: Option<Timestamp>,
    /// Now.
    pub at: Timestamp,
}

/// A file that an agent uploaded, or that came with an import.
#[derive(Clone, Debug)]
pub struct Uploaded {
    /// Whose.
    pub tenant: TenantId,
    /// The file; its bytes lie in the media store under its hash. Its id is given by the ledger if it is empty.
    pub media: Media,
    /// Who alone may read it until it stands in a message; nobody if absent.
    pub by: Option<Uploader>,
    /// Now.
    pub at: Timestamp,
}

/// Whose a file is that stands in no message yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uploader {
    /// The agent.
    pub agent: String,
    /// The numbers that her token could open, or `["*"]`.
    pub phones: Vec<String>,
}

/// A file of ours that lies at a provider now.
#[derive(Clone, Debug)]
pub struct AtProvider {
    /// Under which account.
    pub account: AccountSlug,
    /// SHA-256 of its bytes, hex.
    pub sha256: String,
    /// The provider's name of it.
    pub id: String,
    /// Until when the name may be used; `None` if nobody says.
    pub until: Option<Timestamp>,
}

/// A message out of a file. The same one again changes nothing.
#[derive(Clone, Debug)]
pub struct Imported {
    /// Whose.
    pub tenant: TenantId,
    /// In which thread.
    pub thread: ThreadId,
    /// The provider's name for it: what makes it the same one.
    pub provider_id: ProviderMessageId,
    /// The message; id and seq are given by the ledger and the store.
    pub message: Message,
    /// The provider's name of the message it quotes.
    pub quoted: Option<ProviderMessageId>,
}

/// Templates as a provider lists them.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Whose.
    pub tenant: TenantId,
    /// At which account.
    pub account: AccountSlug,
    /// What is on the list.
    pub templates: Vec<Template>,
    /// It is the whole list, and all of it could be read: what isn't on it is gone.
    pub is_whole: bool,
    /// When the list was begun: what has changed here since then is newer.
    pub from: Timestamp,
}

/// A webhook that was kept, to be read again.
#[derive(Clone, Debug)]
pub struct KeptWebhook {
    /// The row.
    pub row: i64,
    /// The account in its path.
    pub account: AccountSlug,
    /// When it came.
    pub at: Timestamp,
    /// The raw body.
    pub raw: Bytes,
}

/// A file that waits to be fetched.
#[derive(Clone, Debug)]
pub struct PendingFile {
    /// Our name for it.
    pub id: MediaId,
    /// The account whose provider has it.
    pub account: AccountSlug,
    /// How to ask.
    pub reference: FileReference,
    /// SHA-256 that was promised, hex.
    pub sha256: Option<String>,
    /// Its face until it is here.
    pub media: Media,
    /// How often it was tried.
    pub attempt: u32,
}

/// What a fact gave.
#[derive(Clone, Debug)]
pub enum Written {
    /// It is kept.
    Done,
    /// The webhook is kept.
    Webhook(Kept),
    /// The thread, and whether it is new.
    Thread {
        /// Which.
        id: ThreadId,
        /// It was created by this fact.
        created: bool,
    },
    /// The message, new or the one that had this key before.
    Message {
        /// The message.
        message: Box<Message>,
        /// It was created by this fact.
        created: bool,
    },
    /// The file, with its id.
    Media(Media),
    /// Rows that were claimed.
    Claimed(Vec<Claimed>),
    /// So many rows were changed.
    Rows(u64),
    /// What a code stood for.
    Grant(Box<Grant>),
    /// Digests that were taken.
    Digests(Vec<Digest>),
}

/// What a webhook came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Messages that were new.
    pub messages: u32,
    /// Statuses, reactions, edits and deletions of messages that we have.
    pub changes: u32,
    /// The same about messages that we don't have yet: parked until their name is known.
    pub parked: u32,
    /// Messages that we had already.
    pub repeated: u32,
    /// Words that belong to no thread or can't be read.
    pub unread: u32,
    /// News of templates that we don't have.
    pub unknown_templates: u32,
}
