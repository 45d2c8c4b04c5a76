//! `POST /v1/threads/{id}/read` and `/typing`: what the customer may see of the agent. 204, also where a channel can't show it.

use crate::id::MessageId;
use serde::{Deserialize, Serialize};

/// The path of read receipts, with axum's placeholder.
pub const PATH: &str = "/v1/threads/{id}/read";

/// The path of typing, with axum's placeholder; its body is empty.
pub const TYPING_PATH: &str = "/v1/threads/{id}/typing";

/// How far the agent has read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The newest inbound message that was seen.
    pub up_to: MessageId,
}
