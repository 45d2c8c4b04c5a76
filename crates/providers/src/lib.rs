//! The providers' dialects: what a codec may and may not do.
//!
//! A codec turns bytes into [`model`] words and back. It does no I/O, asks no clock and draws no random number: the proxy
//! hands it a [`wire::WebhookRequest`] and carries out the [`wire::WireRequest`] it returns. It never drops anything: what it
//! can't read comes back as [`model::inbound::Inbound::Unsupported`] or as a content of that name.
//!
//! [`codec`] is the trait, [`registry`] the one list of providers, [`cloud`] Meta's dialect that several providers share.

pub mod cloud;
pub mod codec;
pub mod error;
pub mod exotel;
pub mod handshake;
pub mod lenient;
mod narrowed;
pub mod redington;
pub mod refusal;
pub mod registry;
pub mod signature;
pub mod tata_comms;
pub mod tata_tele;
pub mod tata_tele_rcs;
pub mod tyntec;
mod url;
pub mod wire;

pub use codec::{Account, Codec, Receipt, TemplatePage, TemplateReceipt};
pub use error::{EncodeError, SendError, VerifyError};
pub use handshake::Handshake;
pub use wire::{Part, WebhookRequest, WireBody, WireRequest, WireResponse};
