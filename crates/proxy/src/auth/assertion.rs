//! A tenant's word for an agent: a JWT that its back end has signed for `POST /v1/session`, good once and for minutes.

use super::claims::SKEW;
use super::signed::{self, Signed, refuse};
use crate::config::{Config, Tenant};
use crate::error::AppError;
use model::Timestamp;
use serde::Deserialize;
use std::sync::Arc;

/// Whom assertions are for; no agent token says so.
pub const AUDIENCE: &str = "sidethread-session";
/// The longest life of an assertion, in seconds.
pub const LIFE_MAX: i64 = 5 * 60;
/// The most bytes of an assertion's own name.
const JTI_MAX: usize = 256;

/// What an assertion says.
#[derive(Clone, Debug, Deserialize)]
pub struct Assertion {
    aud: String,
    /// The agent.
    pub sub: String,
    /// The agent's name.
    pub name: Option<String>,
    /// What the CRM calls the contact.
    pub contact: Option<String>,
    /// The contact's numbers, or `["*"]`.
    #[serde(default)]
    pub phones: Vec<String>,
    /// The CRM's name of the record.
    pub record: Option<String>,
    /// Rights, with spaces between them.
    pub scope: Option<String>,
    /// The page that shall use the token; the one that asks if absent.
    pub origin: Option<String>,
    iat: Option<i64>,
    nbf: Option<i64>,
    exp: i64,
    /// Its own name: it is good once.
    #[serde(default)]
    pub jti: String,
}

impl Assertion {
    /// The first moment at which it is no longer accepted.
    pub fn until(&self) -> Timestamp {
        Timestamp::from_seconds(self.exp.saturating_add(SKEW))
    }

    /// The earliest moment, by our clock, at which it may have been signed.
    pub fn since(&self) -> Timestamp {
        Timestamp::from_seconds(self.iat.unwrap_or_else(|| self.exp.saturating_sub(LIFE_MAX)).saturating_sub(SKEW))
    }

    fn check(&self, now: Timestamp) -> Result<(), &'static str> {
        let now = now.seconds();
        if self.aud != AUDIENCE {
            return Err("it is for another audience");
        }
        if self.sub.trim().is_empty() {
            return Err("it names no agent");
        }
        if self.jti.trim().is_empty() || self.jti.len() > JTI_MAX {
            return Err("it has no name of its own");
        }
        if now >= self.exp.saturating_add(SKEW) {
            return Err("it has expired");
        }
        if self.iat.max(self.nbf).is_some_and(|begin| begin > now.saturating_add(SKEW)) {
            return Err("it is from the future");
        }
        if self.exp > now.saturating_add(LIFE_MAX + SKEW) || self.iat.is_some_and(|iat| self.exp.saturating_sub(iat) > LIFE_MAX) {
            return Err("it lives too long");
        }
        Ok(())
    }
}

/// Reads an assertion; that it is good once is for the ledger to say.
///
/// # Errors
/// 401, always with the same words.
pub fn verify(text: &str, config: &Config, now: Timestamp) -> Result<(Arc<Tenant>, Assertion), AppError> {
    let Signed { tenant, claims, .. } = signed::read::<Assertion>(text, config, None)?;
    claims.check(now).map_err(refuse)?;
    Ok((tenant, claims))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assertion(iat: Option<i64>, exp: i64) -> Assertion {
        Assertion {
            aud: AUDIENCE.into(),
            sub: "priya".into(),
            name: None,
            contact: None,
            phones: Vec::new(),
            record: None,
            scope: None,
            origin: None,
            iat,
            nbf: None,
            exp,
            jti: "1".into(),
        }
    }

    #[test]
    fn it_lives_five_minutes_give_or_take_one() {
        let now = Timestamp::from_seconds(1000);
        for (iat, exp, word) in [
            (Some(1000), 1300, Ok(())),
            (Some(1000), 1301, Err("it lives too long")),
            (None, 1360, Ok(())),
            (None, 1361, Err("it lives too long")),
            (Some(1060), 1360, Ok(())),
            (Some(1061), 1360, Err("it is from the future")),
            (Some(900), 941, Ok(())),
            (Some(900), 940, Err("it has expired")),
            (Some(i64::MIN), i64::MAX, Err("it lives too long")),
        ] {
            assert_eq!(assertion(iat, exp).check(now), word, "{iat:?} {exp}");
        }
    }

    #[test]
    fn it_needs_its_audience_an_agent_and_a_name() {
        let now = Timestamp::from_seconds(1000);
        let good = || assertion(Some(1000), 1300);
        assert!(Assertion { aud: "sidethread".into(), ..good() }.check(now).is_err());
        assert!(Assertion { sub: " ".into(), ..good() }.check(now).is_err());
        assert_eq!(Assertion { nbf: Some(1061), ..good() }.check(now), Err("it is from the future"));
        assert!(Assertion { jti: String::new(), ..good() }.check(now).is_err());
        assert!(Assertion { jti: "x".repeat(257), ..good() }.check(now).is_err());
    }
}
