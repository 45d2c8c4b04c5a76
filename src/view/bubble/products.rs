//! `products`: goods of a catalogue by their ids; the pictures are the phone's.

use super::{Scene, choice, piece, text};
use crate::view::html::html;
use crate::view::icon;
use model::content::{ProductSection, Products};
use yew::prelude::*;

#[inline(never)]
pub(crate) fn draw(products: &Products, scene: &Scene, meta: Html) -> Html {
    let one = products.product_id.as_deref().filter(|_| products.sections.is_empty());
    html! {
        <>
            { piece::label(icon::BASKET, scene.words.say("kind.products"), one.unwrap_or_default()) }
            { choice::frame(products.header.as_ref(), &products.body, products.footer.as_deref(), scene, meta) }
            if !products.sections.is_empty() {
                <div class="goods">{ for products.sections.iter().map(section) }</div>
            }
        </>
    }
}

fn section(section: &ProductSection) -> Html {
    html! {
        <>
            { for section.title.as_deref().map(|title| text::plain("small", title)) }
            <ul>{ for section.products.iter().map(|product| piece::good(product, "")) }</ul>
        </>
    }
}
