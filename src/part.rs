//! The part of the WASM that is fetched once it is asked for: templates and uploads, which most visits need never.
//!
//! `crates/xtask/split.mjs` takes it out of a finished build and says what is in it. A build that was never split has no way to fetch
//! it, and needs none.

use js_sys::{Function, Promise};
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

thread_local! {
    static FETCH: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Says how the part is fetched: a function that gives a promise, kept once the part runs, broken if it could not be had.
#[cfg_attr(not(feature = "headless"), wasm_bindgen::prelude::wasm_bindgen(js_name = fetchPart))]
pub fn fetch_by(fetch: Function) {
    FETCH.set(Some(fetch));
}

/// Whether nothing has to be fetched any more.
pub fn is_here() -> bool {
    FETCH.with_borrow(Option::is_none)
}

/// Fetches the part, and says whether it is here now.
pub async fn arrives() -> bool {
    let Some(fetch) = FETCH.with_borrow(Clone::clone) else { return true };
    let fetched = match fetch.call0(&JsValue::UNDEFINED) {
        Ok(promise) => JsFuture::from(Promise::resolve(&promise)).await.is_ok(),
        Err(_) => false,
    };
    if fetched {
        FETCH.take();
    }
    fetched
}
