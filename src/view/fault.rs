//! What went wrong with an answer and what to do now, under its bubble. A retry is offered only where it tells the truth.

use crate::state::{Action, Echo, Stage};
use crate::view::bubble::name;
use crate::view::icon::{self, Icon, icon};
use crate::words::Words;
use model::api::ErrorBody;
use model::fault::Retry;
use model::status::State;
use model::{Message, Timestamp};
use yew::prelude::*;

/// What a proxy's refusal means, in the words of the locale where the code is known.
pub(crate) fn refusal(error: &ErrorBody, words: &Words) -> String {
    let said = words.find("error", error.code.as_str()).map(str::to_owned);
    let problems = error.problems.iter().map(|problem| words.problem(problem)).reduce(|a, b| [a, b].join(" "));
    problems.or(said).unwrap_or_else(|| [error.title.as_str(), error.detail.as_deref().unwrap_or_default()].join(" ").trim().to_owned())
}

fn bar(class: &'static str, path: Icon, title: &str, text: &str, actions: Html) -> Html {
    html! {
        <div {class}>
            { icon(path) }
            <span class="what"><strong>{ title }</strong>{ " " }<span dir="auto">{ text }</span></span>
            { actions }
        </div>
    }
}

fn button(words: &Words, key: &'static str, onclick: Callback<MouseEvent>, tab: &'static str) -> Html {
    html! { <button type="button" class="small-button" {onclick} tabindex={tab}>{ words.say(key) }</button> }
}

/// Under a message: nothing unless it failed or nobody knows.
pub(crate) fn message(message: &Message, now: Timestamp, words: &Words, tab: &'static str, dispatch: &Callback<Action>) -> Html {
    let status = &message.status;
    let title = name::state(status.state, words);
    let fault = status.fault.as_ref();
    let said = fault.map(|fault| [fault.title.as_str(), fault.action.as_str()].join(" "));
    match status.state {
        State::Unknown => bar("fault warn", icon::QUESTION, title, said.as_deref().unwrap_or(words.say("unknown.text")), Html::default()),
        State::Failed => {
            let id = message.id.clone();
            let again = dispatch.reform(move |_| Action::RetryMessage { message: id.clone(), client_id: Default::default(), at: Timestamp::default() });
            let actions = match fault {
                Some(fault) if fault.retry_helps(now) => button(words, "retry", again, tab),
                Some(fault) if fault.retry == Retry::Template => button(words, "composer.template", dispatch.reform(|_| Action::PickerOpen), tab),
                Some(fault) => fault.retry_at.map_or_else(Html::default, |at| {
                    html! { <span class="small">{ words.fill("retry.after", &[("when", &words.near(at, now))]) }</span> }
                }),
                None => Html::default(),
            };
            bar("fault bad", icon::ALERT, title, said.as_deref().unwrap_or_default(), actions)
        }
        State::Queued | State::Accepted | State::Sent | State::Delivered | State::Read | State::Played => Html::default(),
    }
}

/// Under an echo: why it didn't leave, and both ways on.
pub(crate) fn echo(echo: &Echo, words: &Words, tab: &'static str, dispatch: &Callback<Action>) -> Html {
    let (retry, discard) = (echo.client_id.clone(), echo.client_id.clone());
    let actions = html! {
        <span class="pair">
            { button(words, "retry", dispatch.reform(move |_| Action::RetryEcho(retry.clone())), tab) }
            { button(words, "discard", dispatch.reform(move |_| Action::Discard(discard.clone())), tab) }
        </span>
    };
    let title = name::stage(&echo.stage, words);
    match &echo.stage {
        Stage::Sending => Html::default(),
        Stage::Refused(error) => bar("fault bad", icon::ALERT, title, &refusal(error, words), actions),
        Stage::Unreached => bar("fault warn", icon::OFFLINE, title, words.say("unsent"), actions),
    }
}
