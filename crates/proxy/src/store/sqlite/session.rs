//! Whether a token was revoked.

use super::write::session::{AGENT, NAME};
use crate::fact::Mark;
use crate::store::StoreError;
use rusqlite::{Connection, params};

pub(super) fn is_revoked(connection: &Connection, mark: &Mark) -> Result<bool, StoreError> {
    let tenant = mark.tenant.as_str();
    let mut agent =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM revoked WHERE tenant = ?1 AND what = ?2 AND name = ?3 AND at >= ?4)")?;
    if agent.query_row(params![tenant, AGENT, mark.agent, mark.at.millis()], |row| row.get(0))? {
        return Ok(true);
    }
    let mut name = connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM revoked WHERE tenant = ?1 AND what = ?2 AND name = ?3)")?;
    for id in &mark.ids {
        if name.query_row(params![tenant, NAME, id], |row| row.get(0))? {
            return Ok(true);
        }
    }
    Ok(false)
}
