//! One of everything, with fixed ids and times.

use model::api::open_thread::Snapshot;
use model::api::{Code, ErrorBody};
use model::content::contacts::{ContactAddress, ContactEmail, ContactOrg, ContactPhone, ContactUrl};
use model::content::template::{FilledButton, Parts, TemplateMessage, Value};
use model::content::{
    Answer, AnswerKind, Button, Buttons, Contact, Contacts, Content, Header, List, Location, Media, MediaMessage, MediaState, Notice,
    Order, OrderItem, Row, Section, Text, Unsupported,
};
use model::event::Change;
use model::fault::{Fault, Retry, Who};
use model::limits::{Limit, Limits};
use model::message::{Author, AuthorKind, Direction, Message, Provenance, Reaction};
use model::thread::{Consent, ContactHead, Sender, Thread};
use model::window::{Window, WindowRule};
use model::{
    AccountSlug, Address, Capabilities, Channel, ClientId, Event, MediaId, MessageId, PhoneNumber, Problem, State, Status, ThreadId,
    Timestamp,
};

pub(crate) fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// Everything can be sent, within limits small enough to test.
pub(crate) fn capabilities() -> Capabilities {
    Capabilities {
        content: Content::KINDS[..11].iter().map(|kind| (*kind).to_owned()).collect(),
        limits: Limits::new([("text.body", Limit::utf16(4096))]),
        media: [("image".to_owned(), vec!["image/jpeg".to_owned()])].into(),
        window: Some(WindowRule::WHATSAPP),
        templates: true,
        quotes: true,
        reactions: true,
        read: true,
        typing: false,
    }
}

pub(crate) fn media(mime: &str) -> Media {
    Media {
        id: MediaId::new("md_01K"),
        mime: mime.to_owned(),
        bytes: Some(48_213),
        sha256: Some("29ed500fa64eb55fc19dc4124acb300e5dcc54a0f822a301ae99944db10c2c91".to_owned()),
        filename: Some("room.jpg".to_owned()),
        width: Some(640),
        height: Some(480),
        ..Media::default()
    }
}

/// Each content with all its fields, by the name of its golden file.
pub(crate) fn contents() -> Vec<(&'static str, Content)> {
    let file = |mime: &str| MediaMessage { media: media(mime), ..MediaMessage::default() };
    let caption = Some("The room".to_owned());
    let fetching = Media { id: MediaId::new("md_01K"), state: MediaState::Fetching, mime: "image/png".to_owned(), ..Media::default() };
    vec![
        ("text", Content::Text(Text { body: "See https://a.example 👍🏽".to_owned(), preview_url: true })),
        ("image", Content::Image(MediaMessage { caption: caption.clone(), ..file("image/jpeg") })),
        ("image-fetching", Content::Image(MediaMessage::new(fetching))),
        ("video", Content::Video(MediaMessage { caption: caption.clone(), ..file("video/mp4") })),
        ("audio", Content::Audio(MediaMessage { voice: true, ..file("audio/ogg; codecs=opus") })),
        ("document", Content::Document(MediaMessage { caption, ..file("application/pdf") })),
        ("sticker", Content::Sticker(MediaMessage { animated: true, ..file("image/webp") })),
        (
            "location",
            Content::Location(Location {
                name: Some("Fab India Store".to_owned()),
                address: Some("Mumbai".to_owned()),
                ..Location::new(23.091_710_1, 72.594_936_3)
            }),
        ),
        (
            "contacts",
            Content::Contacts(Contacts { contacts: vec![card(), Contact { name: "Front desk".to_owned(), ..Contact::default() }] }),
        ),
        (
            "buttons",
            Content::Buttons(Buttons {
                header: Some(Header::Image { media: media("image/jpeg") }),
                body: "Keep the rooms?".to_owned(),
                footer: Some("Palmgrove".to_owned()),
                buttons: vec![button("yes", "Yes"), button("no", "No")],
            }),
        ),
        ("list", Content::List(list())),
        ("template", Content::Template(template())),
        (
            "answer",
            Content::Answer(Answer {
                kind: AnswerKind::List,
                id: "r1".to_owned(),
                title: "Deluxe".to_owned(),
                description: Some("Sea view".to_owned()),
                fields: Some(serde_json::json!({"nights": 3})),
            }),
        ),
        (
            "order",
            Content::Order(Order {
                catalog_id: Some("194".to_owned()),
                text: Some("Please wrap".to_owned()),
                items: vec![OrderItem {
                    product_id: "sku-1".to_owned(),
                    quantity: "2".to_owned(),
                    price: Some("499.5".to_owned()),
                    currency: Some("INR".to_owned()),
                }],
            }),
        ),
        ("notice", Content::Notice(Notice { code: "number_changed".to_owned(), text: "The customer changed the number.".to_owned() })),
        (
            "unsupported",
            Content::Unsupported(Unsupported {
                detail: Some("Message type is currently not supported.".to_owned()),
                ..Unsupported::new("poll", Some("Lunch?".to_owned()))
            }),
        ),
    ]
}

fn card() -> Contact {
    let work = || Some("WORK".to_owned());
    Contact {
        name: "Ravi Kumar".to_owned(),
        first_name: Some("Ravi".to_owned()),
        last_name: Some("Kumar".to_owned()),
        phones: vec![ContactPhone { phone: "+91 77777 77777".to_owned(), r#type: work(), wa_id: Some("917777777777".to_owned()) }],
        emails: vec![ContactEmail { email: "ravi@mail.example".to_owned(), r#type: work() }],
        addresses: vec![ContactAddress { street: Some("1 Road".to_owned()), city: Some("Pune".to_owned()), ..ContactAddress::default() }],
        org: Some(ContactOrg { company: Some("Acme".to_owned()), ..ContactOrg::default() }),
        urls: vec![ContactUrl { url: "https://ravi.example".to_owned(), r#type: None }],
        birthday: Some("1990-02-28".to_owned()),
    }
}

pub(crate) fn button(id: &str, title: &str) -> Button {
    Button { id: id.to_owned(), title: title.to_owned() }
}

pub(crate) fn row(id: &str, title: &str) -> Row {
    Row { id: id.to_owned(), title: title.to_owned(), description: None }
}

fn list() -> List {
    let sea = Row { description: Some("Sea view".to_owned()), ..row("r1", "Deluxe") };
    List {
        header: Some(Header::Text { text: "Rooms".to_owned() }),
        body: "Which one?".to_owned(),
        footer: Some("Palmgrove".to_owned()),
        button: "See rooms".to_owned(),
        sections: vec![
            Section { title: Some("Sea".to_owned()), rows: vec![sea] },
            Section { title: Some("Garden".to_owned()), rows: vec![row("r2", "Cottage")] },
        ],
    }
}

fn template() -> TemplateMessage {
    TemplateMessage {
        name: "offer".to_owned(),
        language: "en_US".to_owned(),
        category: Some("marketing".to_owned()),
        parts: Parts {
            header: Some(Header::Location(Location::new(15.5, 73.8))),
            body: "Asha, Goa waits.".to_owned(),
            footer: Some("Palmgrove".to_owned()),
            buttons: vec![
                FilledButton::QuickReply { text: "Yes".to_owned() },
                FilledButton::Url { text: "See it".to_owned(), url: "https://a.example/x".to_owned() },
                FilledButton::Phone { text: "Call".to_owned(), phone: "+15551305682".to_owned() },
                FilledButton::CopyCode { code: "GOA25".to_owned() },
            ],
        },
        values: [
            ("header".to_owned(), Value::Location(Location::new(15.5, 73.8))),
            ("body.1".to_owned(), Value::text("Asha")),
            ("buttons.1".to_owned(), Value::text("x")),
            ("buttons.3".to_owned(), Value::Code { code: "GOA25".to_owned() }),
        ]
        .into(),
    }
}

pub(crate) fn fault() -> Fault {
    Fault {
        code: "131049".to_owned(),
        title: "Not delivered: WhatsApp held this message.".to_owned(),
        action: "Wait 24 hours, then send again.".to_owned(),
        who: Who::Provider,
        retry: Retry::After,
        retry_at: Some(at("2026-11-21T08:00:00Z")),
    }
}

/// The message of the contract's example.
pub(crate) fn message() -> Message {
    Message {
        id: MessageId::new("ms_01K"),
        seq: 7,
        client_id: None,
        direction: Direction::Inbound,
        channel: Channel::WhatsApp,
        account: AccountSlug::new("acme-wa"),
        author: Author { kind: AuthorKind::Customer, name: Some("User Name".to_owned()) },
        content: Content::text("hi"),
        at: at("2025-04-08T10:46:45Z"),
        received_at: at("2026-11-20T08:00:00Z"),
        status: Status::new(State::Delivered, at("2025-04-08T10:46:45Z")),
        reply_to: None,
        reactions: Vec::new(),
        edited: false,
        deleted: false,
        provenance: Provenance::Live,
    }
}

/// An answer of an agent that failed, with everything a message can have.
pub(crate) fn full_message() -> Message {
    Message {
        client_id: Some(ClientId::new("c-1")),
        direction: Direction::Outbound,
        author: Author { kind: AuthorKind::Agent, name: Some("Meera".to_owned()) },
        status: Status::failed(at("2026-11-20T08:00:00Z"), fault()),
        reply_to: Some(MessageId::new("ms_01J")),
        reactions: vec![reaction()],
        edited: true,
        deleted: true,
        provenance: Provenance::Echo,
        ..message()
    }
}

fn reaction() -> Reaction {
    Reaction { emoji: "❤️".to_owned(), author: AuthorKind::Customer, at: at("2026-11-20T08:01:00Z") }
}

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

/// Each kind of event, by the name of its golden file.
pub(crate) fn events() -> Vec<(&'static str, Event)> {
    let id = || MessageId::new("ms_01K");
    let changes = [
        ("message", Change::Message(Box::new(full_message()))),
        ("status", Change::Status { message_id: id(), status: Status::new(State::Read, at("2026-11-20T08:02:00Z")) }),
        ("reaction", Change::Reaction { message_id: id(), reactions: vec![reaction()] }),
        ("edit", Change::Edit { message_id: id(), content: Box::new(Content::text("hi there")), edited: true, deleted: false }),
        ("typing", Change::Typing { who: "customer".to_owned() }),
        ("thread", Change::Thread(Box::new(thread()))),
        ("reset", Change::Reset),
    ];
    changes.into_iter().map(|(name, change)| (name, Event { seq: 8, change })).collect()
}

/// The refusal of the contract's example.
pub(crate) fn error_body() -> ErrorBody {
    ErrorBody {
        problems: vec![Problem::too_much("/content/body", Limit::utf16(4096), 4097)],
        request_id: "01K".to_owned(),
        ..ErrorBody::new(Code::InvalidMessage, "The message cannot be sent")
    }
}
