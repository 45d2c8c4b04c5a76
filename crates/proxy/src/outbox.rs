//! The outbox worker: takes due rows, carries them out, says what came of each.
//!
//! Messages and reactions of one thread and account leave in their order: a row that waits for another attempt holds back
//! the later ones, up to the end of the schedule. Read receipts overtake. What may have been sent is never sent again.

mod carry;
pub mod fault;

use crate::clock::Clock;
use crate::fact::{Abandoned, Claim, Claimed, Settled};
use crate::files::Files;
use crate::ledger::Ledger;
use crate::link::Links;
use crate::store::StoreError;
use crate::transport::{Lines, Transport};
use model::Timestamp;
use std::sync::Arc;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

/// How many sends are under way at once.
pub const CONCURRENCY: usize = 16;

/// How long to wait when the database can't be written, in milliseconds.
const PAUSE_MS: i64 = 1000;

/// What the worker works with.
#[derive(Clone)]
pub struct OutboxDeps {
    /// Where rows come from and outcomes go.
    pub ledger: Ledger,
    /// The business accounts.
    pub lines: Lines,
    /// The door out.
    pub transport: Arc<dyn Transport>,
    /// Where files to upload lie.
    pub files: Files,
    /// Where providers fetch files that take no uploads.
    pub links: Links,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// The name of this process: another one for each start.
    pub worker: String,
    /// How many sends are under way at once: [`CONCURRENCY`].
    pub concurrency: usize,
    /// A random number from 0 to 1 for each wait.
    pub jitter: fn() -> f64,
}

/// Works until `stop`; then finishes what is under way and comes back.
pub async fn run(deps: OutboxDeps, stop: CancellationToken) {
    let deps = Arc::new(deps);
    if !forget_the_past(&deps, &stop).await {
        return;
    }
    let bell = deps.ledger.outbox_bell();
    let mut under_way = JoinSet::new();
    while !stop.is_cancelled() {
        let free = deps.concurrency.saturating_sub(under_way.len());
        let rows = claim(&deps, free).await;
        let wake = wake_at(&deps, free, rows.as_deref().ok()).await;
        for row in rows.unwrap_or_default() {
            under_way.spawn(settle(Arc::clone(&deps), row));
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = bell.notified() => {}
            Some(done) = under_way.join_next() => report(done),
            () = sleep(&*deps.clock, wake) => {}
        }
        while let Some(done) = under_way.try_join_next() {
            report(done);
        }
    }
    while let Some(done) = under_way.join_next().await {
        report(done);
    }
}

async fn claim(deps: &OutboxDeps, free: usize) -> Result<Vec<Claimed>, StoreError> {
    if free == 0 {
        return Ok(Vec::new());
    }
    let rows = deps.ledger.claim(Claim { worker: deps.worker.clone(), limit: free, at: deps.clock.now() }).await;
    if let Err(error) = &rows {
        warn!(%error, "the outbox can't be read");
    }
    rows
}

/// When to look again if nothing wakes us before.
async fn wake_at(deps: &OutboxDeps, free: usize, rows: Option<&[Claimed]>) -> Option<Timestamp> {
    let pause = Some(deps.clock.now().plus_millis(PAUSE_MS));
    match rows {
        None => pause,
        // There may be more, but no hand is free: the next one that is done wakes us.
        Some(rows) if rows.len() == free => None,
        Some(_) => deps.ledger.store().next_due().await.unwrap_or(pause),
    }
}

async fn sleep(clock: &dyn Clock, until: Option<Timestamp>) {
    match until {
        Some(until) => clock.sleep_until(until).await,
        None => std::future::pending().await,
    }
}

fn report(done: Result<(), tokio::task::JoinError>) {
    if let Err(error) = done {
        error!(%error, "a send broke off; its row stays claimed and is unknown after the next start");
    }
}

/// Rows of an earlier process were perhaps sent. Whether that could be written.
async fn forget_the_past(deps: &OutboxDeps, stop: &CancellationToken) -> bool {
    loop {
        let abandoned = Abandoned { worker: deps.worker.clone(), fault: fault::outcome_unknown(), at: deps.clock.now() };
        match deps.ledger.abandon(abandoned).await {
            Ok(rows) => {
                if rows > 0 {
                    info!(rows, "sends of an earlier process have an unknown outcome");
                }
                return true;
            }
            Err(error) => warn!(%error, "the outbox can't be read"),
        }
        tokio::select! {
            () = stop.cancelled() => return false,
            () = deps.clock.sleep_until(deps.clock.now().plus_millis(PAUSE_MS)) => {}
        }
    }
}

/// Carries one row out and does not rest until the outcome is written.
async fn settle(deps: Arc<OutboxDeps>, claimed: Claimed) {
    let row = claimed.row;
    let outcome = carry::carry_out(&deps, &claimed).await;
    metrics::counter!("sidethread_outbox_outcomes_total", "outcome" => outcome.name()).increment(1);
    loop {
        let settled = Settled { row, outcome: outcome.clone(), at: deps.clock.now() };
        match deps.ledger.settle(settled).await {
            Ok(()) => return,
            Err(StoreError::Unavailable(why)) if !deps.ledger.is_closed() => {
                warn!(row, why, "the outcome of a send can't be written yet");
                deps.clock.sleep_until(deps.clock.now().plus_millis(PAUSE_MS)).await;
            }
            Err(error) => {
                error!(row, %error, "the outcome of a send can't be written");
                return;
            }
        }
    }
}
