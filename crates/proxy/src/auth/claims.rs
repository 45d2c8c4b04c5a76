//! What an agent token says, and when it is believed.

use super::keyring::Keyring;
use super::signed::{self, Signed, refuse};
use crate::config::{Config, TTL_MAX, Tenant};
use crate::error::AppError;
use crate::fact::{Grant, Mark};
use model::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use ulid::Ulid;

/// Whom tokens are for.
pub const AUDIENCE: &str = "sidethread";

/// The longest life of a token, in seconds.
pub const LIFE_MAX: i64 = TTL_MAX;

/// How far the clocks of the signer and of this machine may be apart, in seconds.
pub const SKEW: i64 = 60;

/// Who signs, in tokens of ours.
const ISSUER: &str = "sidethread";

/// Rights where a proof names none.
pub const SCOPE: &str = "thread:read thread:write";

/// A right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Open and read threads.
    ThreadRead,
    /// Answer, react, mark as read, upload.
    ThreadWrite,
    /// Change the list of templates.
    TemplateWrite,
    /// Revoke tokens of others.
    Admin,
}

impl Scope {
    /// Every right that this build knows.
    pub const ALL: [Self; 4] = [Self::ThreadRead, Self::ThreadWrite, Self::TemplateWrite, Self::Admin];

    /// The word in a token.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ThreadRead => "thread:read",
            Self::ThreadWrite => "thread:write",
            Self::TemplateWrite => "template:write",
            Self::Admin => "admin",
        }
    }
}

/// What a token says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who signed it.
    #[serde(default)]
    pub iss: String,
    /// [`AUDIENCE`].
    pub aud: String,
    /// The agent.
    pub sub: String,
    /// The agent's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The tenant.
    pub tenant: String,
    /// Numbers it may open; none if absent, `["*"]` for any of the tenant.
    #[serde(default)]
    pub phones: Vec<String>,
    /// The CRM's name of the record that it was given for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// The page that alone may use it; any of the tenant's if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The name of the proof that it was given for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Rights, with spaces between them.
    #[serde(default)]
    pub scope: String,
    /// When it was signed, in seconds.
    pub iat: i64,
    /// When it begins, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nbf: Option<i64>,
    /// When it ends, in seconds.
    pub exp: i64,
    /// Its own name.
    #[serde(default)]
    pub jti: String,
}

impl Claims {
    /// A token of ours for what a proof entitles to, for so many seconds from now on.
    pub fn of(grant: &Grant, now: Timestamp, seconds: i64) -> Self {
        Self {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: grant.agent.clone(),
            name: grant.name.clone(),
            tenant: grant.tenant.to_string(),
            phones: grant.phones.clone(),
            record: grant.record.clone(),
            origin: grant.origin.clone(),
            by: grant.by.clone(),
            scope: grant.scope.clone(),
            iat: now.seconds(),
            nbf: None,
            exp: now.seconds().saturating_add(seconds),
            jti: Ulid::generate().to_string(),
        }
    }

    /// The rights that this build knows.
    pub fn scopes(&self) -> Vec<Scope> {
        Scope::ALL.into_iter().filter(|scope| self.scope.split(' ').any(|word| word == scope.as_str())).collect()
    }

    /// The first moment at which it is no longer accepted.
    pub fn until(&self) -> Timestamp {
        Timestamp::from_seconds(self.exp.saturating_add(SKEW))
    }

    fn check(&self, now: Timestamp) -> Result<(), &'static str> {
        let now = now.seconds();
        if self.aud != AUDIENCE {
            return Err("it is for another audience");
        }
        if self.sub.trim().is_empty() {
            return Err("it names no agent");
        }
        if now >= self.exp.saturating_add(SKEW) {
            return Err("it has expired");
        }
        if self.iat.max(self.nbf.unwrap_or(i64::MIN)) > now.saturating_add(SKEW) {
            return Err("it is from the future");
        }
        if self.exp > now.saturating_add(LIFE_MAX + SKEW) || self.exp.saturating_sub(self.iat) > LIFE_MAX {
            return Err("it lives too long");
        }
        Ok(())
    }
}

/// A token that is believed, unless it was revoked.
#[derive(Clone, Debug)]
pub struct Verified {
    /// Whose agent.
    pub tenant: Arc<Tenant>,
    /// What it says.
    pub claims: Claims,
    /// By what it can be revoked.
    pub mark: Mark,
}

/// Reads a token. The key is the one of that name of the tenant that the token names, or one of ours, and each key has one
/// algorithm.
///
/// # Errors
/// 401, always with the same words; the reason is for the log.
pub fn verify(token: &str, config: &Config, keyring: &Keyring, now: Timestamp) -> Result<Verified, AppError> {
    let Signed { tenant, claims, is_own } = signed::read::<Claims>(token, config, Some(keyring))?;
    claims.check(now).map_err(refuse)?;
    // The tenant's clock may be ahead of ours: what it dates a minute later may be older than the word that revokes it.
    let skew = if is_own { 0 } else { SKEW };
    let mark = Mark {
        tenant: tenant.id.clone(),
        agent: claims.sub.clone(),
        ids: [Some(&claims.jti), claims.by.as_ref()].into_iter().flatten().filter(|id| !id.is_empty()).cloned().collect(),
        at: Timestamp::from_seconds(claims.iat.saturating_sub(skew)),
    };
    Ok(Verified { tenant, claims, mark })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims() -> Claims {
        Claims { aud: AUDIENCE.into(), sub: "priya".into(), tenant: "acme".into(), iat: 1000, exp: 1600, ..Claims::default() }
    }

    #[test]
    fn a_token_lives_from_signing_to_its_end_give_or_take_a_minute() {
        let at = |seconds| claims().check(Timestamp::from_seconds(seconds));
        assert_eq!(at(939), Err("it is from the future"));
        assert_eq!(at(940), Ok(()));
        assert_eq!(at(1659), Ok(()));
        assert_eq!(at(1660), Err("it has expired"));
        let later = Claims { nbf: Some(1200), ..claims() };
        assert_eq!(later.check(Timestamp::from_seconds(1139)), Err("it is from the future"));
        assert_eq!(later.check(Timestamp::from_seconds(1140)), Ok(()));
    }

    #[test]
    fn fifteen_minutes_is_the_longest_life() {
        let now = Timestamp::from_seconds(1000);
        assert_eq!(Claims { exp: 1900, ..claims() }.check(now), Ok(()));
        assert_eq!(Claims { exp: 1901, ..claims() }.check(now), Err("it lives too long"));
        assert_eq!(Claims { iat: i64::MIN, exp: i64::MAX, ..claims() }.check(now), Err("it lives too long"));
    }

    #[test]
    fn only_known_rights_count() {
        let claims = Claims { scope: "thread:read thread:writes call template:write".into(), ..claims() };
        assert_eq!(claims.scopes(), [Scope::ThreadRead, Scope::TemplateWrite]);
    }
}
