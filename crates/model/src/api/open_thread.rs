//! `POST /v1/threads/open`: one round trip to the first paint. Creates the thread if there is none.

use crate::content::Content;
use crate::id::ThreadId;
use crate::message::Message;
use crate::thread::{Sender, Thread};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The path.
pub const PATH: &str = "/v1/threads/open";

/// How many messages the answer holds at most.
pub const NEWEST: usize = 50;

/// Whose thread.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Numbers as the CRM has them; without a country code they are read in the tenant's default region.
    #[serde(default)]
    pub phones: Vec<String>,
    /// Ids that only a channel understands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub user_ids: Vec<UserId>,
    /// The CRM's own name of the record, kept beside the thread: `zoho:Contacts:3000001`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
    /// What the CRM calls the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A channel-scoped id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserId {
    /// The channel that understands it.
    pub channel: crate::channel::Channel,
    /// The id.
    pub value: String,
}

/// Everything for the first paint, as of one moment of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot<C = Content> {
    /// The head.
    pub thread: Thread,
    /// Every way to answer.
    pub channels: Vec<Sender>,
    /// The newest messages, oldest first.
    pub messages: Vec<Message<C>>,
    /// Where the older ones begin; null at the start of history.
    pub older: Option<String>,
    /// Every change up to this log position is in here.
    pub complete_to: u64,
    /// The proxy's clock as it answered: what a client corrects its own by.
    pub now: Timestamp,
}

/// The thread's path for the other endpoints.
pub fn thread_path(id: &ThreadId, rest: &str) -> String {
    format!("/v1/threads/{id}/{rest}")
}
