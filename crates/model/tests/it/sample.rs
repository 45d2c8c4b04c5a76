//! One of everything, with fixed ids and times.

mod capabilities;
mod content;
mod event;
mod fault;
mod message;
mod offer;
mod template;
mod thread;

pub(crate) use capabilities::{capabilities, table};
pub(crate) use content::{button, contents, media, row};
pub(crate) use event::events;
pub(crate) use fault::{error_body, fault};
pub(crate) use message::{full_message, message};
pub(crate) use offer::{address_request, bill, call_button, cta, flow, order_status, product, products, room, suggestions};
pub(crate) use thread::{snapshot, thread};

use model::Timestamp;

pub(crate) fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}
