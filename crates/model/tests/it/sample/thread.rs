//! A thread, and how it is opened.

use super::{at, capabilities, message};
use model::api::open_thread::Snapshot;
use model::thread::{Consent, ContactHead, Sender, Thread};
use model::window::Window;
use model::{AccountSlug, Address, Channel, PhoneNumber, ThreadId};

pub(crate) fn thread() -> Thread {
    Thread {
        id: ThreadId::new("th_01K"),
        contact: ContactHead {
            name: Some("Asha".to_owned()),
            addresses: vec![
                Address::from(PhoneNumber::parse("+919999999999").unwrap()),
                Address::UserId { value: "IN.13491208655302741918".to_owned(), channel: Channel::WhatsApp },
            ],
        },
        seq: 7,
        waiting_since: None,
    }
}

pub(crate) fn snapshot() -> Snapshot {
    Snapshot {
        thread: thread(),
        channels: vec![Sender {
            channel: Channel::WhatsApp,
            account: AccountSlug::new("acme-wa"),
            label: "WhatsApp +1 555-130-5682".to_owned(),
            window: Window::Open { closes_at: at("2026-11-21T08:00:00Z") },
            consent: Consent::Unknown,
            capabilities: capabilities(),
        }],
        messages: vec![message()],
        older: None,
        complete_to: 7,
        now: at("2026-11-20T08:00:00Z"),
    }
}
