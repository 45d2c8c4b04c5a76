//! The head of a thread, its senders, and refusals out of JSON.

use super::{Node, Read, Unreadable, field, filled, record, words};
use crate::contract::Context;
use model::api::open_thread::Snapshot;
use model::api::{Code, ErrorBody};
use model::limits::{Limit, Limits, Unit};
use model::thread::{Consent, ContactHead, Sender};
use model::window::{Window, WindowRule};
use model::{Address, Capabilities, Problem, Thread};

record!(Snapshot { thread, channels, messages, older, complete_to, now });
record!(Thread { id, contact, seq, waiting_since });
filled!(ContactHead { name, addresses });
record!(Sender { channel, account, label, window, capabilities; consent });
filled!(Capabilities { window; content, limits, media, headers, suggestions, needs, lacks, templates, quotes, reactions, read, typing });
filled!(Context { channel, locale, words; endpoint });
record!(WindowRule { hours });
record!(Limit { max, unit; min });
record!(Problem { path, rule, limit, actual, unit, message });
record!(ErrorBody { r#type, title, status, code, detail; problems, request_id });
words!(Unit { "chars" => Chars, "utf16" => Utf16, "bytes" => Bytes, "items" => Items, "lines" => Lines, "minutes" => Minutes });
words!(Consent { "opted_in" => OptedIn, "opted_out" => OptedOut } else Unknown);

impl Read for Address {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        match field::<String>(node, "kind")?.as_str() {
            "phone" => Ok(Self::Phone { value: field(node, "value")? }),
            "user_id" => Ok(Self::UserId { value: field(node, "value")?, channel: field(node, "channel")? }),
            _ => Err(Unreadable),
        }
    }
}

impl Read for Window {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        match field::<String>(node, "state")?.as_str() {
            "open" => Ok(Self::Open { closes_at: field(node, "closes_at")? }),
            "closed" => Ok(Self::Closed { closed_at: field(node, "closed_at")? }),
            "always" => Ok(Self::Always),
            _ => Err(Unreadable),
        }
    }
}

impl Read for Limits {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        let mut limits = Self::default();
        for (name, value) in node.entries().ok_or(Unreadable)? {
            limits.insert(&name, Limit::read(&value)?);
        }
        Ok(limits)
    }
}

impl Read for Code {
    fn read(node: &Node) -> Result<Self, Unreadable> {
        String::read(node).map(|word| Self::from(word.as_str()))
    }
}
