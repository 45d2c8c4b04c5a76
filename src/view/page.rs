//! The few things the view asks the page for: where the focus is, whether anybody looks, the clipboard.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, Node, ShadowRoot};
use yew::NodeRef;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["navigator", "clipboard"], js_name = writeText, catch)]
    fn write_text(text: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = document, js_name = hasFocus)]
    fn has_focus() -> bool;
}

/// Puts a text on the clipboard; false if the page may not.
pub(crate) fn copy(text: &str) -> bool {
    write_text(text).is_ok()
}

/// Whether somebody can be looking at the panel now.
pub(crate) fn is_watched() -> bool {
    has_focus()
}

/// The element of a node.
pub(crate) fn element(node: &NodeRef) -> Option<HtmlElement> {
    node.cast::<HtmlElement>()
}

/// The element in focus in the tree that this node lives in: a shadow root or the page.
pub(crate) fn active(node: &NodeRef) -> Option<HtmlElement> {
    let root = node.get()?.get_root_node();
    let active = match root.dyn_ref::<ShadowRoot>() {
        Some(root) => root.active_element(),
        None => root.owner_document().or_else(|| root.dyn_into().ok())?.active_element(),
    };
    active?.dyn_into().ok()
}

/// Moves the focus to the first match inside a node; false if there is none.
pub(crate) fn focus(node: &NodeRef, selector: &str) -> bool {
    let Some(found) = element(node).and_then(|root| root.query_selector(selector).ok().flatten()) else { return false };
    found.dyn_ref::<HtmlElement>().is_some_and(|found| found.focus().is_ok())
}

/// Whether a node lies inside another, or is it.
pub(crate) fn is_inside(outer: &NodeRef, inner: Option<&Node>) -> bool {
    outer.get().is_some_and(|outer| outer.contains(inner))
}

/// The upper and lower edge of an element on the screen.
pub(crate) fn edges(element: &Element) -> (f64, f64) {
    let rect = element.get_bounding_client_rect();
    (rect.top(), rect.bottom())
}
