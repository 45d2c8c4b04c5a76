//! The door for those who draw by themselves: session, state and outbox without a panel. With the feature `headless` this is the
//! only door, and the WASM is another, smaller one.

use super::{OpeningPort, Port, opening, read, tell};
use crate::app::Store;
use crate::json::{Out, Write, Written, read as parse, write};
use crate::state::{Action, Carried, Connection, Lock, Phase, SenderKey, Stage, State};
use js_sys::Function;
use model::problem::Problem;
use model::thread::{Sender, Thread};
use model::{AccountSlug, Channel, ClientId, Content, MessageId};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use yew::Callback;

/// What is new since the last time, as `pkg-templates/npm/headless.js` takes it.
struct News<'a> {
    /// Everything known is in `messages`; what was known before is not any more.
    whole: bool,
    messages: Vec<Placed>,
    pending: Vec<Waiting<'a>>,
    phase: &'a str,
    connection: &'a str,
    refusal: Option<&'a str>,
    thread: Option<&'a Thread>,
    senders: &'a [Sender],
    sender: Option<Way<'a>>,
    /// Why free text can't go out.
    lock: Option<&'a str>,
    /// What was wrong with the draft when it was to be sent.
    problems: &'a [Problem],
    typing: Option<&'a str>,
    has_older: bool,
}

/// A message that is new or changed, and its place in the order for people.
struct Placed {
    at: usize,
    message: Written,
}

/// An answer that the proxy has not named yet.
struct Waiting<'a> {
    client_id: &'a ClientId,
    content: &'a Carried,
    reply_to: Option<&'a MessageId>,
    state: &'a str,
    error: Option<&'a str>,
}

/// The chosen way to answer.
struct Way<'a> {
    account: &'a AccountSlug,
    channel: &'a Channel,
}

/// A conversation without a panel. Ends with [`Headless::destroy`].
#[wasm_bindgen]
pub struct Headless {
    store: Rc<Store>,
}

#[wasm_bindgen]
impl Headless {
    /// Tells events through the port and news of the state, as JSON, through `changed`.
    #[wasm_bindgen(constructor)]
    pub fn new(context: &str, port: Port, changed: Function) -> Self {
        let store = Store::new(&read(context), tell(port));
        let (weak, told) = (Rc::downgrade(&store), RefCell::new(Rc::new(State::default())));
        store.on_change(Callback::from(move |()| {
            let Some(store) = weak.upgrade() else { return };
            let now = store.current();
            let before = told.replace(now.clone());
            let _ = changed.call1(&JsValue::NULL, &write(&news(&before, &now)).into());
            if now.phase == Phase::Ready {
                store.on_screen();
            }
        }));
        Self { store }
    }

    /// Opens a contact's thread.
    ///
    /// # Errors
    /// When the browser lacks what a session needs.
    pub fn open(&self, context: &str, port: OpeningPort) -> Result<(), JsValue> {
        self.store.open(&read(context), opening(port))
    }

    /// Changes the words of the draft; the customer's phone may show that somebody writes.
    pub fn draft(&self, words: String) {
        self.store.act(Action::Draft(words));
    }

    /// Lets the draft answer a message; empty: none.
    pub fn quote(&self, message: &str) {
        self.store.act(if message.is_empty() { Action::QuoteCancel } else { Action::QuoteStart(message.into()) });
    }

    /// Sends the draft under this name.
    pub fn send(&self, client_id: &str) {
        self.store.act(Action::Send { client_id: client_id.into(), at: self.store.current().now });
    }

    /// Sends a content, as JSON of the API; answers what is wrong with it, as JSON, and sends nothing then.
    ///
    /// # Errors
    /// When it is no content.
    #[wasm_bindgen(js_name = sendContent)]
    pub fn send_content(&self, content: &str, client_id: &str) -> Result<String, JsValue> {
        let content: Content = parse(content).map_err(|_| JsValue::from_str("not a content"))?;
        let state = self.store.current();
        let problems = state.sender().map(|sender| content.check(&sender.capabilities)).unwrap_or_default();
        if problems.is_empty() {
            self.store.act(Action::SendContent { content: content.into(), client_id: client_id.into(), at: state.now });
        }
        Ok(write(&problems))
    }

    /// Chooses the way to answer.
    pub fn choose(&self, account: &str, channel: &str) {
        self.store.act(Action::ChooseSender(SenderKey { account: account.into(), channel: Some(Channel::from(channel)) }));
    }

    /// Tries an answer again: a pending one by its name, or a failed message by its id under a new name.
    pub fn retry(&self, id: &str, client_id: &str) {
        let state = self.store.current();
        let echo = ClientId::from(id);
        self.store.act(match state.pending.find(&echo) {
            Some(_) => Action::RetryEcho(echo),
            None => Action::RetryMessage { message: id.into(), client_id: client_id.into(), at: state.now },
        });
    }

    /// Takes a pending answer away.
    pub fn discard(&self, client_id: &str) {
        self.store.act(Action::Discard(client_id.into()));
    }

    /// Puts an emoji on a message; empty takes it away.
    pub fn react(&self, message: &str, emoji: String) {
        self.store.act(Action::React { message: message.into(), emoji });
    }

    /// Somebody has seen everything up to this message.
    pub fn seen(&self, message: &str) {
        self.store.act(Action::Seen(message.into()));
    }

    /// Loads an older page.
    pub fn older(&self) {
        self.store.act(Action::LoadOlder);
    }

    /// Ends everything.
    pub fn destroy(self) {
        self.store.close();
    }
}

fn news<'a>(before: &State, now: &'a State) -> News<'a> {
    let id = |state: &State| state.thread.as_ref().map(|thread| thread.id.clone());
    let known = |message: &MessageId| before.timeline.find(message);
    let fresh = now.timeline.iter().filter(|row| known(&row.message.id).is_none()).count();
    let whole = id(before) != id(now) || now.timeline.len() != before.timeline.len() + fresh;
    let changed =
        now.timeline.iter().enumerate().filter(|(_, row)| whole || known(&row.message.id).is_none_or(|old| old.message != row.message));
    let messages = changed.map(|(at, row)| Placed { at, message: Written(write(&row.message)) }).collect();
    let (phase, refused) = match &now.phase {
        Phase::Idle => ("idle", None),
        Phase::Opening => ("opening", None),
        Phase::Ready => ("ready", None),
        Phase::Refused(refusal) => ("refused", Some(refusal)),
    };
    let (connection, lost) = match &now.connection {
        Connection::Connecting => ("connecting", None),
        Connection::Online => ("online", None),
        Connection::Retrying { .. } => ("retrying", None),
        Connection::Offline => ("offline", None),
        Connection::Lost(refusal) => ("lost", Some(refusal)),
    };
    News {
        whole,
        messages,
        pending: now.echoes().map(|echo| waiting(echo)).collect(),
        phase,
        connection,
        refusal: refused.or(lost).map(|refusal| refusal.code.as_str()),
        thread: now.thread.as_deref(),
        senders: &now.senders,
        sender: now.sender().map(|sender| Way { account: &sender.account, channel: &sender.channel }),
        lock: now.lock().map(|lock| match lock {
            Lock::NoSender => "no-sender",
            Lock::OptedOut => "not-opted-in",
            Lock::WindowClosed { .. } => "window-closed",
        }),
        problems: &now.composer.problems,
        typing: now.typing.as_ref().map(|typing| typing.who.as_str()),
        has_older: now.older.cursor.is_some(),
    }
}

fn waiting(echo: &crate::state::Echo) -> Waiting<'_> {
    let (state, error) = match &echo.stage {
        Stage::Sending => ("sending", None),
        Stage::Refused(error) => ("refused", Some(error.title.as_str())),
        Stage::Unreached => ("unreached", None),
    };
    Waiting { client_id: &echo.client_id, content: &echo.content, reply_to: echo.reply_to.as_ref(), state, error }
}

impl Write for News<'_> {
    fn fields(&self, out: &mut Out) {
        let Self { whole, messages, pending, phase, connection, refusal, thread, senders, sender, lock, problems, typing, has_older } =
            self;
        out.field("whole", whole);
        out.field("messages", messages);
        out.field("pending", pending);
        out.field("phase", phase);
        out.field("connection", connection);
        out.field("refusal", refusal);
        out.field("thread", thread);
        out.field("senders", senders);
        out.field("sender", sender);
        out.field("lock", lock);
        out.field("problems", problems);
        out.field("typing", typing);
        out.field("has_older", has_older);
    }
}

impl Write for Placed {
    fn fields(&self, out: &mut Out) {
        out.field("at", &(self.at as u64));
        out.field("message", &self.message);
    }
}

impl Write for Waiting<'_> {
    fn fields(&self, out: &mut Out) {
        let Self { client_id, content, reply_to, state, error } = self;
        out.field("client_id", client_id);
        out.field("content", content);
        out.field("reply_to", reply_to);
        out.field("state", state);
        out.field("error", error);
    }
}

impl Write for Way<'_> {
    fn fields(&self, out: &mut Out) {
        out.field("account", self.account);
        out.field("channel", self.channel);
    }
}
