//! The only writer. Facts that wait together are committed together; then each is answered and the bells ring.

mod committer;
mod ready;

pub use committer::GROUP;

use crate::bell::Bell;
use crate::fact::{
    Abandoned, AgentReaction, AgentRead, AtProvider, Claim, Claimed, Digest, DigestSettled, Fact, FileSettled, Grant, Imported, Issued,
    Kept, Listed, Opened, Redeemed, Reply, Revoked, Settled, TakeDigests, Uploaded, Used, Webhook, Written,
};
use crate::store::{Committed, Store, StoreError};
use model::content::Media;
use model::{Message, Template, TenantId, ThreadId, Timestamp};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{Notify, mpsc, oneshot};
use tokio::task::JoinHandle;

/// How many facts may wait; more callers wait for room.
const QUEUE: usize = 4096;

type Answer = Result<Committed, StoreError>;

struct Waiting {
    fact: Fact,
    answer: oneshot::Sender<Answer>,
}

/// A handle to the one writer; clones are cheap.
#[derive(Clone)]
pub struct Ledger {
    inner: Arc<Inner>,
}

struct Inner {
    store: Arc<dyn Store>,
    bell: Bell,
    queue: Mutex<Option<mpsc::Sender<Waiting>>>,
    committer: Mutex<Option<JoinHandle<()>>>,
    outbox: Arc<Notify>,
    files: Arc<Notify>,
    digests: Arc<Notify>,
    ids: ready::Ids,
}

impl Ledger {
    /// Starts the committer; a tokio runtime must run.
    pub fn new(store: Arc<dyn Store>, bell: Bell) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let bells = [(); 3].map(|()| Arc::new(Notify::new()));
        let [outbox, files, digests] = bells;
        let committer = committer::start(Arc::clone(&store), bell.clone(), waiting);
        let inner = Inner {
            store,
            bell,
            queue: Mutex::new(Some(queue)),
            committer: Mutex::new(Some(committer)),
            outbox,
            files,
            digests,
            ids: ready::Ids::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Where to read.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.inner.store
    }

    /// The bells that ring after each commit.
    pub fn bell(&self) -> &Bell {
        &self.inner.bell
    }

    /// Notified when the outbox has got a row.
    pub fn outbox_bell(&self) -> Arc<Notify> {
        Arc::clone(&self.inner.outbox)
    }

    /// Notified when there is a file to fetch.
    pub fn files_bell(&self) -> Arc<Notify> {
        Arc::clone(&self.inner.files)
    }

    /// Notified when an answer has to be logged in a CRM.
    pub fn digest_bell(&self) -> Arc<Notify> {
        Arc::clone(&self.inner.digests)
    }

    /// Keeps a webhook and everything it says. Comes back when it is on the disk.
    ///
    /// # Errors
    /// Nothing of it was kept.
    pub async fn record_webhook(&self, webhook: Webhook) -> Result<Kept, StoreError> {
        let (typing, tenant) = (ready::typing(&webhook), webhook.tenant.clone());
        let arrival = self.inner.ids.arrival(webhook);
        let files = arrival.has_files();
        let kept = self.kept(Fact::Webhook(Box::new(arrival))).await?;
        if files {
            self.inner.files.notify_one();
        }
        for addresses in typing {
            // Somebody whom we don't know yet has no thread in which it could be shown.
            if let Ok(Some(thread)) = self.inner.store.thread_of(&tenant, &addresses).await {
                self.inner.bell.typing(&thread);
            }
        }
        Ok(kept)
    }

    /// Keeps what a webhook says that lies in this row already.
    ///
    /// # Errors
    /// Nothing of it was kept.
    pub async fn replay_webhook(&self, row: i64, webhook: Webhook) -> Result<Kept, StoreError> {
        let arrival = self.inner.ids.replayed(row, webhook);
        let kept = self.kept(Fact::Webhook(Box::new(arrival))).await?;
        self.inner.files.notify_one();
        Ok(kept)
    }

    /// The thread of these addresses, and whether it was made for this call.
    ///
    /// # Errors
    /// Nothing was written.
    pub async fn open_thread(&self, opened: Opened) -> Result<(ThreadId, bool), StoreError> {
        let id = self.inner.ids.thread(opened.at);
        match self.write(Fact::Opened(Box::new(opened), id)).await? {
            Written::Thread { id, created } => Ok((id, created)),
            other => Err(unexpected(&other)),
        }
    }

    /// Keeps an agent's answer and puts it into the outbox. The same client id in the same thread gives the same message.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a foreign thread, or for a client id that another thread has used.
    pub async fn record_reply(&self, reply: Reply) -> Result<Message, StoreError> {
        let reply = self.inner.ids.reply(reply)?;
        match self.write_to_send(Fact::Reply(Box::new(reply))).await? {
            Written::Message { message, .. } => Ok(*message),
            other => Err(unexpected(&other)),
        }
    }

    /// Keeps an agent's emoji and puts it into the outbox.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a foreign message, and for one that the provider has not named yet.
    pub async fn record_reaction(&self, reaction: AgentReaction) -> Result<(), StoreError> {
        self.write_to_send(Fact::Reaction(reaction)).await.map(drop)
    }

    /// Tells the customer that she was read, or that an answer is being written, once for each message that is newest.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a foreign message.
    pub async fn record_read(&self, read: AgentRead) -> Result<(), StoreError> {
        self.write_to_send(Fact::Read(read)).await.map(drop)
    }

    /// Takes due rows out of the outbox.
    ///
    /// # Errors
    /// None was taken.
    pub async fn claim(&self, claim: Claim) -> Result<Vec<Claimed>, StoreError> {
        match self.write(Fact::Claim(claim)).await? {
            Written::Claimed(rows) => Ok(rows),
            other => Err(unexpected(&other)),
        }
    }

    /// Says of rows that an earlier process took and never settled that nobody knows what came of them. How many there were.
    ///
    /// # Errors
    /// Nothing was written.
    pub async fn abandon(&self, abandoned: Abandoned) -> Result<u64, StoreError> {
        match self.write(Fact::Abandoned(abandoned)).await? {
            Written::Rows(rows) => Ok(rows),
            other => Err(unexpected(&other)),
        }
    }

    /// Says what came of a row.
    ///
    /// # Errors
    /// Nothing was written; the row is still claimed.
    pub async fn settle(&self, settled: Settled) -> Result<(), StoreError> {
        self.write(Fact::Settled(Box::new(settled))).await?;
        self.inner.outbox.notify_one();
        Ok(())
    }

    /// Takes digests that have to be carried into a CRM's log.
    ///
    /// # Errors
    /// None was taken.
    pub async fn take_digests(&self, taken: TakeDigests) -> Result<Vec<Digest>, StoreError> {
        match self.write(Fact::Digests(taken)).await? {
            Written::Digests(digests) => Ok(digests),
            other => Err(unexpected(&other)),
        }
    }

    /// Says what came of carrying a digest.
    ///
    /// # Errors
    /// Nothing was written; it is due again after its lease.
    pub async fn settle_digest(&self, settled: DigestSettled) -> Result<(), StoreError> {
        self.write(Fact::DigestSettled(Box::new(settled))).await.map(drop)
    }

    /// Says what came of fetching a file.
    ///
    /// # Errors
    /// Nothing was written.
    pub async fn settle_file(&self, settled: FileSettled) -> Result<(), StoreError> {
        self.write(Fact::File(Box::new(settled))).await.map(drop)
    }

    /// Keeps the record of a file whose bytes are in the media store; gives it an id.
    ///
    /// # Errors
    /// Nothing was written.
    pub async fn record_upload(&self, mut uploaded: Uploaded) -> Result<Media, StoreError> {
        if uploaded.media.id.is_empty() {
            uploaded.media.id = self.inner.ids.media(uploaded.at);
        }
        match self.write(Fact::Uploaded(Box::new(uploaded))).await? {
            Written::Media(media) => Ok(media),
            other => Err(unexpected(&other)),
        }
    }

    /// Remembers the provider's name of a file.
    ///
    /// # Errors
    /// Nothing was written.
    pub async fn remember_at_provider(&self, at_provider: AtProvider) -> Result<(), StoreError> {
        self.write(Fact::AtProvider(at_provider)).await.map(drop)
    }

    /// Keeps templates, replacing those of the same account, name and language.
    ///
    /// # Errors
    /// Nothing was written.
    pub async fn put_templates(&self, tenant: TenantId, templates: Vec<Template>, at: Timestamp) -> Result<(), StoreError> {
        self.write(Fact::Templates(tenant, templates, at)).await.map(drop)
    }

    /// Keeps templates that the configuration names; what was heard since `written` of one that is otherwise the same stands.
    ///
    /// # Errors
    /// Nothing was written.
    pub async fn name_templates(&self, tenant: TenantId, templates: Vec<Template>, written: Timestamp) -> Result<(), StoreError> {
        self.write(Fact::TemplatesNamed(tenant, templates, written)).await.map(drop)
    }

    /// Keeps templates as a provider lists them.
    ///
    /// # Errors
    /// Nothing was written.
    pub async fn list_templates(&self, listed: Listed) -> Result<(), StoreError> {
        self.write(Fact::Listed(Box::new(listed))).await.map(drop)
    }

    /// Forgets templates, found by account, name and language.
    ///
    /// # Errors
    /// Nothing was written.
    pub async fn forget_templates(&self, tenant: TenantId, templates: Vec<Template>) -> Result<(), StoreError> {
        self.write(Fact::TemplatesGone(tenant, templates)).await.map(drop)
    }

    /// Keeps a message out of a file; the second value says whether it is new.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a foreign thread.
    pub async fn import(&self, imported: Imported) -> Result<(Message, bool), StoreError> {
        let imported = self.inner.ids.import(imported)?;
        match self.write(Fact::Import(Box::new(imported))).await? {
            Written::Message { message, created } => Ok((*message, created)),
            other => Err(unexpected(&other)),
        }
    }

    /// Keeps a code.
    ///
    /// # Errors
    /// Nothing was written.
    pub async fn issue(&self, issued: Issued) -> Result<(), StoreError> {
        self.write(Fact::Issued(Box::new(issued))).await.map(drop)
    }

    /// What a code stands for; it is good no more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for one that was never given, that has ended or was exchanged before.
    pub async fn redeem(&self, redeemed: Redeemed) -> Result<Grant, StoreError> {
        match self.write(Fact::Redeemed(redeemed)).await? {
            Written::Grant(grant) => Ok(*grant),
            other => Err(unexpected(&other)),
        }
    }

    /// Whether a proof that is good once is shown for the first time.
    ///
    /// # Errors
    /// Nothing was written.
    pub async fn is_first_use(&self, used: Used) -> Result<bool, StoreError> {
        match self.write(Fact::Used(used)).await? {
            Written::Rows(rows) => Ok(rows > 0),
            other => Err(unexpected(&other)),
        }
    }

    /// Revokes tokens, and wakes every stream so that theirs end.
    ///
    /// # Errors
    /// Nothing was written.
    pub async fn revoke(&self, revoked: Revoked) -> Result<(), StoreError> {
        self.write(Fact::Revoked(revoked)).await?;
        self.inner.bell.ring_all();
        Ok(())
    }

    /// Writes something that says nothing, as durably as all else, to see whether anything can be written.
    ///
    /// # Errors
    /// Nothing can.
    pub async fn probe(&self, now: Timestamp) -> Result<(), StoreError> {
        self.write(Fact::Probe(now)).await.map(drop)
    }

    /// Whether it takes no more facts.
    pub fn is_closed(&self) -> bool {
        lock(&self.inner.queue).is_none()
    }

    /// Takes no more facts and comes back when those that wait are written.
    pub async fn close(&self) {
        drop(lock(&self.inner.queue).take());
        let committer = lock(&self.inner.committer).take();
        if let Some(committer) = committer {
            // A committer that panicked has answered nobody: callers have seen it.
            let _ = committer.await;
        }
    }

    async fn kept(&self, fact: Fact) -> Result<Kept, StoreError> {
        match self.write(fact).await? {
            Written::Webhook(kept) => Ok(kept),
            other => Err(unexpected(&other)),
        }
    }

    /// Writes what the outbox has to send, and wakes its worker: also when who asked has hung up meanwhile.
    async fn write_to_send(&self, fact: Fact) -> Result<Written, StoreError> {
        let ledger = self.clone();
        let is_logged = matches!(&fact, Fact::Reply(new) if new.reply.log.is_some());
        let written = tokio::spawn(async move {
            let written = ledger.write(fact).await;
            ledger.inner.outbox.notify_one();
            if is_logged {
                ledger.inner.digests.notify_one();
            }
            written
        });
        written.await.map_err(|error| StoreError::Broken(error.to_string()))?
    }

    async fn write(&self, fact: Fact) -> Result<Written, StoreError> {
        let closed = || StoreError::Unavailable("the ledger is closed".to_owned());
        let queue = lock(&self.inner.queue).clone().ok_or_else(closed)?;
        let (answer, answered) = oneshot::channel();
        queue.send(Waiting { fact, answer }).await.map_err(|_| closed())?;
        drop(queue);
        answered.await.map_err(|_| closed())?.map(|committed| committed.written)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn unexpected(written: &Written) -> StoreError {
    StoreError::Broken(format!("the store answered another question: {written:?}"))
}
