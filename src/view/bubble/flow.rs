//! `flow`: an invitation to a form; what was filled in comes as an answer.

use super::{Scene, choice};
use crate::view::icon::{self, icon};
use model::content::Flow;
use yew::prelude::*;

pub(crate) fn draw(flow: &Flow, scene: &Scene, meta: Html) -> Html {
    html! {
        <>
            { choice::frame(flow.header.as_ref(), &flow.body, flow.footer.as_deref(), scene, meta) }
            <ul class="choices"><li class="choice">{ icon(icon::LIST) }<bdi>{ &flow.label }</bdi></li></ul>
        </>
    }
}
