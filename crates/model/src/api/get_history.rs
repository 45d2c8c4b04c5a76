//! `GET /v1/threads/{id}/messages?before=CURSOR&limit=50`: older pages, in the order of people: (provider's time, id).

use crate::content::Content;
use crate::message::Message;
use serde::{Deserialize, Serialize};

/// The path, with axum's placeholder.
pub const PATH: &str = "/v1/threads/{id}/messages";

/// The most messages of a page.
pub const LIMIT_MAX: u32 = 200;

/// Which page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// The `older` of the page before; absent for the newest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// How many; 50 if absent, [`LIMIT_MAX`] at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// One page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page<C = Content> {
    /// Oldest first.
    pub messages: Vec<Message<C>>,
    /// Where the next older page begins; null at the start of history.
    pub older: Option<String>,
}
