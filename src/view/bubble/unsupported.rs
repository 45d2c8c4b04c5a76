//! `unsupported`: what can't be drawn is a labelled row with whatever text it carried, never a blank.

use super::{Scene, piece, text};
use crate::view::html::html;
use crate::view::icon;
use model::content::Unsupported;
use yew::prelude::*;

pub(crate) fn draw(unsupported: &Unsupported, scene: &Scene, meta: Html) -> Html {
    let words = &scene.words;
    html! {
        <>
            { piece::label(icon::QUESTION, words.say("kind.unsupported"), &unsupported.label) }
            { for unsupported.text.as_deref().filter(|said| !said.is_empty()).map(|said| text::words(said, scene, Html::default())) }
            <div class="small">{ words.say("unsupported.text") }</div>
            { for unsupported.detail.as_deref().filter(|why| !why.is_empty()).map(|why| html! {
                <details class="why"><summary tabindex={scene.tab}>{ words.say("unsupported.why") }</summary><bdi class="small">{ why }</bdi></details>
            }) }
            { piece::end(meta) }
        </>
    }
}
