//! `GET /v1/threads/{id}/messages`: older pages, in the order of people.

use crate::auth::{Agent, Scope};
use crate::error::AppError;
use crate::state::AppState;
use axum::Json;
use axum::extract::{Path, Query, State};
use model::ThreadId;
use model::api::get_history::{self, LIMIT_MAX, Page};

/// Messages of a page when nobody says how many.
const LIMIT: u32 = 50;

/// One page.
///
/// # Errors
/// 404 for a foreign thread.
pub async fn get(
    State(state): State<AppState>,
    agent: Agent,
    Path(thread): Path<ThreadId>,
    Query(query): Query<get_history::Query>,
) -> Result<Json<Page>, AppError> {
    agent.require(Scope::ThreadRead)?;
    agent.reach(&state, &thread).await?;
    let limit = query.limit.unwrap_or(LIMIT).clamp(1, LIMIT_MAX);
    Ok(Json(state.ledger.store().page(&agent.tenant.id, &thread, query.before.as_deref(), limit).await?))
}
