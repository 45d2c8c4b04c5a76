//! Which rows of the outbox may be carried out now, and what they say.

use super::face::{self, moment};
use super::key::{Key, Keyed};
use super::write::Group;
use crate::fact::{Claim, Claimed, Written};
use crate::store::StoreError;
use model::outbound::{Outbound, OutboundMessage, Outgoing};
use model::{Address, Channel, MessageId, State, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// Rows that wait behind an earlier one of their thread and account are not free.
macro_rules! free {
    () => {
        "o.claim IS NULL AND (o.lane <> 0 OR NOT EXISTS \
         (SELECT 1 FROM outbox e WHERE e.thread = o.thread AND e.account = o.account AND e.lane = 0 AND e.id < o.id))"
    };
}

pub(super) fn next_due(connection: &Connection) -> Result<Option<Timestamp>, StoreError> {
    let mut statement = connection.prepare_cached(concat!("SELECT o.due FROM outbox o WHERE ", free!(), " ORDER BY o.due LIMIT 1"))?;
    Ok(statement.query_row([], |row| row.get(0)).optional()?.map(moment))
}

/// A row with what is needed to tell what it says.
struct Found {
    row: i64,
    thread: i64,
    tenant: String,
    account: String,
    kind: String,
    detail: String,
    attempt: u32,
    message: Key,
    channel: String,
    state: String,
    provider_id: Option<String>,
    content: String,
    quoted: Option<String>,
}

pub(super) fn claim(group: &mut Group<'_>, claim: &Claim) -> Result<Written, StoreError> {
    let mut claimed = Vec::new();
    for found in due(group.connection(), claim)? {
        // A status came while the row waited: the provider has it after all.
        let taken = found.kind == "message" && State::from(found.state.as_str()) != State::Queued;
        let outbound = if taken { None } else { outbound(group.connection(), &found)? };
        match outbound {
            Some(outbound) => {
                group.execute("UPDATE outbox SET claim = ?1 WHERE id = ?2", params![claim.worker, found.row])?;
                let (tenant, account) = (found.tenant.into(), found.account.into());
                claimed.push(Claimed { row: found.row, tenant, account, attempt: found.attempt, outbound });
            }
            None => {
                group.execute("DELETE FROM outbox WHERE id = ?1", params![found.row])?;
            }
        }
    }
    Ok(Written::Claimed(claimed))
}

fn due(connection: &Connection, claim: &Claim) -> Result<Vec<Found>, StoreError> {
    let sql = concat!(
        "SELECT o.id, o.thread, t.tenant, o.account, o.kind, o.detail, o.attempt, m.key, m.channel, m.state, m.provider_id, m.content, \
         q.provider_id FROM outbox o JOIN thread t ON t.id = o.thread JOIN message m ON m.id = o.message \
         LEFT JOIN message q ON q.key = m.reply_to AND q.account = o.account WHERE o.due <= ?1 AND ",
        free!(),
        " ORDER BY o.due, o.id LIMIT ?2"
    );
    let mut statement = connection.prepare_cached(sql)?;
    let limit = i64::try_from(claim.limit).unwrap_or(i64::MAX);
    let rows = statement.query_map(params![claim.at.millis(), limit], |row| {
        Ok(Found {
            row: row.get(0)?,
            thread: row.get(1)?,
            tenant: row.get(2)?,
            account: row.get(3)?,
            kind: row.get(4)?,
            detail: row.get(5)?,
            attempt: row.get(6)?,
            message: row.get(7)?,
            channel: row.get(8)?,
            state: row.get(9)?,
            provider_id: row.get(10)?,
            content: row.get(11)?,
            quoted: row.get(12)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn outbound(connection: &Connection, found: &Found) -> Result<Option<Outbound>, StoreError> {
    let Some(to) = recipient(connection, found)? else { return Ok(None) };
    let target = found.provider_id.as_deref().map(Into::into);
    let what = match (found.kind.as_str(), target) {
        ("message", _) => Outgoing::Message(Box::new(OutboundMessage {
            id: MessageId::of(found.message),
            content: serde_json::from_str(&found.content)?,
            quoted: found.quoted.as_deref().map(Into::into),
            files: BTreeMap::new(),
        })),
        ("reaction", Some(target)) => Outgoing::Reaction { target, emoji: found.detail.clone() },
        ("read", Some(target)) => Outgoing::Read { target, typing: found.detail == "typing" },
        _ => return Ok(None),
    };
    Ok(Some(Outbound { to, what }))
}

/// Where the customer last wrote from to this account and channel; else her longest known number; else her id there.
fn recipient(connection: &Connection, found: &Found) -> Result<Option<Address>, StoreError> {
    let sql = "SELECT kind, value FROM last_inbound WHERE thread = ?1 AND account = ?2 AND channel = ?3";
    let mut statement = connection.prepare_cached(sql)?;
    let last = statement.query_row(params![found.thread, found.account, found.channel], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)));
    if let Some((kind, value)) = last.optional()? {
        return face::address(&kind, value, &found.channel).map(Some);
    }
    let channel = Channel::from(found.channel.as_str());
    let reachable = |address: &Address| match address {
        Address::Phone { .. } => true,
        Address::UserId { channel: own, .. } => *own == channel,
    };
    Ok(face::addresses(connection, found.thread)?.into_iter().find(reachable))
}
