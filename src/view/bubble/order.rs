//! `order`: the basket as the customer sent it. Prices are shown, never added up.

use super::{Scene, piece, text};
use crate::view::html::html;
use crate::view::icon;
use model::content::{Order, OrderItem};
use yew::prelude::*;

#[inline(never)]
pub(crate) fn draw(order: &Order, scene: &Scene, meta: Html) -> Html {
    let count = scene.words.count("order.items", order.items.len() as u64);
    html! {
        <>
            { piece::label(icon::BASKET, scene.words.say("kind.order"), &count) }
            <ul class="goods">{ for order.items.iter().map(|item| line(item, scene)) }</ul>
            { match order.text.as_deref().filter(|text| !text.is_empty()) {
                Some(said) => text::words(said, scene, meta),
                None => piece::end(meta),
            } }
        </>
    }
}

fn line(item: &OrderItem, scene: &Scene) -> Html {
    let quantity = if item.quantity.is_empty() { "1" } else { &item.quantity };
    let price = item.price.as_deref().map(|price| scene.words.money(price, item.currency.as_deref()));
    let price = price.map_or_else(|| quantity.to_owned(), |price| scene.words.fill("order.line", &[("n", quantity), ("price", &price)]));
    piece::good(&item.product_id, &price)
}
