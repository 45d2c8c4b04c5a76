//! `notice`: a word of the system, as a quiet line in the middle.

use super::Scene;
use crate::view::html::html;
use crate::view::icon::{self, icon};
use model::content::Notice;
use yew::prelude::*;

pub(crate) fn draw(notice: &Notice, _scene: &Scene, meta: Html) -> Html {
    html! { <div class="notice">{ icon(icon::INFO) }<span dir="auto">{ &notice.text }</span>{ meta }</div> }
}
