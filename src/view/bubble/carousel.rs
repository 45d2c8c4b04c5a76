//! `carousel`: cards in a row, swiped or scrolled sideways.

use super::{Scene, card, piece, suggestion, text};
use crate::view::html::html;
use model::content::Carousel;
use yew::prelude::*;

#[inline(never)]
pub(crate) fn draw(carousel: &Carousel, scene: &Scene, meta: Html) -> Html {
    let cards = carousel.cards.iter().map(|one| card::inside(one, scene)).collect();
    html! {
        <>
            { for carousel.body.as_deref().map(|body| text::words(body, scene, Html::default())) }
            { piece::cards(cards, scene.words.say("kind.carousel"), scene.tab) }
            { suggestion::list(&carousel.chips, scene) }
            { piece::end(meta) }
        </>
    }
}
