//! One line under the header, only when there is something to say: no connection, a hole, a person who opted out.

use crate::state::{Action, Connection, Lock, Phase, Refusal, State};
use crate::view::html::html;
use crate::view::icon::{self, Icon, icon};
use crate::words::Words;
use yew::prelude::*;

/// What is to say now; `note` is something that failed and has no place of its own.
pub(crate) fn draw(state: &State, words: &Words, note: Option<&AttrValue>, drop_note: &Callback<()>, dispatch: &Callback<Action>) -> Html {
    if state.phase != Phase::Ready {
        return Html::default();
    }
    let now = html! { <button type="button" class="small-button" onclick={dispatch.reform(|_| Action::Wake)}>{ words.say("strip.now") }</button> };
    let wait = |said: String| bar("strip warn", icon::OFFLINE, said, now.clone());
    match &state.connection {
        Connection::Lost(refusal) => return bar("strip bad", icon::ALERT, lost(refusal, words), now),
        Connection::Offline => return wait(words.say("strip.offline").to_owned()),
        Connection::Retrying { next_at, .. } => {
            let seconds = next_at.since(state.now).max(0).unsigned_abs().div_ceil(1000);
            return wait(words.count("strip.retrying", seconds));
        }
        Connection::Connecting | Connection::Online => {}
    }
    if let Some(note) = note {
        let close = html! {
            <button type="button" class="icon-button" onclick={drop_note.reform(|_| ())} aria-label={words.say("close")}>{ icon(icon::CLOSE) }</button>
        };
        return bar("strip bad", icon::ALERT, note.to_string(), close);
    }
    if state.hole.is_some_and(|hole| hole.resumed) {
        return bar("strip warn", icon::HOLE, words.say("strip.hole").to_owned(), Html::default());
    }
    if state.lock() == Some(Lock::OptedOut) {
        let name = super::contact_name(state, words);
        let channel = state.sender().map_or_else(String::new, |sender| sender.channel.label().to_owned());
        return bar("strip bad", icon::BAN, words.fill("strip.opted_out", &[("name", &name), ("channel", &channel)]), Html::default());
    }
    Html::default()
}

fn lost(refusal: &Refusal, words: &Words) -> String {
    words.find("refused", &refusal.code).unwrap_or(words.say("strip.lost")).to_owned()
}

fn bar(class: &'static str, path: Icon, said: String, actions: Html) -> Html {
    html! { <div part="strip" {class}>{ icon(path) }<span class="what">{ said }</span>{ actions }</div> }
}

/// The panel when the thread can't be opened: what happened, what to do, and what an administrator needs.
pub(crate) fn refused(refusal: &Refusal, words: &Words, dispatch: &Callback<Action>) -> Html {
    let said = words.find("refused", &refusal.code).map(str::to_owned);
    let title = refusal.error.as_ref().map(|error| error.title.as_str());
    let said = said.unwrap_or_else(|| words.fill("refused.other", &[("reason", title.unwrap_or(&refusal.code))]));
    let request = refusal.error.as_ref().map(|error| error.request_id.as_str()).filter(|id| !id.is_empty());
    let detail = [Some(refusal.code.as_str()), refusal.hint.as_deref(), request].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    html! {
        <div class="blank" role="alert">
            <span class="blank-sign bad">{ icon::large(icon::ALERT) }</span>
            <strong>{ words.say("refused.title") }</strong>
            <p>{ said }</p>
            <button type="button" class="button" onclick={dispatch.reform(|_| Action::Wake)}>{ words.say("refused.again") }</button>
            <bdi class="small">{ detail }</bdi>
        </div>
    }
}
