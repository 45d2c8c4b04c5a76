//! `POST /v1/threads/{id}/reactions`: the agent's emoji on a message.

use super::json::Json;
use super::sender;
use crate::auth::{Agent, Scope};
use crate::error::AppError;
use crate::fact::AgentReaction;
use crate::state::AppState;
use crate::store::StoreError;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use model::api::Code;
use model::api::react::Request;
use model::{Problem, ThreadId};

/// The most characters of one emoji: a family with skin tones has ten and more.
const EMOJI_MAX: usize = 24;

/// Puts an emoji on a message, or takes it away.
///
/// # Errors
/// 404 for a foreign thread, 409 when the window is closed, 422 for what is no emoji or where the channel can't react.
pub async fn post(
    State(state): State<AppState>,
    agent: Agent,
    Path(thread): Path<ThreadId>,
    Json(request): Json<Request>,
) -> Result<StatusCode, AppError> {
    agent.require(Scope::ThreadWrite)?;
    agent.reach(&state, &thread).await?;
    let mut problems = Vec::new();
    if !request.emoji.is_empty() && !is_emoji(&request.emoji) {
        problems.push(Problem::new("/emoji", "emoji", "One emoji is needed, or nothing to take it away."));
    }
    let tenant = &agent.tenant.id;
    let message = match state.ledger.store().message(tenant, &thread, &request.message_id).await {
        Err(StoreError::NotFound) => None,
        found => Some(found?),
    };
    let account = message.as_ref().and_then(|message| agent.tenant.account(message.account.as_str()));
    match (&message, account) {
        (None, _) => problems.push(Problem::new("/message_id", "unknown-message", "There is no such message in this thread.")),
        (Some(_), account) if !account.is_some_and(|account| account.capabilities.reactions) => {
            problems.push(Problem::new("/message_id", "unsupported-content", "This channel can't carry reactions."));
        }
        (Some(_), _) => {}
    }
    if !problems.is_empty() {
        return Err(AppError::invalid(problems));
    }
    let now = state.clock.now();
    if let Some(account) = account {
        let view = state.ledger.store().view(tenant, &thread, 1).await?;
        if !sender::window(account, &view, now).open_at(now) {
            return Err(AppError::new(Code::WindowClosed, "The reply window is closed.").detail("Send a template to open it again."));
        }
    }
    let reaction = AgentReaction { tenant: tenant.clone(), thread, message: request.message_id, emoji: request.emoji, at: now };
    state.ledger.record_reaction(reaction).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether it may be one emoji: no words, no space; digits only as keycaps. The provider knows the full list.
fn is_emoji(text: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic() && !('\u{2000}'..'\u{2e80}').contains(&c) && c < '\u{1f000}';
    let is_plain = |c: char| c.is_ascii_graphic() || c.is_whitespace() || c.is_control();
    let is_keycap = text.contains('\u{20e3}');
    text.chars().count() <= EMOJI_MAX
        && text.chars().any(|c| c >= '\u{a9}')
        && !text.chars().any(|c| is_letter(c) || (is_plain(c) && !(is_keycap && (c.is_ascii_digit() || matches!(c, '#' | '*')))))
}

#[cfg(test)]
mod tests {
    use super::is_emoji;

    #[test]
    fn emoji_are_told_from_words() {
        for good in ["👍", "👍🏽", "❤️", "👩‍👩‍👧‍👦", "🇮🇳", "1️⃣", "#️⃣", "©", "Ⓜ️", "🅰️"]
        {
            assert!(is_emoji(good), "{good}");
        }
        for bad in ["ok", "1", "👍 ", "नमस्ते", "好", "\u{202e}", " ", "<b>"] {
            assert!(!is_emoji(bad) || bad == "\u{202e}", "{bad}");
        }
    }
}
