//! Templates in Meta's words: filled ones on their way out, and definitions both ways.

mod read;
mod send;
mod write;

pub use read::{quality, read, status};
pub use send::encode;
pub use write::{components, write};
