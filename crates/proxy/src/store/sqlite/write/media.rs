//! Files: wanted from a provider, settled, uploaded, and in which messages they stand.

use super::super::key::Keyed;
use super::{Group, Kind};
use crate::fact::ready::{Arrival, NewFile};
use crate::fact::{AtProvider, FileSettled, Uploaded, Written};
use crate::store::StoreError;
use model::content::{Media, MediaState};
use model::{Content, MediaId, TenantId};
use rusqlite::params;

/// A file that came with a message and has to be fetched.
pub(super) fn wanted(group: &Group<'_>, arrival: &Arrival, message: i64, file: &NewFile, reference: &str) -> Result<(), StoreError> {
    let key = file.media.id.key().ok_or_else(|| StoreError::Broken("a file needs an id of ours".to_owned()))?;
    let sql = "INSERT INTO media (key, tenant, account, face, reference, sha256, due) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let face = serde_json::to_string(&file.media)?;
    let (tenant, account) = (arrival.tenant.as_str(), arrival.account.as_str());
    group.execute(sql, params![key, tenant, account, face, reference, file.sha256, arrival.at.millis()])?;
    let media = group.connection().last_insert_rowid();
    group.execute("INSERT INTO media_use (media, message) VALUES (?1, ?2)", params![media, message])?;
    Ok(())
}

/// A file of a tenant stands in a message.
pub(super) fn used(group: &Group<'_>, tenant: &TenantId, file: &MediaId, message: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO media_use (media, message) SELECT id, ?1 FROM media WHERE key = ?2 AND tenant = ?3 ON CONFLICT DO NOTHING";
    group.execute(sql, params![message, file.key(), tenant.as_str()])?;
    Ok(())
}

pub(super) fn settled(group: &mut Group<'_>, settled: &FileSettled) -> Result<Written, StoreError> {
    let key = settled.id.key().ok_or(StoreError::NotFound)?;
    let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?));
    let (row, old) = group.one("SELECT id, face FROM media WHERE key = ?1", params![key], read)?.ok_or(StoreError::NotFound)?;
    let face = serde_json::to_string(&settled.media)?;
    let due = settled.due.filter(|_| settled.media.state == MediaState::Fetching);
    let sql = "UPDATE media SET face = ?1, due = ?2, attempt = attempt + 1 WHERE id = ?3";
    group.execute(sql, params![face, due.map(model::Timestamp::millis), row])?;
    if face != old {
        redraw(group, row, &settled.media)?;
    }
    Ok(Written::Done)
}

/// Gives the file's new face to every message in which it stands.
fn redraw(group: &mut Group<'_>, media: i64, face: &Media) -> Result<(), StoreError> {
    let sql = "SELECT m.id, m.thread, m.content FROM media_use u JOIN message m ON m.id = u.message WHERE u.media = ?1 ORDER BY m.id";
    let mut statement = group.connection().prepare_cached(sql)?;
    let uses = statement.query_map([media], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let uses = uses.collect::<Result<Vec<(i64, i64, String)>, _>>()?;
    for (message, thread, content) in uses {
        let mut content: Content = serde_json::from_str(&content)?;
        for slot in content.media_mut().into_iter().filter(|slot| slot.id == face.id) {
            face.clone_into(slot);
        }
        let sql = "UPDATE message SET content = ?1 WHERE id = ?2";
        group.execute(sql, params![serde_json::to_string(&content)?, message])?;
        group.log(thread, Kind::Message, Some(message))?;
    }
    Ok(())
}

pub(super) fn uploaded(group: &mut Group<'_>, uploaded: &Uploaded) -> Result<Written, StoreError> {
    let key = uploaded.media.id.key().ok_or(StoreError::NotFound)?;
    let sql = "INSERT INTO media (key, tenant, face, sha256, uploader) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";
    let face = serde_json::to_string(&uploaded.media)?;
    let uploader = uploaded.by.as_ref().map(serde_json::to_string).transpose()?;
    group.execute(sql, params![key, uploaded.tenant.as_str(), face, uploaded.media.sha256, uploader])?;
    Ok(Written::Media(uploaded.media.clone()))
}

pub(super) fn at_provider(group: &mut Group<'_>, at_provider: &AtProvider) -> Result<Written, StoreError> {
    let sql = "INSERT INTO at_provider (account, sha256, name, until) VALUES (?1, ?2, ?3, ?4) \
               ON CONFLICT DO UPDATE SET name = excluded.name, until = excluded.until";
    let until = at_provider.until.map(model::Timestamp::millis);
    group.execute(sql, params![at_provider.account.as_str(), at_provider.sha256, at_provider.id, until])?;
    Ok(Written::Done)
}
