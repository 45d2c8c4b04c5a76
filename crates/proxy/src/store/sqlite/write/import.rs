//! A message out of a file: an old time, a new `seq`, and the same one only once.

use super::super::face;
use super::super::key::{Key, Keyed};
use super::super::read::{self, thread_row};
use super::{Group, Kind, media, message, reply, word};
use crate::fact::Written;
use crate::fact::ready::NewImport;
use crate::store::StoreError;
use model::message::Direction;
use model::{Address, MessageId};
use rusqlite::params;

pub(super) fn import(group: &mut Group<'_>, new: &NewImport) -> Result<Written, StoreError> {
    let thread = thread_row(group.connection(), &new.tenant, &new.thread)?;
    if let Some(row) = word::named(group, &new.message.account, &new.provider_id)? {
        let sql = "SELECT key FROM message WHERE id = ?1 AND thread = ?2";
        let key = group.one(sql, params![row, thread], |row| row.get::<_, Key>(0))?.ok_or(StoreError::NotFound)?;
        let message = read::message(group.connection(), &new.tenant, &new.thread, &MessageId::of(key))?;
        return Ok(Written::Message { message: Box::new(message), created: false });
    }
    let mut end = group.end(thread)?;
    let mut imported = new.message.clone();
    imported.seq = (end.seq + 1).unsigned_abs();
    let row = reply::insert(group, &mut end, &imported, &new.content)?;
    group.append(&mut end, Kind::Message, Some(row))?;
    for reaction in &imported.reactions {
        let sql = "INSERT INTO reaction (message, author, emoji, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
        group.execute(sql, params![row, face::author_word(reaction.author), reaction.emoji, reaction.at.millis()])?;
    }
    for file in imported.content.media() {
        media::used(group, &new.tenant, &file.id, row)?;
    }
    if imported.direction == Direction::Inbound && imported.content.opens_window() {
        heard_from(group, thread, &imported)?;
    }
    if let Some(quoted) = &new.quoted {
        word::quotes(group, &imported.account, quoted, row, &imported.id, imported.received_at)?;
    }
    word::learn(group, &imported.account, &new.provider_id, row, true)?;
    let message = read::message(group.connection(), &new.tenant, &new.thread, &imported.id)?;
    Ok(Written::Message { message: Box::new(message), created: true })
}

/// History moves the reply window as the live message would have.
fn heard_from(group: &Group<'_>, thread: i64, imported: &model::Message) -> Result<(), StoreError> {
    let reachable = |address: &Address| match address {
        Address::Phone { .. } => true,
        Address::UserId { channel, .. } => *channel == imported.channel,
    };
    let Some(from) = face::addresses(group.connection(), thread)?.into_iter().find(reachable) else { return Ok(()) };
    let (kind, value, _) = face::columns(&from);
    let at = imported.at.min(imported.received_at).millis();
    message::last_inbound(group, thread, (imported.account.as_str(), imported.channel.as_str()), at, (kind, value))
}
