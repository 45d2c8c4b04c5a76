//! Public links to our own files: for providers that take no uploads and fetch what a message names.
//!
//! Such a link is a capability: whoever has it reads that one file until it ends, a day at most. It is given to the provider
//! alone, in the message that it belongs to, and sealed with the key that lies beside the database.

use crate::auth::Keyring;
use model::{MediaId, Timestamp};
use std::sync::Arc;

/// The path of a public file, with axum's placeholders.
pub const PATH: &str = "/public/v1/media/{id}/{expires}/{signature}";

/// For how long a link is good, in milliseconds.
const LIFE_MS: i64 = 24 * 3_600_000;

/// Makes links and knows its own again; clones are the same.
#[derive(Clone)]
pub struct Links {
    keyring: Arc<Keyring>,
    root: Arc<str>,
}

impl Links {
    /// Links under an address.
    pub fn new(keyring: Arc<Keyring>, public_url: &str) -> Self {
        Self { keyring, root: public_url.trim_end_matches('/').into() }
    }

    /// A link to a file that is good for a day from `now`.
    pub fn to(&self, id: &MediaId, now: Timestamp) -> String {
        let expires = now.plus_millis(LIFE_MS).seconds().to_string();
        let signature = self.keyring.seal(&["media", id.as_str(), &expires]);
        format!("{}/public/v1/media/{id}/{expires}/{signature}", self.root)
    }

    /// Whether a link with these parts is ours and still good.
    pub fn admits(&self, id: &MediaId, expires: &str, signature: &str, now: Timestamp) -> bool {
        let left = expires.parse().ok().map(|seconds| Timestamp::from_seconds(seconds).since(now));
        self.keyring.has_sealed(&["media", id.as_str(), expires], signature) && left.is_some_and(|left| (1..=LIFE_MS).contains(&left))
    }
}
