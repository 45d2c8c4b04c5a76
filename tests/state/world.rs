//! A thread made of few words, and an agent who acts on it.

use model::api::open_thread::Snapshot;
use model::capabilities::Capabilities;
use model::content::{Content, Text};
use model::event::Change;
use model::message::{Author, AuthorKind, Direction, Provenance};
use model::status::{State as Far, Status};
use model::thread::{Consent, ContactHead, Sender, Thread};
use model::window::{Window, WindowRule};
use model::{ClientId, Limit, Limits, MessageId, ThreadId, Timestamp};
use sidethread::state::{Action, Carried, Effect, Event, Message, State, reduce};

pub(crate) const HOUR: i64 = 3_600_000;
pub(crate) const NOW: i64 = 1_790_000_000_000;

pub(crate) fn at(offset: i64) -> Timestamp {
    Timestamp::from_millis(NOW + offset)
}

/// A message of the customer's; `number` is its id and its log position.
pub(crate) fn inbound(number: u64, offset: i64, words: &str) -> Message {
    Message {
        id: MessageId::new(format!("ms_{number:05}")),
        seq: number,
        client_id: None,
        direction: Direction::Inbound,
        channel: "whatsapp".into(),
        account: "acme-wa".into(),
        author: Author { kind: AuthorKind::Customer, name: Some("Asha".to_owned()) },
        content: Content::Text(Text::new(words)).into(),
        at: at(offset),
        received_at: at(offset),
        status: Status::new(Far::Delivered, at(offset)),
        reply_to: None,
        reactions: Vec::new(),
        edited: false,
        deleted: false,
        provenance: Provenance::Live,
        context: None,
    }
}

/// An answer.
pub(crate) fn outbound(number: u64, offset: i64, words: &str, client_id: Option<&str>) -> Message {
    Message {
        direction: Direction::Outbound,
        author: Author { kind: AuthorKind::Agent, name: Some("Meera".to_owned()) },
        client_id: client_id.map(ClientId::from),
        status: Status::new(Far::Queued, at(offset)),
        ..inbound(number, offset, words)
    }
}

pub(crate) fn added(message: &Message) -> Event {
    Event { seq: message.seq, change: Change::Message(Box::new(message.clone())) }
}

pub(crate) fn status(seq: u64, message: u64, state: Far, offset: i64) -> Event {
    let message_id = MessageId::new(format!("ms_{message:05}"));
    Event { seq, change: Change::Status { message_id, status: Status::new(state, at(offset)) } }
}

pub(crate) fn whatsapp(window: Window) -> Sender {
    let kinds = ["text", "image", "document", "template"].map(str::to_owned).to_vec();
    let limits =
        Limits::new([("text.body", Limit::utf16(4096)), ("image.caption", Limit::utf16(1024)), ("image.bytes", Limit::bytes(5_000_000))]);
    Sender {
        channel: "whatsapp".into(),
        account: "acme-wa".into(),
        label: "WhatsApp +1 555-130-5682".to_owned(),
        window,
        consent: Consent::Unknown,
        capabilities: Capabilities {
            content: kinds,
            limits,
            media: [("image", "image/jpeg"), ("document", "*/*")].map(|(kind, mime)| (kind.to_owned(), vec![mime.to_owned()])).into(),
            window: Some(WindowRule::WHATSAPP),
            templates: true,
            quotes: true,
            reactions: true,
            read: true,
            typing: false,
            ..Capabilities::default()
        },
    }
}

pub(crate) fn open_window() -> Window {
    Window::Open { closes_at: at(20 * HOUR) }
}

/// A snapshot of `thread` with these messages, complete to the greatest of their log positions.
pub(crate) fn snapshot(thread: &str, messages: &[Message], older: Option<&str>) -> Snapshot<Carried> {
    let complete_to = messages.iter().map(|message| message.seq).max().unwrap_or(0);
    let mut messages = messages.to_vec();
    messages.sort_by(|a, b| a.order().cmp(&b.order()));
    Snapshot {
        thread: Thread {
            id: ThreadId::from(thread),
            contact: ContactHead { name: Some("Asha".to_owned()), addresses: Vec::new() },
            seq: complete_to,
            waiting_since: None,
        },
        channels: vec![whatsapp(open_window())],
        messages,
        older: older.map(str::to_owned),
        complete_to,
        now: at(0),
    }
}

/// The panel, with everything it asked for.
#[derive(Default)]
pub(crate) struct Panel {
    pub(crate) state: State,
    pub(crate) effects: Vec<Effect>,
}

impl Panel {
    pub(crate) fn open(snapshot: Snapshot<Carried>) -> Self {
        let mut panel = Self::default();
        panel.act(Action::Opening { channel: None });
        panel.act(Action::Opened(Box::new(snapshot)));
        panel
    }

    pub(crate) fn act(&mut self, action: Action) -> Vec<Effect> {
        let effects = reduce(&mut self.state, action);
        self.effects.extend(effects.clone());
        effects
    }

    pub(crate) fn events(&mut self, events: &[Event]) -> Vec<Effect> {
        let thread = self.state.thread.as_ref().expect("an open thread").id.clone();
        self.act(Action::Events { thread, events: events.to_vec() })
    }

    pub(crate) fn send(&mut self, words: &str, client_id: &str) -> Vec<Effect> {
        self.act(Action::Draft(words.to_owned()));
        self.act(Action::Send { client_id: client_id.into(), at: at(0) })
    }

    /// What stands in the thread, top to bottom: words of messages, then of echoes.
    pub(crate) fn lines(&self) -> Vec<String> {
        let rows = self.state.timeline.iter().map(|row| row.message.content.words().unwrap_or_default().to_owned());
        rows.chain(self.state.echoes().map(|echo| echo.content.words().unwrap_or_default().to_owned())).collect()
    }

    pub(crate) fn far(&self, message: u64) -> Far {
        self.state.timeline.find(&MessageId::new(format!("ms_{message:05}"))).expect("a loaded message").message.status.state
    }
}
