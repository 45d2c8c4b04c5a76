//! `POST /v1/threads/{id}/reactions`: the agent's emoji on a message; 204. An empty emoji takes it away.

use crate::id::MessageId;
use serde::{Deserialize, Serialize};

/// The path, with axum's placeholder.
pub const PATH: &str = "/v1/threads/{id}/reactions";

/// What and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The message.
    pub message_id: MessageId,
    /// One emoji, or nothing.
    pub emoji: String,
}
