//! The way to the proxy: its address, the tokens, and the signal that ends everything at once.

use js_sys::{Array, Promise, Reflect};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, AbortSignal};

/// Gives a promise of a token; `true` asks for one that is newer than the last.
pub type Tokens = Rc<dyn Fn(bool) -> Promise>;

/// The way to one proxy with one contact's tokens.
#[derive(Clone)]
pub struct Door {
    /// `https://threads.example`, without a slash at the end.
    pub endpoint: Rc<str>,
    tokens: Tokens,
    controller: AbortController,
}

impl Door {
    /// A way that is open until [`Door::close`].
    ///
    /// # Errors
    /// When the browser has no `AbortController`.
    pub fn new(endpoint: &str, tokens: Tokens) -> Result<Self, JsValue> {
        Ok(Self { endpoint: endpoint.trim_end_matches('/').into(), tokens, controller: AbortController::new()? })
    }

    /// Ends every request that goes through here.
    pub fn close(&self) {
        self.controller.abort();
    }

    /// Whether it was closed.
    pub fn is_closed(&self) -> bool {
        self.controller.signal().aborted()
    }

    /// The signal of the door itself.
    pub fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// A signal that also ends after so many milliseconds, where the browser can join signals.
    pub fn signal_for(&self, ms: u32) -> AbortSignal {
        let own = self.signal();
        let class = Reflect::get(&js_sys::global(), &"AbortSignal".into()).unwrap_or_default();
        let can = |name: &str| Reflect::has(&class, &name.into()).unwrap_or(false);
        if class.is_object() && can("any") && can("timeout") {
            return AbortSignal::any(&Array::of2(&own, &AbortSignal::timeout_with_u32(ms)));
        }
        own
    }

    /// A signal of `controller` that also ends with the door.
    pub fn joined(&self, controller: &AbortController) -> AbortSignal {
        let own = self.signal();
        let abort = Reflect::get(controller, &"abort".into()).ok().and_then(|it| it.dyn_into::<js_sys::Function>().ok());
        if own.aborted() {
            controller.abort();
        } else if let Some(abort) = abort {
            let once = web_sys::AddEventListenerOptions::new();
            once.set_once(true);
            once.set_signal(&controller.signal());
            let bound = abort.bind0(controller);
            let _ = own.add_event_listener_with_callback_and_add_event_listener_options("abort", &bound, &once);
        }
        controller.signal()
    }

    /// A token; `fresh` asks for a newer one than the last.
    ///
    /// # Errors
    /// What the host's function said.
    pub async fn token(&self, fresh: bool) -> Result<String, String> {
        let answer = wasm_bindgen_futures::JsFuture::from((self.tokens)(fresh)).await;
        match answer {
            Ok(token) => token.as_string().ok_or_else(|| "not a string".to_owned()),
            Err(error) => Err(text_of(&error)),
        }
    }
}

/// The words of a thrown value.
pub fn text_of(error: &JsValue) -> String {
    let message = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    message.or_else(|| error.as_string()).unwrap_or_default()
}
