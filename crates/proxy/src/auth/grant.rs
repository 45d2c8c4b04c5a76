//! What a proof entitles to: an agent, a contact, rights. Tokens are made of it, at once or for a code later.

use super::claims::{AUDIENCE, Claims};
use crate::fact::Mark;
use model::{TenantId, Timestamp};
use serde::{Deserialize, Serialize};
use ulid::Ulid;

/// Who signs, in tokens of ours.
const ISSUER: &str = "sidethread";
/// Rights where the proof names none.
pub const SCOPE: &str = "thread:read thread:write";

/// Whom somebody has vouched for, and for what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// Whose agent.
    pub tenant: TenantId,
    /// The agent.
    pub agent: String,
    /// The agent's name.
    pub name: Option<String>,
    /// The contact's numbers in E.164, or `["*"]`.
    pub phones: Vec<String>,
    /// The CRM's name of the record.
    pub record: Option<String>,
    /// What the CRM calls the contact.
    pub contact: Option<String>,
    /// Rights, with spaces between them.
    pub scope: String,
    /// The page that alone may use the token.
    pub origin: Option<String>,
    /// The proof's own name: revoking it revokes the token.
    pub by: Option<String>,
    /// The earliest moment, by our clock, at which the proof may have been made.
    pub at: Timestamp,
}

impl Grant {
    /// By what it can be revoked.
    pub fn mark(&self) -> Mark {
        Mark { tenant: self.tenant.clone(), agent: self.agent.clone(), ids: self.by.iter().cloned().collect(), at: self.at }
    }

    /// A token's claims for so many seconds from now on.
    pub fn claims(&self, now: Timestamp, seconds: i64) -> Claims {
        Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: self.agent.clone(),
            name: self.name.clone(),
            tenant: self.tenant.to_string(),
            phones: self.phones.clone(),
            record: self.record.clone(),
            origin: self.origin.clone(),
            by: self.by.clone(),
            scope: self.scope.clone(),
            iat: now.seconds(),
            exp: now.seconds().saturating_add(seconds),
            jti: Ulid::generate().to_string(),
        }
    }
}
