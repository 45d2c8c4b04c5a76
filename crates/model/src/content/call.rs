//! `call`: a voice call over the channel, as a row in the thread. It is told, never sent.
//!
//! Source: wire-facts 5.4.

use serde::{Deserialize, Serialize};

/// A call. Who rang is told by the message's direction.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Call {
    /// How far it came.
    pub state: CallState,
    /// How long it was, in seconds; absent if nobody answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    /// What the button that began it carried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<String>,
}

/// How far a call came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallState {
    /// It rings.
    Ringing,
    /// It was answered.
    Accepted,
    /// It was declined.
    Rejected,
    /// It was answered and is over.
    Ended,
    /// Nobody answered.
    Missed,
    /// It broke down.
    Failed,
    /// Any other word.
    #[default]
    #[serde(other)]
    Unknown,
}
