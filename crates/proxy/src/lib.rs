//! The proxy: the only part that touches network, disk and clock.
//!
//! In reading order: [`config`] and [`state`] say what a deployment is; [`router`] lists every route; [`routes`] holds one
//! noun a file; [`ledger`] is the only writer and [`store`] where it writes; [`outbox`], [`files`] and [`writeback`] work off what was
//! written.

pub mod auth;
pub mod bell;
pub mod clock;
pub mod command;
pub mod config;
pub mod error;
pub mod fact;
pub mod files;
pub mod guard;
pub mod import;
pub mod ledger;
pub mod link;
pub mod metrics;
pub mod openapi;
pub mod outbox;
pub mod phone;
pub mod replay;
pub mod retry;
pub mod router;
pub mod routes;
pub mod server;
pub mod state;
pub mod store;
pub mod templates;
pub mod transport;
pub mod writeback;

pub use server::serve;
