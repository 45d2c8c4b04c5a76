//! Everything that crossed the wire: each API call received and each webhook attempt made.

use serde::Serialize;
use serde_json::Value;

/// Which way an entry went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A request that we received.
    Api,
    /// A webhook attempt that we made.
    Webhook,
}

/// One line of the journal.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Its number, from 1 without holes.
    pub n: u64,
    /// Milliseconds since the epoch.
    pub at: i64,
    /// Which way it went.
    pub kind: Kind,
    /// The account's slug; empty when the token belongs to nobody.
    pub account: String,
    /// The request's method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The request's path.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// The answer's HTTP status, if there was an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The request's JSON body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
    /// Which attempt at this webhook, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempt: Option<u32>,
    /// The message it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wamid: Option<String>,
    /// The business's own mark on that message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback_data: Option<String>,
    /// API: `accepted`, `refused`, `too_many`, `server_error`, `cut_after_accept`, `cut_before_accept`.
    /// Webhook: `accepted`, `refused`, `dropped`, `unreachable`.
    pub outcome: &'static str,
}

impl Entry {
    /// A line with nothing but its kind, account and outcome.
    #[must_use]
    pub fn new(kind: Kind, account: &str, outcome: &'static str) -> Self {
        Self {
            n: 0,
            at: crate::clock::now_ms(),
            kind,
            account: account.to_owned(),
            method: None,
            path: None,
            status: None,
            body: None,
            attempt: None,
            wamid: None,
            callback_data: None,
            outcome,
        }
    }
}

/// The journal since the start or the last reset; grows without bound, as a proof must.
#[derive(Debug, Default)]
pub struct Journal(Vec<Entry>);

impl Journal {
    /// Writes a line and gives it its number.
    pub fn write(&mut self, mut entry: Entry) {
        entry.n = self.0.len() as u64 + 1;
        self.0.push(entry);
    }

    /// All lines with a number above this one.
    #[must_use]
    pub fn after(&self, n: u64) -> &[Entry] {
        let from = usize::try_from(n).unwrap_or(usize::MAX).min(self.0.len());
        &self.0[from..]
    }
}
