//! A sheet over the panel: a title, a way out, and what it is about. The rest of the panel rests while it is open.

use crate::view::html::html;
use crate::view::icon::{self, large};
use crate::words::Words;
use yew::prelude::*;

/// Draws a sheet; `back` leads one step back where there is one.
pub(crate) fn draw(
    title: &str,
    words: &Words,
    back: Option<Callback<MouseEvent>>,
    close: Callback<MouseEvent>,
    body: Html,
    foot: Html,
) -> Html {
    html! {
        <div class="sheet-over" role="dialog" aria-modal="true" aria-label={title.to_owned()}>
            <div class="sheet-head">
                if let Some(back) = back {
                    <button type="button" class="icon-button" onclick={back} aria-label={words.say("back")} title={words.say("back")}>{ large(icon::BACK) }</button>
                }
                <h2 dir="auto" tabindex="-1">{ title }</h2>
                <button type="button" class="icon-button" onclick={close} aria-label={words.say("close")} title={words.say("close")}>{ large(icon::CLOSE) }</button>
            </div>
            <div class="sheet-body">{ body }</div>
            { foot }
        </div>
    }
}
