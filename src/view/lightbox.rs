//! A picture, as large as the panel.

use super::bubble::Picture;
use crate::state::{Action, MediaView, State};
use crate::view::html::html;
use crate::view::icon::{self, large};
use crate::words::Words;
use yew::prelude::*;

#[inline(never)]
pub(crate) fn draw(picture: &Picture, state: &State, words: &Words, close: &Callback<()>, dispatch: &Callback<Action>) -> Html {
    let label = picture.caption.clone().unwrap_or_else(|| words.say("kind.image").to_owned());
    let (id, name) = (picture.id.clone(), picture.name.clone());
    let save = dispatch.reform(move |_: MouseEvent| Action::Save { id: id.clone(), name: name.clone() });
    html! {
        <div class="lightbox" role="dialog" aria-modal="true" aria-label={label.clone()}>
            <div class="sheet-head">
                <span class="what"></span>
                <button type="button" class="icon-button" onclick={save} aria-label={words.say("download")} title={words.say("download")}>{ large(icon::DOWNLOAD) }</button>
                <button type="button" class="icon-button" onclick={close.reform(|_| ())} aria-label={words.say("close")} title={words.say("close")}>{ large(icon::CLOSE) }</button>
            </div>
            <div class="stage" onclick={close.reform(|_| ())}>
                if let Some(MediaView::Ready(url)) = state.media.get(&picture.id) { <img src={url.clone()} alt={label} /> }
            </div>
            { for picture.caption.as_ref().map(|caption| html! { <p class="under" dir="auto">{ caption }</p> }) }
        </div>
    }
}
