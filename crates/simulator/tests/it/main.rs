//! The simulator from outside: over HTTP, with a small webhook receiver of our own.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should panic")]

mod account;
mod app;
mod errors;
mod exotel;
mod faults;
mod inbound;
mod judge;
mod load;
mod media;
mod provider;
mod redington;
mod seed;
mod sink;
mod statuses;
mod tata_comms;
mod tata_tele_rcs;
mod template;
mod tyntec;
