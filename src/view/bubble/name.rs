//! What a screen reader says of a bubble: who, what, when, and how far it came.

use super::{kind, line};
use crate::state::Message;
use crate::state::{Echo, Stage};
use crate::words::Words;
use model::message::{AuthorKind, Direction};
use model::status::State;
use model::{Content, Timestamp};

/// Who wrote a message.
pub(crate) fn author<'a>(message: &'a Message, contact: &'a str, words: &Words) -> &'a str {
    let name = message.author.name.as_deref().filter(|name| !name.trim().is_empty());
    match (message.direction, message.author.kind) {
        (Direction::Inbound, _) => name.unwrap_or(contact),
        (Direction::Outbound, AuthorKind::System) => words.say("who.system"),
        (Direction::Outbound, AuthorKind::Phone) => words.say("who.phone"),
        (Direction::Outbound, AuthorKind::Agent | AuthorKind::Customer | AuthorKind::Unknown) => name.unwrap_or(words.say("who.business")),
    }
}

/// The name of a message's article.
pub(crate) fn message(message: &Message, contact: &str, words: &Words, now: Timestamp) -> String {
    let what = if message.deleted { words.say("deleted.text").to_owned() } else { line(&message.content, words) };
    let far = (message.direction == Direction::Outbound).then(|| state(message.status.state, words));
    let edited = message.edited.then(|| words.say("edited"));
    let when = words.near(message.at, now);
    said(&[author(message, contact, words), &what, &when, edited.unwrap_or_default(), far.unwrap_or_default()], words)
}

/// The name of an echo's article.
pub(crate) fn echo(echo: &Echo, words: &Words) -> String {
    said(&[words.say("who.you"), &line(&echo.content, words), &words.time(echo.created_at), stage(&echo.stage, words)], words)
}

/// How far a message came, in words.
pub(crate) fn state(state: State, words: &Words) -> &'static str {
    match state {
        State::Queued => words.say("state.queued"),
        State::Unknown => words.say("state.unknown"),
        State::Accepted => words.say("state.accepted"),
        State::Sent => words.say("state.sent"),
        State::Failed => words.say("state.failed"),
        State::Delivered => words.say("state.delivered"),
        State::Read => words.say("state.read"),
        State::Played => words.say("state.played"),
    }
}

/// How far an echo came, in words.
pub(crate) fn stage(stage: &Stage, words: &Words) -> &'static str {
    match stage {
        Stage::Sending => words.say("state.queued"),
        Stage::Refused(_) => words.say("state.refused"),
        Stage::Unreached => words.say("state.unreached"),
    }
}

/// A quoted message in one line; its kind alone where it has no words.
pub(crate) fn quoted(content: &Content, words: &Words) -> String {
    let line = line(content, words);
    if line.is_empty() { kind(content, words).to_owned() } else { line }
}

fn said(parts: &[&str], words: &Words) -> String {
    let parts = parts.iter().filter(|part| !part.is_empty()).map(|part| (*part).to_owned());
    parts.reduce(|a, b| words.fill("list.comma", &[("a", &a), ("b", &b)])).unwrap_or_default()
}
