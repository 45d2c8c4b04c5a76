//! Every limit lets through its very last unit and refuses one more.

use crate::sample;
use model::content::{Buttons, Contact, Contacts, Content, Header, List, Location, Media, MediaMessage, Row, Section, Text};
use model::template::{TemplateHeader, TemplateStatus};
use model::{Capabilities, Limit, Limits, MediaId, Problem, Template};

const MOST: u64 = 7;

/// `n` UTF-16 units, most of them in emoji of two units (four bytes).
fn units(n: u64) -> String {
    let n = usize::try_from(n).unwrap();
    format!("{}{}", "👍".repeat(n / 2), "x".repeat(n % 2))
}

fn capabilities(name: &str, limit: Limit) -> Capabilities {
    let media = ["image", "video", "audio", "document", "sticker"].map(|kind| (kind.to_owned(), vec!["*/*".to_owned()]));
    Capabilities { limits: Limits::new([(name, limit)]), media: media.into(), ..sample::capabilities() }
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
        other => panic!("{other} has no sample"),
    }
}

const NAMES: [&str; 29] = [
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
        "count" | "sections" | "rows" => Limit::items(MOST),
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
fn a_filled_template_has_limits_too() {
    let template = Template {
        name: "t".to_owned(),
        language: "en".to_owned(),
        status: TemplateStatus::Approved,
        header: Some(TemplateHeader::Text { text: "{{1}}".to_owned(), example: None }),
        body: "{{1}}".to_owned(),
        ..Template::default()
    };
    for (name, path) in [("template.header", "/parts/header/text"), ("template.body", "/parts/body")] {
        let capabilities = capabilities(name, Limit::utf16(MOST));
        let values = |n| ["header.1", "body.1"].map(|key| (key.to_owned(), model::content::Value::text(units(n)))).into();
        assert_eq!(template.check(&values(MOST), &capabilities), [], "{name}");
        assert_eq!(template.check(&values(MOST + 1), &capabilities), [Problem::too_much(path, Limit::utf16(MOST), MOST + 1)], "{name}");
    }
}
