//! What is said aloud: new messages and the connection politely, failures at once, each of them once.

use super::bubble::{line, name};
use crate::state::{Announce, Connection, State};
use crate::words::Words;
use model::message::Direction;
use yew::prelude::*;

/// What was said last; a changed serial makes the same words news.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Live {
    polite: (u32, String),
    urgent: (u32, String),
}

impl Live {
    /// Takes in what changed between two states; true if there is something to say.
    pub(crate) fn follow(&mut self, old: &State, new: &State, words: &Words) -> bool {
        let thread = |state: &State| state.thread.as_ref().map(|thread| thread.id.clone());
        let is_same_thread = thread(old) == thread(new) && old.thread.is_some();
        let mut has_news = false;
        if is_same_thread && let Some(said) = arrived(old, new, words).or_else(|| connection(&old.connection, &new.connection, words)) {
            self.polite = (self.polite.0.wrapping_add(1), said);
            has_news = true;
        }
        if let Some(announce) =
            new.announce.as_ref().filter(|announce| old.announce.as_ref().map(|old| old.serial) != Some(announce.serial))
        {
            self.urgent = (self.urgent.0.wrapping_add(1), urgent(announce, new, words));
            has_news = true;
        }
        has_news
    }

    /// Two regions that only a screen reader meets.
    pub(crate) fn draw(&self) -> Html {
        html! {
            <>
                <div class="sr" aria-live="polite" aria-atomic="true"><span key={self.polite.0}>{ &self.polite.1 }</span></div>
                <div class="sr" aria-live="assertive" aria-atomic="true"><span key={self.urgent.0}>{ &self.urgent.1 }</span></div>
            </>
        }
    }
}

/// The newest message, if it is the customer's and came just now.
fn arrived(old: &State, new: &State, words: &Words) -> Option<String> {
    let row = new.timeline.last()?;
    let is_new = old.timeline.last().is_none_or(|last| last.message.order() < row.message.order());
    let message = &row.message;
    let is_news = is_new && message.direction == Direction::Inbound && old.timeline.find(&message.id).is_none();
    is_news.then(|| {
        let contact = super::contact_name(new, words);
        words.fill("says", &[("name", name::author(message, &contact, words)), ("text", &line(&message.content, words))])
    })
}

fn connection(old: &Connection, new: &Connection, words: &Words) -> Option<String> {
    let is_broken = |connection: &Connection| matches!(connection, Connection::Retrying { .. } | Connection::Offline | Connection::Lost(_));
    match (is_broken(old), is_broken(new)) {
        (false, true) => Some(words.say(if matches!(new, Connection::Lost(_)) { "strip.lost" } else { "strip.offline" }).to_owned()),
        (true, false) if *new == Connection::Online => Some(words.say("strip.online").to_owned()),
        _ => None,
    }
}

fn urgent(announce: &Announce, state: &State, words: &Words) -> String {
    if announce.key == "message-failed" {
        let contact = super::contact_name(state, words);
        return words.fill("failed.says", &[("name", &contact), ("reason", announce.text.as_deref().unwrap_or_default())]);
    }
    note(announce, words)
}

/// A failure in words, with what the proxy said about it.
pub(crate) fn note(announce: &Announce, words: &Words) -> String {
    let said = words.find("announce", announce.key).unwrap_or(words.say("announce.other"));
    match &announce.text {
        Some(text) => [said, " ", text].concat(),
        None => said.to_owned(),
    }
}

/// Whether a failure is shown nowhere else.
pub(crate) fn is_homeless(announce: &Announce) -> bool {
    matches!(announce.key, "react-failed" | "save-failed" | "message-gone")
}
