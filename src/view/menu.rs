//! The menu behind "More".

use crate::state::State;
use crate::view::html::html;
use crate::view::icon::{self, Icon, icon};
use crate::words::Words;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// What was chosen.
#[derive(Clone, Debug)]
pub enum Press {
    Templates,
    Keys,
    Copy(String),
    Leave,
}

#[inline(never)]
pub(crate) fn draw(state: &State, words: &Words, press: &Callback<Press>) -> Html {
    let number = state.thread.as_ref().and_then(|thread| thread.contact.addresses.first()).map(|address| address.value().to_owned());
    let item = |path: Icon, said: String, wish: Press| {
        html! { <button type="button" role="menuitem" tabindex="-1" onclick={press.reform(move |_| wish.clone())}>{ icon(path) }<span dir="auto">{ said }</span></button> }
    };
    let leave = press.clone();
    let onkeydown = move |event: KeyboardEvent| {
        let steps = match event.key().as_str() {
            "ArrowDown" => true,
            "ArrowUp" => false,
            "Tab" => return leave.emit(Press::Leave),
            _ => return,
        };
        if event.alt_key() {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        let item = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        let next = item.and_then(|item| if steps { item.next_element_sibling() } else { item.previous_element_sibling() });
        if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
            let _ = next.focus();
        }
    };
    html! {
        <div class="menu-list" role="menu" aria-label={words.say("more")} {onkeydown}>
            if state.sender().is_some_and(|sender| sender.capabilities.templates) { { item(icon::TEMPLATE, words.say("templates").to_owned(), Press::Templates) } }
            { for number.map(|number| item(icon::COPY, words.fill("contact.copy", &[("value", &number)]), Press::Copy(number.clone()))) }
            { item(icon::KEYS, words.say("keys").to_owned(), Press::Keys) }
        </div>
    }
}
