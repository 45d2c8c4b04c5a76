//! `GET /v1/threads/{id}/messages/{message}/journal`: all that is known of how a message travelled, in the order in which we learnt it.

use crate::fault::Fault;
use crate::id::ProviderMessageId;
use crate::status::State;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The path, with axum's placeholders.
pub const PATH: &str = "/v1/threads/{id}/messages/{message}/journal";

/// How a message travelled.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Journal {
    /// Every state that the provider has told, each once; empty for what the customer wrote.
    pub statuses: Vec<Told>,
    /// Every time we handed it to the provider, and what came of it.
    pub attempts: Vec<Attempt>,
}

/// A state that the provider has told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// How far it had come.
    pub state: State,
    /// When, by the provider's clock; the time of arrival where it gave none.
    pub at: Timestamp,
    /// When we were told.
    pub received_at: Timestamp,
    /// The provider's name for the message.
    pub provider_id: ProviderMessageId,
    /// Why, when it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
}

/// One time that we handed it to the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// When its outcome was kept.
    pub at: Timestamp,
    /// What came of it.
    pub outcome: Outcome,
    /// The name that the provider's answer gave the message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_id: Option<ProviderMessageId>,
    /// Why it was not taken, or why nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<Fault>,
    /// When it is tried again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
}

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The provider took it.
    Accepted,
    /// It was not taken and is tried again.
    Later,
    /// It was not taken and will not be.
    Failed,
    /// Nobody knows, and also a newer peer's word.
    #[serde(other)]
    Unknown,
}
