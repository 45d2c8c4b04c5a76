//! The head of a thread, its senders, and refusals.

use super::shape::{Fields, record, variants, words};
use super::{Node, Out, Read, Write};
use model::api::ErrorBody;
use model::api::open_thread::Snapshot;
use model::limits::{Limit, Limits, Unit};
use model::thread::{Consent, ContactHead, Sender};
use model::window::{Window, WindowRule};
use model::{Address, Capabilities, PhoneNumber, Problem, Thread};

record!(blank <C> Snapshot<C> { thread, channels, messages, complete_to, now; older });
record!(blank Thread { id, contact, seq; waiting_since });
record!(ContactHead { addresses; ; name });
record!(blank Sender { channel, account, label, window, capabilities; consent });
record!(Capabilities { ; content, limits, media, templates, quotes, reactions, read, typing; headers, suggestions, needs, lacks, window });
record!(blank WindowRule { hours });
record!(blank Limit { max, unit; ; min });
record!(blank Problem { path, rule, message; ; limit, actual, unit });
record!(blank ErrorBody { r#type, title, status, code; request_id; detail, problems });
words!(Unit { "chars" => Chars, "utf16" => Utf16, "bytes" => Bytes, "items" => Items, "lines" => Lines, "minutes" => Minutes });
words!(Consent { "opted_in" => OptedIn, "opted_out" => OptedOut } else Unknown);

variants!(Window, by "state" { "closed" => Closed { ; closed_at }, "open" => Open { closes_at }, "always" => Always {} });

impl Read for Address {
    fn read(&mut self, node: &Node) -> bool {
        let mut fields = Fields::of(node);
        let value: String = fields.take("value");
        let read = match fields.take::<String>("kind").as_str() {
            "phone" => PhoneNumber::parse(&value).ok().map(Self::from),
            "user_id" => Some(Self::UserId { value, channel: fields.take("channel") }),
            _ => None,
        };
        read.filter(|_| fields.is_whole).is_some_and(|read| {
            *self = read;
            true
        })
    }

    fn blank() -> Self {
        Self::UserId { value: String::new(), channel: Read::blank() }
    }
}

impl Write for Address {
    fn fields(&self, out: &mut Out) {
        out.field("kind", &if self.phone().is_some() { "phone" } else { "user_id" });
        out.field("value", &self.value());
        if let Self::UserId { channel, .. } = self {
            out.field("channel", channel);
        }
    }
}

impl Read for Limits {
    fn read(&mut self, node: &Node) -> bool {
        let Some(entries) = node.entries() else { return false };
        entries.iter().all(|(name, value)| {
            let mut limit = Limit::blank();
            let is_one = limit.read(value);
            self.insert(name, limit);
            is_one
        })
    }

    fn blank() -> Self {
        Self::default()
    }
}

impl Write for Limits {
    fn fields(&self, out: &mut Out) {
        self.iter().for_each(|(name, limit)| out.field(name, &limit));
    }
}
