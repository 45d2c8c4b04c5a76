//! The thread: a window of rows over all loaded messages, which stays where the agent reads or follows the end.
//!
//! Only rows near the screen are in the page. What lies above and below is empty space of the right height: measured where a
//! row was drawn once, else guessed. When heights change or rows come, the row that was at the top stays where it was.

mod guess;
pub(crate) mod heights;
mod ledger;
mod look;
mod observer;
mod place;
mod screen;

use crate::state::{Action, Phase, State};
use crate::view::page;
use crate::view::row::{Item, Wish};
use crate::words::Words;
use gloo_timers::callback::Timeout;
use ledger::{Ledger, Moved};
use model::{MessageId, Timestamp};
use observer::Observer;
use screen::{Anchor, Screen};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Pixels above and below the screen that are drawn too, once the screen itself is painted.
const AROUND: f64 = 900.0;
/// With fewer pixels than this left, the window moves.
const LEFT: f64 = 300.0;
/// What lies around it comes so many milliseconds later.
const PAINT_MS: u32 = 20;
/// The most rows in the page.
const MOST: usize = 120;
/// Closer to the oldest row than this, an older page is asked for.
const NEAR_OLDEST: f64 = 700.0;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) state: Rc<State>,
    pub(crate) words: Words,
    pub(crate) dispatch: Callback<Action>,
    /// What a row wishes of the panel: an answer, a large picture.
    pub(crate) wish: Callback<Wish>,
    /// A count of walks, and how far the last one went.
    pub(crate) walk: (u32, isize),
    /// What is searched for, in lower case.
    pub(crate) needle: AttrValue,
}

pub(crate) struct Timeline {
    screen: Screen,
    ledger: Ledger,
    /// The rows in the page: these, by number.
    from: usize,
    to: usize,
    around: f64,
    filling: Option<Timeout>,
    /// How far the rows are scrolled, and how tall the scroller is.
    top: f64,
    height: f64,
    is_at_end: bool,
    anchor: Option<Anchor>,
    /// The row that Tab stops at; the last one if nobody chose.
    focus: Option<AttrValue>,
    /// The focus goes there once the row is in the page.
    going: Option<AttrValue>,
    palette: Option<AttrValue>,
    /// The focus goes into the palette once it is drawn.
    is_reacting: bool,
    flash: Option<AttrValue>,
    fresh: Vec<AttrValue>,
    seen: Option<MessageId>,
    today: Timestamp,
    observer: Option<Observer>,
    measure: Callback<(Element, bool)>,
    wish: Callback<Wish>,
}

pub(crate) enum Msg {
    Scrolled,
    Resized(Vec<(AttrValue, f64)>),
    Measure(Element, bool),
    Wish(Wish),
    Newest,
    Looked,
    Moved,
    /// The first screen is painted.
    Painted,
}

impl Component for Timeline {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let mut timeline = Self {
            screen: Screen::default(),
            ledger: Ledger::default(),
            from: 0,
            to: 0,
            around: 0.0,
            filling: None,
            top: 0.0,
            height: 640.0,
            is_at_end: true,
            anchor: None,
            focus: None,
            going: None,
            palette: None,
            is_reacting: false,
            flash: None,
            fresh: Vec::new(),
            seen: None,
            today: ctx.props().state.now,
            observer: None,
            measure: ctx.link().callback(|(element, is_here)| Msg::Measure(element, is_here)),
            wish: ctx.link().callback(Msg::Wish),
        };
        timeline.follow(ctx);
        timeline.fresh.clear();
        timeline
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        let props = ctx.props();
        let thread = |state: &State| state.thread.as_ref().map(|thread| thread.id.clone());
        if thread(&old.state) != thread(&props.state) {
            (self.is_at_end, self.anchor, self.focus, self.seen) = (true, None, None, None);
            (self.ledger, self.palette) = (Ledger::default(), None);
        }
        let is_new_day = props.words.day_number(props.state.now) != props.words.day_number(self.today);
        if is_new_day {
            self.today = props.state.now;
        }
        if props.needle.is_empty() && !old.needle.is_empty() {
            self.flash = None;
        }
        if props.walk.0 != old.walk.0 {
            self.walk(props.walk.1);
        } else if is_same(&old.state, &props.state) && old.words == props.words && old.needle == props.needle && !is_new_day {
            return false;
        }
        self.follow(ctx);
        if props.state.jump.is_some() && props.state.jump != old.state.jump {
            self.jump(ctx);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Scrolled => return self.scrolled(ctx),
            Msg::Resized(rows) => return self.resized(rows),
            Msg::Measure(element, is_here) => {
                if let Some(observer) = &self.observer {
                    observer.note(&element, is_here);
                }
                return false;
            }
            Msg::Looked => {
                self.tell_seen(ctx);
                return false;
            }
            Msg::Moved => self.open_window(),
            Msg::Painted => {
                self.around = AROUND;
                self.open_window();
            }
            Msg::Newest => {
                self.is_at_end = true;
                self.open_window();
            }
            Msg::Wish(Wish::Palette(row)) => {
                self.is_reacting = self.palette.as_ref() != Some(&row);
                (self.palette, self.going) = if self.is_reacting { (Some(row), None) } else { (None, Some(row)) };
            }
            Msg::Wish(Wish::Focused(row)) => {
                let is_new = self.focus.as_ref() != Some(&row);
                self.flash.take_if(|flash| *flash != row);
                self.focus = Some(row);
                return is_new;
            }
            Msg::Wish(Wish::Walk(rows)) => self.walk(rows),
            Msg::Wish(wish @ (Wish::Reply(_) | Wish::Look(_))) => {
                ctx.props().wish.emit(wish);
                return false;
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        self.look(ctx)
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            self.observer = Observer::new(ctx.link(), page::element(&self.screen.log));
        }
        self.settle();
        if let Some(row) = self.going.take()
            && let Some(element) = self.screen.row(&row)
            && let Some(article) =
                element.query_selector("article").ok().flatten().and_then(|article| article.dyn_into::<HtmlElement>().ok())
        {
            let _ = article.focus();
            self.read_view();
        }
        if std::mem::take(&mut self.is_reacting) {
            page::focus(&self.screen.list, ".palette button");
            self.read_view();
        }
        if ctx.props().state.jump.is_some() {
            ctx.props().dispatch.emit(Action::Jumped);
        }
        if self.filling.is_none() && self.ledger.len() > 0 {
            let link = ctx.link().clone();
            self.filling = Some(Timeout::new(PAINT_MS, move || link.send_message(Msg::Painted)));
        }
        if self.must_move() {
            ctx.link().send_message(Msg::Moved);
        }
        self.want(ctx);
        self.tell_seen(ctx);
    }
}

/// Whether nothing that the thread shows differs.
fn is_same(a: &State, b: &State) -> bool {
    let is_waiting = |state: &State| state.timeline.last().is_some() && a.now != b.now && has_deadline(state);
    a.timeline == b.timeline
        && a.pending == b.pending
        && a.older == b.older
        && a.media == b.media
        && a.unread == b.unread
        && a.phase == b.phase
        && a.jump == b.jump
        && Rc::ptr_eq(&a.senders, &b.senders)
        && a.composer.sender == b.composer.sender
        && !is_waiting(b)
}

/// Whether a message near the end failed with a time from which a retry helps.
fn has_deadline(state: &State) -> bool {
    const NEAR: usize = 20;
    state.timeline.iter().rev().take(NEAR).any(|row| look::deadline(&row.message))
}

impl Timeline {
    /// Takes in a new state.
    fn follow(&mut self, ctx: &Context<Self>) {
        let props = ctx.props();
        let before = self.ledger.len();
        let words = props.words.clone();
        let moved = self.ledger.follow(&props.state, &|at| words.day_number(at));
        let after = self.ledger.len();
        if moved == Moved::No && after > before && after - before <= 8 {
            let came = self.ledger.items(before, after);
            if came.iter().any(|item| matches!(item, Item::Echo(_))) {
                self.is_at_end = true;
            }
            self.fresh.extend(came.iter().map(Item::key));
            let over = self.fresh.len().saturating_sub(8);
            self.fresh.drain(..over);
        }
        if !self.is_at_end
            && let Some(anchor) = &self.anchor
            && let Some(at) = self.number(ctx, &anchor.key)
        {
            self.top = self.ledger.heights.before(at) - anchor.top;
        }
        self.open_window();
    }

    /// The number of a row: near the window by its name, else by its message.
    fn number(&self, ctx: &Context<Self>, key: &AttrValue) -> Option<usize> {
        let shown = self.ledger.items(self.from, self.to);
        let near = shown.iter().position(|item| item.key() == *key).map(|at| self.from + at);
        near.or_else(|| ctx.props().state.timeline.position(&MessageId::new(key.as_str()))).or_else(|| {
            let last = self.ledger.len();
            let first = last.saturating_sub(64);
            self.ledger.items(first, last).iter().position(|item| item.key() == *key).map(|at| first + at)
        })
    }

    /// Chooses the rows for the page from where the screen stands.
    fn open_window(&mut self) {
        let (heights, len) = (&self.ledger.heights, self.ledger.len());
        if self.is_at_end {
            self.top = (heights.total() - self.height).max(0.0);
        }
        let middle = heights.at((self.top + self.height / 2.0).max(0.0));
        self.from = heights.at((self.top - self.around).max(0.0)).max(middle.saturating_sub(MOST / 2));
        self.to = (heights.at(self.top + self.height + self.around) + 1).min(self.from + MOST).min(len);
        if self.is_at_end {
            self.to = len;
            self.from = self.from.max(len.saturating_sub(MOST));
        }
    }

    /// Whether the screen came near the edge of the window.
    fn must_move(&self) -> bool {
        let heights = &self.ledger.heights;
        let is_short = self.to - self.from < MOST;
        let left = LEFT.min(self.around);
        let above = self.from > 0 && heights.before(self.from) > self.top - left;
        let below = self.to < self.ledger.len() && heights.before(self.to) < self.top + self.height + left;
        let is_off = heights.before(self.to) < self.top || heights.before(self.from) > self.top + self.height;
        (above || below) && (is_short || is_off)
    }

    fn read_view(&mut self) {
        if let Some((top, height)) = self.screen.view() {
            (self.top, self.height) = (top, height.max(1.0));
        }
    }

    /// After anything changed: at the end stay there, else the anchor stays where it was.
    fn settle(&mut self) {
        if self.is_at_end {
            self.screen.to_end();
        } else if let Some(anchor) = &self.anchor {
            self.screen.hold(anchor);
        }
        self.read_view();
        self.anchor = self.screen.anchor().or_else(|| self.anchor.take());
    }

    fn scrolled(&mut self, ctx: &Context<Self>) -> bool {
        let (top, height) = (self.top, self.height);
        self.read_view();
        let was_at_end = self.is_at_end;
        let has_moved_up = self.top < top - 1.0 && (self.height - height).abs() < 1.0;
        self.is_at_end = self.screen.is_at_end() || was_at_end && !has_moved_up;
        if self.is_at_end {
            self.screen.to_end();
        }
        self.anchor = self.screen.anchor();
        self.want(ctx);
        self.tell_seen(ctx);
        let must_move = self.must_move();
        if must_move {
            self.open_window();
        }
        must_move || was_at_end != self.is_at_end
    }

    fn resized(&mut self, rows: Vec<(AttrValue, f64)>) -> bool {
        let shown: Vec<AttrValue> = self.ledger.items(self.from, self.to).iter().map(Item::key).collect();
        for (key, height) in rows {
            if let Some(at) = shown.iter().position(|name| *name == key) {
                self.ledger.heights.set(self.from + at, height);
            }
        }
        self.settle();
        let must_move = self.must_move();
        if must_move {
            self.open_window();
        }
        must_move
    }

    fn jump(&mut self, ctx: &Context<Self>) {
        let state = &ctx.props().state;
        let Some(at) = state.jump.as_ref().and_then(|id| state.timeline.position(id)) else { return };
        let Some(key) = self.ledger.item(at).map(|item| item.key()) else { return };
        let top = (self.height / 3.0).min(160.0);
        self.is_at_end = false;
        self.top = self.ledger.heights.before(at) - top;
        self.anchor = Some(Anchor { key: key.clone(), top });
        if ctx.props().needle.is_empty() {
            self.going = Some(key.clone());
        }
        (self.focus, self.flash) = (Some(key.clone()), Some(key));
        self.open_window();
    }

    /// Moves the focus: from where it is, else to the last row that can be seen.
    fn walk(&mut self, rows: isize) {
        let len = self.ledger.len();
        if len == 0 {
            return;
        }
        let is_inside = page::is_inside(&self.screen.list, page::active(&self.screen.log).as_deref().map(AsRef::as_ref));
        let shown = self.ledger.items(self.from, self.to);
        let current = self.focus.as_ref().filter(|_| is_inside).and_then(|key| shown.iter().position(|item| item.key() == *key));
        let at = match current {
            Some(at) => (self.from + at).saturating_add_signed(rows).min(len - 1),
            None => self.ledger.heights.at((self.top + self.height - 24.0).max(0.0)),
        };
        let Some(key) = self.ledger.item(at).map(|item| item.key()) else { return };
        if at < self.from || at >= self.to {
            self.is_at_end = false;
            self.top = self.ledger.heights.before(at) - self.height / 2.0;
            self.anchor = Some(Anchor { key: key.clone(), top: self.height / 2.0 });
            self.open_window();
        }
        (self.focus, self.going) = (Some(key.clone()), Some(key));
    }

    /// Asks for what the screen needs: older messages, pictures.
    fn want(&self, ctx: &Context<Self>) {
        let Props { state, dispatch, .. } = ctx.props();
        let older = &state.older;
        if state.phase == Phase::Ready && older.cursor.is_some() && !older.loading && !older.failed && self.top < NEAR_OLDEST {
            dispatch.emit(Action::LoadOlder);
        }
        for item in self.ledger.items(self.from, self.to) {
            for id in look::pictures(item.content()) {
                if state.media.get(&id).is_none() {
                    dispatch.emit(Action::WantMedia(id));
                }
            }
        }
    }

    /// Tells how far a person who looks at the page can have read.
    fn tell_seen(&mut self, ctx: &Context<Self>) {
        let Props { state, dispatch, .. } = ctx.props();
        if state.unread.count == 0 || self.ledger.len() == 0 || !page::is_watched() {
            return;
        }
        let last = self.ledger.heights.at((self.top + self.height - 12.0).max(0.0));
        let last = if self.is_at_end { self.ledger.len() - 1 } else { last };
        let messages = self.ledger.items(last.saturating_sub(8), last + 1);
        let newest = messages.iter().rev().find_map(|item| item.message().map(|message| message.id.clone()));
        if newest.is_some() && newest != self.seen {
            self.seen.clone_from(&newest);
            newest.into_iter().for_each(|newest| dispatch.emit(Action::Seen(newest)));
        }
    }
}
