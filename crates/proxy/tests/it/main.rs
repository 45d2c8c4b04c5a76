//! The proxy as its clients see it: the whole router in process, on a real SQLite file, with a clock that tests turn and a
//! provider that is a recording.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod app;
mod assets;
mod auth;
mod configuration;
mod embed;
mod fetch;
mod health;
mod history;
mod journal;
mod ledger;
mod line;
mod media;
mod news;
mod open;
mod openapi;
mod outbox;
mod public_media;
mod reaction;
mod read;
mod reply;
mod restart;
mod serve;
mod session;
mod simulated;
mod store_contract;
mod stream;
mod template;
mod webhook;
mod writeback;
