//! The store on SQLite: one writer thread, a few readers.
//!
//! WAL with `synchronous = FULL`: a commit has reached the disk before anybody is told. The writer takes a group of facts
//! in one transaction; readers see the last committed state and never wait for it.

mod carrier;
mod claim;
mod digest;
mod face;
mod journal;
mod key;
mod page;
mod read;
mod session;
mod setting;
mod write;
mod writer;

pub use setting::Settings;

use crate::fact::{Fact, KeptWebhook, Mark, PendingFile, Trouble};
use crate::store::{Committed, Filed, Store, StoreError, View};
use async_trait::async_trait;
use carrier::Carrier;
use model::api::get_history::Page;
use model::api::get_journal::Journal;
use model::api::list_templates::Query as TemplateQuery;
use model::content::Media;
use model::{AccountSlug, Address, ClientId, Event, MediaId, Message, MessageId, Template, TenantId, ThreadId, Timestamp};
use rusqlite::{Connection, ErrorCode};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use writer::Writer;

/// How many readers work at once.
const READERS: usize = 4;

/// A SQLite database.
pub struct SqliteStore {
    /// Ends before the writer does, whom it asks to help.
    _carrier: Option<Carrier>,
    writer: Writer,
    readers: Option<Arc<Readers>>,
}

/// The readers that are free.
struct Readers {
    free: Mutex<Vec<Connection>>,
    permits: Arc<Semaphore>,
}

/// A reader that is at work; it is free again when this is dropped.
struct Lent {
    connection: Option<Connection>,
    readers: Arc<Readers>,
    _permit: OwnedSemaphorePermit,
}

impl Drop for Lent {
    fn drop(&mut self) {
        self.readers.free.lock().unwrap_or_else(PoisonError::into_inner).extend(self.connection.take());
    }
}

impl SqliteStore {
    /// Opens a database file, makes it where it isn't, and brings its tables up to date. `:memory:` keeps nothing.
    ///
    /// # Errors
    /// When the file can't be opened, is no database, or comes from a newer version.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_with(path, Settings::default())
    }

    /// The same with other settings.
    ///
    /// # Errors
    /// As [`SqliteStore::open`].
    pub fn open_with(path: impl AsRef<Path>, settings: Settings) -> Result<Self, StoreError> {
        let path = path.as_ref();
        let writer = Writer::start(setting::open_writer(path, settings)?)?;
        if path == Path::new(":memory:") {
            return Ok(Self { _carrier: None, writer, readers: None });
        }
        let open = || setting::open_reader(path, settings);
        let free = std::iter::repeat_with(open).take(READERS).collect::<Result<Vec<_>, _>>()?;
        let readers = Readers { free: Mutex::new(free), permits: Arc::new(Semaphore::new(READERS)) };
        let carrier = match writer.jobs() {
            Some(jobs) => Some(Carrier::start(setting::open_carrier(path, settings)?, jobs, writer.facts())?),
            None => None,
        };
        Ok(Self { _carrier: carrier, writer, readers: Some(Arc::new(readers)) })
    }

    /// Sets the most pages that the database may have, a quota; never fewer than it has. Writes beyond it are refused as
    /// [`StoreError::Unavailable`].
    ///
    /// # Errors
    /// When the writer is gone.
    pub async fn limit_pages(&self, pages: u32) -> Result<(), StoreError> {
        self.writer.run(move |connection| Ok(connection.pragma_update(None, "max_page_count", pages)?)).await
    }

    /// Lets the writer write nothing any more, or again: what a disk does that is gone or was made read-only.
    ///
    /// # Errors
    /// When the writer is gone.
    pub async fn make_read_only(&self, read_only: bool) -> Result<(), StoreError> {
        self.writer.run(move |connection| Ok(connection.pragma_update(None, "query_only", read_only)?)).await
    }

    /// Reads in one transaction: everything is of one moment.
    async fn read<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let job = move |connection: &Connection| {
            let transaction = connection.unchecked_transaction()?;
            let answer = job(&transaction);
            transaction.rollback()?;
            answer
        };
        let Some(readers) = self.readers.clone() else {
            return self.writer.run(job).await;
        };
        let permit = Arc::clone(&readers.permits).acquire_owned().await.map_err(|error| StoreError::Broken(error.to_string()))?;
        let connection = readers.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let lent = Lent { connection, readers, _permit: permit };
        let work = move || match &lent.connection {
            Some(connection) => job(connection),
            None => Err(StoreError::Broken("no reader is free".to_owned())),
        };
        tokio::task::spawn_blocking(work).await.map_err(|error| StoreError::Broken(error.to_string()))?
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn commit(&self, facts: Vec<Fact>) -> Vec<Result<Committed, StoreError>> {
        self.writer.commit(facts).await
    }

    async fn view(&self, tenant: &TenantId, thread: &ThreadId, newest: u32) -> Result<View, StoreError> {
        let (tenant, thread) = (tenant.clone(), thread.clone());
        self.read(move |connection| page::view(connection, &tenant, &thread, newest)).await
    }

    async fn page(&self, tenant: &TenantId, thread: &ThreadId, before: Option<&str>, limit: u32) -> Result<Page, StoreError> {
        let (tenant, thread, before) = (tenant.clone(), thread.clone(), before.map(str::to_owned));
        self.read(move |connection| page::page(connection, &tenant, &thread, before.as_deref(), limit)).await
    }

    async fn events_after(&self, tenant: &TenantId, thread: &ThreadId, seq: u64, limit: u32) -> Result<Vec<Event>, StoreError> {
        let (tenant, thread) = (tenant.clone(), thread.clone());
        self.read(move |connection| page::events_after(connection, &tenant, &thread, seq, limit)).await
    }

    async fn message(&self, tenant: &TenantId, thread: &ThreadId, id: &MessageId) -> Result<Message, StoreError> {
        let (tenant, thread, id) = (tenant.clone(), thread.clone(), id.clone());
        self.read(move |connection| read::message(connection, &tenant, &thread, &id)).await
    }

    async fn sent(&self, tenant: &TenantId, thread: &ThreadId, client_id: &ClientId) -> Result<Option<Message>, StoreError> {
        let (tenant, thread, client_id) = (tenant.clone(), thread.clone(), client_id.clone());
        self.read(move |connection| read::sent(connection, &tenant, &thread, &client_id)).await
    }

    async fn journal(&self, tenant: &TenantId, thread: &ThreadId, id: &MessageId) -> Result<Journal, StoreError> {
        let (tenant, thread, id) = (tenant.clone(), thread.clone(), id.clone());
        self.read(move |connection| journal::journal(connection, &tenant, &thread, &id)).await
    }

    async fn thread_of(&self, tenant: &TenantId, addresses: &[Address]) -> Result<Option<ThreadId>, StoreError> {
        let (tenant, addresses) = (tenant.clone(), addresses.to_vec());
        self.read(move |connection| read::thread_of(connection, &tenant, &addresses)).await
    }

    async fn addresses(&self, tenant: &TenantId, thread: &ThreadId) -> Result<Vec<Address>, StoreError> {
        let (tenant, thread) = (tenant.clone(), thread.clone());
        self.read(move |connection| face::addresses(connection, read::thread_row(connection, &tenant, &thread)?)).await
    }

    async fn is_revoked(&self, mark: &Mark) -> Result<bool, StoreError> {
        let mark = mark.clone();
        self.read(move |connection| session::is_revoked(connection, &mark)).await
    }

    async fn media(&self, tenant: &TenantId, id: &MediaId) -> Result<Filed, StoreError> {
        let (tenant, id) = (tenant.clone(), id.clone());
        self.read(move |connection| read::media(connection, &tenant, &id)).await
    }

    async fn public_media(&self, id: &MediaId) -> Result<Media, StoreError> {
        let id = id.clone();
        self.read(move |connection| read::public_media(connection, &id)).await
    }

    async fn pending_files(&self, now: Timestamp, limit: u32) -> Result<Vec<PendingFile>, StoreError> {
        self.read(move |connection| read::pending_files(connection, now, limit)).await
    }

    async fn next_file_due(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(read::next_file_due).await
    }

    async fn at_provider(&self, account: &AccountSlug, sha256: &str, now: Timestamp) -> Result<Option<String>, StoreError> {
        let (account, sha256) = (account.clone(), sha256.to_owned());
        self.read(move |connection| read::at_provider(connection, &account, &sha256, now)).await
    }

    async fn templates(&self, tenant: &TenantId, query: &TemplateQuery) -> Result<Vec<Template>, StoreError> {
        let (tenant, query) = (tenant.clone(), query.clone());
        self.read(move |connection| read::templates(connection, &tenant, &query)).await
    }

    async fn next_due(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(claim::next_due).await
    }

    async fn next_digest_due(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(digest::next_due).await
    }

    async fn digest_trouble(&self, tenant: &TenantId, record: &str, agent: &str) -> Result<Option<Trouble>, StoreError> {
        let (tenant, record, agent) = (tenant.clone(), record.to_owned(), agent.to_owned());
        self.read(move |connection| digest::trouble(connection, &tenant, &record, &agent)).await
    }

    async fn webhooks(&self, after: i64, unread: bool, limit: u32) -> Result<Vec<KeptWebhook>, StoreError> {
        self.read(move |connection| read::webhooks(connection, after, unread, limit)).await
    }

    /// Asked on the writer's connection, which does not count what it wrote itself.
    async fn others(&self) -> Result<i64, StoreError> {
        self.writer.run(|connection| Ok(connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)).await
    }

    async fn figures(&self, now: Timestamp) -> Result<Vec<(&'static str, u64)>, StoreError> {
        self.read(move |connection| read::figures(connection, now)).await
    }
}

impl From<rusqlite::Error> for StoreError {
    /// What may be gone the next time is [`StoreError::Unavailable`].
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(
                ErrorCode::DiskFull
                | ErrorCode::DatabaseBusy
                | ErrorCode::DatabaseLocked
                | ErrorCode::SystemIoFailure
                | ErrorCode::CannotOpen
                | ErrorCode::ReadOnly
                | ErrorCode::OutOfMemory,
            ) => Self::Unavailable(error.to_string()),
            _ => Self::Broken(error.to_string()),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Broken(error.to_string())
    }
}
