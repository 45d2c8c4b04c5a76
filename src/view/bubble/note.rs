//! `note`: a private word among agents, told apart from what the customer sees.

use super::{Scene, text};
use crate::view::icon::{self, icon};
use model::content::Note;
use yew::prelude::*;

pub(crate) fn draw(note: &Note, scene: &Scene, meta: Html) -> Html {
    html! { <><div class="label">{ icon(icon::LOCK) }{ scene.words.say("kind.note") }</div>{ text::words(&note.body, scene, meta) }</> }
}
