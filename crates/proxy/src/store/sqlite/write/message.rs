//! A message that came in: once by its provider's name, in its person's thread, with the next `seq`.

use super::super::face;
use super::super::key::Keyed;
use super::super::read::reference_text;
use super::end::{End, end_columns};
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

/// A thread as far as a message may change it.
struct Known {
    end: End,
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
    let mut thread = thread(group, arrival, new, &addresses)?;
    thread.end.waiting = waiting(&thread.end, new);
    insert(group, arrival, new, &mut thread.end, row)?;
    group.append(&mut thread.end, Kind::Message, Some(row))?;
    if let (Direction::Inbound, Some(from)) = (new.direction, addresses.first()) {
        heard_from(group, thread.end.row, arrival, new, from)?;
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

/// The person's thread.
fn thread(group: &mut Group<'_>, arrival: &Arrival, new: &NewMessage, addresses: &[Address]) -> Result<Known, StoreError> {
    let found = match addresses {
        [address] => {
            let (kind, value, channel) = face::columns(address);
            let sql = concat!(
                "SELECT ",
                end_columns!(),
                ", t.name, t.name_at FROM address a JOIN thread t ON t.id = a.thread \
                 WHERE a.tenant = ?1 AND a.kind = ?2 AND a.value = ?3 AND a.channel = ?4"
            );
            group.one(sql, params![arrival.tenant.as_str(), kind, value, channel], known)?
        }
        _ => None,
    };
    found.map_or_else(|| begun(group, arrival, new, addresses), Ok)
}

fn known(row: &rusqlite::Row<'_>) -> rusqlite::Result<Known> {
    Ok(Known { end: End::read(row)?, name: row.get("name")?, name_at: row.get("name_at")? })
}

/// Since when she waits with this message: the waiting clock moves as [`model::thread::waiting_after`] says.
fn waiting(thread: &End, new: &NewMessage) -> Option<i64> {
    match (new.provenance, new.direction) {
        (Provenance::Import | Provenance::Backfill, _) => thread.waiting,
        (_, Direction::Inbound) => thread.waiting.or(Some(new.at.millis())),
        (_, Direction::Outbound) => None,
    }
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
    let sql = concat!("SELECT ", end_columns!(), ", t.name, t.name_at FROM thread t WHERE t.id = ?1");
    group.one(sql, [home.row], known)?.ok_or_else(|| StoreError::Broken("a thread is gone".to_owned()))
}

fn insert(group: &Group<'_>, arrival: &Arrival, new: &NewMessage, thread: &mut End, row: i64) -> Result<(), StoreError> {
    let key = new.id.key().ok_or_else(|| StoreError::Broken("a message needs an id of ours".to_owned()))?;
    let (outbound, author, name, state) = match new.direction {
        Direction::Inbound => (false, AuthorKind::Customer, new.party.name.as_deref(), State::Delivered),
        Direction::Outbound => (true, AuthorKind::Phone, None, State::Sent),
    };
    let sql = "INSERT INTO message (key, thread, seq, outbound, channel, account, author, author_name, provenance, provider_id, at, \
               received_at, state, state_at, content, id, context, before, late) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?11, ?14, ?15, ?16, ?17, ?18)";
    let (before, late) = thread.turn(row, new.at.millis(), key).columns();
    let values = params![
        key,
        thread.row,
        thread.seq + 1,
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
        before,
        late,
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
fn rename(group: &mut Group<'_>, thread: &Known, new: &NewMessage) -> Result<(), StoreError> {
    let at = new.at.millis();
    let older = thread.name_at.is_some_and(|known| known > at);
    if new.party.name.is_none() || new.party.name == thread.name || older {
        return Ok(());
    }
    group.execute("UPDATE thread SET name = ?1, name_at = ?2 WHERE id = ?3", params![new.party.name, at, thread.end.row])?;
    group.log(thread.end.row, Kind::Thread, None)
}

/// A message's word as it is parked while the message that it quotes isn't known.
pub(super) fn quotation(by: &model::MessageId) -> Word {
    Word::Quoted { by: by.clone() }
}
