//! Single look-ups: a message, a file, templates, what is due, figures.

use super::face::{self, message_columns, moment};
use super::key::{Key, Keyed};
use crate::fact::{KeptWebhook, PendingFile};
use crate::store::{Filed, StoreError};
use bytes::Bytes;
use model::api::list_templates::Query as TemplateQuery;
use model::content::Media;
use model::inbound::FileReference;
use model::{AccountSlug, Address, ClientId, MediaId, Message, MessageId, Template, TenantId, ThreadId, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

/// The row of a tenant's thread.
pub(super) fn thread_row(connection: &Connection, tenant: &TenantId, thread: &ThreadId) -> Result<i64, StoreError> {
    let key = thread.key().ok_or(StoreError::NotFound)?;
    let mut statement = connection.prepare_cached("SELECT id FROM thread WHERE key = ?1 AND tenant = ?2")?;
    statement.query_row(params![key, tenant.as_str()], |row| row.get(0)).optional()?.ok_or(StoreError::NotFound)
}

pub(super) fn message(connection: &Connection, tenant: &TenantId, thread: &ThreadId, id: &MessageId) -> Result<Message, StoreError> {
    let thread = thread_row(connection, tenant, thread)?;
    let key = id.key().ok_or(StoreError::NotFound)?;
    let sql = concat!("SELECT ", message_columns!(), " FROM message m WHERE m.key = ?1 AND m.thread = ?2");
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![key, thread])?;
    face::message(rows.next()?.ok_or(StoreError::NotFound)?)
}

/// The message that a client has named so in this thread.
pub(super) fn sent(
    connection: &Connection,
    tenant: &TenantId,
    thread: &ThreadId,
    client_id: &ClientId,
) -> Result<Option<Message>, StoreError> {
    let thread = thread_row(connection, tenant, thread)?;
    let sql = concat!(
        "SELECT ",
        message_columns!(),
        " FROM sent s JOIN message m ON m.id = s.message WHERE s.tenant = ?1 AND s.client_id = ?2 AND m.thread = ?3"
    );
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![tenant.as_str(), client_id.as_str(), thread])?;
    rows.next()?.map(face::message).transpose()
}

pub(super) fn media(connection: &Connection, tenant: &TenantId, id: &MediaId) -> Result<Filed, StoreError> {
    let key = id.key().ok_or(StoreError::NotFound)?;
    let mut statement = connection.prepare_cached("SELECT id, face, uploader FROM media WHERE key = ?1 AND tenant = ?2")?;
    let columns = |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, Option<String>>(2)?));
    let found = statement.query_row(params![key, tenant.as_str()], columns);
    let (row, face, uploader) = found.optional()?.ok_or(StoreError::NotFound)?;
    let sql =
        "SELECT DISTINCT t.key FROM media_use u JOIN message m ON m.id = u.message JOIN thread t ON t.id = m.thread WHERE u.media = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let threads = statement.query_map([row], |row| Ok(ThreadId::of(row.get(0)?)))?.collect::<Result<_, _>>()?;
    Ok(Filed { media: serde_json::from_str(&face)?, threads, uploader: uploader.as_deref().map(serde_json::from_str).transpose()? })
}

pub(super) fn public_media(connection: &Connection, id: &MediaId) -> Result<Media, StoreError> {
    let key = id.key().ok_or(StoreError::NotFound)?;
    let mut statement = connection.prepare_cached("SELECT face FROM media WHERE key = ?1")?;
    let face: Option<String> = statement.query_row([key], |row| row.get(0)).optional()?;
    Ok(serde_json::from_str(&face.ok_or(StoreError::NotFound)?)?)
}

/// The thread of the first address that is known.
pub(super) fn thread_of(connection: &Connection, tenant: &TenantId, addresses: &[Address]) -> Result<Option<ThreadId>, StoreError> {
    let sql = "SELECT t.key FROM address a JOIN thread t ON t.id = a.thread \
               WHERE a.tenant = ?1 AND a.kind = ?2 AND a.value = ?3 AND a.channel = ?4";
    let mut statement = connection.prepare_cached(sql)?;
    for address in addresses {
        let (kind, value, channel) = face::columns(address);
        let found = statement.query_row(params![tenant.as_str(), kind, value, channel], |row| row.get(0)).optional()?;
        if let Some(key) = found {
            return Ok(Some(ThreadId::of(key)));
        }
    }
    Ok(None)
}

pub(super) fn pending_files(connection: &Connection, now: Timestamp, limit: u32) -> Result<Vec<PendingFile>, StoreError> {
    let sql = "SELECT account, reference, sha256, face, attempt FROM media WHERE due <= ?1 ORDER BY due LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![now.millis(), limit])?;
    let mut files = Vec::new();
    while let Some(row) = rows.next()? {
        let media: Media = serde_json::from_str(&row.get::<_, String>(3)?)?;
        files.push(PendingFile {
            id: media.id.clone(),
            account: row.get::<_, String>(0)?.into(),
            reference: reference(&row.get::<_, String>(1)?),
            sha256: row.get(2)?,
            media,
            attempt: row.get(4)?,
        });
    }
    Ok(files)
}

const URL: &str = "url:";
const ID: &str = "id:";

/// A reference as its column.
pub(super) fn reference_text(reference: &FileReference) -> String {
    match reference {
        FileReference::Id(id) => [ID, id].concat(),
        FileReference::Url(url) => [URL, url].concat(),
    }
}

fn reference(text: &str) -> FileReference {
    match text.strip_prefix(URL) {
        Some(url) => FileReference::Url(url.to_owned()),
        None => FileReference::Id(text.strip_prefix(ID).unwrap_or(text).to_owned()),
    }
}

pub(super) fn next_file_due(connection: &Connection) -> Result<Option<Timestamp>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT min(due) FROM media WHERE due IS NOT NULL")?;
    Ok(statement.query_row([], |row| row.get::<_, Option<i64>>(0))?.map(moment))
}

pub(super) fn at_provider(
    connection: &Connection,
    account: &AccountSlug,
    sha256: &str,
    now: Timestamp,
) -> Result<Option<String>, StoreError> {
    let sql = "SELECT name FROM at_provider WHERE account = ?1 AND sha256 = ?2 AND (until IS NULL OR until > ?3)";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row(params![account.as_str(), sha256, now.millis()], |row| row.get(0)).optional()?)
}

pub(super) fn templates(connection: &Connection, tenant: &TenantId, query: &TemplateQuery) -> Result<Vec<Template>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT body FROM template WHERE tenant = ?1 ORDER BY name, language, account")?;
    let mut rows = statement.query([tenant.as_str()])?;
    let words = query.q.as_deref().map(str::to_lowercase);
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let template: Template = serde_json::from_str(&row.get::<_, String>(0)?)?;
        let fits = query.account.as_ref().is_none_or(|account| *account == template.account)
            && query.language.as_ref().is_none_or(|language| *language == template.language)
            && query
                .status
                .as_ref()
                .is_none_or(|status| serde_json::to_value(template.status).is_ok_and(|own| own == status.to_lowercase()))
            && words.as_ref().is_none_or(|words| has_words(&template, words));
        if fits {
            found.push(template);
        }
    }
    Ok(found)
}

/// Every word stands somewhere in the name or the body.
fn has_words(template: &Template, words: &str) -> bool {
    let text = format!("{} {}", template.name, template.body).to_lowercase();
    words.split_whitespace().all(|word| text.contains(word))
}

pub(super) fn webhooks(connection: &Connection, after: i64, unread: bool, limit: u32) -> Result<Vec<KeptWebhook>, StoreError> {
    let sql = if unread {
        "SELECT id, account, at, body FROM webhook WHERE unread IS NOT NULL AND id > ?1 ORDER BY id LIMIT ?2"
    } else {
        "SELECT id, account, at, body FROM webhook WHERE id > ?1 ORDER BY id LIMIT ?2"
    };
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params![after, limit], |row| {
        Ok(KeptWebhook {
            row: row.get(0)?,
            account: row.get::<_, String>(1)?.into(),
            at: moment(row.get(2)?),
            raw: Bytes::from(row.get::<_, Vec<u8>>(3)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn figures(connection: &Connection, now: Timestamp) -> Result<Vec<(&'static str, u64)>, StoreError> {
    let count = |sql: &str| Ok::<u64, StoreError>(connection.prepare_cached(sql)?.query_row([], |row| row.get(0).map(face::count))?);
    let mut due = connection.prepare_cached("SELECT count(*) FROM outbox WHERE claim IS NULL AND due <= ?1")?;
    let due = due.query_row([now.millis()], |row| row.get(0).map(face::count))?;
    Ok(vec![
        ("outbox", count("SELECT count(*) FROM outbox")?),
        ("outbox_claimed", count("SELECT count(*) FROM outbox WHERE claim IS NOT NULL")?),
        ("outbox_due", due),
        ("outbox_oldest_at", count("SELECT coalesce(min(m.received_at), 0) FROM outbox o JOIN message m ON m.id = o.message")?),
        ("parked", count("SELECT count(*) FROM parked")?),
        ("webhooks_unread", count("SELECT count(*) FROM webhook WHERE unread IS NOT NULL")?),
        ("files_pending", count("SELECT count(*) FROM media WHERE due IS NOT NULL")?),
        ("digests_pending", count("SELECT count(*) FROM digest WHERE due IS NOT NULL")?),
        ("digests_troubled", count("SELECT count(*) FROM digest WHERE trouble IS NOT NULL")?),
    ])
}

/// The row of one of our messages.
pub(super) fn key_of(id: &MessageId) -> Result<Key, StoreError> {
    id.key().ok_or(StoreError::NotFound)
}
