//! Dates, numbers and plurals by the browser's `Intl`; outside a browser a plain stand-in in UTC and English.

#[cfg(target_arch = "wasm32")]
pub(super) use browser::{Intl, day_number};
#[cfg(not(target_arch = "wasm32"))]
pub(super) use plain::{Intl, day_number};

#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(not(target_arch = "wasm32"))]
mod plain;
