//! `GET /v1/threads/{id}/events`: the log of a thread as a stream or a long poll. Replay and live are the same loop.

mod beat;
mod follow;

use crate::auth::{Agent, Scope};
use crate::error::AppError;
use crate::state::AppState;
use crate::store::StoreError;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::sse::Sse;
use axum::response::{IntoResponse, Response};
use follow::Follow;
use model::ThreadId;
use model::api::open_stream::{self, Page, WAIT_MAX};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
const NO_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

/// Everything after a position, and then as it happens. Without a position it begins at the end of the log.
///
/// # Errors
/// 404 for a foreign thread; as a long poll 410 when the log no longer reaches back that far.
pub async fn get(
    State(state): State<AppState>,
    agent: Agent,
    Path(thread): Path<ThreadId>,
    Query(query): Query<open_stream::Query>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    agent.require(Scope::ThreadRead)?;
    agent.reach(&state, &thread).await?;
    // Listening begins before the first look at the log: what is committed in between rings.
    let listener = state.ledger.bell().listen(&thread);
    let head = state.ledger.store().view(&agent.tenant.id, &thread, 1).await?.thread.seq;
    // What is no position at all is one that this log never had.
    let position = |id: &HeaderValue| id.to_str().ok().and_then(|id| id.trim().parse().ok()).unwrap_or(u64::MAX);
    let resumed = headers.get(LAST_EVENT_ID).map(position);
    let after = resumed.or(query.after).unwrap_or(head);
    let is_ahead = after > head;
    let mut follow = Follow::new(state, &agent, thread, after.min(head), listener);
    match query.wait {
        Some(_) if is_ahead => Err(StoreError::Reset.into()),
        Some(wait) => Ok(Json(Page { events: follow.page(wait.min(WAIT_MAX)).await? }).into_response()),
        None => {
            if is_ahead {
                follow.reset();
            }
            let mut response = Sse::new(beat::alive(follow.stream())).into_response();
            response.headers_mut().insert(NO_BUFFERING, HeaderValue::from_static("no"));
            Ok(response)
        }
    }
}
