//! How the proxy signs agent tokens of its own.

use super::key::SECRET_MIN;
use super::reader::Reader;
use super::secret::Secret;

/// The longest life of a token, in seconds, whoever signs it.
pub const TTL_MAX: i64 = 15 * 60;
/// The shortest life of a token of ours, in seconds.
const TTL_MIN: i64 = 60;

/// What tokens of `POST /v1/session` are made with.
#[derive(Clone, Debug)]
pub struct Session {
    /// The key; without one the proxy makes it and keeps it beside the database.
    pub key: Option<Secret>,
    /// The key before that, still believed.
    pub previous_key: Option<Secret>,
    /// How long a token lives, in seconds.
    pub ttl: i64,
}

pub(super) fn read(mut reader: Reader<'_>) -> Option<Session> {
    let mut own = |key: &str| {
        if reader.has_secret(key) { reader.long_secret(key, SECRET_MIN, "a key").map(Some) } else { Some(None) }
    };
    let (key, previous_key) = (own("key"), own("previous_key"));
    let ttl = reader.number("ttl").and_then(|ttl| i64::try_from(ttl).ok());
    let ttl = ttl.filter(|ttl| {
        let good = (TTL_MIN..=TTL_MAX).contains(ttl);
        if !good {
            reader.fault("ttl", format!("{ttl} seconds won't do: write {TTL_MIN} to {TTL_MAX}."));
        }
        good
    });
    reader.finish();
    Some(Session { key: key?, previous_key: previous_key?, ttl: ttl? })
}
