//! Every limit lets through its very last unit and refuses one more.

use crate::sample;
use model::content::{
    AddressRequest, Bill, Buttons, CallButton, Card, Carousel, Contact, Contacts, Content, Cta, Flow, Header, List, Location, Media,
    MediaMessage, Note, OrderDetails, OrderStatus, ProductSection, Products, Request, Row, SavedAddress, Section, SuggestedAction,
    Suggestion, Text,
};
use model::template::{TemplateCard, TemplateHeader, TemplateStatus};
use model::{Capabilities, Limit, Limits, MediaId, Problem, Template, Timestamp};

const MOST: u64 = 7;

/// `n` UTF-16 units, most of them in emoji of two units (four bytes).
fn units(n: u64) -> String {
    let n = usize::try_from(n).unwrap();
    format!("{}{}", "👍".repeat(n / 2), "x".repeat(n % 2))
}

const HEADS: [&str; 7] = ["buttons", "list", "cta", "products", "flow", "address_request", "carousel"];

fn capabilities(name: &str, limit: Limit) -> Capabilities {
    let media = ["image", "video", "audio", "document", "sticker"].map(|kind| (kind.to_owned(), vec!["*/*".to_owned()]));
    let headers = sample::table(&HEADS.map(|kind| (kind, &["text", "image", "video", "document"] as &[&str])));
    Capabilities { limits: Limits::new([(name, limit)]), media: media.into(), headers, ..sample::capabilities() }
}

fn file(bytes: u64, caption: Option<String>) -> MediaMessage {
    MediaMessage { media: Media { bytes: Some(bytes), ..Media::of(MediaId::new("md_1")) }, caption, ..MediaMessage::default() }
}

fn buttons() -> Buttons {
    Buttons { body: "?".to_owned(), buttons: vec![sample::button("1", "one")], ..Buttons::default() }
}

fn list() -> List {
    List { body: "?".to_owned(), button: "See".to_owned(), sections: vec![section(1, 0)], ..List::default() }
}

fn section(rows: u64, from: u64) -> Section {
    let rows = (from..from + rows).map(|n| sample::row(&n.to_string(), "row")).collect();
    Section { title: Some(format!("s{from}")), rows }
}

fn one_row(row: Row) -> Content {
    Content::List(List { sections: vec![Section { title: None, rows: vec![row] }], ..list() })
}

/// Something that is `n` big under that limit, and where the problem is told if it is too big.
fn sized(name: &str, n: u64) -> (Content, &'static str) {
    let text = units(n);
    let header = || Some(Header::Text { text: units(n) });
    match name {
        "text.body" => (Content::Text(Text::new(text)), "/body"),
        "image.caption" => (Content::Image(file(1, Some(text))), "/caption"),
        "video.caption" => (Content::Video(file(1, Some(text))), "/caption"),
        "document.caption" => (Content::Document(file(1, Some(text))), "/caption"),
        "image.bytes" => (Content::Image(file(n, None)), "/media/bytes"),
        "video.bytes" => (Content::Video(file(n, None)), "/media/bytes"),
        "audio.bytes" => (Content::Audio(file(n, None)), "/media/bytes"),
        "document.bytes" => (Content::Document(file(n, None)), "/media/bytes"),
        "sticker.bytes" => (Content::Sticker(file(n, None)), "/media/bytes"),
        "location.name" => (Content::Location(Location { name: Some(text), ..Location::default() }), "/name"),
        "location.address" => (Content::Location(Location { address: Some(text), ..Location::default() }), "/address"),
        "contacts.name" => {
            (Content::Contacts(Contacts { contacts: vec![Contact { name: text, ..Contact::default() }] }), "/contacts/0/name")
        }
        "contacts.count" => {
            let contacts = (0..n).map(|n| Contact { name: n.to_string(), ..Contact::default() }).collect();
            (Content::Contacts(Contacts { contacts }), "/contacts")
        }
        "buttons.count" => {
            let buttons_ = (0..n).map(|n| sample::button(&n.to_string(), &n.to_string())).collect();
            (Content::Buttons(Buttons { buttons: buttons_, ..buttons() }), "/buttons")
        }
        "buttons.title" => (Content::Buttons(Buttons { buttons: vec![sample::button("1", &text)], ..buttons() }), "/buttons/0/title"),
        "buttons.id" => (Content::Buttons(Buttons { buttons: vec![sample::button(&text, "one")], ..buttons() }), "/buttons/0/id"),
        "buttons.header" => (Content::Buttons(Buttons { header: header(), ..buttons() }), "/header/text"),
        "buttons.body" => (Content::Buttons(Buttons { body: text, ..buttons() }), "/body"),
        "buttons.footer" => (Content::Buttons(Buttons { footer: Some(text), ..buttons() }), "/footer"),
        "list.sections" => (Content::List(List { sections: (0..n).map(|n| section(1, n)).collect(), ..list() }), "/sections"),
        "list.rows" => (Content::List(List { sections: vec![section(1, 0), section(n - 1, 1)], ..list() }), "/sections"),
        "list.button" => (Content::List(List { button: text, ..list() }), "/button"),
        "list.header" => (Content::List(List { header: header(), ..list() }), "/header/text"),
        "list.body" => (Content::List(List { body: text, ..list() }), "/body"),
        "list.footer" => (Content::List(List { footer: Some(text), ..list() }), "/footer"),
        "list.section.title" => {
            (Content::List(List { sections: vec![Section { title: Some(text), ..section(1, 0) }], ..list() }), "/sections/0/title")
        }
        "list.row.id" => (one_row(sample::row(&text, "row")), "/sections/0/rows/0/id"),
        "list.row.title" => (one_row(sample::row("1", &text)), "/sections/0/rows/0/title"),
        "list.row.description" => (one_row(Row { description: Some(text), ..sample::row("1", "row") }), "/sections/0/rows/0/description"),
        "location_request.body" => (Content::LocationRequest(Request::new(text)), "/body"),
        "contact_request.body" => (Content::ContactRequest(Request::new(text)), "/body"),
        "call_request.body" => (Content::CallRequest(Request::new(text)), "/body"),
        "cta.header" => (Content::Cta(Cta { header: header(), ..sample::cta() }), "/header/text"),
        "cta.body" => (Content::Cta(Cta { body: text, ..sample::cta() }), "/body"),
        "cta.footer" => (Content::Cta(Cta { footer: Some(text), ..sample::cta() }), "/footer"),
        "cta.label" => (Content::Cta(Cta { label: text, ..sample::cta() }), "/label"),
        "call.payload" => {
            let call = Some(CallButton { payload: Some(text), ..CallButton::default() });
            (Content::Cta(Cta { url: None, call, ..sample::cta() }), "/call/payload")
        }
        "call.minutes" => {
            let call = Some(CallButton { minutes: u32::try_from(n).ok(), ..CallButton::default() });
            (Content::Cta(Cta { url: None, call, ..sample::cta() }), "/call/minutes")
        }
        "products.header" => (Content::Products(Products { header: header(), ..sample::products() }), "/header/text"),
        "products.body" => (Content::Products(Products { body: text, ..sample::products() }), "/body"),
        "products.footer" => (Content::Products(Products { footer: Some(text), ..sample::products() }), "/footer"),
        "products.sections" => {
            let sections = (0..n).map(|n| goods(&format!("s{n}"), n, 1)).collect();
            (Content::Products(Products { sections, ..sample::products() }), "/sections")
        }
        "products.count" => {
            (Content::Products(Products { sections: vec![goods("a", 0, 1), goods("b", 1, n - 1)], ..sample::products() }), "/sections")
        }
        "products.section.title" => {
            (Content::Products(Products { sections: vec![goods(&text, 0, 1)], ..sample::products() }), "/sections/0/title")
        }
        "flow.header" => (Content::Flow(Flow { header: header(), ..sample::flow() }), "/header/text"),
        "flow.body" => (Content::Flow(Flow { body: text, ..sample::flow() }), "/body"),
        "flow.footer" => (Content::Flow(Flow { footer: Some(text), ..sample::flow() }), "/footer"),
        "flow.label" => (Content::Flow(Flow { label: text, ..sample::flow() }), "/label"),
        "address_request.header" => {
            (Content::AddressRequest(AddressRequest { header: header(), ..sample::address_request() }), "/header/text")
        }
        "address_request.body" => (Content::AddressRequest(AddressRequest { body: text, ..sample::address_request() }), "/body"),
        "address_request.footer" => {
            (Content::AddressRequest(AddressRequest { footer: Some(text), ..sample::address_request() }), "/footer")
        }
        "address_request.id" => {
            let saved = vec![SavedAddress { id: text, ..SavedAddress::default() }];
            (Content::AddressRequest(AddressRequest { saved, ..sample::address_request() }), "/saved/0/id")
        }
        "order_details.body" => (details(OrderDetails { body: text, bill: sample::bill(), ..OrderDetails::default() }), "/body"),
        "order_details.footer" => {
            let body = "?".to_owned();
            (details(OrderDetails { body, footer: Some(text), bill: sample::bill(), ..OrderDetails::default() }), "/footer")
        }
        "bill.reference_id" => {
            let reference_id = "x".repeat(usize::try_from(n).unwrap());
            (billed(Bill { reference_id, ..sample::bill() }), "/bill/reference_id")
        }
        "bill.name" => {
            let mut bill = sample::bill();
            bill.items[0].name = text;
            (billed(bill), "/bill/items/0/name")
        }
        "bill.description" => {
            let mut bill = sample::bill();
            (bill.tax.description, bill.discount) = (Some(text), None);
            bill.total += 500;
            (billed(bill), "/bill/tax/description")
        }
        "bill.configuration" => {
            let mut bill = sample::bill();
            bill.payments[0].configuration = text;
            (billed(bill), "/bill/payments/0/configuration")
        }
        "order_status.body" => (Content::OrderStatus(OrderStatus { body: text, ..sample::order_status() }), "/body"),
        "order_status.footer" => (Content::OrderStatus(OrderStatus { footer: Some(text), ..sample::order_status() }), "/footer"),
        "order_status.description" => {
            (Content::OrderStatus(OrderStatus { description: Some(text), ..sample::order_status() }), "/description")
        }
        "card.title" => (Content::Card(Card { title: Some(text), ..Card::default() }), "/title"),
        "card.text" => (Content::Card(Card { text: Some(text), ..Card::default() }), "/text"),
        "card.lines" => {
            let lines = vec!["x"; usize::try_from(n).unwrap()].join("\n");
            (Content::Card(Card { text: Some(lines), ..Card::default() }), "/text")
        }
        "card.suggestions.count" => (on_card((0..n).map(|n| Suggestion::reply("x", n.to_string())).collect()), "/suggestions"),
        "card.suggestions.text" => (on_card(vec![Suggestion::reply(text, "d")]), "/suggestions/0/text"),
        "card.suggestions.data" => (on_card(vec![Suggestion::reply("x", text)]), "/suggestions/0/data"),
        "carousel.body" => (Content::Carousel(Carousel { body: Some(text), cards: vec![sample::room()], ..Carousel::default() }), "/body"),
        "carousel.cards" => {
            let cards = (0..n).map(|_| sample::room()).collect();
            (Content::Carousel(Carousel { cards, ..Carousel::default() }), "/cards")
        }
        "suggestions.count" => (chips((0..n).map(|n| Suggestion::reply("x", n.to_string())).collect()), "/suggestions"),
        "suggestions.text" => (chips(vec![Suggestion::reply(text, "d")]), "/suggestions/0/text"),
        "suggestions.data" => (chips(vec![Suggestion::reply("x", text)]), "/suggestions/0/data"),
        "suggestion.title" => (chips(vec![event(text, None)]), "/suggestions/0/action/title"),
        "suggestion.description" => (chips(vec![event("x".to_owned(), Some(text))]), "/suggestions/0/action/description"),
        "note.body" => (Content::Note(Note::new(text)), "/body"),
        other => panic!("{other} has no sample"),
    }
}

fn goods(title: &str, from: u64, count: u64) -> ProductSection {
    ProductSection { title: Some(title.to_owned()), products: (from..from + count).map(|n| format!("sku-{n}")).collect() }
}

fn details(details: OrderDetails) -> Content {
    Content::OrderDetails(details)
}

fn billed(bill: Bill) -> Content {
    details(OrderDetails { body: "?".to_owned(), bill, ..OrderDetails::default() })
}

fn on_card(suggestions: Vec<Suggestion>) -> Content {
    Content::Card(Card { title: Some("x".to_owned()), suggestions, ..Card::default() })
}

fn chips(suggestions: Vec<Suggestion>) -> Content {
    Content::Text(Text { suggestions, ..Text::new("?") })
}

fn event(title: String, description: Option<String>) -> Suggestion {
    let (start, end) = (Timestamp::from_seconds(1), Timestamp::from_seconds(2));
    Suggestion { action: SuggestedAction::CalendarEvent { title, description, start, end }, ..Suggestion::reply("x", "d") }
}

const NAMES: [&str; 75] = [
    "location_request.body",
    "contact_request.body",
    "call_request.body",
    "cta.header",
    "cta.body",
    "cta.footer",
    "cta.label",
    "call.payload",
    "call.minutes",
    "products.header",
    "products.body",
    "products.footer",
    "products.sections",
    "products.count",
    "products.section.title",
    "flow.header",
    "flow.body",
    "flow.footer",
    "flow.label",
    "address_request.header",
    "address_request.body",
    "address_request.footer",
    "address_request.id",
    "order_details.body",
    "order_details.footer",
    "bill.reference_id",
    "bill.name",
    "bill.description",
    "bill.configuration",
    "order_status.body",
    "order_status.footer",
    "order_status.description",
    "card.title",
    "card.text",
    "card.lines",
    "card.suggestions.count",
    "card.suggestions.text",
    "card.suggestions.data",
    "carousel.body",
    "carousel.cards",
    "suggestions.count",
    "suggestions.text",
    "suggestions.data",
    "suggestion.title",
    "suggestion.description",
    "note.body",
    "text.body",
    "image.caption",
    "video.caption",
    "document.caption",
    "image.bytes",
    "video.bytes",
    "audio.bytes",
    "document.bytes",
    "sticker.bytes",
    "location.name",
    "location.address",
    "contacts.name",
    "contacts.count",
    "buttons.count",
    "buttons.title",
    "buttons.id",
    "buttons.header",
    "buttons.body",
    "buttons.footer",
    "list.sections",
    "list.rows",
    "list.button",
    "list.header",
    "list.body",
    "list.footer",
    "list.section.title",
    "list.row.id",
    "list.row.title",
    "list.row.description",
];

fn limit(name: &str) -> Limit {
    match name.rsplit('.').next().unwrap() {
        "bytes" => Limit::bytes(MOST),
        "count" | "sections" | "rows" | "cards" => Limit::items(MOST),
        "lines" => Limit::lines(MOST),
        "minutes" => Limit::minutes(MOST),
        _ => Limit::utf16(MOST),
    }
}

#[test]
fn at_the_limit_it_is_good_and_one_more_is_not() {
    for name in NAMES {
        let limit = limit(name);
        let capabilities = capabilities(name, limit);
        let (last, _) = sized(name, MOST);
        assert_eq!(last.check(&capabilities), [], "{name} at its limit");
        let (over, path) = sized(name, MOST + 1);
        assert_eq!(over.check(&capabilities), [Problem::too_much(path, limit, MOST + 1)], "{name} one over");
        assert_eq!(over.check(&Capabilities { limits: Limits::default(), ..capabilities }), [], "{name} without a limit");
    }
}

#[test]
fn a_least_number_is_needed_too() {
    for (name, limit, rule) in [
        ("carousel.cards", Limit::items(MOST).at_least(3), "min-items"),
        ("call.minutes", Limit::minutes(MOST).at_least(3), "range"),
        ("buttons.count", Limit::items(MOST).at_least(3), "min-items"),
    ] {
        let capabilities = capabilities(name, limit);
        assert_eq!(sized(name, 3).0.check(&capabilities), [], "{name} at its least");
        let (under, path) = sized(name, 2);
        let problems = under.check(&capabilities);
        assert_eq!(problems, [Problem::too_little(path, limit, 2)], "{name} one under");
        assert_eq!((problems[0].rule.as_str(), problems[0].limit), (rule, Some(3)));
    }
}

#[test]
fn a_filled_template_has_limits_too() {
    let template = Template {
        name: "t".to_owned(),
        language: "en".to_owned(),
        status: TemplateStatus::Approved,
        header: Some(TemplateHeader::Text { text: "{{1}}".to_owned(), example: None }),
        body: "{{1}}".to_owned(),
        cards: vec![TemplateCard { body: Some("{{1}}".to_owned()), ..TemplateCard::default() }],
        ..Template::default()
    };
    for (name, path) in
        [("template.header", "/parts/header/text"), ("template.body", "/parts/body"), ("template.card.body", "/parts/cards/0/body")]
    {
        let capabilities = capabilities(name, Limit::utf16(MOST));
        let values = |n| ["header.1", "body.1", "cards.0.body.1"].map(|key| (key.to_owned(), model::content::Value::text(units(n)))).into();
        assert_eq!(template.check(&values(MOST), &capabilities), [], "{name}");
        assert_eq!(template.check(&values(MOST + 1), &capabilities), [Problem::too_much(path, Limit::utf16(MOST), MOST + 1)], "{name}");
    }
}
