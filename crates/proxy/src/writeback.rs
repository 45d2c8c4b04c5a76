//! The write-back: carries what agents answered out of a CRM into that CRM's own log, where its pages can't do it themselves.
//!
//! An answer goes into its digest in the transaction that keeps the answer; this worker follows the digests. It takes one for
//! as long as a lease, so that one that a crash has left is due again, and the CRM is asked for it before it is made: writing
//! one twice leaves one.

mod digest;
mod hubspot;

pub use hubspot::heading;

use crate::clock::Clock;
use crate::config::Config;
use crate::fact::{Digest, DigestOutcome, DigestSettled, TakeDigests, Trouble};
use crate::ledger::Ledger;
use crate::retry::Schedule;
use crate::store::StoreError;
use crate::transport::Transport;
use futures_util::future::join_all;
use hubspot::Refusal;
use model::Timestamp;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;
use tracing::{error, warn};

/// How many digests are carried at once.
const TOGETHER: usize = 8;
/// For how long a digest is ours, in milliseconds: longer than its few requests can take.
const LEASE_MS: i64 = 5 * 60 * 1000;
/// How long to wait when the database can't be read or written, in milliseconds.
const PAUSE_MS: i64 = 1000;

/// What the worker works with.
#[derive(Clone)]
pub struct WritebackDeps {
    /// Where digests come from and outcomes go.
    pub ledger: Ledger,
    /// Who logs where.
    pub config: Arc<Config>,
    /// The door out.
    pub transport: Arc<dyn Transport>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// A random number from 0 to 1 for each wait.
    pub jitter: fn() -> f64,
}

/// Works until `stop`.
pub async fn run(deps: WritebackDeps, stop: CancellationToken) {
    let bell = deps.ledger.digest_bell();
    let mut afresh = true;
    while !stop.is_cancelled() {
        let wake = match work(&deps, afresh).await {
            Ok(wake) => {
                afresh = false;
                wake
            }
            Err(error) => {
                warn!(%error, "the digests can't be read");
                Some(deps.clock.now().plus_millis(PAUSE_MS))
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = bell.notified() => {}
            () = sleep(&*deps.clock, wake) => {}
        }
    }
}

async fn sleep(clock: &dyn Clock, until: Option<Timestamp>) {
    match until {
        Some(until) => clock.sleep_until(until).await,
        None => std::future::pending().await,
    }
}

/// Carries what is due; when to look again.
async fn work(deps: &WritebackDeps, afresh: bool) -> Result<Option<Timestamp>, StoreError> {
    let store = deps.ledger.store();
    let at = deps.clock.now();
    let due = store.next_digest_due().await?;
    if !afresh && due.is_none_or(|due| due > at) {
        return Ok(due);
    }
    let taken = TakeDigests { limit: TOGETHER, until: at.plus_millis(LEASE_MS), afresh, at };
    let digests = deps.ledger.take_digests(taken).await?;
    join_all(digests.iter().map(|digest| settle(deps, digest))).await;
    store.next_digest_due().await
}

async fn settle(deps: &WritebackDeps, digest: &Digest) {
    let outcome = carry(deps, digest).await;
    let name = outcome.name();
    match deps.ledger.settle_digest(DigestSettled { row: digest.row, outcome, at: deps.clock.now() }).await {
        Ok(()) => metrics::counter!("sidethread_digest_outcomes_total", "outcome" => name).increment(1),
        Err(error) => warn!(digest = digest.row, %error, "what came of a digest can't be written; it is carried again after its lease"),
    }
}

async fn carry(deps: &WritebackDeps, digest: &Digest) -> DigestOutcome {
    let tenant = deps.config.tenant(digest.tenant.as_str());
    let Some(log) = tenant.and_then(|tenant| tenant.hubspot.as_ref()?.log.as_ref()) else {
        return DigestOutcome::GivenUp(None);
    };
    let (row, tenant, now) = (digest.row, digest.tenant.as_str(), deps.clock.now());
    let later = |earliest| Schedule::LOGGING.next(digest.attempt, now, earliest, (deps.jitter)());
    match hubspot::carry(log, &*deps.transport, now, digest).await {
        Ok(id) => DigestOutcome::Logged { id, lines: digest.lines.len() },
        Err(Refusal::Access(why)) => {
            error!(tenant, digest = row, why, "HubSpot doesn't let us log answers: the access token is wrong, or the app lacks a scope");
            let trouble = Some(Trouble::Access);
            later(None).map_or(DigestOutcome::GivenUp(trouble), |due| DigestOutcome::Later { due, trouble })
        }
        Err(Refusal::Busy { why, earliest }) => {
            warn!(tenant, digest = row, why, "HubSpot can't log an answer now");
            let given_up = DigestOutcome::GivenUp(Some(Trouble::Refused));
            later(earliest).map_or(given_up, |due| DigestOutcome::Later { due, trouble: None })
        }
        Err(Refusal::Never(why)) => {
            error!(tenant, digest = row, why, "HubSpot doesn't log an answer");
            DigestOutcome::GivenUp(Some(Trouble::Refused))
        }
    }
}
