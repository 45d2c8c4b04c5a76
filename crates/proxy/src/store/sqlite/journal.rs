//! How a message travelled: what the provider told, and every time we handed it over.

use super::face::moment;
use super::read::{key_of, thread_row};
use crate::store::StoreError;
use model::api::get_journal::{Attempt, Journal, Outcome, Told};
use model::{Fault, MessageId, State, TenantId, ThreadId};
use rusqlite::{Connection, OptionalExtension, params};

pub(super) fn journal(connection: &Connection, tenant: &TenantId, thread: &ThreadId, id: &MessageId) -> Result<Journal, StoreError> {
    let thread = thread_row(connection, tenant, thread)?;
    let mut statement = connection.prepare_cached("SELECT id FROM message WHERE key = ?1 AND thread = ?2")?;
    let row: Option<i64> = statement.query_row(params![key_of(id)?, thread], |row| row.get(0)).optional()?;
    let row = row.ok_or(StoreError::NotFound)?;
    Ok(Journal { statuses: statuses(connection, row)?, attempts: attempts(connection, row)? })
}

fn statuses(connection: &Connection, message: i64) -> Result<Vec<Told>, StoreError> {
    let sql = "SELECT state, at, received_at, provider_id, fault FROM status_journal WHERE message = ?1 ORDER BY received_at, at, state";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([message])?;
    let mut told = Vec::new();
    while let Some(row) = rows.next()? {
        told.push(Told {
            state: State::from(row.get::<_, String>(0)?.as_str()),
            at: moment(row.get(1)?),
            received_at: moment(row.get(2)?),
            provider_id: row.get::<_, String>(3)?.into(),
            fault: fault(row.get(4)?)?,
        });
    }
    Ok(told)
}

fn attempts(connection: &Connection, message: i64) -> Result<Vec<Attempt>, StoreError> {
    let sql = "SELECT at, outcome, provider_id, fault, due FROM attempt WHERE message = ?1 ORDER BY number";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([message])?;
    let mut attempts = Vec::new();
    while let Some(row) = rows.next()? {
        attempts.push(Attempt {
            at: moment(row.get(0)?),
            outcome: outcome(&row.get::<_, String>(1)?),
            provider_id: row.get::<_, Option<String>>(2)?.map(Into::into),
            fault: fault(row.get(3)?)?,
            due: row.get::<_, Option<i64>>(4)?.map(moment),
        });
    }
    Ok(attempts)
}

fn outcome(word: &str) -> Outcome {
    match word {
        "accepted" => Outcome::Accepted,
        "later" => Outcome::Later,
        "failed" => Outcome::Failed,
        _ => Outcome::Unknown,
    }
}

fn fault(json: Option<String>) -> Result<Option<Fault>, StoreError> {
    Ok(json.as_deref().map(serde_json::from_str).transpose()?)
}
