//! Suggestions: what could be tapped under a message or on a card.

use super::template::link;
use super::{Scene, choice, piece};
use crate::view::html::html;
use crate::view::icon::{self, icon};
use model::content::{SuggestedAction, Suggestion};
use yew::prelude::*;

pub(super) fn list(suggestions: &[Suggestion], scene: &Scene) -> Html {
    piece::buttons(suggestions.iter().map(|suggestion| tap(suggestion, scene)).collect())
}

fn tap(suggestion: &Suggestion, scene: &Scene) -> Html {
    let text = &suggestion.text;
    let sign = match &suggestion.action {
        SuggestedAction::OpenUrl { .. } => icon::LINK,
        SuggestedAction::Dial { .. } => icon::PHONE,
        SuggestedAction::ShowLocation(_) | SuggestedAction::ShareLocation => icon::PIN,
        SuggestedAction::CalendarEvent { .. } => icon::CLOCK,
        SuggestedAction::Reply | SuggestedAction::Unknown => "",
    };
    let said = match &suggestion.action {
        SuggestedAction::OpenUrl { url } => link(text, url, scene),
        SuggestedAction::Dial { .. }
        | SuggestedAction::ShowLocation(_)
        | SuggestedAction::ShareLocation
        | SuggestedAction::CalendarEvent { .. }
        | SuggestedAction::Reply
        | SuggestedAction::Unknown => piece::apart(text),
    };
    let when = match &suggestion.action {
        SuggestedAction::CalendarEvent { start, .. } => scene.words.moment(*start),
        SuggestedAction::OpenUrl { .. }
        | SuggestedAction::Dial { .. }
        | SuggestedAction::ShowLocation(_)
        | SuggestedAction::ShareLocation
        | SuggestedAction::Reply
        | SuggestedAction::Unknown => String::new(),
    };
    let inside = html! {
        <>
            if !sign.is_empty() { { icon(sign) } }
            { said }
            if !when.is_empty() { <span class="small">{ when }</span> }
        </>
    };
    choice::choice(scene, &suggestion.data, text, inside)
}
