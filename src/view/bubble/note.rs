//! `note`: a private word among agents, told apart from what the customer sees.

use super::{Scene, piece, text};
use crate::view::html::html;
use crate::view::icon;
use model::content::Note;
use yew::prelude::*;

pub(crate) fn draw(note: &Note, scene: &Scene, meta: Html) -> Html {
    html! { <>{ piece::label(icon::LOCK, scene.words.say("kind.note"), "") }{ text::words(&note.body, scene, meta) }</> }
}
