//! Sleeping until a time comes or somebody rings.

use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise};
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Wakes everybody who sleeps on it.
#[derive(Default)]
pub struct Bell {
    sleepers: RefCell<Vec<Function>>,
}

impl Bell {
    /// Sleeps until [`Bell::ring`].
    pub async fn sleep(&self) {
        self.rest(None).await;
    }

    /// Sleeps so many milliseconds, or until [`Bell::ring`].
    pub async fn sleep_for(&self, ms: u32) {
        self.rest(Some(ms)).await;
    }

    async fn rest(&self, ms: Option<u32>) {
        let mut timer = None;
        let mut me = None;
        let promise = Promise::new(&mut |resolve: Function, _: Function| {
            let wake = resolve.clone();
            timer = ms.map(|ms| Timeout::new(ms, move || drop(wake.call0(&JsValue::UNDEFINED))));
            me = Some(resolve.clone());
            self.sleepers.borrow_mut().push(resolve);
        });
        let _ = JsFuture::from(promise).await;
        drop(timer);
        self.sleepers.borrow_mut().retain(|sleeper| Some(sleeper) != me.as_ref());
    }

    /// Wakes all that sleep now.
    pub fn ring(&self) {
        let sleepers = self.sleepers.take();
        for wake in sleepers {
            let _ = wake.call0(&JsValue::UNDEFINED);
        }
    }
}
