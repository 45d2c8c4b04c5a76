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
use rusqlite::{Connection, Row, params};

pub(super) fn view(connection: &Connection, tenant: &TenantId, thread: &ThreadId, newest: u32) -> Result<View, StoreError> {
    let row = thread_row(connection, tenant, thread)?;
    Ok(View {
        thread: face::head(connection, row)?,
        newest: messages(connection, row, Cursor::END, newest)?,
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
    let before = before.map_or(Ok(Cursor::END), |text| Cursor::parse(text).ok_or(StoreError::NotFound))?;
    messages(connection, row, before, limit)
}

/// A place in the order of people: this message is not on the page, the one before it is.
struct Cursor {
    at: i64,
    key: Key,
}

impl Cursor {
    const END: Self = Self { at: i64::MAX, key: [0xff; 16] };

    fn text(&self) -> String {
        let mut bytes = self.at.to_be_bytes().to_vec();
        bytes.extend_from_slice(&self.key);
        hex::encode(bytes)
    }

    fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 24] = hex::decode(text).ok()?.try_into().ok()?;
        let (at, key) = bytes.split_at(8);
        Some(Self { at: i64::from_be_bytes(at.try_into().ok()?), key: key.try_into().ok()? })
    }
}

fn messages(connection: &Connection, thread: i64, before: Cursor, limit: u32) -> Result<Page, StoreError> {
    let sql = concat!(
        "SELECT ",
        message_columns!(),
        " FROM message m WHERE m.thread = ?1 AND (m.at, m.key) < (?2, ?3) ORDER BY m.at DESC, m.key DESC LIMIT ?4"
    );
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![thread, before.at, before.key, i64::from(limit) + 1])?;
    let mut messages: Vec<Message> = Vec::new();
    while let Some(row) = rows.next()? {
        messages.push(face::message(row)?);
    }
    let more = messages.len() > limit as usize;
    messages.truncate(limit as usize);
    messages.reverse();
    let first = messages.first().filter(|_| more);
    let older = first.and_then(|first| Some(Cursor { at: first.at.millis(), key: first.id.key()? }.text()));
    Ok(Page { messages, older })
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
    let sql = concat!(
        "SELECT ",
        message_columns!(),
        ", e.seq AS place, e.kind AS change FROM event e LEFT JOIN message m ON m.id = e.message WHERE e.thread = ?1 AND e.seq > ?2 ORDER BY e.seq LIMIT ?3"
    );
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![row, after, limit])?;
    let mut events: Vec<Event> = Vec::new();
    while let Some(found) = rows.next()? {
        let seq = face::count(found.get("place")?);
        events.push(Event { seq, change: change(connection, row, found)? });
    }
    let whole = match events.first() {
        Some(first) => first.seq == seq + 1,
        None => limit == 0 || newest(connection, row)? == seq,
    };
    if whole { Ok(events) } else { Err(StoreError::Reset) }
}

fn newest(connection: &Connection, thread: i64) -> Result<u64, StoreError> {
    Ok(connection.prepare_cached("SELECT seq FROM thread WHERE id = ?1")?.query_row([thread], |row| row.get(0).map(face::count))?)
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
        let cursor = Cursor { at: -1, key: [7; 16] };
        let read = Cursor::parse(&cursor.text()).unwrap();
        assert_eq!((read.at, read.key), (-1, [7; 16]));
        for text in ["", "zz", "00", "'; DROP TABLE message"] {
            assert!(Cursor::parse(text).is_none(), "{text}");
        }
    }
}
