//! What the proxy tells: snapshots, changes and older pages, taken in so that any order and any repeat gives the same thread.

use super::action::Effect;
use super::carried::Carried;
use super::connection::Phase;
use super::{Event, Hole, Message, Older, State, Typing};
use model::api::{get_history, open_thread};
use model::event::Change;
use model::message::{Direction, Provenance};
use model::status::{State as Far, Status};
use model::thread::waiting_after;
use model::{MessageId, ThreadId};
use std::rc::Rc;

/// How long a typing sign stands, in milliseconds; the proxy repeats it while it lasts.
const TYPING_MS: i64 = 6_000;

pub(super) fn opened(state: &mut State, snapshot: open_thread::Snapshot<Carried>) {
    let again = state.thread.as_ref().is_some_and(|thread| thread.id == snapshot.thread.id);
    let before = std::mem::take(&mut state.timeline);
    for message in snapshot.messages {
        if let Some(client_id) = &message.client_id {
            state.pending.take(client_id);
        }
        let journal = before.find(&message.id).map(|row| row.journal.clone());
        let id = message.id.clone();
        state.timeline.merge(message, snapshot.complete_to);
        for status in journal.into_iter().flatten() {
            state.timeline.status(&id, status);
        }
    }
    state.now = snapshot.now;
    state.complete_to = snapshot.complete_to;
    state.hole = None;
    state.older = Older { cursor: snapshot.older, loading: false, failed: false };
    state.parked.clear();
    state.senders = Rc::new(snapshot.channels);
    if !again {
        let place = state.drafts.iter().position(|(thread, _)| *thread == snapshot.thread.id);
        state.composer = place.map(|place| Rc::make_mut(&mut state.drafts).remove(place).1).unwrap_or_default();
        state.unread.begin(&state.timeline, snapshot.thread.waiting_since);
    } else {
        state.unread.recount(&state.timeline, snapshot.thread.waiting_since);
    }
    state.thread = Some(Rc::new(snapshot.thread));
    state.phase = Phase::Ready;
    state.floor = state.timeline.get(0).map(|row| (row.message.at, row.message.id.clone()));
}

/// Takes in changes of a thread; those of a thread that is no longer shown are left alone.
pub(super) fn events(state: &mut State, thread: &ThreadId, events: Vec<Event>, effects: &mut Vec<Effect>) {
    if state.thread.as_ref().is_none_or(|shown| shown.id != *thread) {
        return;
    }
    for event in events {
        take(state, event, effects);
    }
}

fn take(state: &mut State, event: Event, effects: &mut Vec<Effect>) {
    match event.change {
        Change::Typing { who } => {
            state.typing = Some(Typing { who, until: state.now.plus_millis(TYPING_MS) });
            return;
        }
        Change::Reset => {
            effects.push(Effect::Reopen);
            return;
        }
        _ if event.seq <= state.complete_to => return,
        _ => {}
    }
    let in_order = event.seq == state.complete_to + 1;
    if in_order {
        state.complete_to = event.seq;
        if state.hole.is_some_and(|hole| event.seq >= hole.before) {
            state.hole = None;
        }
    } else {
        fall_behind(state, event.seq, effects);
    }
    change(state, event, in_order);
}

/// The log jumped: the stream is asked for what is missing, and if that doesn't bring it, the whole thread is.
fn fall_behind(state: &mut State, seq: u64, effects: &mut Vec<Effect>) {
    match state.hole {
        None => {
            state.hole = Some(Hole { after: state.complete_to, before: seq, resumed: false });
            effects.push(Effect::Resume);
        }
        Some(hole) => {
            let before = hole.before.max(seq);
            if hole.resumed && !effects.contains(&Effect::Reopen) {
                effects.push(Effect::Reopen);
            }
            state.hole = Some(Hole { after: state.complete_to, before, resumed: hole.resumed });
        }
    }
}

fn change(state: &mut State, event: Event, in_order: bool) {
    let seq = event.seq;
    let loaded = match &event.change {
        Change::Message(message) => {
            let message = Message::clone(message);
            if in_order && message.seq == seq {
                live(state, &message);
            }
            arrive(state, message, seq)
        }
        Change::Status { message_id, status } => {
            if in_order {
                fail_aloud(state, message_id, status);
            }
            state.timeline.status(message_id, status.clone())
        }
        Change::Reaction { message_id, reactions } => state.timeline.react(message_id, reactions.clone(), seq),
        Change::Edit { message_id, content, edited, deleted } => {
            state.timeline.edit(message_id, Carried::clone(content), *edited, *deleted, seq)
        }
        Change::Thread(thread) => {
            if state.thread.as_ref().is_none_or(|known| known.seq <= thread.seq) {
                state.thread = Some(Rc::new(Clone::clone(&**thread)));
            }
            true
        }
        Change::Typing { .. } | Change::Reset | Change::Unknown(_) => true,
    };
    if !loaded && state.older.loading {
        state.parked.push(event);
    }
}

/// What a message that is new in the log moves besides the timeline: waiting clock, window, unread, typing.
fn live(state: &mut State, message: &Message) {
    if let Some(thread) = &mut state.thread {
        let waiting = waiting_after(thread.waiting_since, message);
        if waiting != thread.waiting_since {
            Rc::make_mut(thread).waiting_since = waiting;
        }
    }
    let is_history = matches!(message.provenance, Provenance::Import | Provenance::Backfill);
    if message.direction == Direction::Outbound {
        if !is_history {
            state.unread.answered();
        }
        return;
    }
    let now = state.now;
    let touched = |sender: &model::thread::Sender| sender.account == message.account && sender.channel == message.channel;
    if state.senders.iter().any(touched) {
        for sender in Rc::make_mut(&mut state.senders).iter_mut().filter(|sender| touched(sender)) {
            sender.window = sender.window.extended(sender.capabilities.window, message.at, now);
        }
    }
    if !is_history {
        state.unread.arrive(message);
        if state.typing.as_ref().is_some_and(|typing| typing.who == "customer") {
            state.typing = None;
        }
    }
}

/// Puts a message in its place. Imported history from above the loaded rows waits for its page, so that no hole opens there.
fn arrive(state: &mut State, message: Message, as_of: u64) -> bool {
    if let Some(client_id) = &message.client_id {
        state.pending.take(client_id);
    }
    let above = state.older.cursor.is_some()
        && matches!(message.provenance, Provenance::Import | Provenance::Backfill)
        && state.floor.as_ref().is_some_and(|(at, id)| message.order() < (*at, id));
    if above && state.timeline.find(&message.id).is_none() {
        return false;
    }
    state.timeline.merge(message, as_of);
    true
}

fn fail_aloud(state: &mut State, id: &MessageId, status: &Status) {
    let before = state.timeline.find(id).map(|row| row.message.status.state);
    if status.state == Far::Failed && before.is_some_and(|before| before < Far::Failed) {
        let text = status.fault.as_ref().map(|fault| fault.title.clone());
        state.announce("message-failed", text);
    }
}

/// Takes in an older page, then the changes that came for its messages while it was on its way.
pub(super) fn older(
    state: &mut State,
    thread: &ThreadId,
    cursor: &str,
    as_of: u64,
    page: get_history::Page<Carried>,
    effects: &mut Vec<Effect>,
) {
    if state.thread.as_ref().is_none_or(|shown| shown.id != *thread) || state.older.cursor.as_deref() != Some(cursor) {
        return;
    }
    if let Some(first) = page.messages.first() {
        let first = (first.at, first.id.clone());
        if state.floor.as_ref().is_none_or(|floor| first < *floor) {
            state.floor = Some(first);
        }
    }
    state.older = Older { cursor: page.older, loading: false, failed: false };
    for message in page.messages {
        state.timeline.merge(message, as_of);
    }
    for event in std::mem::take(&mut state.parked) {
        if event.seq > as_of {
            change(state, event, false);
        }
    }
    super::reading::seek(state, effects);
}
