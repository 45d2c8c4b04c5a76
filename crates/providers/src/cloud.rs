//! Meta's Cloud dialect, which several providers pass on. It never asks which provider is calling.
//!
//! Source: Meta's WhatsApp Business Platform documentation, restated in wire-facts 1, 2 and 4.

pub mod capabilities;
pub mod content;
pub mod fault;
pub mod inbound;
mod payment;
pub mod status;
pub mod template;
pub mod webhook;
