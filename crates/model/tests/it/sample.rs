//! One of everything, with fixed ids and times.

mod offer;

pub(crate) use offer::{address_request, bill, call_button, cta, flow, order_status, product, products, room, suggestions};

use model::api::open_thread::Snapshot;
use model::api::{Code, ErrorBody};
use model::content::contacts::{ContactAddress, ContactEmail, ContactOrg, ContactPhone, ContactUrl};
use model::content::template::{FilledButton, FilledCard, FilledOffer, Parts, TemplateMessage, Value};
use model::content::{
    Answer, AnswerKind, Button, Buttons, Call, CallState, Card, Carousel, Contact, Contacts, Content, Cta, Header, List, Location, Media,
    MediaMessage, MediaState, Note, Notice, Order, OrderDetails, OrderItem, OrderState, Payment, PaymentState, Request, Row, Section,
    Suggestion, Text, Unsupported,
};
use model::context::{Context, Forwarded, Referral};
use model::event::Change;
use model::fault::{Fault, Retry, Who};
use model::limits::{Limit, Limits};
use model::message::{Author, AuthorKind, Direction, Message, Provenance, Reaction};
use model::thread::{Consent, ContactHead, Sender, Thread};
use model::window::{Window, WindowRule};
use model::{
    AccountSlug, Address, Capabilities, Channel, ClientId, Event, MediaId, MessageId, PhoneNumber, Problem, State, Status, Table, ThreadId,
    Timestamp,
};

pub(crate) fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// What is told, never sent.
const TOLD: [&str; 6] = ["answer", "order", "payment", "call", "notice", "unsupported"];

/// All that a suggestion can do.
const ACTIONS: [&str; 6] = ["reply", "open_url", "dial", "show_location", "share_location", "calendar_event"];

pub(crate) fn table(rows: &[(&str, &[&str])]) -> Table<Vec<String>> {
    rows.iter().map(|(kind, words)| ((*kind).to_owned(), words.iter().map(|word| (*word).to_owned()).collect())).collect()
}

/// Everything can be sent, within limits small enough to test.
pub(crate) fn capabilities() -> Capabilities {
    Capabilities {
        content: Content::KINDS.iter().filter(|kind| !TOLD.contains(kind)).map(|kind| (*kind).to_owned()).collect(),
        limits: Limits::new([("text.body", Limit::utf16(4096))]),
        media: table(&[("image", &["image/jpeg"])]),
        headers: table(&[
            ("buttons", &["text", "image"]),
            ("list", &["text"]),
            ("cta", &["text", "image"]),
            ("products", &["text"]),
            ("flow", &["text", "image"]),
            ("address_request", &["text", "image"]),
            ("order_details", &["image"]),
            ("card", &["image"]),
            ("carousel", &["image"]),
        ]),
        suggestions: table(&[("text", &ACTIONS), ("card", &ACTIONS), ("carousel", &ACTIONS)]),
        needs: Table::new(),
        lacks: Table::new(),
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
        ("text", Content::Text(Text { preview_url: true, ..Text::new("See https://a.example 👍🏽") })),
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
        ("text-suggestions", Content::Text(Text { suggestions: suggestions(), ..Text::new("Shall we?") })),
        ("location_request", Content::LocationRequest(Request::new("Where are you?"))),
        ("contact_request", Content::ContactRequest(Request::new("Which number is yours?"))),
        ("call_request", Content::CallRequest(Request::new("May we call?"))),
        ("cta", Content::Cta(cta())),
        ("cta-call", Content::Cta(Cta { url: None, call: Some(call_button()), ..cta() })),
        ("products", Content::Products(products())),
        ("flow", Content::Flow(flow())),
        ("address_request", Content::AddressRequest(address_request())),
        (
            "order_details",
            Content::OrderDetails(OrderDetails {
                header: Some(Header::Image { media: media("image/jpeg") }),
                body: "Your stay".to_owned(),
                footer: Some("Palmgrove".to_owned()),
                bill: bill(),
            }),
        ),
        ("order_status", Content::OrderStatus(order_status())),
        (
            "payment",
            Content::Payment(Payment {
                reference_id: "palm-42".to_owned(),
                status: PaymentState::Captured,
                amount: Some(21_000),
                currency: Some("INR".to_owned()),
                transaction_id: Some("order_1".to_owned()),
                way: Some("upi".to_owned()),
                reason: None,
            }),
        ),
        ("card", Content::Card(Card { horizontal: true, chips: vec![Suggestion::reply("More", "more")], ..room() })),
        (
            "carousel",
            Content::Carousel(Carousel {
                body: Some("Our rooms".to_owned()),
                cards: vec![room(), Card { product: Some(product()), ..Card::default() }],
                narrow: true,
                chips: vec![Suggestion::reply("More", "more")],
            }),
        ),
        ("call", Content::Call(Call { state: CallState::Ended, seconds: Some(90), payload: Some("room-7".to_owned()) })),
        ("note", Content::Note(Note::new("She prefers mornings"))),
        ("template", Content::Template(template())),
        ("template-full", Content::Template(full_template())),
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

/// With every kind of part, button and value.
fn full_template() -> TemplateMessage {
    let words = |text: &str| text.to_owned();
    TemplateMessage {
        parts: Parts {
            header: Some(Header::Image { media: media("image/jpeg") }),
            offer: Some(FilledOffer { text: words("Ends soon"), ends: Some(at("2026-11-21T08:00:00Z")) }),
            body: words("All of it"),
            footer: None,
            buttons: vec![
                FilledButton::OneTimeCode { text: words("Copy code") },
                FilledButton::Flow { text: words("Begin") },
                FilledButton::Catalogue { text: words("View catalog") },
                FilledButton::Products { text: words("View items") },
                FilledButton::Product { text: words("View") },
                FilledButton::OrderDetails { text: words("Review and pay") },
                FilledButton::VoiceCall { text: words("Call us") },
                FilledButton::ContactInfo { text: String::new() },
            ],
            cards: vec![FilledCard {
                header: Some(Header::Image { media: media("image/jpeg") }),
                body: Some(words("Room 7")),
                buttons: vec![FilledButton::QuickReply { text: words("Ask") }],
            }],
            call_permission: true,
        },
        values: [
            ("header", Value::Media { media: media("image/jpeg") }),
            ("offer", Value::Expiry { at: at("2026-11-21T08:00:00Z") }),
            ("body.1", Value::Currency { fallback: words("₹ 210"), code: words("INR"), amount_1000: 210_000 }),
            ("body.2", Value::DateTime { fallback: words("Friday") }),
            ("buttons.1", Value::Flow { token: Some(words("t-1")), data: Some(serde_json::json!({"room": 7})) }),
            ("buttons.2", Value::Catalogue { thumbnail: Some(words("sku-1")) }),
            ("buttons.3", Value::Products { thumbnail: words("sku-1"), sections: products().sections }),
            ("buttons.5", Value::Bill(Box::new(bill()))),
            ("buttons.6", Value::Call { minutes: Some(1440), payload: Some(words("room-7")) }),
            ("cards.0.header", Value::Product(product())),
            ("cards.0.buttons.0", Value::Payload { payload: words("ask-7") }),
            (
                "order_status",
                Value::OrderStatus { reference_id: words("palm-42"), status: OrderState::Shipped, description: Some(words("Today")) },
            ),
        ]
        .map(|(key, value)| (key.to_owned(), value))
        .into(),
        ..template()
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
            ..Parts::default()
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
        context: None,
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
        context: Some(Box::new(Context {
            forwarded: Some(Forwarded::Often),
            referral: Some(Referral {
                url: Some("https://ad.example/1".to_owned()),
                id: Some("120".to_owned()),
                kind: Some("ad".to_owned()),
                headline: Some("Rooms".to_owned()),
                body: Some("By the sea".to_owned()),
                click_id: Some("Aff-1".to_owned()),
                welcome: Some("Hello!".to_owned()),
            }),
            referred_product: Some(product()),
        })),
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
