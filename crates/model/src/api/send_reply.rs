//! `POST /v1/threads/{id}/messages`: an agent's answer. 202 with the [`crate::Message`]; the same `client_id` again gives the same message.

use crate::channel::Channel;
use crate::content::Content;
use crate::id::{AccountSlug, ClientId, MessageId};
use serde::{Deserialize, Serialize};

/// The path, with axum's placeholder.
pub const PATH: &str = super::get_history::PATH;

/// What to send.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request<C = Content> {
    /// The sender's own name for this sending: the idempotency key, unique in the tenant.
    pub client_id: ClientId,
    /// On which channel.
    pub channel: Channel,
    /// From which business account.
    pub account: AccountSlug,
    /// What.
    pub content: C,
    /// The message it quotes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
}
