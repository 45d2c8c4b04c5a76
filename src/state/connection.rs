//! How the panel stands with the proxy: live, trying again, or lost for a reason.

use model::Timestamp;
use model::api::ErrorBody;

/// The live stream, as the strip shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Connection {
    /// The first attempt is under way.
    #[default]
    Connecting,
    /// Everything that happens arrives.
    Online,
    /// It broke; the next attempt comes by itself.
    Retrying {
        /// How many attempts failed in a row, from 1.
        attempt: u32,
        /// When the next one starts, by the proxy's clock.
        next_at: Timestamp,
    },
    /// The device itself has no network; the next attempt comes when it has.
    Offline,
    /// No attempt can help before somebody acts.
    Lost(Refusal),
}

/// Why the panel can't go on by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// A stable word: a [`model::api::Code`], or one of ours: `no-endpoint`, `no-contact`, `no-token-provider`,
    /// `token-failed`, `unreadable`.
    pub code: String,
    /// What the proxy said, where it said something.
    pub error: Option<ErrorBody>,
    /// What the host's token function said when it failed.
    pub hint: Option<String>,
}

impl Refusal {
    /// A refusal of our own.
    pub fn new(code: impl Into<String>) -> Self {
        Self { code: code.into(), error: None, hint: None }
    }
}

impl From<ErrorBody> for Refusal {
    fn from(error: ErrorBody) -> Self {
        Self { code: error.code.as_str().to_owned(), error: Some(error), hint: None }
    }
}

/// Whether the thread can be seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Phase {
    /// No contact was named yet.
    #[default]
    Idle,
    /// The thread is being opened for the first time.
    Opening,
    /// The thread is here; it may still be behind, see [`Connection`].
    Ready,
    /// The thread can't be opened.
    Refused(Refusal),
}
