//! What happened to a message: each state with its time, why it failed, by which code, and who can mend it.

use crate::state::{Action, State};
use crate::view::copy::Copy;
use crate::view::html::html;
use crate::view::{sheet, tick};
use crate::words::Words;
use model::status::Status;
use model::{Fault, MessageId};
use yew::prelude::*;

#[inline(never)]
pub(crate) fn draw(id: &MessageId, state: &State, words: &Words, dispatch: &Callback<Action>) -> Html {
    let Some(row) = state.timeline.find(id) else { return Html::default() };
    let message = &row.message;
    let label = state.senders.iter().find(|sender| sender.account == message.account && sender.channel == message.channel);
    let label = label.map_or_else(|| [message.channel.label(), " ", message.account.as_str()].concat(), |sender| sender.label.clone());
    let line = |key: &'static str, value: Html| html! { <><dt>{ words.say(key) }</dt><dd>{ value }</dd></> };
    let body = html! {
        <>
            <ol class="steps">{ for row.journal.iter().map(|status| step(status, words)) }</ol>
            <dl class="facts-list">
                { line("journal.written", html! { <time>{ words.moment(message.at) }</time> }) }
                { line("journal.received", html! { <time>{ words.moment(message.received_at) }</time> }) }
                { line("journal.from", html! { <bdi>{ label }</bdi> }) }
                { line("journal.id", html! { <><code>{ message.id.as_str().to_owned() }</code><Copy value={message.id.as_str().to_owned()} tab="0" words={words.clone()} /></> }) }
            </dl>
        </>
    };
    sheet::draw(words.say("journal"), words, None, dispatch.reform(|_| Action::JournalClose), body, Html::default())
}

fn step(status: &Status, words: &Words) -> Html {
    html! {
        <li>
            <div class="step">{ tick::named(status.state, words) }<time>{ words.moment(status.at) }</time></div>
            { for status.fault.as_ref().map(|fault| why(fault, words)) }
        </li>
    }
}

fn why(fault: &Fault, words: &Words) -> Html {
    use model::fault::Who;
    let who = match fault.who {
        Who::Agent => words.say("by.agent"),
        Who::Admin => words.say("by.admin"),
        Who::Provider => words.say("by.provider"),
        Who::Customer => words.say("by.customer"),
        Who::Unknown => words.say("by.unknown"),
    };
    html! {
        <div class="why-failed">
            <strong dir="auto">{ &fault.title }</strong>
            <span dir="auto">{ &fault.action }</span>
            <span class="small">{ words.say("journal.by") }{ ": " }{ who }{ " · " }<bdi>{ words.fill("journal.code", &[("code", &fault.code)]) }</bdi></span>
        </div>
    }
}
