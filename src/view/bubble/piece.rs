//! What bubbles are put together from: labels, buttons, lines of goods, and the place of time and tick. Each is drawn by one
//! function that is never copied into its callers, since every copy would have to be downloaded.

use crate::view::html::html;
use crate::view::icon::{Icon, icon};
use yew::prelude::*;

/// What a message is, in our words, and what it is called by others.
#[inline(never)]
pub(super) fn label(sign: Icon, what: &'static str, name: &str) -> Html {
    html! { <div class="label">{ icon(sign) }{ what }{ if name.is_empty() { "" } else { " ·" } }<bdi class="small">{ name }</bdi></div> }
}

/// Time and tick where they stand under everything.
#[inline(never)]
pub(super) fn end(meta: Html) -> Html {
    html! { <div class="end">{ meta }</div> }
}

/// Buttons, one under the other.
#[inline(never)]
pub(super) fn buttons(all: Vec<Html>) -> Html {
    if all.is_empty() {
        return Html::default();
    }
    html! { <ul class="choices">{ for all }</ul> }
}

/// A button that can't be the customer's choice.
#[inline(never)]
pub(super) fn button(sign: Icon, inside: Html) -> Html {
    html! { <li class="choice">{ icon(sign) }{ inside }</li> }
}

/// Words of others among ours, in a direction of their own.
#[inline(never)]
pub(super) fn apart(text: &str) -> Html {
    html! { <bdi>{ text }</bdi> }
}

/// A line of goods or of a bill.
#[inline(never)]
pub(super) fn good(title: &str, price: &str) -> Html {
    html! { <li><bdi class="title">{ title }</bdi><bdi class="price">{ price }</bdi></li> }
}

/// Cards in a row, swiped or scrolled sideways.
#[inline(never)]
pub(super) fn cards(all: Vec<Html>, name: &'static str, tab: &'static str) -> Html {
    html! { <ul class="cards" tabindex={tab} aria-label={name}>{ for all.into_iter().map(|one| html! { <li class="card">{ one }</li> }) }</ul> }
}
