//! How far a message has come. Statuses arrive late, twice and in any order; merging them in any order gives the same tick.

use crate::fault::Fault;
use crate::time::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;

/// How far a message has come, from least to most; the order is the law of [`Status::merge`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Accepted by us, not yet handed to the provider.
    Queued,
    /// Handed over, but nobody knows whether it arrived; settled by the provider's later word. Also any word we don't know.
    Unknown,
    /// The provider has taken it.
    Accepted,
    /// On its way to the phone.
    Sent,
    /// It will not arrive; a later `delivered` or `read` still outranks this.
    Failed,
    /// On the phone. Inbound messages are delivered to us.
    Delivered,
    /// Opened.
    Read,
    /// A voice note was listened to.
    Played,
}

impl State {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Unknown => "unknown",
            Self::Accepted => "accepted",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Played => "played",
        }
    }
}

impl From<&str> for State {
    fn from(word: &str) -> Self {
        match word {
            "queued" => Self::Queued,
            "accepted" => Self::Accepted,
            "sent" => Self::Sent,
            "failed" => Self::Failed,
            "delivered" => Self::Delivered,
            "read" => Self::Read,
            "played" => Self::Played,
            _ => Self::Unknown,
        }
    }
}

impl Serialize for State {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for State {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from(String::deserialize(deserializer)?.as_str()))
    }
}

/// A state with the moment it was reached and, for failures, the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// How far.
    pub state: State,
    /// Since when, by the provider's clock where it gives one. A peer that leaves it out says the epoch.
    #[serde(default)]
    pub at: Timestamp,
    /// Why, when it failed or is unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
}

impl Status {
    /// A status without a fault.
    pub fn new(state: State, at: Timestamp) -> Self {
        Self { state, at, fault: None }
    }

    /// A failure and its reason.
    pub fn failed(at: Timestamp, fault: Fault) -> Self {
        Self { state: State::Failed, at, fault: Some(fault) }
    }

    /// The greater of the two: the further state; of equal states the earlier moment; then the fault.
    /// Commutative, associative and idempotent, so that arrival order and repeats don't matter.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        if self.rank(&other) == Ordering::Less { other } else { self }
    }

    fn rank(&self, other: &Self) -> Ordering {
        self.state.cmp(&other.state).then_with(|| other.at.cmp(&self.at)).then_with(|| self.fault.cmp(&other.fault))
    }
}
