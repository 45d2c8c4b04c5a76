//! Moving through the thread: older pages, jumps to a message, what was seen.

use super::State;
use super::action::Effect;
use model::MessageId;

pub(super) fn load_older(state: &mut State, effects: &mut Vec<Effect>) {
    let (Some(thread), Some(cursor), false) = (&state.thread, &state.older.cursor, state.older.loading) else { return };
    effects.push(Effect::LoadOlder { thread: thread.id.clone(), cursor: cursor.clone(), as_of: state.complete_to });
    state.older.loading = true;
    state.older.failed = false;
}

pub(super) fn jump(state: &mut State, to: MessageId, effects: &mut Vec<Effect>) {
    state.seeking = Some(to);
    seek(state, effects);
}

/// Goes on looking for the message that was asked for: shows it if it is loaded, else loads an older page.
pub(super) fn seek(state: &mut State, effects: &mut Vec<Effect>) {
    let Some(to) = &state.seeking else { return };
    if state.timeline.find(to).is_some() {
        state.jump = state.seeking.take();
    } else if state.older.cursor.is_some() {
        load_older(state, effects);
    } else {
        state.seeking = None;
        state.announce("message-gone", None);
    }
}

pub(super) fn seen(state: &mut State, id: &MessageId, effects: &mut Vec<Effect>) {
    let Some(thread) = &state.thread else { return };
    if let Some(up_to) = state.unread.seen(&state.timeline, id) {
        effects.push(Effect::MarkRead { thread: thread.id.clone(), up_to });
    }
}
