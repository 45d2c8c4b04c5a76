//! The element in a real browser, against a proxy made of a `fetch` of ours: life cycle, contract, one bubble of each kind.
#![cfg(target_arch = "wasm32")]

mod bubble;
mod contract;
mod life;
mod line;
mod token;
mod world;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
