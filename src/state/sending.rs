//! Answers on their way out: from a draft, a template or a failed message to an echo, and from an echo to a message.

use super::action::Effect;
use super::carried::Carried;
use super::composer::{Composer, Lock};
use super::pending::{Echo, SenderKey, Stage};
use super::{Message, State};
use model::api::ErrorBody;
use model::message::Direction;
use model::{ClientId, Content, MessageId, Timestamp};
use std::rc::Rc;

/// What pressing Send would send now; empty if something forbids it.
pub(super) fn ready(state: &State) -> Vec<Content> {
    match state.sender() {
        Some(sender) if state.lock().is_none() && state.composer.files_ready() && state.composer.check(sender).is_empty() => {
            state.composer.contents(sender)
        }
        _ => Vec::new(),
    }
}

pub(super) fn send(state: &mut State, client_id: &ClientId, at: Timestamp, effects: &mut Vec<Effect>) {
    let Some(sender) = state.sender().cloned() else { return };
    if state.lock().is_some() || state.composer.is_empty() {
        return;
    }
    let sender = &sender;
    state.composer.problems = state.composer.check(sender);
    state.composer.waits = state.composer.problems.is_empty() && state.composer.is_uploading();
    if !state.composer.problems.is_empty() || !state.composer.files_ready() {
        return;
    }
    let key = SenderKey::of(sender);
    let contents = state.composer.contents(sender);
    let emptied = Composer { sender: state.composer.sender.clone(), ..Composer::default() };
    let sent = std::mem::replace(&mut state.composer, emptied);
    for (place, content) in contents.into_iter().enumerate() {
        let reply_to = sent.reply_to.clone().filter(|_| place == 0);
        post(state, numbered(client_id, place), key.clone(), content.into(), reply_to, at, effects);
    }
    effects.extend(sent.attachments.iter().map(|file| Effect::Forget(file.id)));
}

pub(super) fn send_content(state: &mut State, content: Carried, client_id: ClientId, at: Timestamp, effects: &mut Vec<Effect>) {
    let Some(key) = state.sender().map(SenderKey::of) else { return };
    let allowed = match state.lock() {
        None => true,
        Some(Lock::WindowClosed { templates }) => templates && matches!(*content, Content::Template(_)),
        Some(Lock::NoSender | Lock::OptedOut) => false,
    };
    if allowed {
        post(state, client_id, key, content, None, at, effects);
    } else {
        state.announce("window-closed", None);
    }
}

/// Adds an echo and asks for it to be posted.
pub(super) fn post(
    state: &mut State,
    client_id: ClientId,
    sender: SenderKey,
    content: Carried,
    reply_to: Option<MessageId>,
    at: Timestamp,
    effects: &mut Vec<Effect>,
) {
    let Some(thread) = &state.thread else { return };
    let echo = Rc::new(Echo { client_id, thread: thread.id.clone(), sender, content, reply_to, created_at: at, stage: Stage::Sending });
    if state.pending.add(echo.clone()) {
        effects.push(Effect::Post(echo));
        state.unread.undivide();
    }
}

pub(super) fn retry_echo(state: &mut State, client_id: &ClientId, effects: &mut Vec<Effect>) {
    if state.pending.find(client_id).is_some_and(|echo| echo.stage != Stage::Sending) {
        effects.extend(state.pending.stage(client_id, Stage::Sending).map(Effect::Post));
    }
}

pub(super) fn retry_message(state: &mut State, id: &MessageId, client_id: ClientId, at: Timestamp, effects: &mut Vec<Effect>) {
    let Some(row) = state.timeline.find(id).cloned() else { return };
    let message = &row.message;
    let helps = message.status.fault.as_ref().is_some_and(|fault| fault.retry_helps(state.now));
    if message.direction == Direction::Outbound && helps {
        let sender = SenderKey { account: message.account.clone(), channel: Some(message.channel.clone()) };
        post(state, client_id, sender, message.content.clone(), message.reply_to.clone(), at, effects);
    }
}

/// Takes an unsent echo away; words go back to an empty draft of the same thread.
pub(super) fn discard(state: &mut State, client_id: &ClientId) {
    if state.pending.find(client_id).is_none_or(|echo| echo.stage == Stage::Sending) {
        return;
    }
    let Some(echo) = state.pending.take(client_id) else { return };
    let here = state.thread.as_ref().is_some_and(|thread| thread.id == echo.thread);
    if let (true, true, Content::Text(text)) = (here, state.composer.is_empty(), &*echo.content) {
        state.composer.text.clone_from(&text.body);
        state.composer.reply_to.clone_from(&echo.reply_to);
    }
}

/// The proxy took an answer: its message takes the place of the echo, unless the stream was faster or the host moved on.
pub(super) fn accepted(state: &mut State, client_id: &ClientId, message: Message) {
    let echo = state.pending.take(client_id);
    let here = echo.is_some_and(|echo| state.thread.as_ref().is_some_and(|thread| thread.id == echo.thread));
    if here || state.timeline.find(&message.id).is_some() {
        let as_of = message.seq;
        state.timeline.merge(message, as_of);
    }
}

pub(super) fn refused(state: &mut State, client_id: &ClientId, error: ErrorBody) {
    let text = Some(error.title.clone());
    if state.pending.stage(client_id, Stage::Refused(error)).is_some() {
        state.announce("send-refused", text);
    }
}

/// The proxy doesn't answer. Nothing is said aloud: the strip says so already, and the answer goes out when the line is back.
pub(super) fn unreached(state: &mut State, client_id: &ClientId) {
    state.pending.stage(client_id, Stage::Unreached);
}

fn numbered(client_id: &ClientId, place: usize) -> ClientId {
    if place == 0 { client_id.clone() } else { ClientId::new([client_id.as_str(), "-", &(place + 1).to_string()].concat()) }
}
