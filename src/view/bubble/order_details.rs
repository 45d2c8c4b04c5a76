//! `order_details`: a bill, line by line, with what is to be paid.

use super::{Scene, choice, piece};
use crate::view::html::html;
use crate::view::icon;
use model::content::OrderDetails;
use model::content::bill::{Bill, BillItem};
use yew::prelude::*;

#[inline(never)]
pub(crate) fn draw(details: &OrderDetails, scene: &Scene, meta: Html) -> Html {
    let bill = &details.bill;
    html! {
        <>
            { piece::label(icon::BASKET, scene.words.say("kind.order_details"), &bill.reference_id) }
            { choice::frame(details.header.as_ref(), &details.body, details.footer.as_deref(), scene, meta) }
            <ul class="goods">
                { for bill.items.iter().map(|item| line(item, bill, scene)) }
                { piece::good(scene.words.say("bill.total"), &amount(bill.total, &bill.currency, scene)) }
            </ul>
        </>
    }
}

fn line(item: &BillItem, bill: &Bill, scene: &Scene) -> Html {
    let price = amount(item.sale.unwrap_or(item.amount), &bill.currency, scene);
    let price = scene.words.fill("order.line", &[("n", &item.quantity.to_string()), ("price", &price)]);
    piece::good(&item.name, &price)
}

/// Hundredths as money.
pub(super) fn amount(hundredths: u64, currency: &str, scene: &Scene) -> String {
    let cents = (hundredths % 100).to_string();
    let pad = if cents.len() < 2 { "0" } else { "" };
    let amount = [&(hundredths / 100).to_string(), ".", pad, &cents].concat();
    scene.words.money(&amount, Some(currency).filter(|currency| !currency.is_empty()))
}
