//! All problems are told at once, each with its path.

use crate::sample;
use model::content::contacts::ContactPhone;
use model::content::{Buttons, Contact, Contacts, Content, Header, List, Location, Media, MediaMessage, Notice, Section, Text};
use model::{Capabilities, MediaId};

fn told(content: &Content) -> Vec<(String, String)> {
    let problems = content.check(&sample::capabilities());
    for problem in &problems {
        assert!(problem.message.ends_with('.') && problem.message.len() > 8, "{problem:?}");
    }
    problems.into_iter().map(|problem| (problem.path, problem.rule)).collect()
}

fn expect(content: Content, expected: &[(&str, &str)]) {
    let told = told(&content);
    let told: Vec<_> = told.iter().map(|(path, rule)| (path.as_str(), rule.as_str())).collect();
    assert_eq!(told, expected);
}

#[test]
fn all_of_them_in_one_message() {
    let buttons = Buttons {
        header: Some(Header::Text { text: " ".to_owned() }),
        body: "\u{200b}".to_owned(),
        footer: Some(String::new()),
        buttons: vec![sample::button("a", "Same"), sample::button(" a", "Same "), sample::button("a", "")],
    };
    expect(
        Content::Buttons(buttons),
        &[
            ("/header/text", "required"),
            ("/body", "required"),
            ("/footer", "required"),
            ("/buttons/1/id", "format"),
            ("/buttons/1/title", "unique"),
            ("/buttons/2/title", "required"),
            ("/buttons/2/id", "unique"),
        ],
    );
}

#[test]
fn a_list_needs_titles_rows_and_ids() {
    let list = List {
        header: Some(Header::Image { media: Media::of(MediaId::new("md_1")) }),
        body: "?".to_owned(),
        button: String::new(),
        sections: vec![
            Section { title: None, rows: vec![sample::row("a", "A"), sample::row("a", "B")] },
            Section { title: Some("Empty".to_owned()), rows: Vec::new() },
        ],
        ..List::default()
    };
    expect(
        Content::List(list),
        &[
            ("/header", "forbidden"),
            ("/button", "required"),
            ("/sections/0/title", "required"),
            ("/sections/0/rows/1/id", "unique"),
            ("/sections/1/rows", "required"),
        ],
    );
    expect(Content::List(List::default()), &[("/body", "required"), ("/button", "required"), ("/sections", "required")]);
}

#[test]
fn what_is_empty_is_missing() {
    expect(Content::Text(Text::new("\u{feff}\u{202e} \n")), &[("/body", "required")]);
    expect(Content::Image(MediaMessage::default()), &[("/media/id", "required")]);
    expect(Content::Contacts(Contacts::default()), &[("/contacts", "required")]);
    expect(Content::Buttons(Buttons { body: "?".to_owned(), ..Buttons::default() }), &[("/buttons", "required")]);
}

#[test]
fn a_file_is_judged_by_what_it_goes_into() {
    let file = |mime: &str| MediaMessage::new(Media { mime: mime.to_owned(), ..Media::of(MediaId::new("md_1")) });
    expect(Content::Image(file("image/JPEG; q=1")), &[]);
    expect(Content::Image(file("image/gif")), &[("/media/mime", "media-type")]);
    let voice = MediaMessage { voice: true, caption: Some("la la".to_owned()), ..file("audio/mpeg") };
    expect(Content::Audio(voice), &[("/media/mime", "media-type"), ("/caption", "forbidden"), ("/voice", "media-type")]);
}

#[test]
fn places_and_cards_have_sense() {
    expect(Content::Location(Location::new(90.0, -180.0)), &[]);
    expect(Content::Location(Location::new(90.1, f64::NAN)), &[("/latitude", "range"), ("/longitude", "range")]);
    let card = |birthday: &str| Contact {
        name: "A".to_owned(),
        phones: vec![ContactPhone::default()],
        birthday: Some(birthday.to_owned()),
        ..Contact::default()
    };
    expect(
        Content::Contacts(Contacts { contacts: vec![card("1990-02-28"), card("28.2.1990")] }),
        &[("/contacts/0/phones/0/phone", "required"), ("/contacts/1/phones/0/phone", "required"), ("/contacts/1/birthday", "format")],
    );
}

#[test]
fn what_the_channel_has_no_word_for() {
    expect(Content::Notice(Notice::default()), &[("/type", "unsupported-content")]);
    assert_eq!(Content::text("hi").check(&Capabilities::default())[0].rule, "unsupported-content");
}

#[test]
fn a_path_is_seen_from_the_request() {
    let problem = Content::text("").check(&sample::capabilities()).remove(0);
    assert_eq!(problem.under("/content").path, "/content/body");
}
