//! `flow`: an invitation to a form; what was filled in comes as an answer.

use super::{Scene, choice, piece};
use crate::view::icon;
use model::content::Flow;
use yew::prelude::*;

#[inline(never)]
pub(crate) fn draw(flow: &Flow, scene: &Scene, meta: Html) -> Html {
    let button = piece::button(icon::LIST, piece::apart(&flow.label));
    choice::question(flow.header.as_ref(), &flow.body, flow.footer.as_deref(), vec![button], scene, meta)
}
