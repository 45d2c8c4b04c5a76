//! `payment`: what became of a bill; the quote above it names the bill.

use super::order_details::amount;
use super::{Scene, piece, text};
use crate::view::html::html;
use crate::view::icon;
use model::content::{Payment, PaymentState};
use yew::prelude::*;

#[inline(never)]
pub(crate) fn draw(payment: &Payment, scene: &Scene, meta: Html) -> Html {
    let (sign, state) = match payment.status {
        PaymentState::Captured => (icon::CHECK, "payment.captured"),
        PaymentState::Pending => (icon::CLOCK, "payment.pending"),
        PaymentState::Failed => (icon::ALERT, "payment.failed"),
        PaymentState::Unknown => (icon::INFO, "kind.payment"),
    };
    let paid = payment.amount.map(|paid| amount(paid, payment.currency.as_deref().unwrap_or_default(), scene));
    html! {
        <>
            { piece::label(sign, scene.words.say(state), &payment.reference_id) }
            { for paid.map(|paid| text::plain("heading", &paid)) }
            { for payment.reason.as_deref().map(|reason| text::plain("small", reason)) }
            { piece::end(meta) }
        </>
    }
}
