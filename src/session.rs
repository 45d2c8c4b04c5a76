//! The only owner of what is under way: the stream, sends, uploads, retries. Outcomes become actions; dropping it ends everything.

pub mod files;
pub mod listen;
pub mod opening;

mod bell;
mod errands;
mod follow;

pub use files::Files;
pub use opening::Opening;

use crate::net::Door;
use crate::part;
use crate::state::{Action, Effect, Part, State};
use bell::Bell;
use follow::{Line, Wish};
use js_sys::Date;
use listen::Heard;
use model::{ClientId, Timestamp};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

/// How often the customer's phone is told that the agent writes, in milliseconds.
const TYPING_MS: f64 = 8_000.0;
/// A line that was silent for so long is not trusted when the page comes to the front.
const STALE_MS: f64 = 25_000.0;

/// The way back to whoever holds the state.
pub trait Link {
    /// Something happened.
    fn dispatch(&self, action: Action);
    /// The state as it is now.
    fn state(&self) -> Rc<State>;
    /// The proxy's clock said this just now.
    fn set_clock(&self, now: Timestamp);
    /// The proxy's time, as well as we know it.
    fn now(&self) -> Timestamp;
}

/// One opening of one contact's thread.
pub struct Session {
    inner: Rc<Inner>,
}

struct Inner {
    door: Door,
    link: Rc<dyn Link>,
    files: Rc<Files>,
    opening: Opening,
    bell: Bell,
    patience: Bell,
    line: Line,
    posting: RefCell<Vec<ClientId>>,
    typed_at: Cell<f64>,
    shown: Cell<bool>,
}

impl Inner {
    fn is_shown(&self) -> bool {
        self.shown.get() && !self.door.is_closed()
    }

    /// Wakes all that waits, also what waits for somebody to act.
    fn ring(&self) {
        self.bell.ring();
        self.patience.ring();
    }
}

impl Session {
    /// Begins to follow the thread of an opening.
    ///
    /// # Errors
    /// When the browser lacks what a request needs.
    pub fn start(endpoint: &str, opening: Opening, link: Rc<dyn Link>, files: Rc<Files>) -> Result<Self, JsValue> {
        let inner = Rc::new(Inner {
            door: Door::new(endpoint, opening.tokens.clone())?,
            link,
            files,
            opening,
            bell: Bell::default(),
            patience: Bell::default(),
            line: Line::default(),
            posting: RefCell::default(),
            typed_at: Cell::default(),
            shown: Cell::new(true),
        });
        spawn_local(follow::run(inner.clone()));
        Ok(Self { inner })
    }

    /// Does what the reducer asked for.
    pub fn perform(&self, effect: Effect) {
        let inner = self.inner.clone();
        match effect {
            Effect::Reopen => inner.line.ask(Wish::Reopen),
            Effect::Resume => inner.line.ask(Wish::Resume),
            Effect::Wake => self.wake(),
            Effect::Post(echo) => spawn_local(errands::post(inner, echo)),
            Effect::LoadOlder { thread, cursor, as_of } => spawn_local(errands::older(inner, thread, cursor, as_of)),
            Effect::MarkRead { thread, up_to } => spawn_local(errands::mark_read(inner, thread, up_to)),
            Effect::Typing { thread } => {
                if Date::now() - inner.typed_at.get() > TYPING_MS {
                    inner.typed_at.set(Date::now());
                    spawn_local(errands::typing(inner, thread));
                }
            }
            Effect::React { thread, message, emoji } => spawn_local(errands::react(inner, thread, message, emoji)),
            Effect::Upload { id, account } => spawn_local(async move {
                match part::arrives().await {
                    true => spawn_local(errands::upload(inner, id, account)),
                    false => inner.link.dispatch(Action::UploadFailed { id, error: None }),
                }
            }),
            Effect::Forget(id) => inner.files.forget(id),
            Effect::FetchMedia(id) => spawn_local(errands::media(inner, id)),
            Effect::Save { id, name } => spawn_local(errands::save(inner, id, name)),
            Effect::LoadTemplates(account) => spawn_local(async move {
                if part::arrives().await {
                    spawn_local(errands::templates(inner, account));
                }
            }),
            Effect::FetchPart => spawn_local(async move {
                let part = if part::arrives().await { Part::Here } else { Part::Away };
                inner.link.dispatch(Action::Part(part));
            }),
            Effect::Send => {}
        }
    }

    /// The page told something about network or attention.
    pub fn hear(&self, heard: Heard) {
        match heard {
            Heard::Online => self.wake(),
            Heard::Offline => self.inner.line.ask(Wish::Resume),
            Heard::Front if self.inner.line.silence() > STALE_MS => self.wake(),
            Heard::Front => self.inner.bell.ring(),
        }
    }

    fn wake(&self) {
        self.inner.line.ask(Wish::Resume);
        self.inner.ring();
    }

    /// The host moved on to another contact: the stream ends, answers and uploads of this thread go on to their end.
    pub fn leave(&self) {
        self.inner.shown.set(false);
        self.inner.line.ask(Wish::Resume);
        self.inner.ring();
    }

    /// Whether answers of this thread are still under way.
    pub fn is_busy(&self) -> bool {
        !self.inner.posting.borrow().is_empty()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.inner.shown.set(false);
        self.inner.door.close();
        self.inner.line.ask(Wish::Resume);
        self.inner.ring();
    }
}
