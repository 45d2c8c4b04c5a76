//! Holds the state, lets the reducer change it, and carries what follows to the session and to the host.

use super::news;
use crate::contract::{Context, Out};
use crate::part;
use crate::session::listen::{Ears, Heard, is_attended};
use crate::session::{Files, Link, Opening, Session};
use crate::state::{Action, Chosen, Effect, Part, State, UploadTarget, reduce};
use crate::words::Words;
use gloo_timers::callback::Interval;
use js_sys::{Date, Math};
use model::{ClientId, MessageId, Timestamp};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::JsValue;
use web_sys::File;
use yew::Callback;

/// Tells the host; false when it keeps back what was announced.
pub type Tell = Box<dyn Fn(&Out) -> bool>;

/// The one owner of a panel's state.
pub struct Store {
    me: Weak<Self>,
    state: RefCell<Rc<State>>,
    session: RefCell<Option<Session>>,
    left: RefCell<Vec<Session>>,
    files: Rc<Files>,
    tell: Tell,
    words: RefCell<Words>,
    draw: RefCell<Option<Callback<()>>>,
    ears: RefCell<Option<Ears>>,
    clock: RefCell<Option<(u32, Interval)>>,
    ahead_ms: Cell<i64>,
    unattended: RefCell<Option<MessageId>>,
    told_ready: Cell<bool>,
}

impl Store {
    /// A store that tells the host by this function.
    pub fn new(context: &Context, tell: Tell) -> Rc<Self> {
        let store = Rc::new_cyclic(|me: &Weak<Self>| Self {
            me: me.clone(),
            state: RefCell::default(),
            session: RefCell::default(),
            left: RefCell::default(),
            files: Rc::default(),
            tell,
            words: RefCell::new(words(context)),
            draw: RefCell::default(),
            ears: RefCell::default(),
            clock: RefCell::default(),
            ahead_ms: Cell::default(),
            unattended: RefCell::default(),
            told_ready: Cell::default(),
        });
        let weak = Rc::downgrade(&store);
        store.ears.replace(Some(Ears::new(move |heard| {
            if let Some(store) = weak.upgrade() {
                store.hear(heard);
            }
        })));
        if !part::is_here() {
            store.act(Action::Part(Part::Away));
        }
        store.act(Action::Tick(store.now()));
        store
    }

    /// Shows another contact, or the same one anew.
    ///
    /// # Errors
    /// When the browser lacks what a session needs.
    pub fn open(self: &Rc<Self>, context: &Context, opening: Opening) -> Result<(), JsValue> {
        self.speak(context);
        let last = self.session.take();
        self.told_ready.set(false);
        self.unattended.take();
        self.act(Action::Opening { channel: context.channel.as_deref().map(model::Channel::from) });
        let mut left = self.left.borrow_mut();
        left.retain(Session::is_busy);
        if let Some(last) = last {
            last.leave();
            left.push(last);
        }
        drop(left);
        let link: Rc<dyn Link> = Rc::new(Weak::clone(&self.me));
        let session = Session::start(&context.endpoint, opening, link, self.files.clone())?;
        self.session.replace(Some(session));
        Ok(())
    }

    /// Changes the language in place.
    pub fn speak(&self, context: &Context) {
        let next = words(context);
        if *self.words.borrow() != next {
            self.words.replace(next);
            self.redraw();
        }
    }

    /// The words of the panel's language.
    pub fn words(&self) -> Words {
        self.words.borrow().clone()
    }

    /// The state as it is now.
    pub fn current(&self) -> Rc<State> {
        self.state.borrow().clone()
    }

    /// Calls this whenever something changed.
    pub fn on_change(&self, draw: Callback<()>) {
        self.draw.replace(Some(draw));
    }

    /// The thread is on the screen.
    pub fn on_screen(&self) {
        if !self.told_ready.replace(true)
            && let Some(thread) = &self.current().thread
        {
            (self.tell)(&Out::Ready { thread: thread.id.to_string() });
        }
    }

    /// Takes files that were chosen, pasted or dropped.
    pub fn attach(&self, target: UploadTarget, files: Vec<File>) {
        let files: Vec<Chosen> = files.into_iter().map(|file| self.files.keep(file)).collect();
        self.act(Action::Attach { target, files });
    }

    /// Takes an action: names and times are filled in, the host is asked, the state changes, and what follows is done.
    pub fn act(&self, action: Action) {
        let action = match self.complete(action) {
            Action::Seen(id) if !is_attended() => {
                self.unattended.replace(Some(id));
                return;
            }
            action => action,
        };
        let leaving = news::leaving(&self.current(), &action);
        if leaving.iter().any(|out| !(self.tell)(out)) {
            return;
        }
        let accepted = match &action {
            Action::Accepted { message, .. } => Some(message.clone()),
            _ => None,
        };
        let before = self.current();
        let mut after = State::clone(&before);
        let effects = reduce(&mut after, action);
        let after = Rc::new(after);
        self.state.replace(after.clone());
        self.keep_time(&after);
        if before != after {
            self.redraw();
        }
        for effect in effects {
            self.perform(effect);
        }
        for out in news::between(&before, &after, accepted.as_deref()) {
            (self.tell)(&out);
        }
    }

    fn complete(&self, action: Action) -> Action {
        let at = self.now();
        match action {
            Action::Send { client_id, .. } => Action::Send { client_id: named(client_id), at },
            Action::SendContent { content, client_id, .. } => Action::SendContent { content, client_id: named(client_id), at },
            Action::PickerSend { client_id, .. } => Action::PickerSend { client_id: named(client_id), at },
            Action::RetryMessage { message, client_id, .. } => Action::RetryMessage { message, client_id: named(client_id), at },
            other => other,
        }
    }

    fn perform(&self, effect: Effect) {
        match (effect, &*self.session.borrow()) {
            (Effect::Send, _) => {
                if let Some(store) = self.me.upgrade() {
                    wasm_bindgen_futures::spawn_local(async move {
                        store.act(Action::Send { client_id: ClientId::default(), at: store.now() })
                    });
                }
            }
            (Effect::Forget(id), _) => self.files.forget(id),
            (effect, Some(session)) => session.perform(effect),
            (_, None) => {}
        }
    }

    fn hear(&self, heard: Heard) {
        if let Some(session) = &*self.session.borrow() {
            session.hear(heard);
        }
        if heard == Heard::Front {
            self.act(Action::Tick(self.now()));
            if let Some(id) = self.unattended.take() {
                self.act(Action::Seen(id));
            }
        }
    }

    /// Ticks each second while a countdown is on the screen, else twice a minute.
    fn keep_time(&self, state: &State) {
        let period = if state.counts_down() { 1_000 } else { 30_000 };
        if self.clock.borrow().as_ref().is_none_or(|(known, _)| *known != period) {
            let weak = self.me.clone();
            let interval = Interval::new(period, move || {
                if let Some(store) = weak.upgrade() {
                    store.act(Action::Tick(store.now()));
                }
            });
            self.clock.replace(Some((period, interval)));
        }
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_millis(Date::now() as i64 + self.ahead_ms.get())
    }

    fn redraw(&self) {
        if let Some(draw) = &*self.draw.borrow() {
            draw.emit(());
        }
    }

    /// Ends everything: stream, requests, timers, listeners, files.
    pub fn close(&self) {
        self.session.take();
        self.left.take();
        self.ears.take();
        self.clock.take();
        self.draw.take();
        self.files.clear();
    }
}

impl Link for Weak<Store> {
    fn dispatch(&self, action: Action) {
        if let Some(store) = self.upgrade() {
            store.act(action);
        }
    }

    fn state(&self) -> Rc<State> {
        self.upgrade().map(|store| store.current()).unwrap_or_default()
    }

    fn set_clock(&self, now: Timestamp) {
        if let Some(store) = self.upgrade() {
            store.ahead_ms.set(now.millis() - Date::now() as i64);
        }
    }

    fn now(&self) -> Timestamp {
        self.upgrade().map_or_else(|| Timestamp::from_millis(Date::now() as i64), |store| store.now())
    }
}

fn words(context: &Context) -> Words {
    Words::new(context.locale.as_deref().unwrap_or_default(), context.words.as_deref())
}

/// A name for a sending where the view left it out; random enough to be unique in a tenant.
fn named(client_id: ClientId) -> ClientId {
    if !client_id.is_empty() {
        return client_id;
    }
    let mut name = String::from("cl_");
    let time = Date::now() as u64;
    for shift in (0..9).rev() {
        name.push(digit((time >> (shift * 5)) as u32));
    }
    for _ in 0..16 {
        name.push(digit((Math::random() * 32.0) as u32));
    }
    ClientId::new(name)
}

fn digit(value: u32) -> char {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    char::from(DIGITS[(value & 31) as usize])
}
