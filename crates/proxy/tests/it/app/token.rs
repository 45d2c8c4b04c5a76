//! Agents' tokens.

use jsonwebtoken::{EncodingKey, Header};
use model::Timestamp;
use serde_json::{Value, json};

pub(super) const KEY: &str = "a key of acme that has 32 bytes and more";
pub(super) const GLOBEX_KEY: &str = "a key of globex that has 32 bytes or so";

pub(crate) fn claims(now: Timestamp, other: &Value) -> Value {
    let seconds = now.seconds();
    let mut claims = json!({
        "iss": "crm", "aud": "sidethread", "sub": "priya", "name": "Priya", "tenant": "acme", "phones": ["*"],
        "scope": "thread:read thread:write template:write", "iat": seconds, "exp": seconds + 600, "jti": "1",
    });
    for (name, value) in other.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
}

pub(crate) fn sign(key: &str, kid: &str, claims: &Value) -> String {
    let header = Header { kid: Some(kid.to_owned()), ..Header::default() };
    jsonwebtoken::encode(&header, claims, &EncodingKey::from_secret(key.as_bytes())).unwrap()
}
