//! The proxy's HTTP contract as types: one endpoint a file, used by the route and by the client alike.
//!
//! Times are RFC 3339 in UTC; errors are `application/problem+json`, see [`error`].

pub mod change_templates;
pub mod error;
pub mod get_history;
pub mod get_journal;
pub mod list_templates;
pub mod mark_read;
pub mod open_session;
pub mod open_stream;
pub mod open_thread;
pub mod react;
pub mod send_reply;
pub mod upload_media;

pub use error::{Code, ErrorBody};
