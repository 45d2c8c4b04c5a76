//! The handlers, one noun a file. [`crate::router`] says which path leads to which.

pub mod assets;
pub mod body;
pub mod embed;
pub mod events;
pub mod health;
pub mod history;
pub mod hook;
pub mod hubspot;
pub mod journal;
pub mod json;
pub mod media;
pub mod open;
pub mod reactions;
pub mod read;
pub mod reply;
pub mod sender;
pub mod session;
pub mod templates;
