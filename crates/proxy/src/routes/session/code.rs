//! Codes: what can stand in an address, because it is good once and for a minute.

use crate::error::AppError;
use crate::fact::{CodeDigest, Grant, Issued, Redeemed};
use crate::state::AppState;
use crate::store::StoreError;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::Timestamp;
use model::api::open_session::Code;
use sha2::{Digest, Sha256};

/// How long a code is good, in milliseconds; the next one as long after the end of the token that it follows.
const LIFE_MS: i64 = 60_000;
/// How long one code may lead to the next: a working day, in milliseconds.
const CHAIN_MS: i64 = 12 * 3_600_000;
/// Bytes of a code.
const BYTES: usize = 32;

/// Gives a code. The database keeps its digest alone.
///
/// # Errors
/// When it can't be kept.
pub(super) async fn issue(state: &AppState, grant: Grant) -> Result<Code, AppError> {
    let until = state.clock.now().plus_millis(LIFE_MS);
    issue_until(state, grant, until).await
}

/// Gives the code for the token after one that ends then, unless the proof is older than a working day.
///
/// # Errors
/// When it can't be kept.
pub(super) async fn next(state: &AppState, grant: Grant, end: Timestamp) -> Result<Option<String>, AppError> {
    if state.clock.now() >= grant.at.plus_millis(CHAIN_MS) {
        return Ok(None);
    }
    Ok(Some(issue_until(state, grant, end.plus_millis(LIFE_MS)).await?.code))
}

async fn issue_until(state: &AppState, grant: Grant, until: Timestamp) -> Result<Code, AppError> {
    let code = URL_SAFE_NO_PAD.encode(rand::random::<[u8; BYTES]>());
    let at = state.clock.now();
    state.ledger.issue(Issued { digest: digest(&code), grant, until, at }).await?;
    Ok(Code { code, expires_at: until, embed_url: None, ignored: Vec::new() })
}

/// What a code stands for; whoever comes second is refused, in this process or another.
///
/// # Errors
/// 401, with the same words for one that never was.
pub(super) async fn redeem(state: &AppState, code: &str) -> Result<Grant, AppError> {
    match state.ledger.redeem(Redeemed { digest: digest(code), at: state.clock.now() }).await {
        Err(StoreError::NotFound) => Err(AppError::unauthenticated("the code was used, has ended or never was")),
        redeemed => Ok(redeemed?),
    }
}

fn digest(code: &str) -> CodeDigest {
    Sha256::digest(code.as_bytes()).into()
}
