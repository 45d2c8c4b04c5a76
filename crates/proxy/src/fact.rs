//! Everything that can be written: the facts that the ledger hands to a store, one transaction for a group of them.

use bytes::Bytes;
use model::content::Media;
use model::inbound::{FileReference, Inbound};
use model::message::{Author, Provenance};
use model::outbound::Outbound;
use model::{
    AccountSlug, Address, Channel, ClientId, Content, Fault, MediaId, Message, MessageId, ProviderMessageId, Status, Template, TenantId,
    ThreadId, Timestamp,
};

/// One thing that happened.
#[derive(Clone, Debug)]
pub enum Fact {
    /// A webhook came: its raw body, and everything it says.
    Webhook(Webhook),
    /// A host opened a thread by addresses; it is created if there is none.
    Opened(Opened),
    /// An agent answered, reacted, read or types.
    Reply(Reply),
    /// An agent's emoji on a message.
    Reaction(AgentReaction),
    /// An agent read up to a message, or types.
    Read(AgentRead),
    /// The outbox takes due rows; they are its own until settled. A row still claimed after a crash has an unknown outcome.
    Claim(Claim),
    /// What came of a claimed row.
    Settled(Settled),
    /// A file was stored, or can't be had.
    File(FileSettled),
    /// A file that an agent uploaded, or that came with an import.
    Uploaded(Uploaded),
    /// Templates of an account, replacing those of the same name and language.
    Templates(Vec<Template>),
    /// A message out of a file.
    Import(Box<Imported>),
}

/// A webhook as it came.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Whose.
    pub tenant: TenantId,
    /// The account in its path.
    pub account: AccountSlug,
    /// The account's channel.
    pub channel: Channel,
    /// Hours of the channel's reply window, if it has one.
    pub window_hours: Option<u32>,
    /// The raw body.
    pub raw: Bytes,
    /// What it says; ids for new rows stand beside.
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

/// A file that came from an agent.
#[derive(Clone, Debug)]
pub struct Uploaded {
    /// Whose.
    pub tenant: TenantId,
    /// The file; its bytes lie in the media store under its hash.
    pub media: Media,
    /// Now.
    pub at: Timestamp,
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
    /// The message; id, seq and thread are given by the store.
    pub message: Message,
    /// The provider's name of the message it quotes.
    pub quoted: Option<ProviderMessageId>,
    /// How we came by it.
    pub provenance: Provenance,
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
    /// The MIME type that was promised.
    pub mime: String,
    /// How often it was tried.
    pub attempt: u32,
}

/// What a fact gave.
#[derive(Clone, Debug)]
pub enum Written {
    /// It is kept.
    Done,
    /// The thread, and whether it is new.
    Thread {
        /// Which.
        id: ThreadId,
        /// It was created by this fact.
        created: bool,
    },
    /// The message, new or the one that had this key before.
    Message(Box<Message>),
    /// Rows that were claimed.
    Claimed(Vec<Claimed>),
}
