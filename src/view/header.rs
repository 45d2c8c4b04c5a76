//! Who the thread is with, how long she can be answered, and the way to search and to the rest.

use crate::state::{Phase, State};
use crate::view::html::html;
use crate::view::icon::{self, icon, large};
use crate::words::Words;
use model::Window;
use yew::prelude::*;

/// Under this the clock warns.
const CLOSING_MS: i64 = 3_600_000;

/// What the header wishes of the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    Search,
    More,
}

pub(crate) fn draw(state: &State, words: &Words, is_searching: bool, has_menu: bool, press: &Callback<Press>, menu: Html) -> Html {
    let name = super::contact_name(state, words);
    html! {
        <header part="header" class="header">
            <div class="person">
                if state.thread.is_some() { <bdi class="name" title={name.clone()}>{ &name }</bdi> } else { <span class="name bone line"></span> }
                { below(state, words, &name) }
            </div>
            { clock(state, words) }
            <button type="button" class="icon-button" aria-label={words.say("search")} title={words.say("search")} aria-pressed={is_searching.to_string()}
                onclick={press.reform(|_| Press::Search)} disabled={state.phase != Phase::Ready}>{ large(icon::SEARCH) }</button>
            <div class="has-menu">
                <button type="button" class="icon-button more" aria-label={words.say("more")} title={words.say("more")} aria-haspopup="menu" aria-expanded={has_menu.to_string()}
                    onclick={press.reform(|_| Press::More)}>{ large(icon::MORE) }</button>
                { menu }
            </div>
        </header>
    }
}

/// The second line: who is writing, else how the person is reached.
fn below(state: &State, words: &Words, name: &str) -> Html {
    if let Some(typing) = &state.typing {
        let said = if typing.who == "customer" {
            words.fill("strip.typing", &[("name", name)])
        } else {
            words.fill("strip.agent", &[("name", &typing.who)])
        };
        return html! { <span class="ways typing" role="status">{ said }</span> };
    }
    let Some(thread) = &state.thread else {
        return html! { <span class="ways"><span class="bone line"></span></span> };
    };
    let address = thread.contact.addresses.iter().find(|address| address.phone().is_some()).or(thread.contact.addresses.first());
    let mut channels: Vec<&str> = Vec::new();
    for label in state.senders.iter().map(|sender| sender.channel.label()) {
        if !channels.contains(&label) {
            channels.push(label);
        }
    }
    html! {
        <span class="ways">
            { for address.filter(|address| address.value() != name).map(|address| html! { <bdi dir="ltr" class="number">{ spaced(address.value()) }</bdi> }) }
            { for channels.into_iter().map(|channel| html! { <span class="channel">{ channel.to_owned() }</span> }) }
        </span>
    }
}

/// A number in groups: the country code stays with the first ones, since only a table of all countries could part them.
pub(crate) fn spaced(number: &str) -> String {
    let is_number = number.strip_prefix('+').is_some_and(|digits| digits.len() > 6 && digits.bytes().all(|b| b.is_ascii_digit()));
    if !is_number {
        return number.to_owned();
    }
    let (head, tail) = number.split_at(number.len() - 5);
    match head.len() {
        7.. => [&head[..head.len() - 5], "\u{a0}", &head[head.len() - 5..], "\u{a0}", tail].concat(),
        _ => [head, "\u{a0}", tail].concat(),
    }
}

fn clock(state: &State, words: &Words) -> Html {
    let Some(sender) = state.sender() else { return Html::default() };
    match sender.window {
        Window::Always => Html::default(),
        Window::Open { .. } if sender.window.open_at(state.now) => {
            let left = sender.window.left(state.now).unwrap_or_default();
            let short = words.left(left);
            let is_closing = left < CLOSING_MS;
            let key = if is_closing { "window.closing" } else { "window.open" };
            let said = words.fill(key, &[("left", &short)]);
            html! {
                <span class={if is_closing { "clock warn" } else { "clock" }} role="img" aria-label={said.clone()} title={said}>
                    { icon(if is_closing { icon::WARN } else { icon::CLOCK }) }<span>{ short }</span>
                </span>
            }
        }
        Window::Open { .. } | Window::Closed { .. } => {
            let said = words.say("window.closed");
            html! { <span class="clock shut" role="img" aria-label={said} title={said}>{ icon(icon::LOCK) }<span>{ words.say("window.closed.short") }</span></span> }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn numbers_are_parted_and_nothing_else() {
        assert_eq!(spaced("+919999999999"), "+91\u{a0}99999\u{a0}99999");
        assert_eq!(spaced("+15551305682"), "+1\u{a0}55513\u{a0}05682");
        assert_eq!(spaced("+4712345678"), "+47123\u{a0}45678");
        assert_eq!(spaced("asha.nair"), "asha.nair");
    }
}
