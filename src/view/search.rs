//! Search in the messages that are loaded: what is found, from the newest on, and the bar that walks it.

use crate::state::Timeline;
use crate::text::lower;
use crate::view::html::html;
use crate::view::icon::{self, large};
use crate::words::Words;
use model::content::template::FilledButton;
use model::{Content, MessageId};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// An open search.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Search {
    pub(crate) query: String,
    /// Newest first.
    pub(crate) hits: Vec<MessageId>,
    pub(crate) at: usize,
}

/// What the bar wishes.
pub enum Press {
    Query(String),
    /// So many hits on; forward is older.
    Step(isize),
    Close,
}

impl Search {
    /// The search for these words in these messages.
    #[inline(never)]
    pub(crate) fn of(query: String, timeline: &Timeline) -> Self {
        let needle = lower(query.trim());
        let hits = if needle.is_empty() {
            Vec::new()
        } else {
            let rows = timeline.iter().rev().filter(|row| !row.message.deleted && holds(&row.message.content, &needle));
            rows.map(|row| row.message.id.clone()).collect()
        };
        Self { query, hits, at: 0 }
    }

    /// The hit so many steps on, round the end.
    #[inline(never)]
    pub(crate) fn step(&mut self, steps: isize) -> Option<&MessageId> {
        let len = isize::try_from(self.hits.len()).unwrap_or(isize::MAX);
        if len == 0 {
            return None;
        }
        let at = isize::try_from(self.at).unwrap_or_default();
        self.at = usize::try_from((at + steps).rem_euclid(len)).unwrap_or_default();
        self.hits.get(self.at)
    }
}

fn holds(content: &Content, needle: &str) -> bool {
    let has = |text: &str| lower(text).contains(needle);
    let more = match content {
        Content::Document(it) => it.media.filename.as_deref().is_some_and(has),
        Content::Location(it) => it.address.as_deref().is_some_and(has),
        Content::Contacts(it) => {
            it.contacts.iter().any(|contact| has(&contact.name) || contact.phones.iter().any(|phone| has(&phone.phone)))
        }
        Content::Buttons(it) => it.buttons.iter().any(|button| has(&button.title)),
        Content::List(it) => it.sections.iter().flat_map(|section| &section.rows).any(|row| has(&row.title)),
        Content::Template(it) => {
            has(&it.name) || it.parts.buttons.iter().any(|button| matches!(button, FilledButton::QuickReply { text } if has(text)))
        }
        Content::Cta(it) => has(&it.label),
        Content::Products(it) => it.sections.iter().flat_map(|section| &section.products).any(|product| has(product)),
        Content::OrderDetails(it) => has(&it.bill.reference_id) || it.bill.items.iter().any(|item| has(&item.name)),
        Content::Card(it) => [&it.title, &it.text].into_iter().flatten().any(|text| has(text)),
        Content::Carousel(it) => it.cards.iter().flat_map(|card| [&card.title, &card.text]).flatten().any(|text| has(text)),
        Content::Order(it) => it.items.iter().any(|item| has(&item.product_id)),
        Content::Unsupported(it) => has(&it.label),
        Content::Text(_)
        | Content::Image(_)
        | Content::Video(_)
        | Content::Audio(_)
        | Content::Sticker(_)
        | Content::Answer(_)
        | Content::LocationRequest(_)
        | Content::ContactRequest(_)
        | Content::CallRequest(_)
        | Content::Flow(_)
        | Content::AddressRequest(_)
        | Content::OrderStatus(_)
        | Content::Payment(_)
        | Content::Note(_)
        | Content::Call(_)
        | Content::Notice(_) => false,
    };
    more || content.words().is_some_and(has)
}

#[inline(never)]
pub(crate) fn draw(search: &Search, words: &Words, press: &Callback<Press>) -> Html {
    let oninput = press.reform(|event: InputEvent| Press::Query(event.target_unchecked_into::<HtmlInputElement>().value()));
    let onkeydown = {
        let press = press.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Enter" && !event.is_composing() {
                event.prevent_default();
                press.emit(Press::Step(if event.shift_key() { -1 } else { 1 }));
            }
        }
    };
    let count = search.hits.len();
    let said = match (search.query.trim().is_empty(), count) {
        (true, _) => String::new(),
        (false, 0) => words.say("search.none").to_owned(),
        (false, _) => words.fill("search.hits", &[("n", &words.number((search.at + 1) as f64)), ("all", &words.number(count as f64))]),
    };
    let step = |steps, path, key| {
        let said = words.say(key);
        html! { <button type="button" class="icon-button" onclick={press.reform(move |_| Press::Step(steps))} disabled={count == 0} aria-label={said} title={said}>{ large(path) }</button> }
    };
    html! {
        <div class="search" role="search">
            <input class="field search-field" type="text" inputmode="search" enterkeyhint="search" autocomplete="off" value={search.query.clone()} {oninput} {onkeydown}
                aria-label={words.say("search.label")} placeholder={words.say("search.label")} dir="auto" />
            <span class="small" role="status">{ said }</span>
            { step(1, icon::UP, "search.next") }
            { step(-1, icon::DOWN, "search.previous") }
            <button type="button" class="icon-button" onclick={press.reform(|_| Press::Close)} aria-label={words.say("close")} title={words.say("close")}>{ large(icon::CLOSE) }</button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_round() {
        let mut search = Search { query: "x".to_owned(), hits: vec!["c".into(), "b".into(), "a".into()], at: 0 };
        let walked: Vec<String> = [1, 1, 1, -1].into_iter().filter_map(|by| search.step(by).map(ToString::to_string)).collect();
        assert_eq!(walked, ["b", "a", "c", "a"]);
        assert_eq!(Search::default().step(1), None);
    }

    #[test]
    fn a_hit_is_found_in_any_case_and_script() {
        assert!(holds(&Content::text("Good MORNING"), "morning"));
        assert!(holds(&Content::text("वाह! सबको"), "सबको"));
        assert!(!holds(&Content::text("Good morning"), "night"));
    }
}
