//! Ears on the page: network gone and back, page shown and focused. All of them end when this is dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{AddEventListenerOptions, EventTarget};

type Ear = (EventTarget, &'static str, Closure<dyn FnMut()>);

/// Listeners that are removed on drop.
pub struct Ears {
    ears: Vec<Ear>,
}

/// What the page tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The network is back.
    Online,
    /// The network is gone.
    Offline,
    /// The page came to the front, or got the focus.
    Front,
}

impl Ears {
    /// Listens until dropped.
    pub fn new(tell: impl Fn(Heard) + Clone + 'static) -> Self {
        let mut ears = Self { ears: Vec::new() };
        if let Some(window) = web_sys::window() {
            for (name, heard) in [("online", Heard::Online), ("offline", Heard::Offline), ("focus", Heard::Front)] {
                let tell = tell.clone();
                ears.on(window.as_ref(), name, move || tell(heard));
            }
            if let Some(document) = window.document() {
                ears.on(document.as_ref(), "visibilitychange", move || {
                    if is_visible() {
                        tell(Heard::Front);
                    }
                });
            }
        }
        ears
    }

    fn on(&mut self, target: &EventTarget, name: &'static str, act: impl FnMut() + 'static) {
        let ear = Closure::<dyn FnMut()>::new(act);
        let options = AddEventListenerOptions::new();
        options.set_passive(true);
        let function = ear.as_ref().unchecked_ref();
        if target.add_event_listener_with_callback_and_add_event_listener_options(name, function, &options).is_ok() {
            self.ears.push((target.clone(), name, ear));
        }
    }
}

impl Drop for Ears {
    fn drop(&mut self) {
        for (target, name, ear) in &self.ears {
            let _ = target.remove_event_listener_with_callback(name, ear.as_ref().unchecked_ref());
        }
    }
}

/// Whether the device says that it has a network.
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Whether the page is in front.
pub fn is_visible() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| document.visibility_state() == web_sys::VisibilityState::Visible)
}

/// Whether a person can be taken to look at this page: it is in front and has the focus.
pub fn is_attended() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    is_visible() && document.and_then(|document| document.has_focus().ok()).unwrap_or(false)
}
