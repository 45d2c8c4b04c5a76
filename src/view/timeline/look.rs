//! How the window of rows is drawn.

use super::{Msg, Timeline, place};
use crate::state::Message;
use crate::state::{Action, MediaView, Part, Phase};
use crate::view::bubble::Scene;
use crate::view::html::html;
use crate::view::icon::{self, icon};
use crate::view::row::{Item, Marks, Row, Wish};
use crate::view::skeleton;
use model::content::template::TemplateMessage;
use model::content::{Header, Media, MediaState};
use model::fault::Retry;
use model::status::State as Far;
use model::{Content, MediaId, MessageId};
use yew::prelude::*;

/// Whether something about this message changes with the clock.
pub(super) fn deadline(message: &Message) -> bool {
    message.status.state == Far::Failed && message.status.fault.as_ref().is_some_and(|fault| fault.retry == Retry::After)
}

/// The files that are fetched as soon as their bubble is near the screen; films, sounds and documents wait to be asked for.
pub(super) fn pictures(content: &Content) -> Vec<MediaId> {
    let header = |header: Option<&Header>| match header {
        Some(Header::Image { media }) => Some(media.clone()),
        Some(Header::Text { .. } | Header::Video { .. } | Header::Document { .. } | Header::Location(_)) | None => None,
    };
    let media = match content {
        Content::Image(it) | Content::Sticker(it) => Some(it.media.clone()),
        Content::Buttons(it) => header(it.header.as_ref()),
        Content::List(it) => header(it.header.as_ref()),
        Content::Cta(it) => header(it.header.as_ref()),
        Content::Products(it) => header(it.header.as_ref()),
        Content::Flow(it) => header(it.header.as_ref()),
        Content::AddressRequest(it) => header(it.header.as_ref()),
        Content::OrderDetails(it) => header(it.header.as_ref()),
        Content::Card(it) => header(it.media.as_ref()),
        Content::Carousel(it) => return it.cards.iter().filter_map(|card| header(card.media.as_ref())).filter_map(ready).collect(),
        Content::Template(TemplateMessage { parts, .. }) => {
            let cards = parts.cards.iter().filter_map(|card| header(card.header.as_ref()));
            return header(parts.header.as_ref()).into_iter().chain(cards).filter_map(ready).collect();
        }
        Content::Text(_)
        | Content::Video(_)
        | Content::Audio(_)
        | Content::Document(_)
        | Content::Location(_)
        | Content::Contacts(_)
        | Content::LocationRequest(_)
        | Content::ContactRequest(_)
        | Content::CallRequest(_)
        | Content::OrderStatus(_)
        | Content::Payment(_)
        | Content::Call(_)
        | Content::Note(_)
        | Content::Answer(_)
        | Content::Order(_)
        | Content::Notice(_)
        | Content::Unsupported(_) => None,
    };
    media.and_then(ready).into_iter().collect()
}

fn ready(media: Media) -> Option<MediaId> {
    (media.state == MediaState::Ready && !media.id.is_empty()).then_some(media.id)
}

impl Timeline {
    pub(super) fn look(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let (state, words) = (&props.state, &props.words);
        let contact = crate::view::contact_name(state, words);
        let label = words.fill("thread", &[("name", &contact)]);
        let heights = &self.ledger.heights;
        let (above, below) = (heights.before(self.from), (heights.total() - heights.before(self.to)).max(0.0));
        let pixels = |height: f64| (height.round() as i64).to_string();
        let style = ["padding-block:", &pixels(above), "px ", &pixels(below), "px"].concat();
        let is_loading = matches!(state.phase, Phase::Idle | Phase::Opening);
        html! {
            <div class="thread-frame">
                <div ref={&self.screen.log} part="thread" class="thread" role="log" aria-live="off" aria-label={label} aria-busy={is_loading.to_string()}
                    onscroll={ctx.link().callback(|_| Msg::Scrolled)}>
                    if is_loading {
                        { skeleton::draw(words) }
                    } else {
                        { self.head(ctx) }
                        <div ref={&self.screen.list} class="list" ~style={style}>{ self.rows(ctx, &contact.into()) }</div>
                    }
                </div>
                { self.pill(ctx) }
            </div>
        }
    }

    /// What stands before the oldest loaded row.
    fn head(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let (older, words) = (&props.state.older, &props.words);
        let load = |key: &'static str| {
            let onclick = props.dispatch.reform(|_: MouseEvent| Action::LoadOlder);
            html! { <button type="button" class="small-button" {onclick}>{ words.say(key) }</button> }
        };
        if self.ledger.len() == 0 {
            return Html::default();
        }
        html! {
            <div class="head-of-log">
                if older.failed {
                    <span class="bad-words">{ icon(icon::ALERT) }{ words.say("older.failed") }</span>{ load("retry") }
                } else if older.loading {
                    <span class="busy-words">{ words.say("older.loading") }</span>
                } else if older.cursor.is_some() {
                    { load("older.more") }
                } else {
                    <span>{ words.say("start") }</span>
                }
            </div>
        }
    }

    fn rows(&self, ctx: &Context<Self>, contact: &AttrValue) -> Html {
        let props = ctx.props();
        let state = &props.state;
        let first = self.from.saturating_sub(1);
        let items = self.ledger.items(first, self.to + 1);
        let last = self.ledger.len().checked_sub(1).and_then(|at| self.ledger.item(at)).map(|item| item.key());
        let is_shown = |key: &AttrValue| items.iter().any(|item| item.key() == *key);
        let focus = self.focus.clone().filter(is_shown).or(last).filter(is_shown).or_else(|| items.last().map(Item::key));
        let look = self.wish.reform(Wish::Look);
        let draw = |at: usize| {
            let place = at - first;
            let item = items.get(place)?;
            let before = place.checked_sub(1).and_then(|place| items.get(place));
            let key = item.key();
            let is = |other: &Option<AttrValue>| other.as_ref() == Some(&key);
            let is_focus = is(&focus);
            let quoted = item.reply_to().and_then(|id| state.timeline.find(id)).cloned().map(Item::Message);
            // What can be done with a message is up to the number that it went over.
            let message = item.message().filter(|message| !message.deleted);
            let way = message.and_then(|message| {
                let sender = state.senders.iter().find(|sender| sender.account == message.account && sender.channel == message.channel);
                sender.map(|sender| &sender.capabilities)
            });
            let marks = Marks {
                is_focus,
                is_flash: is(&self.flash),
                is_fresh: self.fresh.contains(&key),
                has_palette: is(&self.palette),
                can_quote: way.is_some_and(|way| way.quotes),
                can_react: way.is_some_and(|way| way.reactions),
            };
            let scene = Scene {
                words: props.words.clone(),
                dispatch: props.dispatch.clone(),
                look: look.clone(),
                files: self.files(ctx, item),
                chosen: self.chosen(at, item),
                tab: if is_focus { "0" } else { "-1" },
                needle: props.needle.clone(),
                is_whole: state.part == Part::Here,
            };
            let now = if item.message().is_some_and(deadline) { state.now } else { self.today };
            Some(html! {
                <Row key={key.to_string()} name={key.clone()} item={item.clone()} place={place::of(&self.ledger, at, before, item, items.get(place + 1), state, &props.words)}
                    {marks} {quoted} contact={contact.clone()} {now} {scene} wish={self.wish.clone()} measure={self.measure.clone()} />
            })
        };
        (self.from..self.to).filter_map(draw).collect()
    }

    fn files(&self, ctx: &Context<Self>, item: &Item) -> Vec<(MediaId, MediaView)> {
        let shelf = &ctx.props().state.media;
        item.content().media().into_iter().filter_map(|media| Some((media.id.clone(), shelf.get(&media.id)?.clone()))).collect()
    }

    /// What the customer chose, if this is a question and an answer to it stands near.
    fn chosen(&self, at: usize, item: &Item) -> Option<AttrValue> {
        let is_question = matches!(
            item.content(),
            Content::Buttons(_) | Content::List(_) | Content::Template(_) | Content::Card(_) | Content::Carousel(_)
        ) || matches!(item.content(), Content::Text(it) if !it.suggestions.is_empty());
        let id: &MessageId = &item.message().filter(|_| is_question)?.id;
        self.ledger.behind(at).iter().find(|row| row.message.reply_to.as_ref() == Some(id)).and_then(|row| match &*row.message.content {
            Content::Answer(answer) => Some(if answer.id.is_empty() { &answer.title } else { &answer.id }.clone().into()),
            Content::Text(_)
            | Content::Image(_)
            | Content::Video(_)
            | Content::Audio(_)
            | Content::Document(_)
            | Content::Sticker(_)
            | Content::Location(_)
            | Content::Contacts(_)
            | Content::Buttons(_)
            | Content::List(_)
            | Content::LocationRequest(_)
            | Content::ContactRequest(_)
            | Content::CallRequest(_)
            | Content::Cta(_)
            | Content::Products(_)
            | Content::Flow(_)
            | Content::AddressRequest(_)
            | Content::OrderDetails(_)
            | Content::OrderStatus(_)
            | Content::Payment(_)
            | Content::Card(_)
            | Content::Carousel(_)
            | Content::Call(_)
            | Content::Note(_)
            | Content::Template(_)
            | Content::Order(_)
            | Content::Notice(_)
            | Content::Unsupported(_) => None,
        })
    }

    fn pill(&self, ctx: &Context<Self>) -> Html {
        if self.is_at_end || self.ledger.len() == 0 {
            return Html::default();
        }
        let words = &ctx.props().words;
        let count = ctx.props().state.unread.count;
        let label = if count > 0 { words.count("new", count.into()) } else { words.say("newest").to_owned() };
        html! {
            <button type="button" class={if count > 0 { "pill has-new" } else { "pill" }} aria-label={label.clone()} title={label.clone()} onclick={ctx.link().callback(|_| Msg::Newest)}>
                { icon(icon::NEWEST) }
                if count > 0 { <span>{ label }</span> }
            </button>
        }
    }
}
