//! The worker that fetches customers' files from the providers, once each, into our own store.

mod download;

use super::Files;
use crate::clock::Clock;
use crate::fact::{FileSettled, PendingFile};
use crate::ledger::Ledger;
use crate::retry::Schedule;
use crate::store::StoreError;
use crate::transport::{Lines, Transport};
use download::{Miss, download};
use model::content::{Media, MediaState};
use model::{MediaId, Timestamp};
use std::collections::HashSet;
use std::sync::Arc;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::{error, warn};

/// How many files are fetched at once.
pub const CONCURRENCY: usize = 8;
/// How long to wait when the database can't be read or written, in milliseconds.
const PAUSE_MS: i64 = 1000;
/// How long one file may take, in milliseconds: a place that drips byte by byte must not hold back all others.
const PATIENCE_MS: i64 = 10 * 60_000;

/// What the worker works with.
#[derive(Clone)]
pub struct FetchDeps {
    /// Where outcomes go.
    pub ledger: Ledger,
    /// The business accounts.
    pub lines: Lines,
    /// The door out.
    pub transport: Arc<dyn Transport>,
    /// Where files go.
    pub files: Files,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// The most bytes of a file.
    pub limit: u64,
    /// How many files are fetched at once: [`CONCURRENCY`].
    pub concurrency: usize,
    /// A random number from 0 to 1 for each wait.
    pub jitter: fn() -> f64,
}

/// Works until `stop`. A file whose fetch is cut off is fetched again after the next start.
pub async fn run(deps: FetchDeps, stop: CancellationToken) {
    let deps = Arc::new(deps);
    let bell = deps.ledger.files_bell();
    let mut tasks: JoinSet<MediaId> = JoinSet::new();
    let mut under_way: HashSet<MediaId> = HashSet::new();
    while !stop.is_cancelled() {
        let wake = match start_due(&deps, &mut tasks, &mut under_way).await {
            Ok(wake) => wake,
            Err(error) => {
                warn!(%error, "the files to fetch can't be read");
                Some(deps.clock.now().plus_millis(PAUSE_MS))
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = bell.notified() => {}
            Some(done) = tasks.join_next() => match done {
                Ok(id) => {
                    under_way.remove(&id);
                }
                Err(error) => error!(%error, "fetching a file broke off; it is fetched again after the next start"),
            },
            () = async { match wake {
                Some(wake) => deps.clock.sleep_until(wake).await,
                None => std::future::pending().await,
            } } => {}
        }
    }
    tasks.shutdown().await;
}

/// Starts what is due and says when to look again.
async fn start_due(
    deps: &Arc<FetchDeps>,
    tasks: &mut JoinSet<MediaId>,
    under_way: &mut HashSet<MediaId>,
) -> Result<Option<Timestamp>, StoreError> {
    let now = deps.clock.now();
    let many = u32::try_from(deps.concurrency + under_way.len()).unwrap_or(u32::MAX);
    for file in deps.ledger.store().pending_files(now, many).await? {
        if tasks.len() >= deps.concurrency {
            return Ok(None);
        }
        if under_way.insert(file.id.clone()) {
            tasks.spawn(settle(Arc::clone(deps), file));
        }
    }
    // What is under way is due too, and wakes us by being done.
    Ok(deps.ledger.store().next_file_due().await?.filter(|due| *due > now))
}

async fn settle(deps: Arc<FetchDeps>, file: PendingFile) -> MediaId {
    let settled = fetch(&deps, &file).await;
    loop {
        match deps.ledger.settle_file(settled.clone()).await {
            Ok(()) => return file.id,
            Err(StoreError::Unavailable(why)) if !deps.ledger.is_closed() => {
                warn!(media = %file.id, why, "a fetched file can't be recorded yet");
                deps.clock.sleep_until(deps.clock.now().plus_millis(PAUSE_MS)).await;
            }
            Err(error) => {
                error!(media = %file.id, %error, "a fetched file can't be recorded");
                return file.id;
            }
        }
    }
}

async fn fetch(deps: &FetchDeps, file: &PendingFile) -> FileSettled {
    let late = deps.clock.now().plus_millis(PATIENCE_MS);
    let fetched = match deps.lines.get(&file.account) {
        Some(line) => tokio::select! {
            fetched = download(deps, line, file) => fetched,
            () = deps.clock.sleep_until(late) => Err(Miss::Later("it came too slowly".to_owned())),
        },
        None => Err(Miss::Later("its account is not set up".to_owned())),
    };
    let at = deps.clock.now();
    let unchanged = file.media.clone();
    let (media, due) = match fetched {
        Ok((stored, mime)) => {
            let mime = if unchanged.mime.is_empty() { mime.unwrap_or_default() } else { unchanged.mime };
            let (bytes, sha256) = (Some(stored.bytes), Some(stored.sha256));
            (Media { state: MediaState::Ready, mime, bytes, sha256, ..unchanged }, None)
        }
        Err(Miss::Later(why)) => {
            warn!(media = %file.id, attempt = file.attempt, why, "a file could not be fetched");
            match Schedule::FETCHING.next(file.attempt, at, None, (deps.jitter)()) {
                Some(due) => (Media { state: MediaState::Fetching, ..unchanged }, Some(due)),
                None => (Media { state: MediaState::Expired, ..unchanged }, None),
            }
        }
        Err(Miss::Gone(why)) => {
            warn!(media = %file.id, why, "a file is gone");
            (Media { state: MediaState::Expired, ..unchanged }, None)
        }
        Err(Miss::Refused(why)) => {
            warn!(media = %file.id, why, "a file was refused");
            (Media { state: MediaState::Refused, ..unchanged }, None)
        }
    };
    FileSettled { id: file.id.clone(), media, due, at }
}
