//! Each content with all its fields.

use super::template::{full_template, template};
use super::{address_request, bill, call_button, cta, flow, order_status, product, products, room, suggestions};
use model::MediaId;
use model::content::contacts::{ContactAddress, ContactEmail, ContactOrg, ContactPhone, ContactUrl};
use model::content::{
    Answer, AnswerKind, Button, Buttons, Call, CallState, Card, Carousel, Contact, Contacts, Content, Cta, Header, List, Location, Media,
    MediaMessage, MediaState, Note, Notice, Order, OrderDetails, OrderItem, Payment, PaymentState, Request, Row, Section, Suggestion, Text,
    Unsupported,
};

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
