//! Installs what a command needs and the machine lacks; each piece says so in one line before it takes its time.

mod chromium;
mod node;
mod rust;

pub(crate) use chromium::{browser, driver};
pub(crate) use node::{packages, packages_in};
pub(crate) use rust::{bindgen, component, deny, fuzz, nextest, rust_sources, wasm_target};
