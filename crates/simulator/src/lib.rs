//! The provider Tata Tele Smartflo, its customers' phones and their faults, over real HTTP on loopback.
//!
//! Written from the vendor's documents and never from our own codec: it judges what the proxy sends as an
//! independent party would. It knows neither `model` nor `providers`, and it is never shipped.
//!
//! Reading order: [`world`] (all state), [`tata_tele`] (the provider's API), [`phone`] (the customer),
//! [`webhook`] (how the provider tells us), [`fault`], [`journal`], [`control`] (how a test steers all this),
//! [`crm`] (the customer's own CRM in the demo), [`load`] (a generator for benches).

pub mod account;
pub mod clock;
pub mod config;
pub mod connection;
pub mod control;
pub mod crm;
pub mod fault;
pub mod journal;
pub mod load;
pub mod phone;
pub mod server;
pub mod signature;
pub mod tata_tele;
pub mod wamid;
pub mod webhook;
pub mod work;
pub mod world;

pub use config::Config;
pub use server::serve;
