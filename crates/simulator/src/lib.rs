//! The providers, their customers' phones and their faults, over real HTTP on loopback.
//!
//! Written from the vendors' documents and never from our own codecs: it judges what the proxy sends as an
//! independent party would. It knows neither `model` nor `providers`, and it is never shipped.
//!
//! Reading order: [`world`] (all state), [`provider`] and [`dialect`] (what a provider is), [`meta`] (what those
//! that pass Meta's WhatsApp on share), [`tata_tele`] and its neighbours (each provider's API), [`phone`] (the
//! customer), [`webhook`] (how a provider tells us), [`fault`], [`journal`], [`control`] (how a test steers all
//! this), [`crm`] (the customer's own CRM in the demo), [`load`] (a generator for benches).

pub mod account;
pub mod cdn;
pub mod clock;
pub mod config;
pub mod connection;
pub mod control;
pub mod crm;
pub mod dialect;
pub mod exotel;
pub mod fault;
pub mod gateway;
pub mod journal;
pub mod load;
pub mod meta;
pub mod phone;
pub mod provider;
pub mod redington;
pub mod server;
pub mod signature;
pub mod tata_comms;
pub mod tata_tele;
pub mod tata_tele_rcs;
pub mod tyntec;
pub mod wamid;
pub mod webhook;
pub mod work;
pub mod world;

pub use config::Config;
pub use server::serve;
