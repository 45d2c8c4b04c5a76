//! The door to the server. What is pure in it ([`sse`], [`backoff`]) is tested without a browser.

pub mod backoff;
pub mod door;
pub mod request;
pub mod sse;
pub mod stream;
pub mod upload;

pub use door::Door;
pub use request::{Ask, Failure};
