//! `call`: a voice call as a quiet line.

use super::Scene;
use crate::view::html::html;
use crate::view::icon::{self, icon};
use model::content::{Call, CallState};
use yew::prelude::*;

pub(crate) fn draw(call: &Call, scene: &Scene, meta: Html) -> Html {
    let lasted = call.seconds.map(|seconds| {
        let (minutes, seconds) = (seconds / 60, seconds % 60);
        [minutes.to_string().as_str(), if seconds < 10 { ":0" } else { ":" }, &seconds.to_string()].concat()
    });
    html! {
        <div class="notice">
            { icon(icon::PHONE) }<span>{ scene.words.say(state(call)) }</span>
            { for lasted.map(|lasted| html! { <bdi class="small">{ lasted }</bdi> }) }
            { meta }
        </div>
    }
}

/// How far it came, as a key of the words.
pub(super) fn state(call: &Call) -> &'static str {
    match call.state {
        CallState::Ringing => "call.ringing",
        CallState::Accepted => "call.accepted",
        CallState::Rejected => "call.rejected",
        CallState::Ended => "call.ended",
        CallState::Missed => "call.missed",
        CallState::Failed => "call.failed",
        CallState::Unknown => "kind.call",
    }
}
