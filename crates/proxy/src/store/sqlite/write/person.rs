//! Which thread a person has: found by any known address, made where there is none.

use super::super::face;
use super::super::key::{Key, Keyed};
use super::{Group, Kind};
use crate::fact::ready::{Arrival, addresses};
use crate::fact::{Opened, Written};
use crate::store::StoreError;
use model::inbound::{InboundConsent, InboundMove, Party};
use model::thread::Consent;
use model::{Address, TenantId, ThreadId, Timestamp};
use rusqlite::params;

/// A thread's row and key, and whether it was made now.
#[derive(Clone, Copy)]
pub(super) struct Home {
    pub(super) row: i64,
    pub(super) key: Key,
    pub(super) created: bool,
}

/// Why and when an address is thought to be a person's.
#[derive(Clone, Copy)]
pub(super) struct Reason<'a> {
    pub(super) why: &'a str,
    pub(super) at: Timestamp,
}

fn find(group: &Group<'_>, tenant: &TenantId, address: &Address) -> Result<Option<(i64, Key)>, StoreError> {
    let (kind, value, channel) = face::columns(address);
    let sql = "SELECT t.id, t.key FROM address a JOIN thread t ON t.id = a.thread \
               WHERE a.tenant = ?1 AND a.kind = ?2 AND a.value = ?3 AND a.channel = ?4";
    group.one(sql, params![tenant.as_str(), kind, value, channel], |row| Ok((row.get(0)?, row.get(1)?)))
}

fn add(group: &Group<'_>, tenant: &TenantId, thread: i64, address: &Address, reason: Reason<'_>) -> Result<(), StoreError> {
    let (kind, value, channel) = face::columns(address);
    let sql = "INSERT INTO address (tenant, kind, value, channel, thread, why, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    group.execute(sql, params![tenant.as_str(), kind, value, channel, thread, reason.why, reason.at.millis()])?;
    Ok(())
}

/// The thread of these addresses; the first known one decides, so numbers come first. Unknown addresses are added to it.
/// Known ones of other threads stay where they are, and that both seem to be one person is noted.
pub(super) fn home(
    group: &mut Group<'_>,
    tenant: &TenantId,
    addresses: &[Address],
    reason: Reason<'_>,
    new: &ThreadId,
) -> Result<Home, StoreError> {
    let found = addresses.iter().map(|address| find(group, tenant, address)).collect::<Result<Vec<_>, _>>()?;
    let known = found.iter().flatten().next().copied();
    let home = match known {
        Some((row, key)) => Home { row, key, created: false },
        None => create(group, tenant, new, reason.at)?,
    };
    let mut grown = false;
    for (address, found) in addresses.iter().zip(found) {
        match found {
            None => {
                // The same address may stand twice in a request.
                if find(group, tenant, address)?.is_none() {
                    add(group, tenant, home.row, address, reason)?;
                    grown = true;
                }
            }
            Some((other, _)) if other != home.row => {
                let sql = "INSERT OR IGNORE INTO same_person (thread, other, why, at) VALUES (?1, ?2, ?3, ?4)";
                group.execute(sql, params![home.row, other, reason.why, reason.at.millis()])?;
            }
            Some(_) => {}
        }
    }
    if grown && !home.created {
        group.log(home.row, Kind::Thread, None)?;
    }
    Ok(home)
}

fn create(group: &mut Group<'_>, tenant: &TenantId, new: &ThreadId, at: Timestamp) -> Result<Home, StoreError> {
    let key = new.key().ok_or_else(|| StoreError::Broken("a thread needs an id of ours".to_owned()))?;
    let sql = "INSERT INTO thread (key, tenant, created_at) VALUES (?1, ?2, ?3)";
    group.execute(sql, params![key, tenant.as_str(), at.millis()])?;
    Ok(Home { row: group.connection().last_insert_rowid(), key, created: true })
}

pub(super) fn opened(group: &mut Group<'_>, opened: &Opened, new: &ThreadId) -> Result<Written, StoreError> {
    if opened.addresses.is_empty() {
        return Err(StoreError::NotFound);
    }
    let mut addresses = opened.addresses.clone();
    addresses.sort_by_key(|address| address.phone().is_none());
    let home = home(group, &opened.tenant, &addresses, Reason { why: "opened", at: opened.at }, new)?;
    let sql = "SELECT record, record_name, name FROM thread WHERE id = ?1";
    let read = |row: &rusqlite::Row<'_>| {
        Ok((row.get::<_, Option<String>>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, Option<String>>(2)?))
    };
    let (record, record_name, name) = group.one(sql, [home.row], read)?.unwrap_or_default();
    let (new_record, new_name) = (opened.record.clone().or(record.clone()), opened.name.clone().or(record_name.clone()));
    if (&new_record, &new_name) != (&record, &record_name) {
        let sql = "UPDATE thread SET record = ?1, record_name = ?2 WHERE id = ?3";
        group.execute(sql, params![new_record, new_name, home.row])?;
        if !home.created && name.is_none() && new_name != record_name {
            group.log(home.row, Kind::Thread, None)?;
        }
    }
    Ok(Written::Thread { id: ThreadId::of(home.key), created: home.created })
}

/// One more address of the same person. The old one still finds the thread; what leaves goes to the new one.
pub(super) fn moved(group: &mut Group<'_>, arrival: &Arrival, moved: &InboundMove, new: &ThreadId) -> Result<(), StoreError> {
    let old = addresses(&moved.party, &arrival.channel);
    let party = Party { phone: moved.phone.clone(), user_id: moved.user_id.clone(), name: None };
    let now = addresses(&party, &arrival.channel);
    let all: Vec<Address> = old.iter().chain(&now).cloned().collect();
    let home = home(group, &arrival.tenant, &all, Reason { why: "moved", at: moved.at }, new)?;
    for address in &now {
        let (kind, value, _) = face::columns(address);
        for before in old.iter().map(face::columns).filter(|(own, before, _)| *own == kind && *before != value) {
            let sql = "UPDATE address SET gone = 1 WHERE tenant = ?1 AND kind = ?2 AND value = ?3 AND channel = ?4 AND thread = ?5";
            group.execute(sql, params![arrival.tenant.as_str(), before.0, before.1, before.2, home.row])?;
            let sql = "UPDATE last_inbound SET value = ?1 WHERE thread = ?2 AND kind = ?3 AND value = ?4 AND at <= ?5";
            group.execute(sql, params![value, home.row, kind, before.1, moved.at.millis()])?;
        }
    }
    Ok(())
}

/// What a person allows or stops; her newest word counts.
pub(super) fn consents(group: &mut Group<'_>, arrival: &Arrival, said: &InboundConsent, new: &ThreadId) -> Result<(), StoreError> {
    let state = match said.consent {
        Consent::OptedIn => face::OPTED_IN,
        Consent::OptedOut => face::OPTED_OUT,
        Consent::Unknown => return Ok(()),
    };
    let addresses = addresses(&said.party, &arrival.channel);
    let home = home(group, &arrival.tenant, &addresses, Reason { why: "consent", at: said.at }, new)?;
    let sql = "INSERT INTO consent (thread, account, about, state, at) VALUES (?1, ?2, ?3, ?4, ?5) \
               ON CONFLICT DO UPDATE SET state = excluded.state, at = excluded.at WHERE excluded.at >= at";
    let about = said.about.as_deref().unwrap_or_default();
    group.execute(sql, params![home.row, arrival.account.as_str(), about, state, said.at.millis()])?;
    Ok(())
}
