//! A thread as people read it, page by page, and as a log, change by change.

use super::face::{self, message_columns, moment};
use super::key::{Key, Keyed};
use super::read::thread_row;
use super::write::Kind;
use crate::store::{Said, StoreError, View};
use model::api::get_history::Page;
use model::event::Change;
use model::thread::Consent;
use model::{Event, Message, MessageId, TenantId, ThreadId, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(super) fn view(connection: &Connection, tenant: &TenantId, thread: &ThreadId, newest: u32) -> Result<View, StoreError> {
    let row = thread_row(connection, tenant, thread)?;
    Ok(View {
        thread: face::head(connection, row)?,
        newest: messages(connection, row, None, newest)?,
        last_inbound: last_inbound(connection, row)?,
        consents: consents(connection, row)?,
    })
}

fn last_inbound(connection: &Connection, thread: i64) -> Result<Vec<(model::AccountSlug, model::Channel, Timestamp)>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT account, channel, at FROM last_inbound WHERE thread = ?1 ORDER BY account, channel")?;
    let rows = statement
        .query_map([thread], |row| Ok((row.get::<_, String>(0)?.into(), row.get::<_, String>(1)?.as_str().into(), moment(row.get(2)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn consents(connection: &Connection, thread: i64) -> Result<Vec<Said>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT account, about, state FROM consent WHERE thread = ?1")?;
    let rows = statement.query_map([thread], |row| {
        let consent = if row.get::<_, String>(2)? == face::OPTED_OUT { Consent::OptedOut } else { Consent::OptedIn };
        let about = Some(row.get::<_, String>(1)?).filter(|about| !about.is_empty());
        Ok(Said { account: row.get::<_, String>(0)?.into(), about, consent })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn page(
    connection: &Connection,
    tenant: &TenantId,
    thread: &ThreadId,
    before: Option<&str>,
    limit: u32,
) -> Result<Page, StoreError> {
    let row = thread_row(connection, tenant, thread)?;
    let before = before.map(|text| Cursor::parse(text).ok_or(StoreError::NotFound)).transpose()?;
    messages(connection, row, before, limit)
}

/// A place in the order of people: this message is not on the page, the one before it is.
struct Cursor {
    at: i64,
    key: Key,
    /// The last message before it that came in its turn, if there is one.
    turn: Option<i64>,
}

impl Cursor {
    /// Behind the newest message.
    fn end(connection: &Connection, thread: i64) -> Result<Self, StoreError> {
        let mut statement = connection.prepare_cached("SELECT top FROM thread WHERE id = ?1")?;
        Ok(Self { at: i64::MAX, key: [0xff; 16], turn: statement.query_row([thread], |row| row.get(0))? })
    }

    fn text(&self) -> String {
        let mut bytes = self.at.to_be_bytes().to_vec();
        bytes.extend_from_slice(&self.key);
        bytes.extend_from_slice(&self.turn.unwrap_or_default().to_be_bytes());
        hex::encode(bytes)
    }

    fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 32] = hex::decode(text).ok()?.try_into().ok()?;
        let (at, rest) = bytes.split_at(8);
        let (key, turn) = rest.split_at(16);
        let number = |bytes: &[u8]| Some(i64::from_be_bytes(bytes.try_into().ok()?));
        Some(Self { at: number(at)?, key: key.try_into().ok()?, turn: Some(number(turn)?).filter(|row| *row != 0) })
    }
}

/// A message, and its row if it came in its turn.
type Found = (Message, Option<i64>);

fn messages(connection: &Connection, thread: i64, before: Option<Cursor>, limit: u32) -> Result<Page, StoreError> {
    let before = before.map_or_else(|| Cursor::end(connection, thread), Ok)?;
    let mut found = in_turn(connection, thread, before.turn, i64::from(limit) + 1)?;
    found.extend(late(connection, thread, &before, i64::from(limit) + 1)?);
    found.sort_unstable_by(|(a, _), (b, _)| (b.at, &b.id).cmp(&(a.at, &a.id)));
    let rest = found.split_off(found.len().min(limit as usize));
    let turn = rest.iter().find_map(|(_, row)| *row);
    let first = found.last().filter(|_| !rest.is_empty());
    let older = first.and_then(|(first, _)| Some(Cursor { at: first.at.millis(), key: first.id.key()?, turn }.text()));
    Ok(Page { messages: found.into_iter().rev().map(|(message, _)| message).collect(), older })
}

/// Messages that came in their turn, newest first: each names the one before it.
fn in_turn(connection: &Connection, thread: i64, newest: Option<i64>, mut limit: i64) -> Result<Vec<Found>, StoreError> {
    let sql =
        concat!("SELECT ", message_columns!(), ", m.before AS before, m.late AS late FROM message m WHERE m.id = ?1 AND m.thread = ?2");
    let mut statement = connection.prepare_cached(sql)?;
    let (mut next, mut found) = (newest, Vec::new());
    while let Some(row) = next.filter(|_| limit > 0) {
        let mut rows = statement.query([row, thread])?;
        // A cursor is a client's word: it may name a row of somebody else.
        let this = rows.next()?.ok_or(StoreError::NotFound)?;
        next = this.get("before")?;
        if !this.get("late")? {
            limit -= 1;
            found.push((face::message(this)?, Some(row)));
        }
    }
    Ok(found)
}

/// Messages that did not, newest first.
fn late(connection: &Connection, thread: i64, before: &Cursor, limit: i64) -> Result<Vec<Found>, StoreError> {
    let sql = concat!(
        "SELECT ",
        message_columns!(),
        " FROM message m WHERE m.thread = ?1 AND m.late AND (m.at, m.key) < (?2, ?3) ORDER BY m.at DESC, m.key DESC LIMIT ?4"
    );
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![thread, before.at, before.key, limit])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push((face::message(row)?, None));
    }
    Ok(found)
}

pub(super) fn events_after(
    connection: &Connection,
    tenant: &TenantId,
    thread: &ThreadId,
    seq: u64,
    limit: u32,
) -> Result<Vec<Event>, StoreError> {
    let row = thread_row(connection, tenant, thread)?;
    let after = i64::try_from(seq).map_err(|_| StoreError::Reset)?;
    let mut statement = connection.prepare_cached("SELECT seq, event FROM thread WHERE id = ?1")?;
    let (newest, end): (i64, Option<i64>) = statement.query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let last = newest.min(after.saturating_add(i64::from(limit)));
    if after > newest {
        return Err(StoreError::Reset);
    }
    let mut next = if last == newest { end } else { event_at(connection, row, last, end)? };
    let sql = concat!(
        "SELECT ",
        message_columns!(),
        ", e.seq AS place, e.kind AS change, e.before AS before FROM event e LEFT JOIN message m ON m.id = e.message WHERE e.id = ?1"
    );
    let mut statement = connection.prepare_cached(sql)?;
    let mut place = last;
    let mut events = Vec::new();
    while place > after {
        let mut rows = statement.query([next.ok_or(StoreError::Reset)?])?;
        let found = rows.next()?.ok_or(StoreError::Reset)?;
        next = found.get("before")?;
        events.push(Event { seq: face::count(found.get("place")?), change: change(connection, row, found)? });
        place -= 1;
    }
    events.reverse();
    let whole = events.first().is_none_or(|first| first.seq == seq + 1);
    if whole { Ok(events) } else { Err(StoreError::Reset) }
}

/// The row of a thread's change at this position: a few steps back from the next milestone, or from the end.
fn event_at(connection: &Connection, thread: i64, seq: i64, end: Option<i64>) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT id FROM event WHERE thread = ?1 AND seq >= ?2 AND seq % 64 = 0 ORDER BY seq LIMIT 1";
    let milestone = connection.prepare_cached(sql)?.query_row([thread, seq], |row| row.get(0)).optional()?;
    let mut statement = connection.prepare_cached("SELECT seq, before FROM event WHERE id = ?1")?;
    let mut next = milestone.or(end);
    while let Some(row) = next {
        let (place, before): (i64, Option<i64>) = statement.query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if place <= seq {
            break;
        }
        next = before;
    }
    Ok(next)
}

fn change(connection: &Connection, thread: i64, row: &Row<'_>) -> Result<Change, StoreError> {
    let message_id = || Ok::<_, StoreError>(MessageId::of(row.get(0)?));
    let kind = Kind::from_column(row.get("change")?).ok_or_else(|| StoreError::Broken("an event of an unknown kind".to_owned()))?;
    Ok(match kind {
        Kind::Message => Change::Message(Box::new(face::message(row)?)),
        Kind::Status => Change::Status { message_id: message_id()?, status: face::message(row)?.status },
        Kind::Reaction => Change::Reaction { message_id: message_id()?, reactions: face::message(row)?.reactions },
        Kind::Edit => {
            let message = face::message(row)?;
            let (edited, deleted) = (message.edited, message.deleted);
            Change::Edit { message_id: message.id, content: Box::new(message.content), edited, deleted }
        }
        Kind::Thread => Change::Thread(Box::new(face::head(connection, thread)?)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_and_nothing_else_is_one() {
        for turn in [None, Some(5)] {
            let read = Cursor::parse(&Cursor { at: -1, key: [7; 16], turn }.text()).unwrap();
            assert_eq!((read.at, read.key, read.turn), (-1, [7; 16], turn));
        }
        for text in ["", "zz", "00", "'; DROP TABLE message"] {
            assert!(Cursor::parse(text).is_none(), "{text}");
        }
    }
}
