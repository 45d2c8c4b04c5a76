//! Questions, goods, bills and cards, each with all its fields.

use super::{at, media};
use model::content::bill::{Bill, BillItem, Charge, Expiry, Goods, ImporterAddress, PaymentWay};
use model::content::{
    AddressRequest, CallButton, Card, CardHeight, Cta, Flow, Header, Location, OrderState, OrderStatus, ProductRef, ProductSection,
    Products, ProductsShow, SavedAddress, SuggestedAction, Suggestion,
};

pub(crate) fn suggestions() -> Vec<Suggestion> {
    let with = |text: &str, action| Suggestion { text: text.to_owned(), data: "d".to_owned(), action };
    vec![
        Suggestion::reply("Yes", "yes"),
        with("Open", SuggestedAction::OpenUrl { url: "https://a.example/".to_owned() }),
        with("Call", SuggestedAction::Dial { phone: "+911234567890".to_owned() }),
        with("Map", SuggestedAction::ShowLocation(Location { name: Some("Palmgrove".to_owned()), ..Location::new(9.9, 76.2) })),
        with("Share", SuggestedAction::ShareLocation),
        with(
            "Save",
            SuggestedAction::CalendarEvent {
                title: "Check-in".to_owned(),
                description: Some("From noon".to_owned()),
                start: at("2026-12-01T06:30:00Z"),
                end: at("2026-12-01T07:30:00Z"),
            },
        ),
    ]
}

pub(crate) fn cta() -> Cta {
    Cta {
        header: Some(Header::Text { text: "Rooms".to_owned() }),
        body: "See them all".to_owned(),
        footer: Some("Palmgrove".to_owned()),
        label: "Open".to_owned(),
        url: Some("https://a.example/rooms".to_owned()),
        call: None,
    }
}

pub(crate) fn call_button() -> CallButton {
    CallButton { minutes: Some(60), payload: Some("room-7".to_owned()) }
}

pub(crate) fn products() -> Products {
    Products {
        show: ProductsShow::List,
        header: Some(Header::Text { text: "Teas".to_owned() }),
        body: "Choose".to_owned(),
        footer: Some("Palmgrove".to_owned()),
        catalog_id: Some("194".to_owned()),
        product_id: None,
        sections: vec![
            ProductSection { title: Some("Green".to_owned()), products: vec!["sku-1".to_owned(), "sku-2".to_owned()] },
            ProductSection { title: Some("Black".to_owned()), products: vec!["sku-3".to_owned()] },
        ],
    }
}

pub(crate) fn product() -> ProductRef {
    ProductRef { catalog_id: "194".to_owned(), product_id: "sku-1".to_owned() }
}

pub(crate) fn flow() -> Flow {
    Flow {
        header: Some(Header::Text { text: "Palmgrove".to_owned() }),
        body: "Check in".to_owned(),
        footer: Some("2 minutes".to_owned()),
        flow_id: Some("881".to_owned()),
        flow_name: None,
        label: "Begin".to_owned(),
        token: Some("t-1".to_owned()),
        draft: true,
        data_exchange: false,
        screen: Some("GUEST".to_owned()),
        data: Some(serde_json::json!({"room": 7})),
    }
}

pub(crate) fn address_request() -> AddressRequest {
    let values = |pairs: &[(&str, &str)]| pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    AddressRequest {
        header: None,
        body: "Where to?".to_owned(),
        footer: Some("Palmgrove".to_owned()),
        country: "IN".to_owned(),
        values: values(&[("name", "Asha"), ("in_pin_code", "682001")]),
        saved: vec![SavedAddress { id: "home".to_owned(), values: values(&[("city", "Kochi")]) }],
        errors: values(&[("in_pin_code", "Not there")]),
    }
}

/// ₹ 210: two nights at a reduced price, tax, and a discount.
pub(crate) fn bill() -> Bill {
    Bill {
        reference_id: "palm-42".to_owned(),
        goods: Goods::Physical,
        currency: "INR".to_owned(),
        total: 21_000,
        subtotal: 20_000,
        tax: Charge { amount: 1_000, description: Some("GST".to_owned()), program: None },
        shipping: Some(Charge { amount: 500, ..Charge::default() }),
        discount: Some(Charge { amount: 500, description: Some("Early".to_owned()), program: Some("EARLY".to_owned()) }),
        items: vec![BillItem {
            product_id: "room-7".to_owned(),
            name: "Cottage".to_owned(),
            quantity: 2,
            amount: 12_000,
            sale: Some(10_000),
            country_of_origin: Some("IN".to_owned()),
            importer_name: Some("Palmgrove".to_owned()),
            importer_address: Some(ImporterAddress {
                address_line1: "1 Beach Road".to_owned(),
                address_line2: Some("Fort".to_owned()),
                city: "Kochi".to_owned(),
                zone_code: Some("KL".to_owned()),
                postal_code: "682001".to_owned(),
                country_code: "IN".to_owned(),
            }),
        }],
        catalog_id: None,
        payments: vec![PaymentWay { gateway: "razorpay".to_owned(), configuration: "palm-prod".to_owned() }],
        expires: Some(Expiry { at: at("2026-11-21T08:00:00Z"), description: Some("Until tomorrow".to_owned()) }),
    }
}

pub(crate) fn order_status() -> OrderStatus {
    OrderStatus {
        body: "On its way".to_owned(),
        footer: Some("Palmgrove".to_owned()),
        reference_id: "palm-42".to_owned(),
        status: OrderState::PartiallyShipped,
        description: Some("One of two".to_owned()),
    }
}

pub(crate) fn room() -> Card {
    Card {
        media: Some(Header::Image { media: media("image/jpeg") }),
        height: Some(CardHeight::Short),
        title: Some("Cottage".to_owned()),
        text: Some("Sea view".to_owned()),
        suggestions: vec![Suggestion::open_url("Book", "https://a.example/7")],
        ..Card::default()
    }
}
