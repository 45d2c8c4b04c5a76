//! `POST /v1/session/revoke`: tokens end now, open streams with them.

use crate::auth::claims::{LIFE_MAX, SKEW};
use crate::auth::{Agent, Scope};
use crate::error::AppError;
use crate::fact::{Revoked, Which};
use crate::routes::json::Json;
use crate::state::AppState;
use axum::extract::State;
use axum::http::StatusCode;
use model::api::Code;
use model::api::open_session::Revocation;
use model::limits::is_blank;
use model::{Limit, Limits, Problem};

/// The longest that a token may still live: its own life, and two clocks that are apart.
const LEFT_MS: i64 = (LIFE_MAX + 2 * SKEW) * 1000;
/// The most characters of a name.
const WORDS_MAX: u64 = 512;

/// Revokes. Names that nobody has are taken too: the token may still come.
///
/// # Errors
/// 403 without the right, 422 unless exactly one is named.
pub async fn post(State(state): State<AppState>, agent: Agent, Json(request): Json<Revocation>) -> Result<StatusCode, AppError> {
    agent.require(Scope::Admin)?;
    let given = |text: Option<String>| text.filter(|text| !is_blank(text));
    let what = match (given(request.jti), given(request.agent)) {
        (Some(jti), None) => Which::Name(jti),
        (None, Some(agent)) => Which::Agent(agent),
        _ => return Err(refuse(vec![Problem::new("", "one-of", "Name either jti or agent.")])),
    };
    let (path, name) = match &what {
        Which::Name(jti) => ("/jti", jti),
        Which::Agent(agent) => ("/agent", agent),
    };
    let mut problems = Vec::new();
    Limits::new([("words", Limit::utf16(WORDS_MAX))]).check_text("words", name, path, &mut problems);
    if !problems.is_empty() {
        return Err(refuse(problems));
    }
    let at = state.clock.now();
    state.ledger.revoke(Revoked { tenant: agent.tenant.id.clone(), what, until: at.plus_millis(LEFT_MS), at }).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn refuse(problems: Vec<Problem>) -> AppError {
    AppError::new(Code::InvalidMessage, "This can't be revoked.").problems(problems)
}
