//! Media by id, with the account they belong to and the moment their id dies.

use std::collections::HashMap;

use bytes::Bytes;
use rand::RngExt as _;

/// Uploaded media live 30 days (seed 000).
pub const UPLOAD_LIFE_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// Media that a webhook named live 7 days (wire-facts 1.6).
pub const WEBHOOK_LIFE_MS: i64 = 7 * 24 * 60 * 60 * 1000;

const MB: usize = 1024 * 1024;

/// One file.
#[derive(Debug, Clone)]
pub struct Media {
    /// The account it belongs to.
    pub account: String,
    /// Its bytes.
    pub bytes: Bytes,
    /// Its type, with parameters as they were given.
    pub mime: String,
    /// Its name, if it has one.
    pub filename: Option<String>,
    /// When the id dies, in ms.
    pub expires_at: i64,
}

/// All media by id.
#[derive(Debug, Default)]
pub struct Shelf(HashMap<String, Media>);

impl Shelf {
    /// Keeps a file under a fresh id of 16 digits.
    pub fn keep(&mut self, media: Media) -> String {
        self.keep_as(digits(), media)
    }

    /// Keeps a file under this id.
    pub fn keep_as(&mut self, id: String, media: Media) -> String {
        self.0.insert(id.clone(), media);
        id
    }

    /// The file with this id, expired or not.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Media> {
        self.0.get(id)
    }

    /// The file that this account may use now under this id.
    #[must_use]
    pub fn usable(&self, account: &str, id: &str, now: i64) -> Option<&Media> {
        self.0.get(id).filter(|m| m.account == account && now < m.expires_at)
    }

    /// All files of these accounts that may be used now.
    pub fn of<'a>(&'a self, accounts: &'a [String], now: i64) -> impl Iterator<Item = (&'a String, &'a Media)> {
        self.0.iter().filter(move |(_, m)| accounts.contains(&m.account) && now < m.expires_at)
    }

    /// Lets an id die at this moment (ms).
    pub fn expire(&mut self, id: &str, at: i64) -> bool {
        self.0.get_mut(id).map(|m| m.expires_at = at).is_some()
    }

    /// Forgets a file.
    pub fn remove(&mut self, id: &str) {
        self.0.remove(id);
    }
}

/// A fresh id as Meta writes them.
#[must_use]
pub fn digits() -> String {
    rand::rng().random_range(1_000_000_000_000_000_u64..10_000_000_000_000_000).to_string()
}

/// The most bytes an upload of this type may have (wire-facts 2.2).
#[must_use]
pub fn size_limit(mime: &str) -> usize {
    match essence(mime).as_str() {
        "image/jpeg" | "image/png" => 5 * MB,
        "image/webp" => 500 * 1024,
        kind if kind.starts_with("video/") || kind.starts_with("audio/") => 16 * MB,
        _ => 100 * MB,
    }
}

/// A media type without its parameters.
#[must_use]
pub fn essence(mime: &str) -> String {
    mime.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
