//! Tells of rows whose height changed, before they are painted, and of the window that gets the focus; until it is dropped.

use super::{Msg, Timeline, screen};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, ResizeObserver, ResizeObserverEntry};
use yew::html::Scope;

pub(super) struct Observer {
    resize: ResizeObserver,
    _on_resize: Closure<dyn Fn(js_sys::Array)>,
    on_focus: Closure<dyn Fn()>,
}

impl Observer {
    /// Watches the scroller with all rows that are in it, if the browser can.
    pub(super) fn new(link: &Scope<Timeline>, log: Option<HtmlElement>) -> Option<Self> {
        let resized = link.clone();
        let on_resize = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let rows = entries.iter().filter_map(|entry| {
                let target = entry.unchecked_into::<ResizeObserverEntry>().target();
                target.is_connected().then(|| (screen::key(&target), target.get_bounding_client_rect().height()))
            });
            resized.send_message(Msg::Resized(rows.collect()));
        });
        let looked = link.clone();
        let on_focus = Closure::<dyn Fn()>::new(move || looked.send_message(Msg::Looked));
        let resize = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok()?;
        if let Some(log) = log {
            resize.observe(&log);
            let rows = log.query_selector_all("[data-row]").ok();
            for row in rows.iter().flat_map(|rows| (0..rows.length()).filter_map(|at| rows.item(at)?.dyn_into::<Element>().ok())) {
                resize.observe(&row);
            }
        }
        if let Some(window) = web_sys::window() {
            let _ = window.add_event_listener_with_callback("focus", on_focus.as_ref().unchecked_ref());
        }
        Some(Self { resize, _on_resize: on_resize, on_focus })
    }

    /// A row came, or goes.
    pub(super) fn note(&self, row: &Element, is_here: bool) {
        if is_here { self.resize.observe(row) } else { self.resize.unobserve(row) }
    }
}

impl Drop for Observer {
    fn drop(&mut self) {
        self.resize.disconnect();
        if let Some(window) = web_sys::window() {
            let _ = window.remove_event_listener_with_callback("focus", self.on_focus.as_ref().unchecked_ref());
        }
    }
}
