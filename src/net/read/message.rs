//! Messages, their statuses and the events of the stream out of JSON.

use super::{Node, Read, Unreadable, field, field_or_default, filled, record, words};
use model::api::{get_history, open_stream};
use model::context::{Context, Forwarded, Referral};
use model::event::Change;
use model::fault::{Retry, Who};
use model::message::{Author, AuthorKind, Direction, Provenance, Reaction};
use model::{AccountSlug, Channel, ClientId, Event, Fault, MediaId, Message, MessageId, PhoneNumber, State, Status, ThreadId, Timestamp};

macro_rules! ids {
    ($($name:ident),*) => {$(
        impl Read for $name {
            fn read(node: &Node) -> Result<Self, Unreadable> {
                String::read(node).map(Self::new)
            }
        }
    )*};
}

ids!(AccountSlug, ClientId, MediaId, MessageId, ThreadId);

impl Read for Timestamp {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        node.text().and_then(|text| Self::parse(&text)).ok_or(Unreadable)
    }
}

impl Read for Channel {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        String::read(node).map(|word| Self::from(word.as_str()))
    }
}

impl Read for State {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        String::read(node).map(|word| Self::from(word.as_str()))
    }
}

impl Read for PhoneNumber {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        node.text().and_then(|text| Self::parse(&text).ok()).ok_or(Unreadable)
    }
}

words!(Direction { "inbound" => Inbound, "outbound" => Outbound });
words!(AuthorKind { "customer" => Customer, "agent" => Agent, "system" => System, "phone" => Phone } else Unknown);
words!(Provenance { "live" => Live, "echo" => Echo, "import" => Import, "backfill" => Backfill } else Unknown);
words!(Who { "agent" => Agent, "admin" => Admin, "provider" => Provider, "customer" => Customer } else Unknown);
words!(Retry { "backoff" => Backoff, "after" => After, "never" => Never, "template" => Template, "input" => Input } else Unknown);
record!(Author { kind, name });
record!(Reaction { emoji, author, at });
record!(Fault { code, title, action, who, retry, retry_at });
record!(Status { state, fault; at });
record!(Message {
    id, seq, client_id, direction, channel, account, author, content, at, received_at, status, reply_to, context;
    reactions, edited, deleted, provenance
});
filled!(Context { forwarded, referral, referred_product });
filled!(Referral { url, id, kind, headline, body, click_id, welcome });
words!(Forwarded { "once" => Once, "often" => Often } else Unknown);
record!(get_history::Page { messages, older });
record!(open_stream::Page { events });

impl Read for Event {
    /// A known kind in a form that we can't read asks for the whole thread.
    fn read(node: &Node) -> Result<Self, Unreadable> {
        let (seq, kind) = (field(node, "seq")?, field::<String>(node, "kind")?);
        Ok(Self { seq, change: change(&kind, node).unwrap_or(Change::Reset) })
    }
}

fn change(kind: &str, node: &Node) -> Result<Change, Unreadable> {
    Ok(match kind {
        "message" => Change::Message(field(node, "message")?),
        "status" => Change::Status { message_id: field(node, "message_id")?, status: field(node, "status")? },
        "reaction" => Change::Reaction { message_id: field(node, "message_id")?, reactions: field(node, "reactions")? },
        "edit" => Change::Edit {
            message_id: field(node, "message_id")?,
            content: field(node, "content")?,
            edited: field_or_default(node, "edited")?,
            deleted: field_or_default(node, "deleted")?,
        },
        "typing" => Change::Typing { who: field(node, "who")? },
        "thread" => Change::Thread(field(node, "thread")?),
        "reset" => Change::Reset,
        _ => Change::Unknown(String::new()),
    })
}
