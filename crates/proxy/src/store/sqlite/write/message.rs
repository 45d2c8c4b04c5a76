//! A message that came in: once by its provider's name, in its person's thread, with the next `seq`.

use super::super::face;
use super::super::key::{Key, Keyed};
use super::super::read::reference_text;
use super::{Group, Kind, media, person, word};
use crate::fact::ready::{Arrival, NewMessage, Word, addresses};
use crate::store::StoreError;
use model::message::{AuthorKind, Direction, Provenance};
use model::{Address, State, ThreadId};
use rusqlite::params;

/// What came of a message.
pub(super) enum Arrived {
    /// We didn't have it.
    New,
    /// We had it.
    Repeated,
}

/// The thread as it is with this message counted.
struct Counted {
    row: i64,
    key: Key,
    seq: i64,
    name: Option<String>,
    name_at: Option<i64>,
}

pub(super) fn arrived(group: &mut Group<'_>, arrival: &Arrival, new: &NewMessage) -> Result<Arrived, StoreError> {
    // The name first: it says whether the message is new without another look.
    let row = group.next_message()?;
    if !word::name(group, &arrival.account, &new.provider_id, row)? {
        return Ok(Arrived::Repeated);
    }
    let addresses = addresses(&new.party, &arrival.channel);
    let thread = count(group, arrival, new, &addresses)?;
    insert(group, arrival, new, &thread, row)?;
    group.log_as(thread.seq, thread.row, thread.key, Kind::Message, Some(row))?;
    if let (Direction::Inbound, Some(from)) = (new.direction, addresses.first()) {
        heard_from(group, thread.row, arrival, new, from)?;
    }
    for file in &new.files {
        media::wanted(group, arrival, row, file, &reference_text(&file.reference))?;
    }
    if let Some(quoted) = &new.quoted {
        word::quotes(group, &arrival.account, quoted, row, &new.id, arrival.at)?;
    }
    word::unpark(group, &arrival.account, &new.provider_id, row)?;
    rename(group, &thread, new)?;
    Ok(Arrived::New)
}

/// Takes the next `seq` of the person's thread and moves its waiting clock as [`model::thread::waiting_after`] says.
fn count(group: &mut Group<'_>, arrival: &Arrival, new: &NewMessage, addresses: &[Address]) -> Result<Counted, StoreError> {
    let found = match addresses {
        [address] => {
            let (kind, value, channel) = face::columns(address);
            let sql = "SELECT t.id, t.key, t.seq, t.name, t.name_at, t.waiting_since FROM address a JOIN thread t ON t.id = a.thread \
                       WHERE a.tenant = ?1 AND a.kind = ?2 AND a.value = ?3 AND a.channel = ?4";
            group.one(sql, params![arrival.tenant.as_str(), kind, value, channel], known)?
        }
        _ => None,
    };
    let (mut counted, waiting) = match found {
        Some(found) => found,
        None => begun(group, arrival, new, addresses)?,
    };
    counted.seq += 1;
    let waits = match (new.provenance, new.direction) {
        (Provenance::Import | Provenance::Backfill, _) => waiting,
        (_, Direction::Inbound) => waiting.or(Some(new.at.millis())),
        (_, Direction::Outbound) => None,
    };
    group.execute("UPDATE thread SET seq = ?1, waiting_since = ?2 WHERE id = ?3", params![counted.seq, waits, counted.row])?;
    Ok(counted)
}

/// A thread's row, and since when she waits.
type Known = (Counted, Option<i64>);

fn known(row: &rusqlite::Row<'_>) -> rusqlite::Result<Known> {
    let counted = Counted { row: row.get(0)?, key: row.get(1)?, seq: row.get(2)?, name: row.get(3)?, name_at: row.get(4)? };
    Ok((counted, row.get(5)?))
}

/// The thread of somebody with several addresses, or of somebody new. A new thread begins with the name that came along.
fn begun(group: &mut Group<'_>, arrival: &Arrival, new: &NewMessage, addresses: &[Address]) -> Result<Known, StoreError> {
    let id = ThreadId::of(new.id.key().ok_or_else(|| StoreError::Broken("a message needs an id of ours".to_owned()))?);
    let reason = person::Reason { why: "webhook", at: arrival.at };
    let home = person::home(group, &arrival.tenant, addresses, reason, &id)?;
    if home.created && new.party.name.is_some() {
        let sql = "UPDATE thread SET name = ?1, name_at = ?2 WHERE id = ?3";
        group.execute(sql, params![new.party.name, new.at.millis(), home.row])?;
    }
    let sql = "SELECT id, key, seq, name, name_at, waiting_since FROM thread WHERE id = ?1";
    group.one(sql, [home.row], known)?.ok_or_else(|| StoreError::Broken("a thread is gone".to_owned()))
}

fn insert(group: &Group<'_>, arrival: &Arrival, new: &NewMessage, thread: &Counted, row: i64) -> Result<(), StoreError> {
    let key = new.id.key().ok_or_else(|| StoreError::Broken("a message needs an id of ours".to_owned()))?;
    let (outbound, author, name, state) = match new.direction {
        Direction::Inbound => (false, AuthorKind::Customer, new.party.name.as_deref(), State::Delivered),
        Direction::Outbound => (true, AuthorKind::Phone, None, State::Sent),
    };
    let sql = "INSERT INTO message (key, thread, seq, outbound, channel, account, author, author_name, provenance, provider_id, at, \
               received_at, state, state_at, content, id, context) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?11, ?14, ?15, ?16)";
    let values = params![
        key,
        thread.row,
        thread.seq,
        outbound,
        arrival.channel.as_str(),
        arrival.account.as_str(),
        face::author_word(author),
        name,
        face::provenance_word(new.provenance),
        new.provider_id.as_str(),
        new.at.millis(),
        arrival.at.millis(),
        state.as_str(),
        new.content,
        row,
        new.context,
    ];
    group.execute(sql, values)?;
    Ok(())
}

/// Moves the reply window, where she said or did something herself.
fn heard_from(group: &Group<'_>, thread: i64, arrival: &Arrival, new: &NewMessage, from: &Address) -> Result<(), StoreError> {
    let Some(opens) = new.opens else { return Ok(()) };
    let (kind, value, _) = face::columns(from);
    last_inbound(group, thread, (arrival.account.as_str(), arrival.channel.as_str()), opens.millis(), (kind, value))
}

/// Keeps the newest inbound time of an account and channel, and where it came from.
pub(super) fn last_inbound(
    group: &Group<'_>,
    thread: i64,
    (account, channel): (&str, &str),
    at: i64,
    (kind, value): (&str, &str),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO last_inbound (thread, account, channel, at, kind, value) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
               ON CONFLICT (thread, account, channel) DO UPDATE SET at = excluded.at, kind = excluded.kind, value = excluded.value \
               WHERE excluded.at >= at";
    group.execute(sql, params![thread, account, channel, at, kind, value])?;
    Ok(())
}

/// Takes the name that the person gave herself last.
fn rename(group: &mut Group<'_>, thread: &Counted, new: &NewMessage) -> Result<(), StoreError> {
    let at = new.at.millis();
    let older = thread.name_at.is_some_and(|known| known > at);
    if new.party.name.is_none() || new.party.name == thread.name || older {
        return Ok(());
    }
    group.execute("UPDATE thread SET name = ?1, name_at = ?2 WHERE id = ?3", params![new.party.name, at, thread.row])?;
    group.log(thread.row, Kind::Thread, None)
}

/// A message's word as it is parked while the message that it quotes isn't known.
pub(super) fn quotation(by: &model::MessageId) -> Word {
    Word::Quoted { by: by.clone() }
}
