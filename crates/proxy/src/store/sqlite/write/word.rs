//! What is said about a message: statuses, emojis, edits, deletions, quotations. All of it may come before the message, twice
//! and in any order; each kind is merged so that the order doesn't matter.

use super::super::face;
use super::super::key::{Key, Keyed};
use super::super::read::key_of;
use super::{Group, Kind, message};
use crate::fact::ready::{About, Word};
use crate::store::StoreError;
use model::{AccountSlug, Content, MessageId, ProviderMessageId, State, Status, Timestamp};
use rusqlite::params;
use sha2::{Digest, Sha256};

/// What came of a word.
pub(super) enum Heard {
    /// Its message is known.
    Applied,
    /// It waits for its message.
    Parked,
}

/// How a provider's name is kept. A slug holds no NUL, so that no two pairs are hashed as one text.
fn name_key(account: &AccountSlug, name: &ProviderMessageId) -> Key {
    let hash = Sha256::new().chain_update(account.as_str()).chain_update([0]).chain_update(name.as_str()).finalize();
    std::array::from_fn(|index| hash[index])
}

/// The row of a message that a provider calls so.
pub(super) fn named(group: &Group<'_>, account: &AccountSlug, name: &ProviderMessageId) -> Result<Option<i64>, StoreError> {
    group.one("SELECT message FROM message_name WHERE name = ?1", [name_key(account, name)], |row| row.get(0))
}

/// Gives a message a name; whether nothing had it.
pub(super) fn name(group: &Group<'_>, account: &AccountSlug, name: &ProviderMessageId, row: i64) -> Result<bool, StoreError> {
    let sql = "INSERT INTO message_name (name, message) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    Ok(group.execute(sql, params![name_key(account, name), row])? > 0)
}

/// Takes a word from a webhook.
pub(super) fn heard(group: &mut Group<'_>, account: &AccountSlug, about: &About, received: Timestamp) -> Result<Heard, StoreError> {
    let ours = match about.correlation.as_ref().and_then(Keyed::key) {
        Some(key) => {
            let sql = "SELECT id FROM message WHERE key = ?1 AND account = ?2";
            group.one(sql, params![key, account.as_str()], |row| row.get(0))?
        }
        None => None,
    };
    if let Some(row) = ours {
        learn(group, account, &about.target, row, true)?;
    }
    let row = match ours {
        Some(row) => Some(row),
        None => named(group, account, &about.target)?,
    };
    match row {
        Some(row) => {
            apply(group, &about.target, row, &about.word, received)?;
            Ok(Heard::Applied)
        }
        None => {
            park(group, account, &about.target, &about.word, received)?;
            Ok(Heard::Parked)
        }
    }
}

/// Gives a message one more name, and applies what was parked under it. The name that `quotes` is the one to quote it by.
pub(super) fn learn(
    group: &mut Group<'_>,
    account: &AccountSlug,
    new: &ProviderMessageId,
    row: i64,
    quotes: bool,
) -> Result<(), StoreError> {
    if !name(group, account, new, row)? {
        return Ok(());
    }
    let sql = "UPDATE message SET provider_id = ?1 WHERE id = ?2 AND (?3 OR provider_id IS NULL)";
    group.execute(sql, params![new.as_str(), row, quotes])?;
    unpark(group, account, new, row)
}

fn park(
    group: &mut Group<'_>,
    account: &AccountSlug,
    target: &ProviderMessageId,
    word: &Word,
    received: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO parked (account, target, word, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
    group.execute(sql, params![account.as_str(), target.as_str(), serde_json::to_string(word)?, received.millis()])?;
    group.parked = true;
    Ok(())
}

/// Applies what waits for this name.
pub(super) fn unpark(group: &mut Group<'_>, account: &AccountSlug, name: &ProviderMessageId, row: i64) -> Result<(), StoreError> {
    if !group.parked {
        return Ok(());
    }
    let mut statement = group.connection().prepare_cached("SELECT word, at FROM parked WHERE account = ?1 AND target = ?2 ORDER BY id")?;
    let waiting = statement.query_map(params![account.as_str(), name.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let waiting = waiting.collect::<Result<Vec<(String, i64)>, _>>()?;
    for (word, received) in &waiting {
        apply(group, name, row, &serde_json::from_str(word)?, face::moment(*received))?;
    }
    if !waiting.is_empty() {
        group.execute("DELETE FROM parked WHERE account = ?1 AND target = ?2", params![account.as_str(), name.as_str()])?;
    }
    Ok(())
}

/// Lets a message quote another, now or as soon as the other is known.
pub(super) fn quotes(
    group: &mut Group<'_>,
    account: &AccountSlug,
    quoted: &ProviderMessageId,
    row: i64,
    id: &MessageId,
    received: Timestamp,
) -> Result<(), StoreError> {
    match named(group, account, quoted)? {
        Some(target) => {
            let sql = "UPDATE message SET reply_to = (SELECT key FROM message WHERE id = ?1) \
                       WHERE id = ?2 AND thread = (SELECT thread FROM message WHERE id = ?1)";
            group.execute(sql, params![target, row])?;
            stand_after(group, target, row, CHAIN)
        }
        None => park(group, account, quoted, &message::quotation(id), received),
    }
}

fn apply(group: &mut Group<'_>, name: &ProviderMessageId, row: i64, word: &Word, received: Timestamp) -> Result<(), StoreError> {
    match word {
        Word::Status { status: new, deleted } => {
            let fault = new.fault.as_ref().map(serde_json::to_string).transpose()?;
            let sql = "INSERT INTO status_journal (message, provider_id, state, at, received_at, fault) \
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";
            group.execute(sql, params![row, name.as_str(), new.state.as_str(), new.at.millis(), received.millis(), fault])?;
            status(group, row, new)?;
            if *deleted { delete(group, row) } else { Ok(()) }
        }
        Word::Reaction { id, author, emoji, at } => {
            react(group, row, face::author_word(*author), emoji.as_deref().filter(|emoji| !emoji.is_empty()), (at.millis(), id.as_str()))
        }
        Word::Edit { id, content, at } => edit(group, row, content, (at.millis(), id.as_str())),
        Word::Revoke { .. } => delete(group, row),
        Word::Quoted { by } => quoted(group, row, key_of(by)?),
    }
}

/// Merges a status into an outbound message. The customer's own messages have reached us and come no further.
pub(super) fn status(group: &mut Group<'_>, row: i64, new: &Status) -> Result<(), StoreError> {
    let sql = "SELECT thread, state, state_at, fault FROM message WHERE id = ?1 AND outbound";
    let read =
        |row: &rusqlite::Row<'_>| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get::<_, Option<String>>(3)?));
    let Some((thread, state, at, fault)) = group.one(sql, [row], read)? else { return Ok(()) };
    let fault = fault.as_deref().map(serde_json::from_str).transpose()?;
    let known = Status { state: State::from(state.as_str()), at: face::moment(at), fault };
    let merged = known.clone().merge(new.clone());
    if merged == known { Ok(()) } else { set_status(group, thread, row, &merged) }
}

/// Writes a status that was merged or decided before.
pub(super) fn set_status(group: &mut Group<'_>, thread: i64, row: i64, status: &Status) -> Result<(), StoreError> {
    let fault = status.fault.as_ref().map(serde_json::to_string).transpose()?;
    let sql = "UPDATE message SET state = ?1, state_at = ?2, fault = ?3 WHERE id = ?4";
    group.execute(sql, params![status.state.as_str(), status.at.millis(), fault, row])?;
    group.log(thread, Kind::Status, Some(row))
}

/// The newest emoji of each person stays; of the same moment, the one that came last. An event that comes again says nothing.
pub(super) fn react(
    group: &mut Group<'_>,
    row: i64,
    author: &str,
    emoji: Option<&str>,
    (at, event): (i64, &str),
) -> Result<(), StoreError> {
    if !event.is_empty()
        && group.execute("INSERT OR IGNORE INTO reaction_event (message, event) VALUES (?1, ?2)", params![row, event])? == 0
    {
        return Ok(());
    }
    let sql = "INSERT INTO reaction (message, author, emoji, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE \
               SET emoji = excluded.emoji, at = excluded.at WHERE excluded.at >= at";
    if group.execute(sql, params![row, author, emoji, at])? == 0 { Ok(()) } else { log(group, row, Kind::Reaction) }
}

/// The newest edit stays. A file stays the one that was there, and of an edit of its message only the words count.
fn edit(group: &mut Group<'_>, row: i64, content: &str, (at, event): (i64, &str)) -> Result<(), StoreError> {
    let sql = "SELECT content FROM message WHERE id = ?1 AND (edited_at IS NULL OR (?2, ?3) > (edited_at, edit_id))";
    let Some(old) = group.one(sql, params![row, at, event], |row| row.get::<_, String>(0))? else { return Ok(()) };
    let new = edited(serde_json::from_str(&old)?, serde_json::from_str(content)?);
    let sql = "UPDATE message SET content = ?1, edited_at = ?2, edit_id = ?3 WHERE id = ?4";
    group.execute(sql, params![serde_json::to_string(&new)?, at, event, row])?;
    log(group, row, Kind::Edit)
}

fn edited(mut old: Content, mut new: Content) -> Content {
    match &mut old {
        Content::Image(file) | Content::Video(file) | Content::Audio(file) | Content::Document(file) | Content::Sticker(file) => {
            // What can't be read takes no words away.
            if new.words().is_some() || !matches!(new, Content::Unsupported(_)) {
                file.caption = new.words().map(str::to_owned);
            }
            old
        }
        Content::Text(_)
        | Content::Location(_)
        | Content::LocationRequest(_)
        | Content::Contacts(_)
        | Content::ContactRequest(_)
        | Content::CallRequest(_)
        | Content::Buttons(_)
        | Content::List(_)
        | Content::Cta(_)
        | Content::Products(_)
        | Content::Flow(_)
        | Content::AddressRequest(_)
        | Content::OrderDetails(_)
        | Content::OrderStatus(_)
        | Content::Card(_)
        | Content::Carousel(_)
        | Content::Template(_)
        | Content::Answer(_)
        | Content::Order(_)
        | Content::Payment(_)
        | Content::Call(_)
        | Content::Notice(_)
        | Content::Note(_)
        | Content::Unsupported(_) => {
            for (new, old) in new.media_mut().into_iter().zip(old.media()) {
                old.clone_into(new);
            }
            new
        }
    }
}

fn delete(group: &mut Group<'_>, row: i64) -> Result<(), StoreError> {
    let changed = group.execute("UPDATE message SET deleted = 1 WHERE id = ?1 AND NOT deleted", [row])?;
    if changed == 0 { Ok(()) } else { log(group, row, Kind::Edit) }
}

fn quoted(group: &mut Group<'_>, target: i64, by: Key) -> Result<(), StoreError> {
    let sql = "UPDATE message SET reply_to = (SELECT key FROM message WHERE id = ?1) \
               WHERE key = ?2 AND thread = (SELECT thread FROM message WHERE id = ?1) RETURNING id";
    match group.one(sql, params![target, by], |row| row.get(0))? {
        Some(by) => {
            stand_after(group, target, by, CHAIN)?;
            log(group, by, Kind::Message)
        }
        None => Ok(()),
    }
}

/// How many answers to answers are put in order; a ring of them has no order at all.
const CHAIN: u32 = 32;

/// Nobody answers what isn't said yet: an answer that stands above its message is moved below it, and what answers it too.
fn stand_after(group: &mut Group<'_>, target: i64, by: i64, chain: u32) -> Result<(), StoreError> {
    let sql = "SELECT q.at, q.key, m.key, m.thread FROM message m JOIN message q ON q.id = ?1 AND q.thread = m.thread \
               WHERE m.id = ?2 AND (m.at, m.key) < (q.at, q.key)";
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
    let Some((at, quoted, key, thread)) = group.one::<(i64, Key, Key, i64)>(sql, [target, by], read)? else { return Ok(()) };
    group.execute("UPDATE message SET at = ?1, late = 1 WHERE id = ?2", [after(at, quoted, key), by])?;
    if chain == 0 {
        return Ok(());
    }
    let sql = "SELECT a.id FROM message a JOIN message m ON m.id = ?1 \
               WHERE a.thread = ?2 AND a.reply_to = m.key AND (a.at, a.key) < (m.at, m.key)";
    let mut statement = group.connection().prepare_cached(sql)?;
    let answers = statement.query_map([by, thread], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    for answer in answers {
        stand_after(group, by, answer, chain - 1)?;
        log(group, answer, Kind::Message)?;
    }
    Ok(())
}

/// The first moment at which a message with this key stands after another one.
pub(super) fn after(at: i64, quoted: Key, key: Key) -> i64 {
    if key > quoted { at } else { at.saturating_add(1) }
}

fn log(group: &mut Group<'_>, row: i64, kind: Kind) -> Result<(), StoreError> {
    let thread = group.one("SELECT thread FROM message WHERE id = ?1", [row], |row| row.get(0))?;
    thread.map_or(Ok(()), |thread| group.log(thread, kind, Some(row)))
}
