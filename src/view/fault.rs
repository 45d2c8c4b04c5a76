//! What went wrong with an answer and what to do now, under its bubble. A retry is offered only where it tells the truth.

use crate::state::Message;
use crate::state::{Action, Echo, Stage};
use crate::view::bubble::name;
use crate::view::html::html;
use crate::view::icon::{self, Icon, icon};
use crate::words::Words;
use model::Timestamp;
use model::api::{Code, ErrorBody};
use model::fault::Retry;
use model::status::State;
use yew::prelude::*;

/// What a proxy's refusal means, in the words of the locale where the code is known.
pub(crate) fn refusal(error: &ErrorBody, words: &Words) -> String {
    let said = words.find("error", error.code.as_str()).map(str::to_owned);
    let problems = error.problems.iter().map(|problem| words.problem(problem)).reduce(|a, b| [a, b].join(" "));
    problems.or(said).unwrap_or_else(|| sentences(&error.title, error.detail.as_deref().unwrap_or_default()))
}

/// Two sentences; the first gets its full stop where it has none.
fn sentences(first: &str, second: &str) -> String {
    let stop = if second.is_empty() || first.ends_with(['.', '!', '?', '।', '؟']) { "" } else { "." };
    [first, stop, " ", second].concat().trim().to_owned()
}

/// Whether the same message can be taken after it was refused so.
fn may_pass(code: &Code) -> bool {
    match code {
        Code::Unauthenticated
        | Code::RequestTimeout
        | Code::RateLimited
        | Code::ProviderDown
        | Code::Internal
        | Code::Unavailable
        | Code::Unknown(_) => true,
        Code::Forbidden
        | Code::NotFound
        | Code::MethodNotAllowed
        | Code::BadRequest
        | Code::InvalidMessage
        | Code::WindowClosed
        | Code::NotOptedIn
        | Code::TemplateNotApproved
        | Code::UnsupportedContent
        | Code::MediaTooLarge
        | Code::MediaType
        | Code::Unsupported
        | Code::ProviderRefused
        | Code::Reset => false,
    }
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

/// Under a message: nothing unless it failed, nobody knows, or something keeps it waiting.
pub(crate) fn message(message: &Message, now: Timestamp, words: &Words, tab: &'static str, dispatch: &Callback<Action>) -> Html {
    let status = &message.status;
    let state = name::state(status.state, words);
    let fault = status.fault.as_ref();
    // Faults are told in English: there their first sentence says all, elsewhere the state is said in the agent's language before.
    let (title, said) = match fault {
        Some(fault) if words.lang() == "en" && !fault.title.is_empty() => (fault.title.as_str(), Some(fault.action.clone())),
        Some(fault) => (state, Some(sentences(&fault.title, &fault.action))),
        None => (state, None),
    };
    match status.state {
        State::Queued if fault.is_none() => Html::default(),
        // What the fault says to do is for when it is given up: a second message would be one too many.
        State::Queued => bar("fault warn", icon::CLOCK, title, words.say("queued.text"), Html::default()),
        State::Unknown => bar("fault warn", icon::QUESTION, title, said.as_deref().unwrap_or(words.say("unknown.text")), Html::default()),
        State::Failed => {
            let id = message.id.clone();
            let again = dispatch.reform(move |_| Action::RetryMessage {
                message: id.clone(),
                client_id: Default::default(),
                at: Timestamp::default(),
            });
            let actions = match fault {
                Some(fault) if fault.retry_helps(now) => button(words, "retry", again, tab),
                Some(fault) if fault.retry == Retry::Template => {
                    button(words, "composer.template", dispatch.reform(|_| Action::PickerOpen), tab)
                }
                Some(fault) => fault.retry_at.map_or_else(Html::default, |at| {
                    html! { <span class="small">{ words.fill("retry.after", &[("when", &words.near(at, now))]) }</span> }
                }),
                None => Html::default(),
            };
            bar("fault bad", icon::ALERT, title, said.as_deref().unwrap_or_default(), actions)
        }
        State::Accepted | State::Sent | State::Delivered | State::Read | State::Played => Html::default(),
    }
}

/// Under an echo: why it didn't leave, and the ways on that lead somewhere.
pub(crate) fn echo(echo: &Echo, words: &Words, tab: &'static str, dispatch: &Callback<Action>) -> Html {
    let (retry, discard) = (echo.client_id.clone(), echo.client_id.clone());
    let (may_pass, needs_template) = match &echo.stage {
        Stage::Refused(error) => (may_pass(&error.code), error.code == Code::WindowClosed),
        Stage::Sending | Stage::Unreached => (true, false),
    };
    let actions = html! {
        <span class="pair">
            if may_pass { { button(words, "retry", dispatch.reform(move |_| Action::RetryEcho(retry.clone())), tab) } }
            if needs_template { { button(words, "composer.template", dispatch.reform(|_| Action::PickerOpen), tab) } }
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

#[cfg(test)]
mod tests {
    use super::{may_pass, sentences};
    use model::api::Code;

    #[test]
    fn sentences_end_once() {
        assert_eq!(sentences("Held back", "Call."), "Held back. Call.");
        assert_eq!(sentences("Held back.", "Call."), "Held back. Call.");
        assert_eq!(sentences("Held back", ""), "Held back");
    }

    #[test]
    fn no_retry_is_offered_where_the_answer_would_be_the_same() {
        let passing: Vec<&str> = Code::ALL.iter().filter(|code| may_pass(code)).map(Code::as_str).collect();
        assert_eq!(passing, ["unauthenticated", "request-timeout", "rate-limited", "provider-down", "internal", "unavailable"]);
    }
}
