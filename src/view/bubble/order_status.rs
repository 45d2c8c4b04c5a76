//! `order_status`: how far an order is.

use super::{Scene, choice, piece, text};
use crate::view::html::html;
use crate::view::icon;
use model::content::{OrderState, OrderStatus};
use yew::prelude::*;

#[inline(never)]
pub(crate) fn draw(status: &OrderStatus, scene: &Scene, meta: Html) -> Html {
    let state = match status.status {
        OrderState::Pending => "order.pending",
        OrderState::Processing => "order.processing",
        OrderState::PartiallyShipped => "order.partially_shipped",
        OrderState::Shipped => "order.shipped",
        OrderState::Completed => "order.completed",
        OrderState::Canceled => "order.canceled",
        OrderState::Unknown => "kind.order_status",
    };
    html! {
        <>
            { piece::label(icon::BASKET, scene.words.say(state), &status.reference_id) }
            { for status.description.as_deref().map(|description| text::plain("heading", description)) }
            { choice::frame(None, &status.body, status.footer.as_deref(), scene, meta) }
        </>
    }
}
