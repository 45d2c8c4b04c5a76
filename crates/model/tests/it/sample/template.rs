//! Templates as they were sent.

use super::{at, bill, media, product, products};
use model::content::template::{FilledButton, FilledCard, FilledOffer, Parts, TemplateMessage, Value};
use model::content::{Header, Location, OrderState};

/// With every kind of part, button and value.
pub(super) fn full_template() -> TemplateMessage {
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

pub(super) fn template() -> TemplateMessage {
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
