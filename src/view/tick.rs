//! How far an answer came, as a small sign with a name; pressing it opens the journal.

use crate::state::Message;
use crate::state::{Action, Stage};
use crate::view::bubble::name;
use crate::view::html::html;
use crate::view::icon::{self, Icon, icon};
use crate::words::Words;
use model::MessageId;
use model::status::State;
use yew::prelude::*;

/// The sign of a state and its class.
fn sign(state: State) -> (Icon, &'static str) {
    match state {
        State::Queued => (icon::CLOCK, "tick"),
        State::Unknown => (icon::QUESTION, "tick warn"),
        State::Accepted => (icon::CHECK, "tick hollow"),
        State::Sent => (icon::CHECK, "tick"),
        State::Failed => (icon::ALERT, "tick bad"),
        State::Delivered => (icon::CHECKS, "tick"),
        State::Read => (icon::CHECKS, "tick read"),
        State::Played => (icon::SPEAKER, "tick read"),
    }
}

/// The tick of a message.
pub(crate) fn draw(message: &Message, words: &Words, dispatch: &Callback<Action>, tab: &'static str) -> Html {
    let (path, class) = sign(message.status.state);
    let said = name::state(message.status.state, words);
    let id: MessageId = message.id.clone();
    let onclick = dispatch.reform(move |_: MouseEvent| Action::JournalOpen(id.clone()));
    html! {
        <button type="button" {class} {onclick} tabindex={tab} title={said} aria-label={words.fill("tick", &[("state", said)])}>{ icon(path) }</button>
    }
}

/// The sign of a state with its name, in a journal.
pub(crate) fn named(state: State, words: &Words) -> Html {
    let (path, class) = sign(state);
    html! { <span {class}>{ icon(path) }<span>{ name::state(state, words) }</span></span> }
}

/// The tick of an echo; there is no journal yet.
pub(crate) fn echo(stage: &Stage, words: &Words) -> Html {
    let (path, class) = match stage {
        Stage::Sending => (icon::CLOCK, "tick"),
        Stage::Refused(_) => (icon::ALERT, "tick bad"),
        Stage::Unreached => (icon::OFFLINE, "tick warn"),
    };
    let said = name::stage(stage, words);
    html! { <span {class} role="img" aria-label={said} title={said}>{ icon(path) }</span> }
}
