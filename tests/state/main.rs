//! Scripts against the reducer: what the agent would see after things happen in this order, or in any order.
#![cfg(not(target_arch = "wasm32"))]

mod channels;
mod contact;
mod files;
mod interleaving;
mod older;
mod part;
mod reconnect;
mod sending;
mod stream;
mod templates;
mod unread;
mod window;
mod world;
