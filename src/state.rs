//! What the panel knows, and the one place where it changes: `reduce` takes a state and an action and says what to do outside.
//!
//! Pure: no clock, no random number, no page. Imports the model, and how texts and JSON are compared.

pub mod action;
pub mod carried;
pub mod composer;
pub mod connection;
pub mod media;
pub mod part;
pub mod pending;
pub mod picker;
pub mod timeline;
pub mod unread;

mod choosing;
mod files;
mod log;
mod reading;
mod sending;

pub use action::{Action, Chosen, Effect, UploadTarget};
pub use carried::Carried;
pub use composer::{Attachment, AttachmentId, AttachmentStage, Composer, Lock};
pub use connection::{Connection, Phase, Refusal};
pub use media::{MediaView, Shelf};
pub use part::Part;
pub use pending::{Echo, Pending, SenderKey, Stage};
pub use picker::{Listing, Picker};
pub use timeline::{Row, Timeline};
pub use unread::Unread;

use model::message::Direction;
use model::thread::Sender;
use model::{Channel, Content, MessageId, Thread, ThreadId, Timestamp};
use std::rc::Rc;

/// A message whose content is shared.
pub type Message = model::Message<Carried>;
/// A change of such messages.
pub type Event = model::Event<Carried>;

/// Everything the panel knows. Cheap to clone and to compare.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Whether the thread can be seen.
    pub phase: Phase,
    /// How the panel stands with the proxy.
    pub connection: Connection,
    /// The head of the thread; `None` until it is open.
    pub thread: Option<Rc<Thread>>,
    /// Every way to answer.
    pub senders: Rc<Vec<Sender>>,
    /// The loaded messages.
    pub timeline: Timeline,
    /// What lies before the loaded messages.
    pub older: Older,
    /// The log is known without a hole up to here.
    pub complete_to: u64,
    /// A hole in the log that is being filled.
    pub hole: Option<Hole>,
    /// Answers that the proxy hasn't named yet, of all threads of this element.
    pub pending: Pending,
    /// The draft of this thread.
    pub composer: Composer,
    /// The template picker, if it is open.
    pub picker: Option<Rc<Picker>>,
    /// Files that bubbles show.
    pub media: Shelf,
    /// Who is writing.
    pub typing: Option<Typing>,
    /// What nobody here has seen.
    pub unread: Unread,
    /// The message whose journal is open.
    pub journal: Option<MessageId>,
    /// A loaded message that the view should bring on the screen now.
    pub jump: Option<MessageId>,
    /// A message that is being looked for in older pages.
    pub seeking: Option<MessageId>,
    /// Whether everything can be drawn.
    pub part: Part,
    /// What should be said aloud, and shown where it has no place of its own.
    pub announce: Option<Announce>,
    /// The proxy's time, a little late: it moves with ticks.
    pub now: Timestamp,
    drafts: Rc<Vec<(ThreadId, Composer)>>,
    preferred: Option<Channel>,
    floor: Option<(Timestamp, MessageId)>,
    parked: Vec<Event>,
    said: u32,
}

/// What lies before the loaded messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Older {
    /// Where the next older page begins; `None` at the start of history.
    pub cursor: Option<String>,
    /// It is on its way.
    pub loading: bool,
    /// It could not be had; asking again may help.
    pub failed: bool,
}

/// Changes are missing between two log positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hole {
    /// The last position that is known.
    pub after: u64,
    /// The first one behind the hole.
    pub before: u64,
    /// The stream was asked again for what is missing.
    pub resumed: bool,
}

/// Somebody writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typing {
    /// `customer`, or an agent's name.
    pub who: String,
    /// The sign goes then.
    pub until: Timestamp,
}

/// Something to say aloud once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announce {
    /// Counts up, so that the same words can be said again.
    pub serial: u32,
    /// A word of ours: `message-failed`, `send-refused`, `react-failed`, `save-failed`, `older-failed`,
    /// `message-gone`, `part-failed`, `window-closed`.
    pub key: &'static str,
    /// What the proxy or the provider said about it.
    pub text: Option<String>,
}

impl State {
    /// The way an answer goes out: the agent's choice, else what the customer used last, else what the host prefers, else the first.
    pub fn sender(&self) -> Option<&Sender> {
        let chosen = self.composer.sender.as_ref().or(self.composer.held.as_ref());
        if let Some(chosen) = chosen.and_then(|key| self.sender_of(key)) {
            return Some(chosen);
        }
        let inbound = self.timeline.iter().rev().find(|row| row.message.direction == Direction::Inbound);
        let used = inbound.and_then(|row| {
            let message = &row.message;
            self.senders.iter().find(|sender| sender.account == message.account && sender.channel == message.channel)
        });
        used.or_else(|| self.senders.iter().find(|sender| Some(&sender.channel) == self.preferred.as_ref()))
            .or_else(|| self.senders.first())
    }

    /// The sender of a key.
    pub fn sender_of(&self, key: &SenderKey) -> Option<&Sender> {
        self.senders.iter().find(|sender| key.is(sender))
    }

    /// Why free text can't be written now; `None` if it can.
    pub fn lock(&self) -> Option<Lock> {
        composer::lock(self.sender(), self.now)
    }

    /// The echoes of the thread that is shown, oldest first.
    pub fn echoes(&self) -> impl Iterator<Item = &Rc<Echo>> {
        self.thread.iter().flat_map(|thread| self.pending.of(&thread.id))
    }

    /// What pressing Send would send now; empty if something forbids it.
    pub fn outgoing(&self) -> Vec<Content> {
        sending::ready(self)
    }

    /// What pressing Send in the picker would send now.
    pub fn outgoing_template(&self) -> Option<Content> {
        choosing::ready(self)
    }

    /// Whether a countdown on the screen needs a tick each second.
    pub fn counts_down(&self) -> bool {
        const HOUR: i64 = 3_600_000;
        let closing = self.sender().and_then(|sender| sender.window.left(self.now)).is_some_and(|left| left > 0 && left <= HOUR);
        closing || self.typing.is_some() || matches!(self.connection, Connection::Retrying { .. })
    }

    /// The picker, if this file is on its way to a value of it.
    fn picker_of(&mut self, id: AttachmentId) -> Option<&mut Picker> {
        self.picker.as_mut().filter(|picker| picker.awaits(id)).map(Picker::own)
    }

    fn picker_mut(&mut self) -> Option<&mut Picker> {
        self.picker.as_mut().map(Picker::own)
    }

    fn announce(&mut self, key: &'static str, text: Option<String>) {
        self.said += 1;
        self.announce = Some(Announce { serial: self.said, key, text });
    }
}

/// Changes the state by one action; the answer is what the session has to do.
pub fn reduce(state: &mut State, action: Action) -> Vec<Effect> {
    let mut effects = Vec::new();
    match action {
        Action::Draft(text) => draft(state, text, &mut effects),
        Action::Send { client_id, at } => sending::send(state, &client_id, at, &mut effects),
        Action::SendContent { content, client_id, at } => sending::send_content(state, content, client_id, at, &mut effects),
        Action::RetryEcho(client_id) => sending::retry_echo(state, &client_id, &mut effects),
        Action::RetryMessage { message, client_id, at } => sending::retry_message(state, &message, client_id, at, &mut effects),
        Action::Discard(client_id) => sending::discard(state, &client_id),
        Action::QuoteStart(id) => state.composer.reply_to = Some(id),
        Action::QuoteCancel => state.composer.reply_to = None,
        Action::React { message, emoji } => {
            effects.extend(state.thread.iter().map(|thread| Effect::React {
                thread: thread.id.clone(),
                message: message.clone(),
                emoji: emoji.clone(),
            }));
        }
        Action::Attach { target, files } => files::attach(state, target, files, &mut effects),
        Action::Detach(id) => files::detach(state, id, &mut effects),
        Action::RetryUpload(id) => files::retry(state, id, &mut effects),
        Action::ChooseSender(key) => {
            state.composer.sender = Some(key);
            state.composer.problems.clear();
        }
        Action::PickerOpen => choosing::open(state, &mut effects),
        Action::PickerClose => choosing::close(state, &mut effects),
        Action::PickerReload => choosing::reload(state, &mut effects),
        Action::PickerQuery(query) => {
            if let Some(picker) = state.picker_mut() {
                picker.query = query;
            }
        }
        Action::PickerChoose(template) => choosing::choose(state, template, &mut effects),
        Action::PickerValue { key, value } => choosing::value(state, key, value),
        Action::PickerSend { client_id, at } => choosing::send(state, client_id, at, &mut effects),
        Action::LoadOlder => reading::load_older(state, &mut effects),
        Action::Jump(to) => reading::jump(state, to, &mut effects),
        Action::Jumped => state.jump = None,
        Action::Seen(id) => reading::seen(state, &id, &mut effects),
        Action::JournalOpen(id) => state.journal = Some(id),
        Action::JournalClose => state.journal = None,
        Action::WantMedia(id) => {
            if !matches!(state.media.get(&id), Some(MediaView::Loading | MediaView::Ready(_))) {
                state.media.set(id.clone(), Some(MediaView::Loading));
                effects.push(Effect::FetchMedia(id));
            }
        }
        Action::Save { id, name } => effects.push(Effect::Save { id, name }),
        Action::Wake => effects.push(Effect::Wake),
        Action::WantPart => part::want(state, &mut effects),
        Action::Part(part) => part::turn(state, part, &mut effects),
        Action::Announced => state.announce = None,
        Action::Opening { channel } => opening(state, channel, &mut effects),
        Action::Opened(snapshot) => log::opened(state, *snapshot),
        Action::OpenRefused(refusal) => refuse(state, refusal),
        Action::Events { thread, events } => log::events(state, &thread, events, &mut effects),
        Action::OlderLoaded { thread, cursor, as_of, page } => log::older(state, &thread, &cursor, as_of, page, &mut effects),
        Action::OlderFailed { thread } => {
            if state.thread.as_ref().is_some_and(|shown| shown.id == thread) {
                state.older.loading = false;
                state.older.failed = true;
                state.seeking = None;
                state.parked.clear();
                state.announce("older-failed", None);
            }
        }
        Action::Accepted { client_id, message } => sending::accepted(state, &client_id, *message),
        Action::RefusedSend { client_id, error } => sending::refused(state, &client_id, error),
        Action::Unreached { client_id } => sending::unreached(state, &client_id),
        Action::Connection(connection) => connected(state, connection, &mut effects),
        Action::Tick(now) => tick(state, now),
        Action::TemplatesLoaded { account, templates } => choosing::loaded(state, &account, templates),
        Action::UploadProgress { id, sent } => files::progress(state, id, sent),
        Action::UploadDone { id, media } => files::done(state, id, media, &mut effects),
        Action::UploadFailed { id, error } => files::failed(state, id, error),
        Action::MediaReady { id, url } => state.media.set(id, Some(MediaView::Ready(url))),
        Action::MediaFailed(id) => state.media.set(id, Some(MediaView::Failed)),
        Action::MediaEvicted(id) => state.media.set(id, None),
        Action::Failed { key, error } => state.announce(key, error.map(|error| error.title)),
    }
    effects
}

fn draft(state: &mut State, text: String, effects: &mut Vec<Effect>) {
    let way = state.sender().map(SenderKey::of);
    state.composer.text = text;
    state.composer.held = way.filter(|_| !state.composer.is_empty());
    state.composer.problems.clear();
    state.composer.waits = false;
    if let (Some(thread), Some(sender)) = (&state.thread, state.sender())
        && sender.capabilities.typing
        && !state.composer.text.is_empty()
        && state.lock().is_none()
    {
        effects.push(Effect::Typing { thread: thread.id.clone() });
    }
}

/// Another contact was named: nothing of the last one stays on the screen, nothing of it is lost.
fn opening(state: &mut State, channel: Option<Channel>, effects: &mut Vec<Effect>) {
    choosing::close(state, effects);
    let fresh = State {
        phase: Phase::Opening,
        pending: std::mem::take(&mut state.pending),
        drafts: std::mem::take(&mut state.drafts),
        media: std::mem::take(&mut state.media),
        part: state.part,
        now: state.now,
        said: state.said,
        preferred: channel,
        ..State::default()
    };
    let last = std::mem::replace(state, fresh);
    if let (Some(thread), false) = (last.thread, last.composer == Composer::default()) {
        let draft = Composer { waits: false, ..last.composer };
        Rc::make_mut(&mut state.drafts).push((thread.id.clone(), draft));
    }
}

/// A thread that is on the screen stays there when it can't be opened again.
fn refuse(state: &mut State, refusal: Refusal) {
    if state.thread.is_some() {
        state.connection = Connection::Lost(refusal);
    } else {
        state.phase = Phase::Refused(refusal);
    }
}

/// A line that is back takes the answers along that could not be posted: their names keep them from being doubled.
fn connected(state: &mut State, connection: Connection, effects: &mut Vec<Effect>) {
    state.connection = connection;
    if state.connection == Connection::Online {
        if let Some(hole) = &mut state.hole {
            hole.resumed = true;
        }
        effects.extend(state.echoes().filter(|echo| echo.stage == Stage::Unreached).cloned().map(Effect::Post));
    }
}

fn tick(state: &mut State, now: Timestamp) {
    state.now = state.now.max(now);
    if state.typing.as_ref().is_some_and(|typing| typing.until <= state.now) {
        state.typing = None;
    }
}
