//! `POST /v1/threads/open`: addresses in, everything for the first paint out.

use super::json::Json;
use super::sender;
use crate::auth::{Agent, Scope};
use crate::error::AppError;
use crate::fact::Opened;
use crate::phone;
use crate::state::AppState;
use axum::extract::State;
use model::api::open_thread::{NEWEST, Request, Snapshot};
use model::limits::is_blank;
use model::{Address, Limit, Limits, Problem};

/// The most addresses of one request.
const ADDRESSES_MAX: u64 = 20;
/// The most characters of a name, of a record and of a user id.
const WORDS_MAX: u64 = 512;

/// Opens a thread, or begins it.
///
/// # Errors
/// 422 for what is no number, 403 for addresses that the token may not name.
pub async fn post(State(state): State<AppState>, agent: Agent, Json(request): Json<Request>) -> Result<axum::Json<Snapshot>, AppError> {
    agent.require(Scope::ThreadRead)?;
    let addresses = addresses(&agent, &request)?;
    if !agent.may_name(&addresses) {
        return Err(AppError::forbidden("the token is for other people"));
    }
    let tenant = &agent.tenant.id;
    let given = |text: Option<String>| text.filter(|text| !is_blank(text));
    let (record, name) = (given(request.record), given(request.name));
    let (thread, _) = state.ledger.open_thread(Opened { tenant: tenant.clone(), addresses, record, name, at: state.clock.now() }).await?;
    let view = state.ledger.store().view(tenant, &thread, u32::try_from(NEWEST).unwrap_or(u32::MAX)).await?;
    let now = state.clock.now();
    Ok(axum::Json(Snapshot {
        channels: sender::all(&agent.tenant, &view, now),
        complete_to: view.thread.seq,
        messages: view.newest.messages,
        older: view.newest.older,
        thread: view.thread,
        now,
    }))
}

fn addresses(agent: &Agent, request: &Request) -> Result<Vec<Address>, AppError> {
    let limits = Limits::new([("words", Limit::utf16(WORDS_MAX)), ("addresses", Limit::items(ADDRESSES_MAX))]);
    let mut problems = Vec::new();
    let mut addresses = Vec::new();
    for (index, text) in request.phones.iter().enumerate() {
        match phone::read(text, agent.tenant.default_region) {
            Ok(number) => addresses.push(Address::from(number)),
            Err(words) => problems.push(Problem::new(format!("/phones/{index}"), "phone", words)),
        }
    }
    for (index, user) in request.user_ids.iter().enumerate() {
        let path = format!("/user_ids/{index}/value");
        limits.check_required("words", "The id", &user.value, &path, &mut problems);
        addresses.push(Address::UserId { value: user.value.clone(), channel: user.channel.clone() });
    }
    addresses.dedup();
    let count = request.phones.len() + request.user_ids.len();
    if count == 0 {
        problems.push(Problem::required("/phones", "A phone number or a user id"));
    }
    limits.check_number("addresses", count as u64, "/phones", &mut problems);
    for (path, text) in [("/name", &request.name), ("/record", &request.record)] {
        limits.check_text("words", text.as_deref().unwrap_or_default(), path, &mut problems);
    }
    if problems.is_empty() {
        Ok(addresses)
    } else {
        Err(AppError::new(model::api::Code::InvalidMessage, "This thread can't be opened.").problems(problems))
    }
}
