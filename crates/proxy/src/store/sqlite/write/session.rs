//! Codes, used proofs and revoked tokens. What has ended by itself is swept out on the way.

use super::Group;
use crate::fact::{Issued, Redeemed, Revoked, Used, Which, Written};
use crate::store::StoreError;
use rusqlite::params;

/// The numbers that are kept for [`Which`].
pub(in crate::store::sqlite) const NAME: i64 = 0;
pub(in crate::store::sqlite) const AGENT: i64 = 1;

pub(super) fn issued(group: &mut Group<'_>, issued: &Issued) -> Result<Written, StoreError> {
    let face = serde_json::to_string(&issued.grant)?;
    group.execute("DELETE FROM session_code WHERE until <= ?1", [issued.at.millis()])?;
    let sql = "INSERT INTO session_code (digest, face, until) VALUES (?1, ?2, ?3)";
    group.execute(sql, params![issued.digest, face, issued.until.millis()])?;
    Ok(Written::Done)
}

pub(super) fn redeemed(group: &mut Group<'_>, redeemed: &Redeemed) -> Result<Written, StoreError> {
    let sql = "SELECT face FROM session_code WHERE digest = ?1 AND until > ?2";
    let face: Option<String> = group.one(sql, params![redeemed.digest, redeemed.at.millis()], |row| row.get(0))?;
    let grant = serde_json::from_str(&face.ok_or(StoreError::NotFound)?)?;
    group.execute("DELETE FROM session_code WHERE digest = ?1", [redeemed.digest])?;
    Ok(Written::Grant(Box::new(grant)))
}

/// One row if the proof is new, none if it was used before.
pub(super) fn used(group: &mut Group<'_>, used: &Used) -> Result<Written, StoreError> {
    group.execute("DELETE FROM used_proof WHERE until <= ?1", [used.at.millis()])?;
    let sql = "INSERT INTO used_proof (tenant, name, until) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    let rows = group.execute(sql, params![used.tenant.as_str(), used.name, used.until.map(|until| until.millis())])?;
    Ok(Written::Rows(rows as u64))
}

pub(super) fn revoked(group: &mut Group<'_>, revoked: &Revoked) -> Result<Written, StoreError> {
    let (what, name) = match &revoked.what {
        Which::Name(name) => (NAME, name),
        Which::Agent(agent) => (AGENT, agent),
    };
    group.execute("DELETE FROM revoked WHERE until <= ?1", [revoked.at.millis()])?;
    let sql = "INSERT INTO revoked (tenant, what, name, at, until) VALUES (?1, ?2, ?3, ?4, ?5) \
               ON CONFLICT DO UPDATE SET at = max(at, excluded.at), until = max(until, excluded.until)";
    group.execute(sql, params![revoked.tenant.as_str(), what, name, revoked.at.millis(), revoked.until.millis()])?;
    Ok(Written::Done)
}
