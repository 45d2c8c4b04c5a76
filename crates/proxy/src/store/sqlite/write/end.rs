//! The ends of a thread: the last change of its log, and the last message in its turn. Both grow there, each row naming the
//! one before it, so that nothing is looked up and no place in a tree over all threads has to be found.

use super::super::key::Key;
use super::{Group, Kind};
use crate::store::StoreError;
use rusqlite::{Row, params};

/// The columns of [`End::read`], of a table `thread t`.
macro_rules! end_columns {
    () => {
        "t.id, t.key, t.seq, t.waiting_since, t.event, t.top, t.top_at, t.top_key"
    };
}
pub(super) use end_columns;

/// Where a thread goes on.
pub(super) struct End {
    pub(super) row: i64,
    pub(super) key: Key,
    /// The last position of the log.
    pub(super) seq: i64,
    /// Since when she waits.
    pub(super) waiting: Option<i64>,
    event: Option<i64>,
    top: Option<Top>,
}

/// The last message in its turn.
#[derive(Clone, Copy)]
struct Top {
    row: i64,
    /// Its place in the order of people.
    place: (i64, Key),
}

/// Where a message stands among the others of its thread.
#[derive(Clone, Copy)]
pub(super) enum Turn {
    /// Below all others, the last of which was this one.
    Next(Option<i64>),
    /// Somewhere above one that came earlier.
    Late,
}

impl Turn {
    /// Its columns: `before` and `late`.
    pub(super) fn columns(self) -> (Option<i64>, bool) {
        match self {
            Self::Next(before) => (before, false),
            Self::Late => (None, true),
        }
    }
}

impl End {
    /// Out of a row that begins with [`end_columns`].
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let top = match row.get(5)? {
            Some(top) => Some(Top { row: top, place: (row.get(6)?, row.get(7)?) }),
            None => None,
        };
        Ok(Self { row: row.get(0)?, key: row.get(1)?, seq: row.get(2)?, waiting: row.get(3)?, event: row.get(4)?, top })
    }

    /// The turn of a new message.
    pub(super) fn turn(&mut self, message: i64, at: i64, key: Key) -> Turn {
        match self.top {
            Some(top) if (at, key) < top.place => Turn::Late,
            top => {
                self.top = Some(Top { row: message, place: (at, key) });
                Turn::Next(top.map(|top| top.row))
            }
        }
    }
}

impl Group<'_> {
    /// The end of a thread.
    pub(super) fn end(&self, thread: i64) -> Result<End, StoreError> {
        let end = self.one(concat!("SELECT ", end_columns!(), " FROM thread t WHERE t.id = ?1"), [thread], End::read)?;
        end.ok_or_else(|| StoreError::Broken("a thread is gone".to_owned()))
    }

    /// Gives the thread's next `seq` to a change of it.
    pub(super) fn log(&mut self, thread: i64, kind: Kind, message: Option<i64>) -> Result<(), StoreError> {
        let mut end = self.end(thread)?;
        self.append(&mut end, kind, message)
    }

    /// The same for a thread whose end is known; the end is kept as it is then.
    pub(super) fn append(&mut self, end: &mut End, kind: Kind, message: Option<i64>) -> Result<(), StoreError> {
        end.seq += 1;
        let sql = "INSERT INTO event (thread, seq, kind, message, before) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.execute(sql, params![end.row, end.seq, kind as i64, message, end.event])?;
        end.event = Some(self.connection().last_insert_rowid());
        let sql = "UPDATE thread SET seq = ?1, waiting_since = ?2, event = ?3, top = ?4, top_at = ?5, top_key = ?6 WHERE id = ?7";
        let (top, place) = end.top.map(|top| (top.row, top.place)).unzip();
        let (at, key) = place.unzip();
        self.execute(sql, params![end.seq, end.waiting, end.event, top, at, key, end.row])?;
        self.changed.push(end.key);
        Ok(())
    }
}
