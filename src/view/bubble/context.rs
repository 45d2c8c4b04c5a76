//! Where a customer's message came from, above what it says: passed on, from an advertisement or post, about a product.

use super::piece;
use crate::view::html::html;
use crate::view::icon;
use crate::words::Words;
use model::context::Context;
use yew::prelude::*;

pub(crate) fn draw(context: &Context, words: &Words) -> Html {
    let referral = context.referral.as_ref().map(|from| {
        let what = if from.kind.as_deref() == Some("post") { "from.post" } else { "from.ad" };
        let name = [&from.headline, &from.body, &from.url].into_iter().flatten().next();
        piece::label(icon::LINK, words.say(what), name.map_or("", String::as_str))
    });
    html! {
        <>
            { for context.forwarded.map(|_| piece::label(icon::FORWARD, words.say("forwarded"), "")) }
            { for referral }
            { for context.referred_product.as_ref().map(|product| piece::label(icon::BASKET, words.say("kind.products"), &product.product_id)) }
        </>
    }
}
