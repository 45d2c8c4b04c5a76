//! Suggestions: what could be tapped under a message or on a card.

use super::template::link;
use super::{Scene, choice};
use crate::view::icon::{self, icon};
use model::content::{SuggestedAction, Suggestion};
use yew::prelude::*;

pub(super) fn list(suggestions: &[Suggestion], scene: &Scene) -> Html {
    if suggestions.is_empty() {
        return Html::default();
    }
    html! { <ul class="choices">{ for suggestions.iter().map(|suggestion| tap(suggestion, scene)) }</ul> }
}

fn tap(suggestion: &Suggestion, scene: &Scene) -> Html {
    let text = &suggestion.text;
    let is_chosen = choice::is_chosen(scene, &suggestion.data, text);
    let inside = match &suggestion.action {
        SuggestedAction::OpenUrl { url } => html! { <>{ icon(icon::LINK) }{ link(text, url, scene) }</> },
        SuggestedAction::Dial { .. } => html! { <>{ icon(icon::PHONE) }<bdi>{ text }</bdi></> },
        SuggestedAction::ShowLocation(_) | SuggestedAction::ShareLocation => html! { <>{ icon(icon::PIN) }<bdi>{ text }</bdi></> },
        SuggestedAction::CalendarEvent { start, .. } => {
            html! { <>{ icon(icon::CLOCK) }<bdi>{ text }</bdi><span class="small">{ scene.words.near(*start, *start) }</span></> }
        }
        SuggestedAction::Reply | SuggestedAction::Unknown => html! { <bdi>{ text }</bdi> },
    };
    html! { <li class={classes!("choice", is_chosen.then_some("chosen"))}>{ choice::mark(is_chosen, scene) }{ inside }</li> }
}
