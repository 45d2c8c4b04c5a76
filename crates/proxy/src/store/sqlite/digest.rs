//! What is asked about a CRM's own log: when there is something to carry, and why something is not there.

use super::face::moment;
use crate::fact::Trouble;
use crate::store::StoreError;
use model::{TenantId, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

pub(super) fn next_due(connection: &Connection) -> Result<Option<Timestamp>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT min(due) FROM digest WHERE due IS NOT NULL")?;
    Ok(statement.query_row([], |row| row.get::<_, Option<i64>>(0))?.map(moment))
}

/// An older digest's trouble is no longer news.
pub(super) fn trouble(connection: &Connection, tenant: &TenantId, record: &str, agent: &str) -> Result<Option<Trouble>, StoreError> {
    let sql = "SELECT trouble FROM digest WHERE tenant = ?1 AND record = ?2 AND agent = ?3 ORDER BY day DESC, id DESC LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    let word = statement.query_row(params![tenant.as_str(), record, agent], |row| row.get::<_, Option<String>>(0)).optional()?;
    Ok(word.flatten().map(|word| Trouble::of(&word)))
}
