//! `card`: media, title, words and buttons in one frame.

use super::{Scene, header, suggestion, text};
use crate::view::icon::{self, icon};
use model::content::Card;
use yew::prelude::*;

pub(crate) fn draw(card: &Card, scene: &Scene, meta: Html) -> Html {
    html! { <>{ inside(card, scene) }{ suggestion::list(&card.chips, scene) }<div class="end">{ meta }</div></> }
}

/// The card itself, alone or in a row.
pub(super) fn inside(card: &Card, scene: &Scene) -> Html {
    html! {
        <>
            { for card.media.as_ref().map(|media| header::draw(media, scene)) }
            { for card.title.as_deref().map(|title| text::plain("heading", title)) }
            { for card.text.as_deref().map(|said| text::words(said, scene, Html::default())) }
            { for card.product.as_ref().map(|product| html! { <div class="label">{ icon(icon::BASKET) }<bdi>{ &product.product_id }</bdi></div> }) }
            { suggestion::list(&card.suggestions, scene) }
        </>
    }
}
