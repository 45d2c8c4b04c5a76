//! Answers for a CRM's own log: into their digest, out of it, and what came of that.

use super::super::face::moment;
use super::Group;
use crate::fact::ready::NewReply;
use crate::fact::{Digest, DigestOutcome, DigestSettled, Heading, TakeDigests, Trouble, Written};
use crate::store::StoreError;
use model::{Channel, Content, Timestamp};
use rusqlite::{Connection, Row, params};

/// Puts an answer into its digest, in the transaction that keeps the answer.
pub(super) fn add(group: &Group<'_>, heading: &Heading, new: &NewReply, message: i64) -> Result<(), StoreError> {
    let sql = "INSERT INTO digest (tenant, record, agent, agent_name, channel, day, due) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
               ON CONFLICT DO UPDATE SET due = coalesce(due, excluded.due) RETURNING id";
    let Heading { record, agent, name, channel, day } = heading;
    let values = params![new.reply.tenant.as_str(), record, agent, name, channel.as_str(), day, new.reply.at.millis()];
    let digest: Option<i64> = group.one(sql, values, |row| row.get(0))?;
    group.execute("INSERT INTO digest_line (message, digest) VALUES (?1, ?2)", params![message, digest])?;
    Ok(())
}

pub(super) fn take(group: &Group<'_>, taken: &TakeDigests) -> Result<Written, StoreError> {
    if taken.afresh {
        // Not those that another process has in hand: their lease is no longer than ours.
        let sql = "UPDATE digest SET due = ?1, attempt = 0 WHERE trouble IS NOT NULL AND (due IS NULL OR due > ?2)";
        group.execute(sql, params![taken.at.millis(), taken.until.millis()])?;
    }
    let sql = "UPDATE digest SET due = ?1 WHERE id IN (SELECT id FROM digest WHERE due <= ?2 ORDER BY due, id LIMIT ?3) \
               RETURNING id, tenant, record, agent, agent_name, channel, day, crm_id, attempt";
    let limit = i64::try_from(taken.limit).unwrap_or(i64::MAX);
    let mut statement = group.connection().prepare_cached(sql)?;
    let digests = statement.query_map(params![taken.until.millis(), taken.at.millis(), limit], digest)?;
    let mut digests = digests.collect::<Result<Vec<Digest>, _>>()?;
    for digest in &mut digests {
        digest.lines = lines(group.connection(), digest.row)?;
    }
    Ok(Written::Digests(digests))
}

fn digest(row: &Row<'_>) -> rusqlite::Result<Digest> {
    let heading = Heading {
        record: row.get(2)?,
        agent: row.get(3)?,
        name: row.get(4)?,
        channel: Channel::from(row.get_ref(5)?.as_str()?),
        day: row.get(6)?,
    };
    let tenant = row.get_ref(1)?.as_str()?.into();
    Ok(Digest { row: row.get(0)?, tenant, heading, crm_id: row.get(7)?, attempt: row.get(8)?, lines: Vec::new() })
}

fn lines(connection: &Connection, digest: i64) -> Result<Vec<(Timestamp, Content)>, StoreError> {
    let sql = "SELECT m.at, m.content FROM digest_line l JOIN message m ON m.id = l.message WHERE l.digest = ?1 ORDER BY m.id";
    let mut statement = connection.prepare_cached(sql)?;
    let kept = statement.query_map([digest], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<Vec<(i64, String)>, _>>()?;
    kept.into_iter().map(|(at, content)| Ok((moment(at), serde_json::from_str(&content)?))).collect()
}

pub(super) fn settled(group: &Group<'_>, settled: &DigestSettled) -> Result<Written, StoreError> {
    let word = |trouble: &Option<Trouble>| trouble.map(Trouble::as_str);
    match &settled.outcome {
        DigestOutcome::Logged { id, lines } => {
            let sql = "UPDATE digest SET crm_id = ?2, attempt = 0, trouble = NULL, \
                       due = CASE WHEN (SELECT count(*) FROM digest_line WHERE digest = ?1) > ?3 THEN ?4 END WHERE id = ?1";
            let lines = i64::try_from(*lines).unwrap_or(i64::MAX);
            group.execute(sql, params![settled.row, id, lines, settled.at.millis()])
        }
        DigestOutcome::Later { due, trouble } => {
            let sql = "UPDATE digest SET due = ?2, attempt = attempt + 1, trouble = ?3 WHERE id = ?1";
            group.execute(sql, params![settled.row, due.millis(), word(trouble)])
        }
        DigestOutcome::GivenUp(trouble) => {
            let sql = "UPDATE digest SET due = NULL, attempt = 0, trouble = ?2 WHERE id = ?1";
            group.execute(sql, params![settled.row, word(trouble)])
        }
    }?;
    Ok(Written::Done)
}
