//! Carries out one row: files up, words encoded, request sent, answer understood.

use super::{OutboxDeps, fault};
use crate::fact::{AtProvider, Claimed, Outcome};
use crate::retry::Schedule;
use crate::transport::{FileBody, Line, TransportError};
use model::content::Media;
use model::fault::Retry;
use model::outbound::{Outbound, Outgoing};
use model::{Fault, MediaId, Status};
use providers::SendError;
use std::collections::BTreeMap;
use tracing::warn;

/// Longest wait that a provider may ask for and that we sit out; anything longer is the agent's decision.
const PATIENCE_MS: i64 = 15 * 60 * 1000;
/// A read receipt that was not taken after so many attempts is no longer news.
const READ_ATTEMPTS: u32 = 2;

pub(super) async fn carry_out(deps: &OutboxDeps, claimed: &Claimed) -> Outcome {
    let Some(line) = deps.lines.get(&claimed.account) else {
        return Outcome::Failed(fault::account_gone());
    };
    let mut outbound = claimed.outbound.clone();
    if let Outgoing::Message(message) = &mut outbound.what {
        let files: BTreeMap<MediaId, Media> = message.content.media().into_iter().map(|media| (media.id.clone(), media.clone())).collect();
        for (id, media) in files {
            match upload(deps, line, claimed, &media).await {
                Ok(name) => message.files.insert(id, name),
                Err(outcome) => return outcome,
            };
        }
    }
    send(deps, line, claimed, &outbound).await
}

async fn send(deps: &OutboxDeps, line: &Line, claimed: &Claimed, outbound: &Outbound) -> Outcome {
    // A message that is sent twice is seen twice; an emoji or a read receipt is not.
    let once = matches!(outbound.what, Outgoing::Message(_));
    let request = match line.codec.encode(&line.account, outbound) {
        Ok(request) => request,
        Err(error) => return Outcome::Failed(fault::not_encodable(&error)),
    };
    let response = match deps.transport.send(request, None).await {
        Ok(response) => response,
        Err(TransportError::NotSent(why)) => {
            warn!(row = claimed.row, why, "a send did not reach the provider");
            return later(deps, claimed, fault::provider_down());
        }
        Err(TransportError::Refused(why)) => {
            warn!(row = claimed.row, why, "a send was refused");
            return Outcome::Failed(fault::address_refused());
        }
        Err(error @ (TransportError::Unknown(_) | TransportError::TooLarge(_))) => {
            warn!(row = claimed.row, %error, "a send broke off");
            return if once { Outcome::Unknown(fault::outcome_unknown()) } else { later(deps, claimed, fault::provider_down()) };
        }
    };
    match line.codec.receipt(&response) {
        Ok(receipt) => Outcome::Accepted { id: receipt.id, status: Status::new(receipt.state, deps.clock.now()) },
        Err(SendError::Unknown(fault)) if once => Outcome::Unknown(fault),
        Err(SendError::Unknown(_)) => later(deps, claimed, fault::provider_down()),
        Err(SendError::Refused(fault)) => later(deps, claimed, fault),
    }
}

/// The provider's name of a file, uploading it if it has none that may still be used; a public link where nothing is uploaded.
async fn upload(deps: &OutboxDeps, line: &Line, claimed: &Claimed, media: &Media) -> Result<String, Outcome> {
    let gone = || Outcome::Failed(fault::file_gone());
    let sha256 = media.sha256.as_deref().ok_or_else(gone)?;
    let now = deps.clock.now();
    if let Ok(Some(name)) = deps.ledger.store().at_provider(&claimed.account, sha256, now).await {
        return Ok(name);
    }
    let path = deps.files.path(sha256).ok_or_else(gone)?;
    let bytes = tokio::fs::metadata(&path).await.map_err(|_| gone())?.len();
    let filename = media.filename.as_deref().unwrap_or("file");
    let Some(request) = line.codec.upload(&line.account, filename, &media.mime) else {
        return Ok(deps.links.to(&media.id, now));
    };
    let response = match deps.transport.send(request, Some(FileBody { path, bytes })).await {
        Ok(response) => response,
        Err(TransportError::Refused(why)) => {
            warn!(row = claimed.row, why, "an upload was refused");
            return Err(Outcome::Failed(fault::address_refused()));
        }
        Err(error) => {
            warn!(row = claimed.row, %error, "an upload broke off");
            return Err(later(deps, claimed, fault::provider_down()));
        }
    };
    let uploaded = line.codec.uploaded(&response).map_err(|error| match error {
        SendError::Refused(fault) => later(deps, claimed, fault),
        // Nothing was sent to the customer yet, so the whole row may be tried again.
        SendError::Unknown(_) => later(deps, claimed, fault::provider_down()),
    })?;
    let lasts = uploaded.seconds.and_then(|seconds| i64::try_from(seconds).ok());
    let remembered = AtProvider {
        account: claimed.account.clone(),
        sha256: sha256.to_owned(),
        id: uploaded.id.clone(),
        until: lasts.map(|seconds| now.plus_millis(seconds.saturating_mul(1000))),
    };
    if let Err(error) = deps.ledger.remember_at_provider(remembered).await {
        // It is uploaded once more next time.
        warn!(row = claimed.row, %error, "the provider's name of a file can't be kept");
    }
    Ok(uploaded.id)
}

/// Another attempt where the fault lets one help and the schedule has one left; else it has failed.
fn later(deps: &OutboxDeps, claimed: &Claimed, fault: Fault) -> Outcome {
    let now = deps.clock.now();
    let read = matches!(claimed.outbound.what, Outgoing::Read { .. });
    let waits = match fault.retry {
        Retry::Backoff => true,
        Retry::After => fault.retry_at.is_some_and(|at| at.since(now) <= PATIENCE_MS),
        Retry::Never | Retry::Template | Retry::Input | Retry::Unknown => false,
    };
    if !waits || (read && claimed.attempt >= READ_ATTEMPTS) {
        return Outcome::Failed(fault);
    }
    match Schedule::SENDING.next(claimed.attempt, now, fault.retry_at, (deps.jitter)()) {
        Some(due) => Outcome::Later { due, fault },
        None => Outcome::Failed(fault),
    }
}
