//! `GET /v1/threads/{id}/messages/{message}/journal`: how a message travelled.

use crate::auth::{Agent, Scope};
use crate::error::AppError;
use crate::state::AppState;
use axum::Json;
use axum::extract::{Path, State};
use model::api::get_journal::Journal;
use model::{MessageId, ThreadId};

/// Every state that the provider told, and every time we handed it over.
///
/// # Errors
/// 404 for a foreign thread, and for a message of another one.
pub async fn get(
    State(state): State<AppState>,
    agent: Agent,
    Path((thread, message)): Path<(ThreadId, MessageId)>,
) -> Result<Json<Journal>, AppError> {
    agent.require(Scope::ThreadRead)?;
    agent.reach(&state, &thread).await?;
    Ok(Json(state.ledger.store().journal(&agent.tenant.id, &thread, &message).await?))
}
