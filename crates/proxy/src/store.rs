//! Where facts are kept: a small trait, answered by one contract suite for every database.

use crate::fact::{Fact, KeptWebhook, Mark, PendingFile, Trouble, Uploader, Written};
use async_trait::async_trait;
use model::api::get_history::Page;
use model::api::get_journal::Journal;
use model::api::list_templates::Query as TemplateQuery;
use model::content::Media;
use model::thread::Consent;
use model::{AccountSlug, Address, Channel, ClientId, Event, MediaId, Message, MessageId, Template, TenantId, Thread, ThreadId, Timestamp};
use thiserror::Error;

pub mod sqlite;

/// Why a store could not do it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StoreError {
    /// There is no such row for this tenant.
    #[error("not found")]
    NotFound,
    /// The disk is full, the database is locked or gone: nothing was written, trying again may help.
    #[error("the database can't be written now: {0}")]
    Unavailable(String),
    /// The log is no longer kept that far back, or doesn't reach that far.
    #[error("the log starts later")]
    Reset,
    /// All else.
    #[error("database: {0}")]
    Broken(String),
}

/// What a committed fact gave, and which threads it changed.
#[derive(Clone, Debug)]
pub struct Committed {
    /// What it gave.
    pub written: Written,
    /// Threads whose log grew: their bells ring after the commit.
    pub threads: Vec<ThreadId>,
}

/// A thread as of one moment of its log.
#[derive(Clone, Debug)]
pub struct View {
    /// The head.
    pub thread: Thread,
    /// The newest messages, oldest first.
    pub newest: Page,
    /// The newest inbound time by account and channel: what reply windows are computed from.
    pub last_inbound: Vec<(AccountSlug, Channel, Timestamp)>,
    /// What she allowed and stopped.
    pub consents: Vec<Said>,
}

/// A file's record, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The record.
    pub media: Media,
    /// The threads in which it stands: whoever may read one of them may read it.
    pub threads: Vec<ThreadId>,
    /// Who uploaded it; it is hers while it stands nowhere.
    pub uploader: Option<Uploader>,
}

/// That a customer allowed or stopped messages of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Whose messages.
    pub account: AccountSlug,
    /// What they are about: `marketing_messages`; `None` for all.
    pub about: Option<String>,
    /// What she wants.
    pub consent: Consent,
}

/// A database.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Writes a group in one transaction: all or none reach the disk; a fact that is refused doesn't harm its neighbours.
    /// Answers in the order of the facts, after the commit is durable.
    async fn commit(&self, facts: Vec<Fact>) -> Vec<Result<Committed, StoreError>>;

    /// A thread for its first paint.
    async fn view(&self, tenant: &TenantId, thread: &ThreadId, newest: u32) -> Result<View, StoreError>;

    /// An older page, in the order of people.
    async fn page(&self, tenant: &TenantId, thread: &ThreadId, before: Option<&str>, limit: u32) -> Result<Page, StoreError>;

    /// The changes after a position, in order, at most `limit`. A change carries the newest face of what changed: applying it
    /// again, or later ones before it, gives the same thread.
    async fn events_after(&self, tenant: &TenantId, thread: &ThreadId, seq: u64, limit: u32) -> Result<Vec<Event>, StoreError>;

    /// One message of a thread.
    async fn message(&self, tenant: &TenantId, thread: &ThreadId, id: &MessageId) -> Result<Message, StoreError>;

    /// The message that a client has named so, if it is in this thread.
    async fn sent(&self, tenant: &TenantId, thread: &ThreadId, client_id: &ClientId) -> Result<Option<Message>, StoreError>;

    /// How a message travelled.
    async fn journal(&self, tenant: &TenantId, thread: &ThreadId, id: &MessageId) -> Result<Journal, StoreError>;

    /// The thread of these addresses, by the first that is known.
    async fn thread_of(&self, tenant: &TenantId, addresses: &[Address]) -> Result<Option<ThreadId>, StoreError>;

    /// The addresses of a thread: what a token must be allowed to open.
    async fn addresses(&self, tenant: &TenantId, thread: &ThreadId) -> Result<Vec<Address>, StoreError>;

    /// Whether a token was revoked: asked at every call, so that it holds at once and in every process.
    async fn is_revoked(&self, mark: &Mark) -> Result<bool, StoreError>;

    /// A file's record, with who may read it.
    async fn media(&self, tenant: &TenantId, id: &MediaId) -> Result<Filed, StoreError>;

    /// A file's record for who has a public link to it, whosever it is.
    async fn public_media(&self, id: &MediaId) -> Result<Media, StoreError>;

    /// Files that wait to be fetched and are due, longest due first.
    async fn pending_files(&self, now: Timestamp, limit: u32) -> Result<Vec<PendingFile>, StoreError>;

    /// When the next file is due to be fetched; `None` if there is none.
    async fn next_file_due(&self) -> Result<Option<Timestamp>, StoreError>;

    /// The provider's name of a file of ours, if it may still be used at `now`.
    async fn at_provider(&self, account: &AccountSlug, sha256: &str, now: Timestamp) -> Result<Option<String>, StoreError>;

    /// Templates of a tenant, sorted by name and language.
    async fn templates(&self, tenant: &TenantId, query: &TemplateQuery) -> Result<Vec<Template>, StoreError>;

    /// When the next outbox row that nobody has claimed is due; `None` if there is none. Rows that wait behind an earlier one don't count.
    async fn next_due(&self) -> Result<Option<Timestamp>, StoreError>;

    /// When the next digest has to be carried into a CRM's log; `None` if none has to.
    async fn next_digest_due(&self) -> Result<Option<Timestamp>, StoreError>;

    /// Why what an agent answered about a record is not in the CRM's log, by her newest digest there; `None` if it is or will be.
    async fn digest_trouble(&self, tenant: &TenantId, record: &str, agent: &str) -> Result<Option<Trouble>, StoreError>;

    /// Kept webhooks after a row, oldest first: all, or those with something unread in them.
    async fn webhooks(&self, after: i64, unread: bool, limit: u32) -> Result<Vec<KeptWebhook>, StoreError>;

    /// A number that is another one as soon as another process has written.
    async fn others(&self) -> Result<i64, StoreError>;

    /// Figures for `/readyz` and `/metrics`, by name: `outbox`, `outbox_claimed`, `outbox_due` (unclaimed and due at `now`),
    /// `outbox_oldest_at` (ms since the epoch; 0 if there is none), `parked`, `webhooks_unread`, `files_pending`,
    /// `digests_pending`, `digests_troubled`.
    async fn figures(&self, now: Timestamp) -> Result<Vec<(&'static str, u64)>, StoreError>;
}
