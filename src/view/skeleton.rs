//! What stands where the first messages will be, in their sizes.

use crate::view::html::html;
use crate::words::Words;
use yew::prelude::*;

const SHAPES: [(&str, &str); 7] =
    [("in", "w60 h2"), ("in", "w40 h1"), ("out", "w70 h3"), ("in", "w50 h1"), ("out", "w40 h1"), ("out", "w60 h2"), ("in", "w70 h2")];

pub(crate) fn draw(words: &Words) -> Html {
    html! {
        <div class="skeleton" role="status" aria-label={words.say("loading")}>
            { for SHAPES.iter().map(|(side, size)| html! { <div class={["row ", side].concat()}><div class={["bone ", size].concat()}></div></div> }) }
        </div>
    }
}
