//! Why a send failed, in words an agent can act on.

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One failure of one message. The texts come from the providers' fault catalogue, never from a provider's raw words alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fault {
    /// The provider's code (Meta's number as text), or ours: `outcome-unknown`, `provider-down`.
    pub code: String,
    /// What happened, in one short sentence.
    pub title: String,
    /// What to do now, in one short sentence.
    pub action: String,
    /// Who can do it.
    pub who: Who,
    /// Whether sending the same message again can help.
    pub retry: Retry,
    /// Not before this moment, where the provider says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_at: Option<Timestamp>,
}

/// Who can mend a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The person who wrote the message.
    Agent,
    /// Whoever runs the business account.
    Admin,
    /// The provider or Meta.
    Provider,
    /// The person written to.
    Customer,
    /// A newer peer's word.
    #[serde(other)]
    Unknown,
}

/// Whether and how a retry can help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Retry {
    /// The same message may be sent again; the proxy does so by itself while it is queued.
    Backoff,
    /// The same message may be sent again, but later (see `retry_at` or the action's words).
    After,
    /// The same message will fail again.
    Never,
    /// Only a template can be sent.
    Template,
    /// The message must be changed first.
    Input,
    /// A newer peer's word: offer no retry.
    #[serde(other)]
    Unknown,
}

impl Fault {
    /// Whether a "Retry" button tells the truth at `now`.
    pub fn retry_helps(&self, now: Timestamp) -> bool {
        match self.retry {
            Retry::Backoff => true,
            Retry::After => self.retry_at.is_some_and(|at| now >= at),
            Retry::Never | Retry::Template | Retry::Input | Retry::Unknown => false,
        }
    }
}
