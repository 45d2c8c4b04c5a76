//! The messages of a thread in the order of people: (provider's time, id), each id once.
//!
//! Cheap to clone and cheap to change at any length: rows stand in chunks behind `Rc`, so one change copies one chunk.

use super::Message;
use super::carried::Carried;
use model::MessageId;
use model::status::Status;
use std::rc::Rc;

/// The most rows of a chunk before it is halved.
const CHUNK: usize = 256;
/// How many drawers the index by id has.
const DRAWERS: usize = 256;

/// One message with what this client has seen happen to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The message as it is now.
    pub message: Message,
    /// Every state that was seen, in the order of the states.
    pub journal: Vec<Status>,
    /// The log position of the newest content.
    face: u64,
    /// The log position of the newest reactions.
    reactions: u64,
}

impl Row {
    fn new(message: Message, as_of: u64) -> Self {
        Self { journal: vec![message.status.clone()], message, face: as_of, reactions: as_of }
    }

    fn note(&mut self, status: Status) {
        match self.journal.iter_mut().find(|known| known.state == status.state) {
            Some(known) => *known = known.clone().merge(status.clone()),
            None => {
                let at = self.journal.partition_point(|known| known.state < status.state);
                self.journal.insert(at, status.clone());
            }
        }
        self.message.status = self.message.status.clone().merge(status);
    }

    /// Takes in another sight of the same message, as of a log position.
    fn see(&mut self, message: Message, as_of: u64) {
        let (status, reactions) = (message.status.clone(), message.reactions.clone());
        if as_of >= self.face {
            self.face = as_of;
            let kept = (self.message.status.clone(), std::mem::take(&mut self.message.reactions));
            self.message = message;
            (self.message.status, self.message.reactions) = kept;
        }
        if as_of >= self.reactions {
            self.reactions = as_of;
            self.message.reactions = reactions;
        }
        self.note(status);
    }
}

/// A thread's messages. Equality is identity: two timelines are equal when nothing changed between them.
#[derive(Clone, Debug)]
pub struct Timeline {
    chunks: Vec<Rc<Vec<Rc<Row>>>>,
    index: Vec<Rc<Vec<Rc<Row>>>>,
    len: usize,
}

impl Default for Timeline {
    fn default() -> Self {
        Self { chunks: Vec::new(), index: vec![Rc::default(); DRAWERS], len: 0 }
    }
}

impl PartialEq for Timeline {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len
            && self.chunks.len() == other.chunks.len()
            && self.chunks.iter().zip(&other.chunks).all(|(mine, theirs)| Rc::ptr_eq(mine, theirs))
    }
}

/// What taking in a message did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merged {
    /// It is a new row.
    Added,
    /// It was there already.
    Known,
}

impl Timeline {
    /// How many messages are loaded.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether none is loaded.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The row at a place, counted from the oldest.
    pub fn get(&self, mut place: usize) -> Option<&Rc<Row>> {
        for chunk in &self.chunks {
            if place < chunk.len() {
                return chunk.get(place);
            }
            place -= chunk.len();
        }
        None
    }

    /// The newest row.
    pub fn last(&self) -> Option<&Rc<Row>> {
        self.chunks.last().and_then(|chunk| chunk.last())
    }

    /// All rows, oldest first. Walk it from either end.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Rc<Row>> {
        self.chunks.iter().flat_map(|chunk| chunk.iter())
    }

    /// The rows from one place up to another.
    pub fn slice(&self, from: usize, to: usize) -> Vec<Rc<Row>> {
        let mut start = 0;
        let mut found = Vec::with_capacity(to.saturating_sub(from));
        for chunk in &self.chunks {
            let end = start + chunk.len();
            if end > from && start < to {
                found.extend(chunk[from.max(start) - start..to.min(end) - start].iter().cloned());
            }
            start = end;
        }
        found
    }

    /// The row of an id.
    pub fn find(&self, id: &MessageId) -> Option<&Rc<Row>> {
        self.index.get(drawer(id))?.iter().find(|row| row.message.id == *id)
    }

    /// The place of an id, counted from the oldest.
    pub fn position(&self, id: &MessageId) -> Option<usize> {
        let row = self.find(id)?;
        let (chunk, place) = self.seat(&row.message);
        Some(self.chunks[..chunk].iter().map(|chunk| chunk.len()).sum::<usize>() + place)
    }

    /// Takes in a message as of a log position: a new row, or a newer sight of a known one.
    pub fn merge(&mut self, message: Message, as_of: u64) -> Merged {
        match self.find(&message.id).cloned() {
            Some(known) => {
                self.replace(&known, |row| row.see(message, as_of));
                Merged::Known
            }
            None => {
                self.insert(Rc::new(Row::new(message, as_of)));
                Merged::Added
            }
        }
    }

    /// Moves a message's status on; false if the message isn't loaded.
    pub fn status(&mut self, id: &MessageId, status: Status) -> bool {
        self.change(id, |row| row.note(status))
    }

    /// Sets all reactions of a message as of a log position; false if the message isn't loaded.
    pub fn react(&mut self, id: &MessageId, reactions: Vec<model::message::Reaction>, seq: u64) -> bool {
        self.change(id, |row| {
            if seq >= row.reactions {
                row.reactions = seq;
                row.message.reactions = reactions;
            }
        })
    }

    /// Sets the content of a message as of a log position; false if the message isn't loaded.
    pub fn edit(&mut self, id: &MessageId, content: Carried, edited: bool, deleted: bool, seq: u64) -> bool {
        self.change(id, |row| {
            if seq >= row.face {
                row.face = seq;
                row.message.content = content;
                row.message.edited = edited;
                row.message.deleted = deleted;
            }
        })
    }

    fn change(&mut self, id: &MessageId, change: impl FnOnce(&mut Row)) -> bool {
        let Some(known) = self.find(id).cloned() else { return false };
        self.replace(&known, change);
        true
    }

    /// Puts a changed row where the old one stood; it moves if its time changed.
    fn replace(&mut self, known: &Rc<Row>, change: impl FnOnce(&mut Row)) {
        let mut row = Row::clone(known);
        change(&mut row);
        if row == **known {
            return;
        }
        let row = Rc::new(row);
        if row.message.order() == known.message.order() {
            let (chunk, place) = self.seat(&known.message);
            Rc::make_mut(&mut self.chunks[chunk])[place] = row.clone();
            let drawer = Rc::make_mut(&mut self.index[drawer(&row.message.id)]);
            if let Some(slot) = drawer.iter_mut().find(|slot| slot.message.id == row.message.id) {
                *slot = row;
            }
        } else {
            self.remove(known);
            self.insert(row);
        }
    }

    fn insert(&mut self, row: Rc<Row>) {
        Rc::make_mut(&mut self.index[drawer(&row.message.id)]).push(row.clone());
        self.len += 1;
        if self.chunks.is_empty() {
            self.chunks.push(Rc::new(vec![row]));
            return;
        }
        let (at, place) = self.seat(&row.message);
        let chunk = Rc::make_mut(&mut self.chunks[at]);
        chunk.insert(place, row);
        if chunk.len() > CHUNK {
            let rest = chunk.split_off(CHUNK / 2);
            self.chunks.insert(at + 1, Rc::new(rest));
        }
    }

    fn remove(&mut self, row: &Rc<Row>) {
        let (at, place) = self.seat(&row.message);
        let chunk = Rc::make_mut(&mut self.chunks[at]);
        chunk.remove(place);
        if chunk.is_empty() {
            self.chunks.remove(at);
        }
        Rc::make_mut(&mut self.index[drawer(&row.message.id)]).retain(|known| known.message.id != row.message.id);
        self.len -= 1;
    }

    /// Chunk and place at which a message stands or would stand; there is at least one chunk.
    fn seat(&self, message: &Message) -> (usize, usize) {
        let order = message.order();
        let before = |row: &Rc<Row>| row.message.order() < order;
        let chunk = self.chunks.partition_point(|chunk| chunk.last().is_some_and(before)).min(self.chunks.len() - 1);
        (chunk, self.chunks[chunk].partition_point(before))
    }
}

fn drawer(id: &MessageId) -> usize {
    let hash = id.as_str().bytes().fold(0xcbf2_9ce4_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 16)) as usize % DRAWERS
}
