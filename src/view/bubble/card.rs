//! `card`: media, title, words and buttons in one frame.

use super::{Scene, header, piece, suggestion, text};
use crate::view::html::html;
use crate::view::icon;
use model::content::Card;
use yew::prelude::*;

#[inline(never)]
pub(crate) fn draw(card: &Card, scene: &Scene, meta: Html) -> Html {
    html! { <>{ inside(card, scene) }{ suggestion::list(&card.chips, scene) }{ piece::end(meta) }</> }
}

/// The card itself, alone or in a row.
pub(super) fn inside(card: &Card, scene: &Scene) -> Html {
    html! {
        <>
            { for card.media.as_ref().map(|media| header::draw(media, scene)) }
            { for card.title.as_deref().map(|title| text::plain("heading", title)) }
            { for card.text.as_deref().map(|said| text::words(said, scene, Html::default())) }
            { for card.product.as_ref().map(|product| piece::label(icon::BASKET, scene.words.say("kind.products"), &product.product_id)) }
            { suggestion::list(&card.suggestions, scene) }
        </>
    }
}
