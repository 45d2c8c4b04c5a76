//! `cta`: words and the one button that leads out of the thread.

use super::template::link;
use super::{Scene, choice, piece};
use crate::view::icon;
use model::content::Cta;
use yew::prelude::*;

pub(crate) fn draw(cta: &Cta, scene: &Scene, meta: Html) -> Html {
    let button = match &cta.url {
        Some(url) => piece::button(icon::LINK, link(&cta.label, url, scene)),
        None => piece::button(icon::PHONE, piece::apart(&cta.label)),
    };
    choice::question(cta.header.as_ref(), &cta.body, cta.footer.as_deref(), vec![button], scene, meta)
}
