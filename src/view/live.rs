//! What is said aloud: new messages and the connection politely, failures at once, each of them once.

use super::bubble::{line, name};
use crate::state::{Announce, Connection, State};
use crate::view::html::html;
use crate::words::Words;
use model::message::Direction;
use yew::prelude::*;

/// What was said last; a changed serial makes the same words news.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Live {
    polite: (u32, String),
    urgent: (u32, String),
    /// It was said that there is no connection, and not yet that there is one again.
    is_broken: bool,
}

impl Live {
    /// Takes in what changed between two states; true if there is something to say.
    pub(crate) fn follow(&mut self, old: &State, new: &State, words: &Words) -> bool {
        let thread = |state: &State| state.thread.as_ref().map(|thread| thread.id.clone());
        let is_same_thread = thread(old) == thread(new) && old.thread.is_some();
        let mut has_news = false;
        let line = if is_same_thread { self.connection(&new.connection) } else { None };
        if is_same_thread && let Some(said) = arrived(old, new, words).or_else(|| line.map(|key| words.say(key).to_owned())) {
            self.polite = (self.polite.0.wrapping_add(1), said);
            has_news = true;
        }
        if !is_same_thread {
            self.is_broken = false;
        }
        if let Some(announce) =
            new.announce.as_ref().filter(|announce| old.announce.as_ref().map(|old| old.serial) != Some(announce.serial))
        {
            self.urgent = (self.urgent.0.wrapping_add(1), urgent(announce, new, words));
            has_news = true;
        }
        has_news
    }

    /// What is to say about the line: once that it broke, once that it is whole again, however many attempts lie between.
    fn connection(&mut self, now: &Connection) -> Option<&'static str> {
        let (is_broken, said) = match now {
            Connection::Lost(_) => (true, "strip.lost"),
            Connection::Retrying { .. } | Connection::Offline => (true, "strip.offline"),
            Connection::Online => (false, "strip.online"),
            Connection::Connecting => return None,
        };
        (std::mem::replace(&mut self.is_broken, is_broken) != is_broken).then_some(said)
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
    matches!(announce.key, "react-failed" | "save-failed" | "message-gone" | "part-failed")
}

#[cfg(test)]
mod tests {
    use super::Live;
    use crate::state::Connection;
    use model::Timestamp;

    #[test]
    fn the_line_is_spoken_of_twice_however_often_it_was_tried() {
        let mut live = Live::default();
        let retrying = |attempt| Connection::Retrying { attempt, next_at: Timestamp::default() };
        let course = [Connection::Connecting, Connection::Online, retrying(1), Connection::Connecting, retrying(2), Connection::Connecting];
        let said: Vec<_> = course.iter().chain([&Connection::Online, &Connection::Online]).filter_map(|now| live.connection(now)).collect();
        assert_eq!(said, ["strip.offline", "strip.online"]);
    }
}
