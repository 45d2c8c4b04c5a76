//! `GET /v1/threads/{id}/events`: SSE, `id:` is the seq, `Last-Event-ID` resumes; with `?after=SEQ&wait=25` a long poll.

use crate::content::Content;
use crate::event::Event;
use serde::{Deserialize, Serialize};

/// The path, with axum's placeholder.
pub const PATH: &str = "/v1/threads/{id}/events";

/// The most seconds a long poll waits.
pub const WAIT_MAX: u32 = 25;

/// Where to go on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// The last position that is known; the header `Last-Event-ID` wins over it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<u64>,
    /// Long poll: answer with JSON after so many seconds at most, or as soon as there is something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<u32>,
}

/// The answer of a long poll.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(serialize = "Event<C>: Serialize", deserialize = "Event<C>: Deserialize<'de>"))]
pub struct Page<C = Content> {
    /// The changes after the position that was asked for, in order; empty when nothing came.
    pub events: Vec<Event<C>>,
}
