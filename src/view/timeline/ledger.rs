//! The rows of the thread by number: messages, then echoes, with their heights and days. Follows the state by what is new.

use super::guess;
use super::heights::Heights;
use crate::state::Message;
use crate::state::{Echo, State, Timeline};
use crate::view::row::Item;
use model::Timestamp;
use std::collections::HashMap;
use std::rc::Rc;
use yew::AttrValue;

/// Which day a moment lies on.
pub(super) type DayOf<'a> = &'a dyn Fn(Timestamp) -> i64;

#[derive(Default)]
pub(super) struct Ledger {
    pub(super) heights: Heights,
    days: Vec<i64>,
    timeline: Timeline,
    echoes: Vec<Rc<Echo>>,
}

/// What following the state did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moved {
    /// No row came or went before the last one that was there.
    No,
    /// Rows moved: older ones came, or one came in between.
    Yes,
}

impl Ledger {
    pub(super) fn len(&self) -> usize {
        self.heights.len()
    }

    pub(super) fn item(&self, at: usize) -> Option<Item> {
        match self.timeline.get(at) {
            Some(row) => Some(Item::Message(row.clone())),
            None => self.echoes.get(at.checked_sub(self.timeline.len())?).cloned().map(Item::Echo),
        }
    }

    pub(super) fn items(&self, from: usize, to: usize) -> Vec<Item> {
        let messages = self.timeline.len();
        let rows = self.timeline.slice(from.min(messages), to.min(messages)).into_iter().map(Item::Message);
        let (first, last) = (from.saturating_sub(messages), to.saturating_sub(messages).min(self.echoes.len()));
        rows.chain(self.echoes.get(first..last).into_iter().flatten().cloned().map(Item::Echo)).collect()
    }

    pub(super) fn day(&self, at: usize) -> i64 {
        self.days.get(at).copied().unwrap_or_default()
    }

    /// The messages behind a row, as far as an answer to it may stand.
    pub(super) fn behind(&self, at: usize) -> Vec<Rc<crate::state::Row>> {
        const FAR: usize = 40;
        self.timeline.slice(at + 1, at + 1 + FAR)
    }

    /// Takes in what is new. Costs what is new costs; a row in between costs a walk over all.
    pub(super) fn follow(&mut self, state: &State, day_of: DayOf<'_>) -> Moved {
        let old = std::mem::replace(&mut self.timeline, state.timeline.clone());
        let messages = old.len();
        let mut known = HashMap::new();
        for (place, echo) in self.echoes.iter().enumerate() {
            known.insert(AttrValue::from(echo.client_id.as_str().to_owned()), self.heights.get(messages + place));
        }
        self.cut(messages);
        let moved = self.follow_messages(&old, &mut known, day_of);
        self.echoes = state.echoes().cloned().collect();
        for echo in self.echoes.clone() {
            self.push(&Item::Echo(echo), &known, day_of);
        }
        moved
    }

    fn follow_messages(&mut self, old: &Timeline, known: &mut HashMap<AttrValue, f64>, day_of: DayOf<'_>) -> Moved {
        let (before, now) = (old.len(), self.timeline.len());
        let same = |a: Option<&Message>, b: Option<&Message>| a.map(|a| &a.id) == b.map(|b| &b.id);
        let is_at = |place: usize, in_old: usize| same(message(&self.timeline, place), message(old, in_old));
        if before > 0 && now >= before && is_at(0, 0) && is_at(before - 1, before - 1) {
            for place in before..now {
                self.push_message(place, known, day_of);
            }
            return Moved::No;
        }
        if before > 0 && now > before && is_at(now - before, 0) && is_at(now - 1, before - 1) {
            let added = self.timeline.slice(0, now - before);
            self.days.splice(0..0, added.iter().map(|row| day_of(row.message.at)));
            self.heights.prepend(added.into_iter().map(|row| guess::height(&Item::Message(row))));
            return Moved::Yes;
        }
        for (place, row) in old.iter().enumerate() {
            known.insert(Item::Message(row.clone()).key(), self.heights.get(place));
        }
        self.cut(0);
        for row in self.timeline.clone().iter() {
            self.push(&Item::Message(row.clone()), known, day_of);
        }
        Moved::Yes
    }

    fn push_message(&mut self, place: usize, known: &HashMap<AttrValue, f64>, day_of: DayOf<'_>) {
        if let Some(row) = self.timeline.get(place).cloned() {
            self.push(&Item::Message(row), known, day_of);
        }
    }

    fn push(&mut self, item: &Item, known: &HashMap<AttrValue, f64>, day_of: DayOf<'_>) {
        let height = if known.is_empty() { None } else { known.get(&item.key()).copied() };
        self.heights.push(height.unwrap_or_else(|| guess::height(item)));
        self.days.push(day_of(item.at()));
    }

    fn cut(&mut self, len: usize) {
        self.heights.truncate(len);
        self.days.truncate(len);
    }
}

fn message(timeline: &Timeline, place: usize) -> Option<&Message> {
    timeline.get(place).map(|row| &row.message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::message::{Author, AuthorKind, Direction, Provenance};
    use model::status::{State as Far, Status};
    use model::{Channel, Content};

    const DAY: i64 = 86_400_000;

    fn message(minute: i64) -> Message {
        let at = Timestamp::from_millis(minute * 60_000);
        Message {
            id: minute.to_string().into(),
            seq: 1,
            client_id: None,
            direction: Direction::Inbound,
            channel: Channel::WhatsApp,
            account: "a".into(),
            author: Author { kind: AuthorKind::Customer, name: None },
            content: Content::text("x").into(),
            at,
            received_at: at,
            status: Status::new(Far::Delivered, at),
            reply_to: None,
            reactions: Vec::new(),
            edited: false,
            deleted: false,
            provenance: Provenance::Live,
            context: None,
        }
    }

    fn state(minutes: impl IntoIterator<Item = i64>) -> State {
        let mut state = State::default();
        for minute in minutes {
            state.timeline.merge(message(minute), 1);
        }
        state
    }

    fn day_of(at: Timestamp) -> i64 {
        at.millis().div_euclid(DAY)
    }

    fn keys(ledger: &Ledger) -> Vec<String> {
        ledger.items(0, ledger.len()).iter().map(|item| item.key().to_string()).collect()
    }

    #[test]
    fn measured_heights_stay_with_their_rows_whatever_comes() {
        for (before, after, moved) in [
            (vec![10, 20], vec![10, 20, 30], Moved::No),
            (vec![10, 20], vec![1, 5, 10, 20], Moved::Yes),
            (vec![10, 20], vec![10, 15, 20], Moved::Yes),
            (vec![10, 20], vec![1, 10, 15, 20, 30], Moved::Yes),
            (vec![10, 20], vec![20], Moved::Yes),
            (vec![], vec![10], Moved::Yes),
        ] {
            let mut ledger = Ledger::default();
            ledger.follow(&state(before.clone()), &day_of);
            for (place, minute) in before.iter().enumerate() {
                ledger.heights.set(place, 1000.0 + *minute as f64);
            }
            assert_eq!(ledger.follow(&state(after.clone()), &day_of), moved, "{after:?}");
            assert_eq!(keys(&ledger), after.iter().map(i64::to_string).collect::<Vec<_>>());
            for (place, minute) in after.iter().enumerate().filter(|(_, minute)| before.contains(minute)) {
                assert_eq!(ledger.heights.get(place), 1000.0 + *minute as f64, "{before:?} to {after:?}");
            }
        }
    }

    #[test]
    fn days_are_known_for_each_row() {
        let mut ledger = Ledger::default();
        ledger.follow(&state([0, 1439, 1440]), &day_of);
        ledger.follow(&state([-1, 0, 1439, 1440]), &day_of);
        assert_eq!((0..4).map(|at| ledger.day(at)).collect::<Vec<_>>(), [-1, 0, 0, 1]);
    }
}
