//! Each kind of event.

use super::message::reaction;
use super::{at, full_message, thread};
use model::content::Content;
use model::event::Change;
use model::{Event, MessageId, State, Status};

/// Each kind of event, by the name of its golden file.
pub(crate) fn events() -> Vec<(&'static str, Event)> {
    let id = || MessageId::new("ms_01K");
    let changes = [
        ("message", Change::Message(Box::new(full_message()))),
        ("status", Change::Status { message_id: id(), status: Status::new(State::Read, at("2026-11-20T08:02:00Z")) }),
        ("reaction", Change::Reaction { message_id: id(), reactions: vec![reaction()] }),
        ("edit", Change::Edit { message_id: id(), content: Box::new(Content::text("hi there")), edited: true, deleted: false }),
        ("typing", Change::Typing { who: "customer".to_owned() }),
        ("thread", Change::Thread(Box::new(thread()))),
        ("reset", Change::Reset),
    ];
    changes.into_iter().map(|(name, change)| (name, Event { seq: 8, change })).collect()
}
