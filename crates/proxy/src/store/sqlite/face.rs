//! Rows as model words: messages, thread heads, addresses.

use super::key::{Key, Keyed};
use crate::store::StoreError;
use model::message::{Author, AuthorKind, Direction, Provenance, Reaction};
use model::thread::ContactHead;
use model::{Address, Channel, Message, MessageId, PhoneNumber, State, Status, Thread, ThreadId, Timestamp};
use rusqlite::{Connection, Row, params};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The columns of [`message`], of a table `message m`.
macro_rules! message_columns {
    () => {
        "m.key, m.seq, m.client_id, m.outbound, m.channel, m.account, m.author, m.author_name, m.content, m.at, m.received_at, \
         m.state, m.state_at, m.fault, m.reply_to, m.edited_at, m.deleted, m.provenance, m.context, \
         (SELECT json_group_array(json_object('emoji', r.emoji, 'author', r.author, 'at', r.at)) FROM reaction r \
          WHERE r.message = m.id AND r.emoji IS NOT NULL)"
    };
}
pub(super) use message_columns;

/// A message out of a row that begins with [`message_columns`].
pub(super) fn message(row: &Row<'_>) -> Result<Message, StoreError> {
    let text = |index: usize| row.get_ref(index).and_then(|value| Ok(value.as_str()?));
    let fault = json(row, 13)?;
    Ok(Message {
        id: MessageId::of(row.get(0)?),
        seq: count(row.get(1)?),
        client_id: row.get::<_, Option<String>>(2)?.map(Into::into),
        direction: if row.get(3)? { Direction::Outbound } else { Direction::Inbound },
        channel: Channel::from(text(4)?),
        account: text(5)?.into(),
        author: Author { kind: author(text(6)?), name: row.get(7)? },
        content: serde_json::from_str(text(8)?)?,
        at: moment(row.get(9)?),
        received_at: moment(row.get(10)?),
        status: Status { state: State::from(text(11)?), at: moment(row.get(12)?), fault },
        reply_to: row.get::<_, Option<Key>>(14)?.map(MessageId::of),
        edited: row.get::<_, Option<i64>>(15)?.is_some(),
        deleted: row.get(16)?,
        provenance: provenance(text(17)?),
        reactions: reactions(text(19)?)?,
        context: json(row, 18)?,
    })
}

fn json<T: DeserializeOwned>(row: &Row<'_>, index: usize) -> Result<Option<T>, StoreError> {
    let text = row.get_ref(index)?.as_str_or_null().map_err(rusqlite::Error::from)?;
    Ok(text.map(serde_json::from_str).transpose()?)
}

fn reactions(json: &str) -> Result<Vec<Reaction>, StoreError> {
    #[derive(Deserialize)]
    struct Kept {
        emoji: String,
        author: AuthorKind,
        at: i64,
    }
    if json == "[]" {
        return Ok(Vec::new());
    }
    let kept: Vec<Kept> = serde_json::from_str(json)?;
    Ok(kept.into_iter().map(|kept| Reaction { emoji: kept.emoji, author: kept.author, at: moment(kept.at) }).collect())
}

/// The head of a thread.
pub(super) fn head(connection: &Connection, thread: i64) -> Result<Thread, StoreError> {
    let sql = "SELECT key, coalesce(name, record_name), seq, waiting_since FROM thread WHERE id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let (id, name, seq, waiting) = statement.query_row([thread], |row| {
        Ok((ThreadId::of(row.get(0)?), row.get(1)?, count(row.get(2)?), row.get::<_, Option<i64>>(3)?.map(moment)))
    })?;
    let contact = ContactHead { name, addresses: addresses(connection, thread)? };
    Ok(Thread { id, contact, seq, waiting_since: waiting })
}

/// Every way to reach the person of a thread, numbers first, the longest known first; what she gave up stands last.
pub(super) fn addresses(connection: &Connection, thread: i64) -> Result<Vec<Address>, StoreError> {
    let sql = "SELECT kind, value, channel FROM address WHERE thread = ?1 ORDER BY gone, kind, at, value";
    let mut statement = connection.prepare_cached(sql)?;
    let rows =
        statement.query_map(params![thread], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)))?;
    rows.map(|row| row.map_err(StoreError::from).and_then(|(kind, value, channel)| address(&kind, value, &channel))).collect()
}

/// An address out of its columns.
pub(super) fn address(kind: &str, value: String, channel: &str) -> Result<Address, StoreError> {
    match kind {
        PHONE => PhoneNumber::parse(&value).map(Address::from).map_err(|error| StoreError::Broken(error.to_string())),
        _ => Ok(Address::UserId { value, channel: Channel::from(channel) }),
    }
}

/// The word in `address.kind` of a number.
pub(super) const PHONE: &str = "phone";
/// The word in `address.kind` of a channel's own id.
pub(super) const USER_ID: &str = "user_id";

/// An address as its columns: kind, value, channel.
pub(super) fn columns(address: &Address) -> (&'static str, &str, &str) {
    match address {
        Address::Phone { value } => (PHONE, value.as_str(), ""),
        Address::UserId { value, channel } => (USER_ID, value, channel.as_str()),
    }
}

/// The word in `consent.state` of a yes.
pub(super) const OPTED_IN: &str = "opted_in";
/// The word in `consent.state` of a no.
pub(super) const OPTED_OUT: &str = "opted_out";

/// A number that is never negative, out of its column.
pub(super) fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

/// A moment out of its column.
pub(super) fn moment(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

/// The word of an author's role.
pub(super) fn author_word(kind: AuthorKind) -> &'static str {
    match kind {
        AuthorKind::Customer => "customer",
        AuthorKind::Agent => "agent",
        AuthorKind::System => "system",
        AuthorKind::Phone => "phone",
        AuthorKind::Unknown => "unknown",
    }
}

fn author(word: &str) -> AuthorKind {
    match word {
        "customer" => AuthorKind::Customer,
        "agent" => AuthorKind::Agent,
        "system" => AuthorKind::System,
        "phone" => AuthorKind::Phone,
        _ => AuthorKind::Unknown,
    }
}

/// The word of how we came by a message.
pub(super) fn provenance_word(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Live => "live",
        Provenance::Echo => "echo",
        Provenance::Import => "import",
        Provenance::Backfill => "backfill",
        Provenance::Unknown => "unknown",
    }
}

fn provenance(word: &str) -> Provenance {
    match word {
        "live" => Provenance::Live,
        "echo" => Provenance::Echo,
        "import" => Provenance::Import,
        "backfill" => Provenance::Backfill,
        _ => Provenance::Unknown,
    }
}
