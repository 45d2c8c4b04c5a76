//! What agents do: answers, emojis, read receipts; each with its row in the outbox.

use super::super::face;
use super::super::key::{Key, Keyed};
use super::super::read::{key_of, thread_row};
use super::end::End;
use super::{Group, Kind, digest, media, word};
use crate::fact::ready::NewReply;
use crate::fact::{AgentReaction, AgentRead, Written};
use crate::store::StoreError;
use model::message::{AuthorKind, Direction, Message, Provenance};
use model::{MessageId, State, Status, TenantId, ThreadId, Timestamp};
use rusqlite::params;

/// Messages and reactions keep their order; read receipts overtake.
const IN_ORDER: i64 = 0;
const OVERTAKES: i64 = 1;

pub(super) fn reply(group: &mut Group<'_>, new: &NewReply) -> Result<Written, StoreError> {
    let reply = &new.reply;
    let thread = thread_row(group.connection(), &reply.tenant, &reply.thread)?;
    let sql = "SELECT m.key, m.thread FROM sent s JOIN message m ON m.id = s.message WHERE s.tenant = ?1 AND s.client_id = ?2";
    let before = group
        .one(sql, params![reply.tenant.as_str(), reply.client_id.as_str()], |row| Ok((row.get::<_, Key>(0)?, row.get::<_, i64>(1)?)))?;
    match before {
        Some((key, own)) if own == thread => {
            let id = MessageId::of(key);
            let message = super::super::read::message(group.connection(), &reply.tenant, &reply.thread, &id)?;
            return Ok(Written::Message { message: Box::new(message), created: false });
        }
        Some(_) => return Err(StoreError::NotFound),
        None => {}
    }
    let mut end = group.end(thread)?;
    end.waiting = None;
    let message = message(new, end.seq + 1, place(group, thread, new)?);
    let row = insert(group, &mut end, &message, &new.content)?;
    group.append(&mut end, Kind::Message, Some(row))?;
    let sql = "INSERT INTO sent (tenant, client_id, message) VALUES (?1, ?2, ?3)";
    group.execute(sql, params![reply.tenant.as_str(), reply.client_id.as_str(), row])?;
    queue(group, (thread, reply.account.as_str()), IN_ORDER, "message", row, ("", reply.at))?;
    for file in &new.files {
        media::used(group, &reply.tenant, file, row)?;
    }
    if let Some(heading) = &reply.log {
        digest::add(group, heading, new, row)?;
    }
    Ok(Written::Message { message: Box::new(message), created: true })
}

/// When an answer was written: now, and never before what it quotes, whatever another clock says of that.
fn place(group: &Group<'_>, thread: i64, new: &NewReply) -> Result<Timestamp, StoreError> {
    let at = new.reply.at;
    let Some((quoted, key)) = new.reply.reply_to.as_ref().and_then(Keyed::key).zip(new.id.key()) else { return Ok(at) };
    let sql = "SELECT at FROM message WHERE key = ?1 AND thread = ?2";
    let told = group.one(sql, params![quoted, thread], |row| row.get(0))?;
    Ok(told.map_or(at, |told| at.max(face::moment(word::after(told, quoted, key)))))
}

fn message(new: &NewReply, seq: i64, at: Timestamp) -> Message {
    let reply = &new.reply;
    Message {
        id: new.id.clone(),
        seq: seq.unsigned_abs(),
        client_id: Some(reply.client_id.clone()),
        direction: Direction::Outbound,
        channel: reply.channel.clone(),
        account: reply.account.clone(),
        author: reply.author.clone(),
        content: reply.content.clone(),
        at,
        received_at: reply.at,
        status: Status::new(State::Queued, reply.at),
        reply_to: reply.reply_to.clone(),
        reactions: Vec::new(),
        edited: false,
        deleted: false,
        provenance: Provenance::Live,
        context: None,
    }
}

/// Writes a whole message; its names and reactions are the caller's.
pub(super) fn insert(group: &mut Group<'_>, thread: &mut End, message: &Message, content: &str) -> Result<i64, StoreError> {
    let row = group.next_message()?;
    let key = message.id.key().ok_or_else(|| StoreError::Broken("a message needs an id of ours".to_owned()))?;
    let (before, late) = thread.turn(row, message.at.millis(), key).columns();
    let sql = "INSERT INTO message (key, thread, seq, outbound, channel, account, author, author_name, provenance, client_id, at, \
               received_at, state, state_at, fault, reply_to, edited_at, edit_id, deleted, content, id, context, before, late) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)";
    let values = params![
        key,
        thread.row,
        i64::try_from(message.seq).unwrap_or(i64::MAX),
        message.direction == Direction::Outbound,
        message.channel.as_str(),
        message.account.as_str(),
        face::author_word(message.author.kind),
        message.author.name,
        face::provenance_word(message.provenance),
        message.client_id.as_ref().map(model::ClientId::as_str),
        message.at.millis(),
        message.received_at.millis(),
        message.status.state.as_str(),
        message.status.at.millis(),
        message.status.fault.as_ref().map(serde_json::to_string).transpose()?,
        message.reply_to.as_ref().and_then(Keyed::key),
        message.edited.then_some(message.at.millis()),
        message.edited.then_some(""),
        message.deleted,
        content,
        row,
        message.context.as_ref().map(serde_json::to_string).transpose()?,
        before,
        late,
    ];
    group.execute(sql, values)?;
    Ok(row)
}

fn queue(
    group: &Group<'_>,
    (thread, account): (i64, &str),
    lane: i64,
    kind: &str,
    message: i64,
    (detail, due): (&str, Timestamp),
) -> Result<(), StoreError> {
    let sql = "INSERT INTO outbox (thread, account, lane, kind, message, detail, due) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    group.execute(sql, params![thread, account, lane, kind, message, detail, due.millis()])?;
    Ok(())
}

/// A message of a tenant's thread that the provider has a name for.
struct Target {
    row: i64,
    thread: i64,
    account: String,
    outbound: bool,
    state: String,
}

fn target(group: &Group<'_>, tenant: &TenantId, thread: &ThreadId, message: &MessageId) -> Result<Target, StoreError> {
    let thread = thread_row(group.connection(), tenant, thread)?;
    let sql = "SELECT id, account, outbound, state FROM message WHERE key = ?1 AND thread = ?2 AND provider_id IS NOT NULL";
    let read =
        |row: &rusqlite::Row<'_>| Ok(Target { row: row.get(0)?, thread, account: row.get(1)?, outbound: row.get(2)?, state: row.get(3)? });
    group.one(sql, params![key_of(message)?, thread], read)?.ok_or(StoreError::NotFound)
}

pub(super) fn reaction(group: &mut Group<'_>, reaction: &AgentReaction) -> Result<Written, StoreError> {
    let target = target(group, &reaction.tenant, &reaction.thread, &reaction.message)?;
    let emoji = Some(reaction.emoji.as_str()).filter(|emoji| !emoji.is_empty());
    // The agent's own clock is ours, and her last word counts: it is never older than the one before.
    let agent = face::author_word(AuthorKind::Agent);
    group.execute("DELETE FROM reaction WHERE message = ?1 AND author = ?2", params![target.row, agent])?;
    word::react(group, target.row, agent, emoji, (reaction.at.millis(), ""))?;
    let sql = "DELETE FROM outbox WHERE message = ?1 AND kind = 'reaction' AND claim IS NULL";
    group.execute(sql, [target.row])?;
    queue(group, (target.thread, &target.account), IN_ORDER, "reaction", target.row, (&reaction.emoji, reaction.at))?;
    Ok(Written::Done)
}

pub(super) fn read(group: &mut Group<'_>, read: &AgentRead) -> Result<Written, StoreError> {
    let target = target(group, &read.tenant, &read.thread, &read.up_to)?;
    let news = State::from(target.state.as_str()) < State::Read;
    if target.outbound || !(news || read.typing) {
        return Ok(Written::Done);
    }
    if news {
        word::set_status(group, target.thread, target.row, &Status::new(State::Read, read.at))?;
    }
    let sql = "DELETE FROM outbox WHERE thread = ?1 AND account = ?2 AND kind = 'read' AND claim IS NULL";
    group.execute(sql, params![target.thread, target.account])?;
    let detail = if read.typing { "typing" } else { "" };
    queue(group, (target.thread, &target.account), OVERTAKES, "read", target.row, (detail, read.at))?;
    Ok(Written::Done)
}
