//! Templates: what may be created, what may be filled in, and what Meta makes of them.

mod review;

use reqwest::Method;
use serde_json::{Value, json};

use crate::app::App;

fn definition(name: &str, status: &str) -> Value {
    json!({"name": name, "language": "en", "category": "UTILITY", "status": status, "components": [
        {"type": "HEADER", "format": "IMAGE"},
        {"type": "BODY", "text": "Dear {{1}}, your order {{2}} is ready."},
        {"type": "FOOTER", "text": "Acme"},
        {"type": "BUTTONS", "buttons": [
            {"type": "QUICK_REPLY", "text": "Thanks"},
            {"type": "URL", "text": "Track", "url": "https://example.com/t/{{1}}"},
            {"type": "COPY_CODE", "example": "SAVE10"},
        ]},
    ]})
}

type Change = fn(&mut Filled);

struct Filled {
    header: Value,
    body: Vec<Value>,
    buttons: Vec<Value>,
}

impl Filled {
    fn new() -> Self {
        Self {
            header: json!({"type": "image", "image": {"link": "https://example.com/a.png"}}),
            body: vec![json!({"type": "text", "text": "Asha"}), json!({"type": "text", "text": "A-17"})],
            buttons: vec![
                json!({"type": "button", "sub_type": "url", "index": "1", "parameters": [{"type": "text", "text": "A-17"}]}),
                json!({"type": "button", "sub_type": "copy_code", "index": 2, "parameters": [{"type": "coupon_code", "coupon_code": "SAVE10"}]}),
            ],
        }
    }

    fn send(&self, name: &str, language: &str) -> Value {
        let mut components = vec![json!({"type": "header", "parameters": [self.header]}), json!({"type": "body", "parameters": self.body})];
        components.extend(self.buttons.clone());
        json!({"name": name, "language": {"code": language}, "components": components})
    }
}

#[tokio::test]
async fn only_an_approved_template_in_its_own_language_goes_out() {
    let app = App::start().await;
    let all: Vec<Value> =
        ["APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED"].iter().map(|s| definition(&s.to_lowercase(), s)).collect();
    app.put("/_control/templates/acme", json!(all)).await;
    for (name, language, code) in [
        ("approved", "en", 0),
        ("approved", "en_US", 132_001),
        ("nobody", "en", 132_001),
        ("pending", "en", 132_001),
        ("rejected", "en", 132_001),
        ("paused", "en", 132_015),
        ("disabled", "en", 132_016),
    ] {
        assert_eq!(app.code("template", Filled::new().send(name, language)).await, code, "{name} {language}");
    }
    let phone = app.phone().await;
    let rendered = &phone["messages"][0]["content"]["rendered"];
    assert_eq!(rendered["body"], "Dear Asha, your order A-17 is ready.");
    assert_eq!(rendered["buttons"][1]["url"], "https://example.com/t/A-17");
    assert_eq!(rendered["buttons"][2]["code"], "SAVE10");
}

#[tokio::test]
async fn each_value_is_judged_in_its_place() {
    let app = App::start().await;
    app.put("/_control/templates/acme", definition("ready", "APPROVED")).await;
    let cases: [(&str, i64, Change); 13] = [
        ("one value too few", 132_000, |f| drop(f.body.pop())),
        ("one too many", 132_000, |f| f.body.push(json!({"type": "text", "text": "x"}))),
        ("a document for an image", 132_012, |f| f.header = json!({"type": "document", "document": {"link": "https://example.com/a.pdf"}})),
        ("an image for a text", 132_012, |f| f.body[0] = json!({"type": "image", "image": {}})),
        ("an empty value", 131_008, |f| f.body[0] = json!({"type": "text", "text": ""})),
        ("a new line", 132_018, |f| f.body[0] = json!({"type": "text", "text": "a\nb"})),
        ("five spaces", 132_018, |f| f.body[0] = json!({"type": "text", "text": "a     b"})),
        ("too long when filled", 132_005, |f| f.body[0] = json!({"type": "text", "text": "x".repeat(1000)})),
        ("no value for the url", 131_008, |f| drop(f.buttons.remove(0))),
        ("a button that is not there", 132_018, |f| f.buttons[0]["index"] = json!("3")),
        ("another kind of button", 132_018, |f| f.buttons[0]["index"] = json!("0")),
        ("sub_type misspelt as in the seed", 131_008, |f| drop(f.buttons[0].as_object_mut().unwrap().remove("sub_type"))),
        ("a code of 16", 132_018, |f| f.buttons[1]["parameters"][0]["coupon_code"] = json!("X".repeat(16))),
    ];
    for (what, code, change) in cases {
        let mut filled = Filled::new();
        change(&mut filled);
        assert_eq!(app.code("template", filled.send("ready", "en")).await, code, "{what}");
    }
}

#[tokio::test]
async fn named_values_come_in_any_order() {
    let app = App::start().await;
    let components = json!([{"type": "BODY", "text": "Dear {{first_name}}, see you on {{day}}!"}]);
    app.put("/_control/templates/acme", json!({"name": "named", "language": "en", "category": "UTILITY", "components": components})).await;
    let named = |name: &str, text: &str| json!({"type": "text", "parameter_name": name, "text": text});
    let send =
        |values: Vec<Value>| json!({"name": "named", "language": {"code": "en"}, "components": [{"type": "body", "parameters": values}]});
    assert_eq!(app.code("template", send(vec![named("day", "Monday"), named("first_name", "Asha")])).await, 0);
    assert_eq!(app.phone().await["messages"][0]["content"]["rendered"]["body"], "Dear Asha, see you on Monday!");
    assert_eq!(app.code("template", send(vec![named("day", "Monday"), named("name", "Asha")])).await, 100);
}

#[tokio::test]
async fn a_definition_is_judged_at_creation() {
    let app = App::start().await;
    let make = |name: &str, components: Value| json!({"name": name, "language": "en", "category": "UTILITY", "components": components});
    let body = |text: &str| json!([{"type": "BODY", "text": text, "example": {"body_text": [["a", "b"]]}}]);
    let quick = json!({"type": "QUICK_REPLY", "text": "Yes"});
    let call = json!({"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+911234567890"});
    let cases = [
        ("ok", make("ok", body("Dear {{1}}, hello")), 200),
        ("the same again", make("ok", body("Dear {{1}}, hello")), 424),
        ("capitals", make("Ok", body("Hello")), 424),
        ("variable at the end", make("a", body("Hello {{1}}")), 424),
        ("a gap in the numbers", make("b", body("Dear {{1}} and {{3}}!")), 424),
        ("no example", make("c", json!([{"type": "BODY", "text": "Dear {{1}}!"}])), 424),
        ("1025 units", make("d", body(&"x".repeat(1025))), 424),
        (
            "quick replies apart",
            make("e", json!([{"type": "BODY", "text": "x"}, {"type": "BUTTONS", "buttons": [quick, call, quick]}])),
            424,
        ),
        ("no body", make("f", json!([{"type": "FOOTER", "text": "x"}])), 424),
        ("no category", json!({"name": "g", "language": "en", "components": []}), 400),
    ];
    for (what, definition, expected) in cases {
        let (status, answer) = app.api(Method::POST, "/templates", definition).await;
        assert_eq!(status, expected, "{what}: {answer}");
        if expected == 424 {
            assert!(answer["meta"]["code"].is_i64() && answer["message"].is_string(), "{answer}");
        }
    }
}
