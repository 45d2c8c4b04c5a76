//! Messages, their statuses and the events of the stream, and what an agent asks for.

use super::shape::{Fields, record, words};
use super::{Node, Out, Read, Write};
use model::api::{Code, get_history, mark_read, open_stream, react, send_reply};
use model::context::{self, Forwarded, Referral};
use model::event::Change;
use model::fault::{Retry, Who};
use model::message::{Author, AuthorKind, Direction, Provenance, Reaction};
use model::{AccountSlug, Channel, ClientId, Event, Fault, MediaId, Message, MessageId, State, Status, ThreadId, Timestamp};

/// What is a text on the wire, and any text is one.
macro_rules! texts {
    ($($name:ident),*) => {$(
        impl Read for $name {
            fn read(&mut self, node: &Node) -> bool {
                node.text().is_some_and(|text| {
                    *self = Self::from(text.as_str());
                    true
                })
            }

            fn blank() -> Self {
                Self::from("")
            }
        }

        impl Write for $name {
            fn write(&self, out: &mut Out) {
                out.text(self.as_str());
            }
        }
    )*};
}

texts!(AccountSlug, Channel, ClientId, Code, MediaId, MessageId, State, ThreadId);

impl Read for Timestamp {
    fn read(&mut self, node: &Node) -> bool {
        node.text().and_then(|text| Self::parse(&text)).is_some_and(|at| {
            *self = at;
            true
        })
    }

    fn blank() -> Self {
        Self::default()
    }
}

impl Write for Timestamp {
    fn write(&self, out: &mut Out) {
        out.text(&self.to_string());
    }
}

words!(Direction { "inbound" => Inbound, "outbound" => Outbound });
words!(AuthorKind { "customer" => Customer, "agent" => Agent, "system" => System, "phone" => Phone } else Unknown);
words!(Provenance { "live" => Live, "echo" => Echo, "import" => Import, "backfill" => Backfill } else Unknown);
words!(Who { "agent" => Agent, "admin" => Admin, "provider" => Provider, "customer" => Customer } else Unknown);
words!(Retry { "backoff" => Backoff, "after" => After, "never" => Never, "template" => Template, "input" => Input } else Unknown);
record!(blank Author { kind; ; name });
record!(blank Reaction { emoji, author, at });
record!(blank Fault { code, title, action, who, retry; ; retry_at });
record!(blank Status { state; at; fault });
record!(blank <C> Message<C> { id, seq, direction, channel, account, author, content, at, received_at, status; reactions, provenance; client_id, reply_to, edited, deleted, context });
record!(context::Context { ; ; forwarded, referral, referred_product });
record!(Referral { ; ; url, id, kind, headline, body, click_id, welcome });
words!(Forwarded { "once" => Once, "often" => Often } else Unknown);
record!(blank <C> get_history::Page<C> { messages; older });
record!(blank <C> send_reply::Request<C> { client_id, channel, account, content; ; reply_to });
record!(blank react::Request { message_id, emoji });
record!(blank mark_read::Request { up_to });

impl<C: Read> Read for open_stream::Page<C> {
    fn read(&mut self, node: &Node) -> bool {
        let Self { events } = self;
        let mut fields = Fields::of(node);
        fields.needed("events", events);
        fields.is_whole
    }

    fn blank() -> Self {
        Self { events: Vec::new() }
    }
}

impl<C: Read> Read for Event<C> {
    /// A known kind in a form that we can't read asks for the whole thread.
    fn read(&mut self, node: &Node) -> bool {
        let mut head = Fields::of(node);
        let (kind, mut fields) = (head.take::<String>("kind"), Fields::of(node));
        head.needed("seq", &mut self.seq);
        let change = match kind.as_str() {
            "message" => Change::Message(fields.take("message")),
            "status" => Change::Status { message_id: fields.take("message_id"), status: fields.take("status") },
            "reaction" => Change::Reaction { message_id: fields.take("message_id"), reactions: fields.take("reactions") },
            "edit" => Change::Edit {
                message_id: fields.take("message_id"),
                content: fields.take("content"),
                edited: fields.take_if_any("edited"),
                deleted: fields.take_if_any("deleted"),
            },
            "typing" => Change::Typing { who: fields.take("who") },
            "thread" => Change::Thread(fields.take("thread")),
            "reset" => Change::Reset,
            _ => Change::Unknown(String::new()),
        };
        self.change = if fields.is_whole { change } else { Change::Reset };
        head.is_whole
    }

    fn blank() -> Self {
        Self { seq: 0, change: Change::Reset }
    }
}
