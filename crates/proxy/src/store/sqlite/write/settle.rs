//! What came of rows of the outbox.

use super::super::face;
use super::{Group, Kind, word};
use crate::fact::{Abandoned, Outcome, Settled, Written};
use crate::store::StoreError;
use model::message::AuthorKind;
use model::{Fault, State, Status, Timestamp};
use rusqlite::params;

/// A row that was claimed.
struct Row {
    id: i64,
    kind: String,
    detail: String,
    message: i64,
    account: String,
    thread: i64,
}

pub(super) fn settled(group: &mut Group<'_>, settled: &Settled) -> Result<Written, StoreError> {
    let sql = "SELECT id, kind, detail, message, account, thread FROM outbox WHERE id = ?1 AND claim IS NOT NULL";
    let row = group.one(sql, [settled.row], read)?.ok_or(StoreError::NotFound)?;
    settle(group, &row, &settled.outcome, settled.at)?;
    Ok(Written::Done)
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    Ok(Row { id: row.get(0)?, kind: row.get(1)?, detail: row.get(2)?, message: row.get(3)?, account: row.get(4)?, thread: row.get(5)? })
}

pub(super) fn abandoned(group: &mut Group<'_>, abandoned: &Abandoned) -> Result<Written, StoreError> {
    let sql = "SELECT id, kind, detail, message, account, thread FROM outbox WHERE claim <> ?1 ORDER BY id";
    let mut statement = group.connection().prepare_cached(sql)?;
    let rows = statement.query_map([&abandoned.worker], read)?.collect::<Result<Vec<Row>, _>>()?;
    for row in &rows {
        let outcome = Outcome::Unknown(abandoned.fault.clone());
        settle(group, row, &outcome, abandoned.at)?;
    }
    Ok(Written::Rows(rows.len() as u64))
}

fn settle(group: &mut Group<'_>, row: &Row, outcome: &Outcome, at: Timestamp) -> Result<(), StoreError> {
    let again = match outcome {
        Outcome::Later { due, fault } => waits(group, row, fault)?.then_some(*due),
        Outcome::Accepted { .. } | Outcome::Failed(_) | Outcome::Unknown(_) => None,
    };
    if row.kind == "message" {
        note(group, row, outcome, again, at)?;
    }
    match again {
        Some(due) => {
            let sql = "UPDATE outbox SET claim = NULL, attempt = attempt + 1, due = ?1 WHERE id = ?2";
            group.execute(sql, params![due.millis(), row.id])?;
        }
        None => {
            group.execute("DELETE FROM outbox WHERE id = ?1", [row.id])?;
        }
    }
    match (row.kind.as_str(), outcome) {
        ("message", Outcome::Accepted { id, status }) => {
            if let Some(id) = id {
                word::learn(group, &row.account.as_str().into(), id, row.message, false)?;
            }
            word::status(group, row.message, status)
        }
        ("message", Outcome::Failed(fault)) => word::status(group, row.message, &Status::failed(at, fault.clone())),
        ("message", Outcome::Unknown(fault)) => {
            word::status(group, row.message, &Status { state: State::Unknown, at, fault: Some(fault.clone()) })
        }
        ("reaction", Outcome::Failed(_)) => take_back(group, row),
        _ => Ok(()),
    }
}

/// Keeps what came of handing a message over.
fn note(group: &Group<'_>, row: &Row, outcome: &Outcome, due: Option<Timestamp>, at: Timestamp) -> Result<(), StoreError> {
    let (name, fault) = match outcome {
        Outcome::Accepted { id, .. } => (id.as_ref(), None),
        Outcome::Later { fault, .. } | Outcome::Failed(fault) | Outcome::Unknown(fault) => (None, Some(serde_json::to_string(fault)?)),
    };
    let sql = "INSERT INTO attempt (message, number, at, outcome, provider_id, fault, due) \
               SELECT ?1, count(*) + 1, ?2, ?3, ?4, ?5, ?6 FROM attempt WHERE message = ?1";
    let name = name.map(model::ProviderMessageId::as_str);
    group.execute(sql, params![row.message, at.millis(), outcome.name(), name, fault, due.map(Timestamp::millis)])?;
    Ok(())
}

/// Shows why a message waits; whether it does. One that has got a status meanwhile was taken after all and is not sent again.
fn waits(group: &mut Group<'_>, row: &Row, fault: &Fault) -> Result<bool, StoreError> {
    if row.kind != "message" {
        return Ok(true);
    }
    let sql = "SELECT state, state_at FROM message WHERE id = ?1";
    let now = group.one(sql, [row.message], |found| Ok((found.get::<_, String>(0)?, found.get(1)?)))?;
    match now {
        Some((state, since)) if State::from(state.as_str()) == State::Queued => {
            let status = Status { state: State::Queued, at: face::moment(since), fault: Some(fault.clone()) };
            word::set_status(group, row.thread, row.message, &status)?;
            Ok(true)
        }
        _ => Ok(false),
    }
}

/// An emoji that the provider would not take is not shown as if it had.
fn take_back(group: &mut Group<'_>, row: &Row) -> Result<(), StoreError> {
    let sql = "DELETE FROM reaction WHERE message = ?1 AND author = ?2 AND emoji = ?3";
    let agent = face::author_word(AuthorKind::Agent);
    match group.execute(sql, params![row.message, agent, row.detail])? {
        0 => Ok(()),
        _ => group.log(row.thread, Kind::Reaction, Some(row.message)),
    }
}
