//! Codes, used proofs and revoked tokens. What has ended by itself is swept out on the way.

use super::Group;
use crate::fact::{End, Issued, Redeemed, Revoked, Used, Which, Written};
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

/// The proofs of other secrets, in two parts so that their index finds them.
const OTHER_BELOW: &str = "until IS NULL AND secret < ?3";
const OTHER_ABOVE: &str = "until IS NULL AND secret > ?3";
/// How long proofs of a secret that was replaced are remembered, in milliseconds: another process may not know of it yet.
const OUTGOING_MS: i64 = 24 * 3_600_000;

/// One row if the proof is new, none if it was used before.
pub(super) fn used(group: &mut Group<'_>, used: &Used) -> Result<Written, StoreError> {
    let tenant = used.tenant.as_str();
    let (until, secret) = match &used.end {
        End::At(until) => (Some(until.millis()), None),
        End::WithSecret(secret) => {
            let outgoing = used.at.plus_millis(OUTGOING_MS).millis();
            for (end, whose) in [(None, "until > 0 AND secret = ?3"), (Some(outgoing), OTHER_BELOW), (Some(outgoing), OTHER_ABOVE)] {
                let sql = format!("UPDATE used_proof SET until = ?1 WHERE tenant = ?2 AND {whose}");
                group.execute(&sql, params![end, tenant, secret])?;
            }
            (None, Some(secret))
        }
    };
    group.execute("DELETE FROM used_proof WHERE until <= ?1", [used.at.millis()])?;
    let sql = "INSERT INTO used_proof (tenant, name, until, secret) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
    let rows = group.execute(sql, params![tenant, used.name, until, secret])?;
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
