//! Carries the write-ahead log over into the database, in a thread of its own, while the writer goes on.
//!
//! Left to a commit, this work would hold back everybody who waits for that commit. What came while it went on is carried over
//! by the writer at the end: a few pages, after which the log begins anew and so stays small.

use super::writer::Job;
use crate::store::StoreError;
use rusqlite::Connection;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::JoinHandle;
use std::time::Duration;

/// How often it looks at what was written.
const EVERY: Duration = Duration::from_secs(1);
/// So many facts are worth the way to the disk.
const FACTS: u64 = 16_384;
/// Fewer are carried over when nothing came for so many looks.
const QUIET: u32 = 5;

/// A handle to the thread, which ends when this is dropped.
pub(super) struct Carrier {
    stop: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Carrier {
    /// Starts with a connection of its own; `facts` is how many the writer has written so far.
    pub(super) fn start(connection: Connection, writer: mpsc::Sender<Job>, facts: Arc<AtomicU64>) -> Result<Self, StoreError> {
        let (stop, stopped) = mpsc::channel::<()>();
        let work = move || {
            let (mut seen, mut carried, mut quiet) = (0, 0, 0);
            while stopped.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
                let now = facts.load(Ordering::Relaxed);
                quiet = if now == seen { quiet + 1 } else { 0 };
                seen = now;
                let is_due = now - carried >= FACTS || (now > carried && quiet >= QUIET);
                if is_due {
                    carried = now;
                    carry(&connection);
                    // The writer that is gone needs no more of this.
                    let _ = writer.send(Box::new(carry));
                }
            }
        };
        let thread = std::thread::Builder::new().name("sqlite carrier".to_owned()).spawn(work);
        let thread = thread.map_err(|error| StoreError::Broken(error.to_string()))?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Carrier {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            // One that panicked has carried nothing over; the next start does.
            let _ = thread.join();
        }
    }
}

/// As much as can be carried over without making anybody wait. A disk that fails here fails the writer too, who tells.
fn carry(connection: &Connection) {
    if let Err(error) = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())) {
        tracing::warn!(%error, "the log can't be carried over");
    }
}
