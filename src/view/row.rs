//! One row of the thread: what stands before its bubble (a day, "New"), the bubble itself, and what stands under it.

use crate::state::Message;
use crate::state::timeline;
use crate::state::{Action, Echo};
use crate::view::bubble::{self, Picture, Scene, name};
use crate::view::html::html;
use crate::view::icon::{self, icon};
use crate::view::{fault, quote, reactions, tick};
use model::message::{Direction, Provenance};
use model::{Content, MessageId, Timestamp};
use std::rc::Rc;
use yew::prelude::*;

/// What a row shows.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// A message.
    Message(Rc<timeline::Row>),
    /// An answer that the proxy hasn't named yet.
    Echo(Rc<Echo>),
}

impl PartialEq for Item {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Message(mine), Self::Message(theirs)) => Rc::ptr_eq(mine, theirs),
            (Self::Echo(mine), Self::Echo(theirs)) => Rc::ptr_eq(mine, theirs),
            (Self::Message(_), Self::Echo(_)) | (Self::Echo(_), Self::Message(_)) => false,
        }
    }
}

impl Item {
    /// What the row is called in the page. An echo and its message have one name, so that the row stays as it is.
    pub(crate) fn key(&self) -> AttrValue {
        let text = match self {
            Self::Message(row) => row.message.client_id.as_ref().map_or(row.message.id.as_str(), |id| id.as_str()),
            Self::Echo(echo) => echo.client_id.as_str(),
        };
        AttrValue::from(text.to_owned())
    }

    pub(crate) fn at(&self) -> Timestamp {
        match self {
            Self::Message(row) => row.message.at,
            Self::Echo(echo) => echo.created_at,
        }
    }

    pub(crate) fn content(&self) -> &Content {
        match self {
            Self::Message(row) => &row.message.content,
            Self::Echo(echo) => &echo.content,
        }
    }

    pub(crate) fn reply_to(&self) -> Option<&MessageId> {
        match self {
            Self::Message(row) => row.message.reply_to.as_ref(),
            Self::Echo(echo) => echo.reply_to.as_ref(),
        }
    }

    pub(crate) fn message(&self) -> Option<&Message> {
        match self {
            Self::Message(row) => Some(&row.message),
            Self::Echo(_) => None,
        }
    }

    pub(crate) fn is_outbound(&self) -> bool {
        self.message().is_none_or(|message| message.direction == Direction::Outbound)
    }
}

/// What a row wishes that is no change of the state.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// Answer this message; the composer gets the focus.
    Reply(MessageId),
    /// Show or hide the palette of this row.
    Palette(AttrValue),
    /// The focus came to this row.
    Focused(AttrValue),
    /// Move the focus so many rows down.
    Walk(isize),
    /// See this picture large.
    Look(Picture),
}

/// Where a row stands among its neighbours.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Place {
    /// A new day begins here, called so.
    pub(crate) day: Option<AttrValue>,
    /// What nobody has seen begins here.
    pub(crate) is_unread: bool,
    /// The row before is of another group.
    pub(crate) is_first: bool,
    /// The row behind is of another group.
    pub(crate) is_last: bool,
    /// Whose name stands above the group.
    pub(crate) who: Option<AttrValue>,
}

/// What is on the row for a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) is_focus: bool,
    pub(crate) is_flash: bool,
    pub(crate) is_fresh: bool,
    pub(crate) has_palette: bool,
    pub(crate) can_quote: bool,
    pub(crate) can_react: bool,
}

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) item: Item,
    pub(crate) name: AttrValue,
    pub(crate) place: Place,
    pub(crate) marks: Marks,
    pub(crate) quoted: Option<Item>,
    pub(crate) contact: AttrValue,
    /// The proxy's time as far as this row depends on it: the day, or for a fault the very time.
    pub(crate) now: Timestamp,
    pub(crate) scene: Scene,
    pub(crate) wish: Callback<Wish>,
    /// The element came (true) or goes.
    pub(crate) measure: Callback<(web_sys::Element, bool)>,
}

pub(crate) struct Row {
    element: NodeRef,
}

impl Component for Row {
    type Message = ();
    type Properties = Props;

    fn create(_ctx: &Context<Self>) -> Self {
        Self { element: NodeRef::default() }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        let Props { item, scene, measure, .. } = ctx.props();
        if first && let Some(element) = self.element.cast() {
            measure.emit((element, true));
        }
        if !scene.is_whole && bubble::is_seldom(item.content()) {
            scene.dispatch.emit(Action::WantPart);
        }
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        if let Some(element) = self.element.cast() {
            ctx.props().measure.emit((element, false));
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let Props { item, place, marks, scene, .. } = props;
        let is_notice = matches!(item.content(), Content::Notice(_));
        let side = if is_notice {
            "middle"
        } else if item.is_outbound() {
            "out"
        } else {
            "in"
        };
        let marked = [(place.is_first, " first"), (place.is_last, " last"), (marks.is_flash, " flash"), (marks.is_fresh, " fresh")];
        let mut class = ["row ", side].concat();
        marked.into_iter().filter(|(is_on, _)| *is_on).for_each(|(_, name)| class.push_str(name));
        html! {
            <div ref={&self.element} {class} data-row={&props.name}>
                if let Some(day) = &place.day { <div class="day">{ day }</div> }
                if place.is_unread { <div class="unread"><span>{ scene.words.say("unread") }</span></div> }
                if let Some(who) = &place.who { <bdi class="author">{ who }</bdi> }
                { article(props) }
            </div>
        }
    }
}

/// The message as one thing to read and to stand on: its bubble, and what is said about it underneath.
fn article(props: &Props) -> Html {
    let Props { item, name: key, marks, scene, wish, contact, now, .. } = props;
    let words = &scene.words;
    let label = match item {
        Item::Message(row) => name::message(&row.message, contact, words, *now),
        Item::Echo(echo) => name::echo(echo, words),
    };
    let kind = item.content().kind();
    let is_deleted = item.message().is_some_and(|message| message.deleted);
    let body = if is_deleted {
        html! { <div class="gone">{ icon(icon::BAN) }<span>{ words.say("deleted.text") }</span>{ meta(props) }</div> }
    } else {
        bubble::draw(item.content(), scene, meta(props))
    };
    let onfocusin = {
        let key = key.clone();
        wish.reform(move |_: FocusEvent| Wish::Focused(key.clone()))
    };
    html! {
        <article class="message" tabindex={scene.tab} aria-label={label} aria-description={props.place.who.clone()} onkeydown={keys(props)} {onfocusin}>
            <section part="bubble" class={["bubble ", kind].concat()}>
                { for item.message().and_then(|message| message.context.as_deref()).map(|context| bubble::context::draw(context, words)) }
                { quoted(props) }
                { body }
                if let (Some(message), false) = (item.message(), is_deleted) {
                    { actions(message, *marks, scene, key, wish) }
                }
            </section>
            { under(props) }
        </article>
    }
}

fn keys(props: &Props) -> Callback<KeyboardEvent> {
    let (wish, key, can) = (props.wish.clone(), props.name.clone(), props.marks);
    let message = props.item.message().filter(|message| !message.deleted).map(|message| message.id.clone());
    Callback::from(move |event: KeyboardEvent| {
        let is_here = event.target_dyn_into::<web_sys::Element>().is_some_and(|target| target.tag_name() == "ARTICLE");
        let is_leaving = event.key() == "Escape" && can.has_palette;
        if !(is_here || is_leaving) || event.alt_key() || event.ctrl_key() || event.meta_key() {
            return;
        }
        let wished = match (event.key().as_str(), &message) {
            ("r" | "R", Some(message)) if can.can_quote => Wish::Reply(message.clone()),
            ("e" | "E", Some(_)) if can.can_react => Wish::Palette(key.clone()),
            ("Escape", _) if is_leaving => {
                event.stop_propagation();
                Wish::Palette(key.clone())
            }
            ("ArrowUp", _) => Wish::Walk(-1),
            ("ArrowDown", _) => Wish::Walk(1),
            _ => return,
        };
        event.prevent_default();
        wish.emit(wished);
    })
}

fn quoted(props: &Props) -> Html {
    let Props { item, quoted, scene, contact, .. } = props;
    let Some(id) = item.reply_to() else { return Html::default() };
    let row = match quoted {
        Some(Item::Message(row)) => Some(row),
        Some(Item::Echo(_)) | None => None,
    };
    let id = id.clone();
    let onclick = scene.dispatch.reform(move |_: MouseEvent| Action::Jump(id.clone()));
    html! {
        <button type="button" class="quote" {onclick} tabindex={scene.tab} title={scene.words.say("quote")}>
            { quote::lines(row, contact, &scene.words) }
        </button>
    }
}

/// Time, tick and what else is to know, at the end of the bubble.
fn meta(props: &Props) -> Html {
    let Props { item, scene, now, .. } = props;
    let words = &scene.words;
    let time = html! { <time>{ words.time(item.at()) }</time> };
    let message = match item {
        Item::Message(row) => &row.message,
        Item::Echo(echo) => return html! { <span class="meta">{ time }{ tick::echo(&echo.stage, words) }</span> },
    };
    const LATE_MS: i64 = 10 * 60_000;
    let is_live = message.provenance == Provenance::Live && message.direction == Direction::Inbound;
    let late = (is_live && message.received_at.since(message.at) > LATE_MS)
        .then(|| words.fill("late", &[("when", &words.near(message.received_at, *now))]));
    html! {
        <span class="meta">
            { for late.map(|late| html! { <span class="late">{ late }</span> }) }
            if message.edited { <span>{ words.say("edited") }</span> }
            if message.provenance == Provenance::Echo { <span>{ words.say("echo") }</span> }
            { time }
            if message.direction == Direction::Outbound { { tick::draw(message, words, &scene.dispatch, scene.tab) } }
        </span>
    }
}

fn actions(message: &Message, marks: Marks, scene: &Scene, key: &AttrValue, wish: &Callback<Wish>) -> Html {
    if !marks.can_quote && !marks.can_react {
        return Html::default();
    }
    let words = &scene.words;
    let (id, key) = (message.id.clone(), key.clone());
    html! {
        <span class="acts">
            if marks.can_quote {
                <button type="button" class="icon-button" tabindex={scene.tab} aria-label={words.say("reply")} title={words.say("reply")}
                    onclick={wish.reform(move |_| Wish::Reply(id.clone()))}>{ icon(icon::REPLY) }</button>
            }
            if marks.can_react {
                <button type="button" class="icon-button" tabindex={scene.tab} aria-label={words.say("react")} title={words.say("react")} aria-expanded={marks.has_palette.to_string()}
                    onclick={wish.reform(move |_| Wish::Palette(key.clone()))}>{ icon(icon::SMILE) }</button>
            }
        </span>
    }
}

fn under(props: &Props) -> Html {
    let Props { item, marks, scene, contact, now, wish, name: key, .. } = props;
    let words = &scene.words;
    match item {
        Item::Echo(echo) => fault::echo(echo, words, scene.tab, &scene.dispatch),
        Item::Message(row) => {
            let message = &row.message;
            let close = {
                let key = key.clone();
                wish.reform(move |()| Wish::Palette(key.clone()))
            };
            html! {
                <>
                    { reactions::shown(message, contact, words, marks.can_react, scene.tab, &scene.dispatch) }
                    if marks.has_palette { { reactions::palette(message, words, &scene.dispatch, &close) } }
                    if message.direction == Direction::Outbound && !message.deleted { { fault::message(message, *now, words, scene.tab, &scene.dispatch) } }
                </>
            }
        }
    }
}
