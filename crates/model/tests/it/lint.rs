//! What Meta would refuse in a template is told with its code, and a good template of each kind passes.

use model::Template;
use model::template::button::{App, CodeWay, FlowButton, OneTimeCode};
use model::template::lint::{BODY, EDGE, FOOTER, HEADER, PARAMETER, TOO_LONG, TOO_MANY_VARIABLES, lint};
use model::template::{TemplateButton, TemplateCard, TemplateCode, TemplateHeader, TemplateKind, TemplateOffer};

fn words(text: &str) -> String {
    text.to_owned()
}

fn plain() -> Template {
    Template {
        name: words("welcome"),
        language: words("en_US"),
        category: Some(words("utility")),
        body: words("Hello {{1}}, your room is ready now."),
        examples: [(words("1"), words("Asha"))].into(),
        ..Template::default()
    }
}

fn marketing() -> Template {
    Template { category: Some(words("marketing")), ..plain() }
}

fn image() -> TemplateHeader {
    TemplateHeader::Image { example: Some(words("4::aW")) }
}

fn quick(text: &str) -> TemplateButton {
    TemplateButton::QuickReply { text: words(text) }
}

fn link() -> TemplateButton {
    TemplateButton::Url { text: words("Book"), url: words("https://a.example/{{1}}"), example: Some(words("https://a.example/7")) }
}

fn coupon() -> TemplateButton {
    TemplateButton::CopyCode { example: Some(words("GOA25")) }
}

fn card() -> TemplateCard {
    TemplateCard { header: Some(image()), body: Some(words("Sea view")), buttons: vec![quick("Ask"), link()], ..TemplateCard::default() }
}

fn code(way: CodeWay) -> Template {
    let apps = vec![App { package: words("com.example.app"), signature: words("K8a/AINcGX7") }];
    let button =
        OneTimeCode { way, apps: if way == CodeWay::CopyCode { Vec::new() } else { apps }, terms_accepted: true, ..OneTimeCode::default() };
    Template {
        category: Some(words("authentication")),
        body: words("{{1}} is your verification code."),
        examples: Default::default(),
        code: Some(TemplateCode { warning: true, minutes: Some(10) }),
        buttons: vec![TemplateButton::OneTimeCode(button)],
        ..plain()
    }
}

/// A good one of each kind.
fn good() -> Vec<(TemplateKind, Template)> {
    let with = |button: TemplateButton, template: Template| Template { buttons: vec![button], ..template };
    let line = TemplateHeader::Text { text: words("For {{1}}"), example: Some(words("Asha")) };
    let offer = TemplateOffer { text: words("Ends soon"), expires: true };
    vec![
        (TemplateKind::Text, plain()),
        (TemplateKind::Media, Template { header: Some(image()), ..plain() }),
        (TemplateKind::Interactive, Template { buttons: vec![quick("Yes"), quick("No"), link()], ..plain() }),
        (TemplateKind::Location, Template { header: Some(TemplateHeader::Location), ..plain() }),
        (
            TemplateKind::Products,
            Template { header: Some(line), ..with(TemplateButton::Products { text: words("View items") }, marketing()) },
        ),
        (TemplateKind::Catalogue, with(TemplateButton::Catalogue { text: words("View catalog") }, marketing())),
        (TemplateKind::OrderDetails, with(TemplateButton::OrderDetails { text: words("Review and pay") }, plain())),
        (
            TemplateKind::CheckoutButton,
            Template { header: Some(image()), ..with(TemplateButton::OrderDetails { text: words("Buy now") }, marketing()) },
        ),
        (TemplateKind::OrderStatus, Template { order_status: true, ..plain() }),
        (TemplateKind::CouponCode, with(coupon(), marketing())),
        (TemplateKind::Carousel, Template { cards: vec![card(), card()], ..marketing() }),
        (
            TemplateKind::Form,
            with(
                TemplateButton::Flow(FlowButton {
                    text: words("Begin"),
                    flow_id: Some(words("881")),
                    screen: Some(words("GUEST")),
                    ..FlowButton::default()
                }),
                plain(),
            ),
        ),
        (TemplateKind::LimitedTimeOffer, Template { offer: Some(offer), buttons: vec![coupon(), link()], ..marketing() }),
        (TemplateKind::Authentication, code(CodeWay::CopyCode)),
        (TemplateKind::VoiceCall, with(TemplateButton::VoiceCall { text: words("Call us"), minutes: Some(1440) }, plain())),
        (TemplateKind::CallPermission, Template { call_permission: true, ..plain() }),
    ]
}

#[test]
fn a_good_one_of_each_kind_passes() {
    let good = good();
    assert_eq!(good.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), TemplateKind::ALL);
    for (kind, template) in good {
        assert_eq!(template.kind(), kind);
        assert_eq!(lint(&template), [], "{kind:?}");
    }
    for way in [CodeWay::OneTap, CodeWay::ZeroTap] {
        assert_eq!(lint(&code(way)), []);
    }
}

/// The findings of a template, as path, rule and code; warnings apart.
fn found(template: &Template) -> Vec<(String, String, u32)> {
    let findings = lint(template);
    for finding in &findings {
        assert!(finding.problem.message.ends_with('.'), "{finding:?}");
    }
    findings.into_iter().filter(|it| !it.warning).map(|it| (it.problem.path, it.problem.rule, it.code)).collect()
}

fn refused(template: &Template, expected: &[(&str, &str, u32)]) {
    let found = found(template);
    let found: Vec<_> = found.iter().map(|(path, rule, code)| (path.as_str(), rule.as_str(), *code)).collect();
    assert_eq!(found, expected, "{template:?}");
}

fn body(text: &str) -> Template {
    let examples = ["1", "2", "3", "9", "first_name"].map(|name| (words(name), words("Asha"))).into();
    Template { body: words(text), examples, ..plain() }
}

#[test]
fn variables_have_their_places() {
    refused(&body("{{1}}, welcome to the palms."), &[("/body", "edge", EDGE)]);
    refused(&body("Welcome to the palms, {{1}}"), &[("/body", "edge", EDGE)]);
    refused(&body("Welcome to the palms, {{1}}."), &[]);
    refused(&body("Hello {{1}} {{2}}, welcome to the palms."), &[("/body", "touching", BODY)]);
    refused(&body("Hello {{1}} and {{3}}, welcome to the palms."), &[("/body", "gap", BODY)]);
    refused(&body("Hello {{2}}, welcome to the palms."), &[("/body", "gap", BODY)]);
    refused(&body("Hello {{1}} and {{first_name}}, welcome."), &[("/body", "mixed-variables", PARAMETER)]);
    refused(&body("Hello {{#1}}, welcome to the palms."), &[("/body", "variable", BODY)]);
    refused(&body("Hello {{first name}}, welcome."), &[("/body", "variable", BODY)]);
    refused(&body("Hi {{1}} or {{2}} or {{3}} hi."), &[]);
    refused(&body("a{{1}}b {{2}}c {{3}}d"), &[("/body", "too-many-variables", TOO_MANY_VARIABLES)]);
    refused(&Template { examples: Default::default(), ..plain() }, &[("/examples/1", "required", BODY)]);
}

#[test]
fn each_part_has_its_length() {
    let long = |count: usize| "x".repeat(count);
    refused(&body(&long(1024)), &[]);
    refused(&body(&long(1025)), &[("/body", "max-length", TOO_LONG)]);
    refused(&Template { footer: Some(long(60)), ..plain() }, &[]);
    refused(&Template { footer: Some(long(61)), ..plain() }, &[("/footer", "max-length", TOO_LONG)]);
    let line = |text: String| Template { header: Some(TemplateHeader::Text { text, example: None }), ..plain() };
    refused(&line(long(60)), &[]);
    refused(&line(long(61)), &[("/header/text", "max-length", TOO_LONG)]);
    let buttons = |text: &str| Template { buttons: vec![quick(text)], ..plain() };
    refused(&buttons(&long(25)), &[]);
    refused(&buttons(&long(26)), &[("/buttons/0/text", "max-length", TOO_LONG)]);
    let offer = |body: usize, name: usize| Template {
        offer: Some(TemplateOffer { text: long(name), expires: false }),
        body: long(body),
        buttons: vec![link()],
        ..marketing()
    };
    refused(&offer(600, 16), &[]);
    refused(&offer(601, 17), &[("/body", "max-length", TOO_LONG), ("/offer/text", "max-length", TOO_LONG)]);
    let cards = |count: usize| {
        let card = TemplateCard { body: Some(long(count)), ..card() };
        Template { cards: vec![card.clone(), card], ..marketing() }
    };
    refused(&cards(160), &[]);
    refused(&cards(161), &[("/cards/0/body", "max-length", TOO_LONG), ("/cards/1/body", "max-length", TOO_LONG)]);
}

#[test]
fn headers_and_footers_have_their_form() {
    let line = |text: &str, example: Option<&str>| Template {
        header: Some(TemplateHeader::Text { text: words(text), example: example.map(words) }),
        ..plain()
    };
    refused(&line("For {{1}}", None), &[("/header/example", "required", HEADER)]);
    refused(&line("{{1}} and {{2}}", Some("a")), &[("/header/text", "max-items", HEADER)]);
    refused(&line("Two\nlines", None), &[("/header/text", "no-line-breaks", HEADER)]);
    refused(&line("*Bold*", None), &[("/header/text", "no-markup", HEADER)]);
    refused(&line("Palms 🌴", None), &[("/header/text", "no-emoji", HEADER)]);
    let bare = Template { header: Some(TemplateHeader::Image { example: None }), ..plain() };
    refused(&bare, &[("/header/example", "required", HEADER)]);
    refused(&Template { footer: Some(words("For {{1}}")), ..plain() }, &[("/footer", "no-variables", FOOTER)]);
    refused(&Template { footer: Some(words("a\nb")), ..plain() }, &[("/footer", "no-line-breaks", FOOTER)]);
    refused(&Template { body: words(" \u{200b}"), ..plain() }, &[("/body", "required", BODY)]);
}

#[test]
fn names_languages_categories_and_times() {
    refused(&Template { name: words("Welcome!"), ..plain() }, &[("/name", "format", PARAMETER)]);
    refused(&Template { language: words("English (US)"), ..plain() }, &[("/language", "format", PARAMETER)]);
    refused(
        &Template { category: Some(words("otp")), ..plain() },
        &[("/category", "required", PARAMETER), ("/category", "category", PARAMETER)],
    );
    let timed = |seconds, template: Template| Template { seconds: Some(seconds), ..template };
    for (seconds, good) in [(29, false), (30, true), (43_200, true), (43_201, false), (-1, true)] {
        assert_eq!(found(&timed(seconds, plain())).is_empty(), good, "utility {seconds}");
    }
    for (seconds, good) in [(43_199, false), (43_200, true), (2_592_000, true), (2_592_001, false)] {
        assert_eq!(found(&timed(seconds, marketing())).is_empty(), good, "marketing {seconds}");
    }
    for (seconds, good) in [(30, true), (900, true), (901, false)] {
        assert_eq!(found(&timed(seconds, code(CodeWay::CopyCode))).is_empty(), good, "authentication {seconds}");
    }
}

#[test]
fn buttons_have_their_number_and_order() {
    let with = |buttons: Vec<TemplateButton>| Template { buttons, ..plain() };
    refused(&with(vec![quick("a"), link(), quick("b")]), &[("/buttons", "grouping", PARAMETER)]);
    refused(&with(vec![link(), quick("a"), quick("b")]), &[]);
    let many: Vec<_> = (0..11).map(|n| quick(&n.to_string())).collect();
    refused(&with(many[..10].to_vec()), &[]);
    refused(&with(many), &[("/buttons", "max-items", PARAMETER)]);
    refused(&with(vec![quick("a"), quick("a")]), &[("/buttons/1/text", "unique", PARAMETER)]);
    let url = |url: &str, example: Option<&str>| {
        with(vec![TemplateButton::Url { text: words("Go"), url: words(url), example: example.map(words) }])
    };
    refused(&url("https://a.example/{{1}}/x", Some("https://a.example/1/x")), &[("/buttons/0/url", "variable", PARAMETER)]);
    refused(&url("https://a.example/{{1}}", None), &[("/buttons/0/example", "required", PARAMETER)]);
    refused(&url("ftp://a.example/", None), &[("/buttons/0/url", "format", PARAMETER)]);
    refused(&url("https://wa.me/919999999999", None), &[("/buttons/0/url", "forbidden", PARAMETER)]);
    let phone = |phone: &str| with(vec![TemplateButton::Phone { text: words("Call"), phone: words(phone) }]);
    refused(&phone("call me"), &[("/buttons/0/phone", "format", PARAMETER)]);
    refused(&phone("+911234567890"), &[]);
}

#[test]
fn special_kinds_have_their_own_rules() {
    let one = Template { cards: vec![card()], ..marketing() };
    refused(&one, &[("/cards", "min-items", PARAMETER)]);
    let unlike = TemplateCard { buttons: vec![link(), quick("Ask")], ..card() };
    refused(&Template { cards: vec![card(), unlike], ..marketing() }, &[("/cards/1", "alike", PARAMETER)]);
    refused(&Template { cards: vec![card(), card()], ..plain() }, &[("/category", "category", PARAMETER)]);
    let offer = |template: Template| Template { offer: Some(TemplateOffer { text: words("Now"), expires: true }), ..template };
    refused(
        &offer(Template { footer: Some(words("Palmgrove")), buttons: vec![link(), coupon()], ..marketing() }),
        &[("/footer", "forbidden", FOOTER), ("/buttons", "grouping", PARAMETER)],
    );
    let late = Template { code: Some(TemplateCode { warning: false, minutes: Some(91) }), ..code(CodeWay::CopyCode) };
    refused(&late, &[("/code/minutes", "range", FOOTER)]);
    refused(&Template { buttons: Vec::new(), ..code(CodeWay::CopyCode) }, &[("/buttons", "required", PARAMETER)]);
    let bare = OneTimeCode { way: CodeWay::ZeroTap, ..OneTimeCode::default() };
    refused(
        &Template { buttons: vec![TemplateButton::OneTimeCode(bare)], ..code(CodeWay::ZeroTap) },
        &[("/buttons/0/terms_accepted", "required", PARAMETER), ("/buttons/0/apps", "required", PARAMETER)],
    );
    let app = App { package: words("app"), signature: words("short") };
    let wrong = OneTimeCode { way: CodeWay::OneTap, apps: vec![app], ..OneTimeCode::default() };
    refused(
        &Template { buttons: vec![TemplateButton::OneTimeCode(wrong)], ..code(CodeWay::OneTap) },
        &[("/buttons/0/apps/0/package", "format", PARAMETER), ("/buttons/0/apps/0/signature", "format", PARAMETER)],
    );
}

#[test]
fn a_drifting_category_is_a_warning() {
    let warned = |template: &Template| {
        let findings = lint(template);
        assert!(findings.iter().all(|finding| finding.warning), "{findings:?}");
        findings.iter().map(|finding| finding.problem.rule.clone()).collect::<Vec<_>>()
    };
    for text in ["Hello {{1}}, get 20% off this week.", "Hello {{1}}, Discounts for you here.", "Hello {{1}}, यह ऑफर देखें अभी।"]
    {
        assert_eq!(warned(&body(text)), ["category-drift"], "{text}");
    }
    assert_eq!(warned(&body("Hello {{1}}, your OTP is on its way.")), ["category-drift"]);
    for text in ["Hello {{1}}, your sales manager calls soon.", "Hello {{1}}, your room is ready now."] {
        assert!(warned(&body(text)).is_empty(), "{text}");
    }
    assert!(warned(&Template { category: Some(words("marketing")), ..body("Hello {{1}}, get 20% off this week.") }).is_empty());
}
