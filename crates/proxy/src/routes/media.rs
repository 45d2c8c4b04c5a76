//! `POST /v1/media` and `GET /v1/media/{id}`: files go in once and come out of our own store, never from a provider's address.

mod download;
mod range;
mod upload;

pub use download::{get, public};
pub use upload::{post, take};

use crate::auth::Agent;
use crate::error::AppError;
use crate::state::AppState;
use crate::store::{Filed, StoreError};

/// The path of one file, with axum's placeholder.
pub const ONE: &str = "/v1/media/{id}";

/// Whether a token may read a file: by one of the threads in which it stands, or, while it stands nowhere, as who uploaded it.
///
/// # Errors
/// When the store can't be read.
pub async fn may_read(state: &AppState, agent: &Agent, file: &Filed) -> Result<bool, AppError> {
    for thread in &file.threads {
        match state.ledger.store().addresses(&agent.tenant.id, thread).await {
            Ok(addresses) if agent.may_open(&addresses) => return Ok(true),
            Ok(_) | Err(StoreError::NotFound) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(file.threads.is_empty() && file.uploader.as_ref().is_some_and(|uploader| agent.has_uploaded(uploader)))
}
