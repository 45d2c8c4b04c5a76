//! `POST /v1/threads/{id}/read` and `/typing`: what the customer may see of the agent.

use super::json::Json;
use crate::auth::{Agent, Scope};
use crate::error::AppError;
use crate::fact::AgentRead;
use crate::state::AppState;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use model::api::mark_read::Request;
use model::api::open_thread::NEWEST;
use model::message::Direction;
use model::{Capabilities, Message, Problem, ThreadId};

/// Shows the customer that her messages were read, where the channel can.
///
/// # Errors
/// 404 for a foreign thread, 422 for a message that isn't the customer's or isn't in it.
pub async fn post_read(
    State(state): State<AppState>,
    agent: Agent,
    Path(thread): Path<ThreadId>,
    Json(request): Json<Request>,
) -> Result<StatusCode, AppError> {
    agent.require(Scope::ThreadWrite)?;
    agent.reach(&state, &thread).await?;
    let message = match state.ledger.store().message(&agent.tenant.id, &thread, &request.up_to).await {
        Err(crate::store::StoreError::NotFound) => None,
        found => Some(found?).filter(|message| message.direction == Direction::Inbound),
    };
    let Some(message) = message else {
        let problem = Problem::new("/up_to", "unknown-message", "The customer has no such message in this thread.");
        return Err(AppError::invalid(vec![problem]));
    };
    if capabilities(&agent, &message).is_some_and(|it| it.read) {
        record(&state, &agent, thread, &message, false).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Shows the customer that an answer is being written, where the channel can and she has written before.
///
/// # Errors
/// 404 for a foreign thread.
pub async fn post_typing(State(state): State<AppState>, agent: Agent, Path(thread): Path<ThreadId>) -> Result<StatusCode, AppError> {
    agent.require(Scope::ThreadWrite)?;
    agent.reach(&state, &thread).await?;
    let view = state.ledger.store().view(&agent.tenant.id, &thread, u32::try_from(NEWEST).unwrap_or(u32::MAX)).await?;
    let newest = view.newest.messages.iter().rev().find(|message| message.direction == Direction::Inbound);
    if let Some(message) = newest.filter(|message| capabilities(&agent, message).is_some_and(|it| it.typing)) {
        record(&state, &agent, thread, message, true).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

fn capabilities<'a>(agent: &'a Agent, message: &Message) -> Option<&'a Capabilities> {
    agent.tenant.account(message.account.as_str()).map(|account| &account.capabilities)
}

async fn record(state: &AppState, agent: &Agent, thread: ThreadId, message: &Message, typing: bool) -> Result<(), AppError> {
    let (tenant, up_to) = (agent.tenant.id.clone(), message.id.clone());
    Ok(state.ledger.record_read(AgentRead { tenant, thread, up_to, typing, at: state.clock.now() }).await?)
}
