//! `POST /v1/threads/{id}/messages`: an agent's answer, judged by the very checks that the composer ran.

mod draft;

use super::json::Json;
use super::sender;
use crate::auth::{Agent, Scope};
use crate::config::Account;
use crate::error::AppError;
use crate::fact::Reply;
use crate::state::AppState;
use crate::store::StoreError;
use crate::writeback;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use model::api::Code;
use model::api::send_reply::Request;
use model::id::CLIENT_ID_MAX;
use model::limits::is_blank;
use model::{Content, Limit, Message, Problem, ThreadId};
use std::sync::Arc;

/// Takes an answer: 202 once it is kept. The same `client_id` again gives the same message.
///
/// # Errors
/// 404 for a foreign thread, 422 with all problems, 409 for a closed window, a customer who has stopped such messages, or a
/// template that isn't approved.
pub async fn post(
    State(state): State<AppState>,
    agent: Agent,
    Path(thread): Path<ThreadId>,
    Json(mut request): Json<Request>,
) -> Result<(StatusCode, axum::Json<Message>), AppError> {
    agent.require(Scope::ThreadWrite)?;
    agent.reach(&state, &thread).await?;
    // What was allowed then may be refused by now (the window has closed, the template is paused), and a client that repeats
    // itself because it missed our answer must not be told that nothing was sent.
    if let Some(earlier) = state.ledger.store().sent(&agent.tenant.id, &thread, &request.client_id).await? {
        return Ok((StatusCode::ACCEPTED, axum::Json(earlier)));
    }
    let account = judge(&state, &agent, &thread, &mut request).await?;
    let at = state.clock.now();
    let reply = Reply {
        tenant: agent.tenant.id.clone(),
        thread,
        client_id: request.client_id,
        channel: account.channel.clone(),
        account: account.slug.clone(),
        content: request.content,
        reply_to: request.reply_to,
        author: agent.author(),
        log: writeback::heading(&agent, &account.channel, at),
        at,
    };
    Ok((StatusCode::ACCEPTED, axum::Json(state.ledger.record_reply(reply).await?)))
}

/// Everything that can be wrong with an answer; completes its content from our records.
async fn judge(state: &AppState, agent: &Agent, thread: &ThreadId, request: &mut Request) -> Result<Arc<Account>, AppError> {
    let mut problems = Vec::new();
    check_client_id(request, &mut problems);
    let account = find_account(agent, request, &mut problems);
    if let Some(account) = &account {
        problems.extend(draft::complete(state, agent, account, &mut request.content).await?);
        check_quote(state, agent, thread, account, request, &mut problems).await?;
    }
    let Some(account) = account.filter(|_| problems.is_empty()) else { return Err(AppError::invalid(problems)) };
    let view = state.ledger.store().view(&agent.tenant.id, thread, 1).await?;
    if sender::has_stopped(&account, &view, &request.content) {
        return Err(AppError::new(Code::NotOptedIn, "The customer doesn't want this.")
            .detail("She has stopped such messages on this channel. Use another channel, or wait until she allows them again."));
    }
    let now = state.clock.now();
    if !matches!(request.content, Content::Template(_)) && !sender::window(&account, &view, now).open_at(now) {
        return Err(AppError::new(Code::WindowClosed, "The reply window is closed.").detail("Send a template to open it again."));
    }
    Ok(account)
}

fn check_client_id(request: &Request, problems: &mut Vec<Problem>) {
    let id = request.client_id.as_str();
    let length = id.chars().count();
    if is_blank(id) {
        problems.push(Problem::required("/client_id", "An id of yours"));
    } else if length > CLIENT_ID_MAX {
        let limit = Limit::new(CLIENT_ID_MAX as u64, model::Unit::Chars);
        problems.push(Problem::too_much("/client_id", limit, length as u64));
    }
}

fn find_account(agent: &Agent, request: &Request, problems: &mut Vec<Problem>) -> Option<Arc<Account>> {
    let Some(account) = agent.tenant.account(request.account.as_str()) else {
        problems.push(Problem::new("/account", "unknown-account", "There is no such account."));
        return None;
    };
    if account.channel != request.channel {
        let words = format!("The account “{}” is for {}.", account.slug, account.channel.label());
        problems.push(Problem::new("/channel", "unknown-channel", words));
        return None;
    }
    Some(Arc::clone(account))
}

async fn check_quote(
    state: &AppState,
    agent: &Agent,
    thread: &ThreadId,
    account: &Account,
    request: &Request,
    problems: &mut Vec<Problem>,
) -> Result<(), AppError> {
    let Some(quoted) = &request.reply_to else { return Ok(()) };
    match state.ledger.store().message(&agent.tenant.id, thread, quoted).await {
        Ok(message) if message.account != account.slug || message.channel != account.channel => {
            problems.push(Problem::new("/reply_to", "other-channel", "A message can only quote one of the same account and channel."));
        }
        Ok(_) if !account.capabilities.quotes => {
            problems.push(Problem::new("/reply_to", "forbidden", "This channel can't quote a message."));
        }
        Ok(_) => {}
        Err(StoreError::NotFound) => {
            problems.push(Problem::new("/reply_to", "unknown-message", "There is no such message in this thread."));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
