//! The proxy as its clients see it: the whole router in process, on a real SQLite file, with a clock that tests turn and a
//! provider that is a recording.

mod app;
mod assets;
mod auth;
mod configuration;
mod embed;
mod health;
mod history;
mod media;
mod openapi;
mod open;
mod reaction;
mod read;
mod reply;
mod serve;
mod stream;
mod template;
mod webhook;
