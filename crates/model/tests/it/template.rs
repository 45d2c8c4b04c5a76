//! The laws of filling a template: the preview and the kept message are one, nothing is filled twice, nothing is forgotten.

use crate::sample;
use model::Template;
use model::content::Value;
use model::content::template::FilledButton;
use model::template::{TemplateButton, TemplateHeader, TemplateStatus, Values};
use proptest::prelude::*;

fn template(body: &str) -> Template {
    Template {
        name: "offer".to_owned(),
        language: "en".to_owned(),
        status: TemplateStatus::Approved,
        header: Some(TemplateHeader::Text { text: "For {{1}}".to_owned(), example: None }),
        body: body.to_owned(),
        buttons: vec![
            TemplateButton::QuickReply { text: "Yes".to_owned() },
            TemplateButton::Url { text: "See it".to_owned(), url: "https://a.example/{{1}}".to_owned(), example: None },
            TemplateButton::CopyCode { example: None },
            TemplateButton::Url { text: "Home".to_owned(), url: "https://a.example/".to_owned(), example: None },
        ],
        ..Template::default()
    }
}

/// A value for each placeholder, with no spaces, so that it may end a link.
fn values(template: &Template, word: &str) -> Values {
    let value = |key: &str| if key == "buttons.2" { Value::Code { code: "GOA25".to_owned() } } else { Value::text(word) };
    template.placeholders().iter().map(|placeholder| (placeholder.key.clone(), value(&placeholder.key))).collect()
}

fn any_body() -> impl Strategy<Value = String> {
    proptest::collection::vec(prop_oneof!["[a-z ]{1,6}", "\\{\\{[1-9]\\}\\}", "\\{\\{[a-z_]{1,5}\\}\\}", "[{} ]{1,3}"], 0..8)
        .prop_map(|pieces| format!("x{}", pieces.concat()))
}

proptest! {
    #[test]
    fn a_full_set_of_values_is_good(body in any_body(), word in "[a-z]{1,5}") {
        let template = template(&body);
        prop_assert_eq!(template.check(&values(&template, &word), &sample::capabilities()), []);
    }

    #[test]
    fn each_missing_value_is_told(body in any_body(), gone in any::<prop::sample::Index>()) {
        let template = template(&body);
        let mut values = values(&template, "v");
        let key = gone.get(&template.placeholders()).key.clone();
        values.remove(&key);
        let problems = template.check(&values, &sample::capabilities());
        prop_assert_eq!(problems.len(), 1);
        prop_assert_eq!((problems[0].path.clone(), problems[0].rule.as_str()), (format!("/values/{key}"), "required"));
    }

    #[test]
    fn without_values_the_preview_is_the_template(body in any_body()) {
        let filled = template(&body).fill(&Values::new());
        prop_assert_eq!(filled.parts.body, body);
    }

    #[test]
    fn a_value_is_never_filled_again(word in "\\{\\{[1-9]\\}\\}") {
        let template = template("a {{1}} b {{2}}");
        let filled = template.fill(&values(&template, &word));
        prop_assert_eq!(filled.parts.body, format!("a {word} b {word}"));
    }

    #[test]
    fn each_placeholder_has_one_key(body in any_body()) {
        let placeholders = template(&body).placeholders();
        let keys: std::collections::BTreeSet<_> = placeholders.iter().map(|placeholder| &placeholder.key).collect();
        prop_assert_eq!(keys.len(), placeholders.len());
    }
}

#[test]
fn the_phone_shows_every_part() {
    let template = template("Hi {{1}}, {{1}}!");
    let filled = template.fill(&values(&template, "Asha"));
    assert_eq!(filled.parts.body, "Hi Asha, Asha!");
    assert_eq!(
        filled.parts.buttons,
        [
            FilledButton::QuickReply { text: "Yes".to_owned() },
            FilledButton::Url { text: "See it".to_owned(), url: "https://a.example/Asha".to_owned() },
            FilledButton::CopyCode { code: "GOA25".to_owned() },
            FilledButton::Url { text: "Home".to_owned(), url: "https://a.example/".to_owned() },
        ]
    );
    assert_eq!(filled.values.len(), 4);
}

#[test]
fn what_a_provider_refuses_in_a_value_is_told_at_once() {
    let template = template("Hi {{1}} {{2}} {{3}}");
    let mut values = values(&template, "v");
    values.insert("header.1".to_owned(), Value::text("\u{200b}"));
    values.insert("body.1".to_owned(), Value::text("two\nlines"));
    values.insert("body.2".to_owned(), Value::text("a     b"));
    values.insert("body.3".to_owned(), Value::Code { code: "X".to_owned() });
    values.insert("buttons.1".to_owned(), Value::text("a b"));
    values.insert("buttons.2".to_owned(), Value::Code { code: "SIXTEENLETTERSXX".to_owned() });
    values.insert("body.9".to_owned(), Value::text("v"));
    let problems = template.check(&values, &sample::capabilities());
    let told: Vec<_> = problems.iter().map(|problem| (problem.path.as_str(), problem.rule.as_str())).collect();
    assert_eq!(
        told,
        [
            ("/values/header.1", "required"),
            ("/values/body.1", "no-line-breaks"),
            ("/values/body.2", "no-wide-gaps"),
            ("/values/body.3", "value-type"),
            ("/values/buttons.1", "format"),
            ("/values/buttons.2", "format"),
            ("/values/body.9", "unknown-value"),
        ]
    );
}

#[test]
fn only_what_is_approved_and_known_can_be_sent() {
    for status in [
        TemplateStatus::Pending,
        TemplateStatus::Rejected,
        TemplateStatus::Paused,
        TemplateStatus::Disabled,
        TemplateStatus::Missing,
        TemplateStatus::Unknown,
    ] {
        let template = Template { status, ..template("Hi") };
        assert_eq!(template.obstacle().unwrap().rule, "template-not-approved");
    }
    assert!(template("Hi").obstacle().is_none());
    let foreign = Template { buttons: vec![TemplateButton::Unknown], ..template("Hi") };
    assert_eq!(foreign.obstacle().unwrap().rule, "unsupported-content");
}
