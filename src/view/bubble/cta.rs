//! `cta`: words and the one button that leads out of the thread.

use super::template::link;
use super::{Scene, choice};
use crate::view::icon::{self, icon};
use model::content::Cta;
use yew::prelude::*;

pub(crate) fn draw(cta: &Cta, scene: &Scene, meta: Html) -> Html {
    let button = match &cta.url {
        Some(url) => html! { <>{ icon(icon::LINK) }{ link(&cta.label, url, scene) }</> },
        None => html! { <>{ icon(icon::PHONE) }<bdi>{ &cta.label }</bdi></> },
    };
    html! {
        <>
            { choice::frame(cta.header.as_ref(), &cta.body, cta.footer.as_deref(), scene, meta) }
            <ul class="choices"><li class="choice">{ button }</li></ul>
        </>
    }
}
