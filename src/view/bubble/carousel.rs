//! `carousel`: cards in a row, swiped or scrolled sideways.

use super::{Scene, card, suggestion, text};
use model::content::Carousel;
use yew::prelude::*;

pub(crate) fn draw(carousel: &Carousel, scene: &Scene, meta: Html) -> Html {
    html! {
        <>
            { for carousel.body.as_deref().map(|body| text::words(body, scene, Html::default())) }
            <ul class="cards" tabindex={scene.tab} aria-label={scene.words.say("kind.carousel")}>
                { for carousel.cards.iter().map(|one| html! { <li class="card">{ card::inside(one, scene) }</li> }) }
            </ul>
            { suggestion::list(&carousel.chips, scene) }
            <div class="end">{ meta }</div>
        </>
    }
}
