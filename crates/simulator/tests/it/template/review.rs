//! What Meta decides about templates, and who hears of it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{App, NUMBER, PHONE};

fn utility(name: &str, body: &str) -> Value {
    json!({"name": name, "language": "en", "category": "UTILITY", "components": [
        {"type": "BODY", "text": body, "example": {"body_text": [["Asha", "42"]]}},
    ]})
}

/// What was told of templates, as field and value.
fn told<'a>(webhooks: &'a [Value], of: &str, keys: &[&str]) -> Vec<Vec<&'a str>> {
    let of_it = webhooks.iter().filter(|one| one["message_template_name"] == of);
    let words = |one: &'a Value| keys.iter().filter_map(|key| one[*key].as_str()).collect();
    of_it.map(words).collect()
}

const KEYS: [&str; 6] = ["event", "reason", "previous_quality_score", "new_quality_score", "previous_category", "new_category"];

#[tokio::test]
async fn each_verdict_is_told_with_its_reason() {
    let app = App::start().await;
    let keeps = json!({"allow_category_change": false});
    let cases: [(&str, &str, &Value, &[&[&str]]); 7] = [
        ("ready", "Dear {{1}}, your order {{2}} is ready.", &Value::Null, &[&["APPROVED", "NONE"]]),
        ("cards", "Please send us your card number today.", &Value::Null, &[&["REJECTED", "SCAM"]]),
        ("games", "Our casino is open again, come in.", &Value::Null, &[&["REJECTED", "ABUSIVE_CONTENT"]]),
        ("hindi", "आपका ऑर्डर तैयार है।", &Value::Null, &[&["REJECTED", "TAG_CONTENT_MISMATCH"]]),
        ("empty", "Hi {{1}} {{2}} bye.", &Value::Null, &[&["REJECTED", "INVALID_FORMAT"]]),
        ("advert", "Take 20% off your next room.", &Value::Null, &[&["UTILITY", "MARKETING"], &["APPROVED", "NONE"]]),
        ("stays", "Take 20% off your next room.", &keeps, &[&["REJECTED", "INCORRECT_CATEGORY"]]),
    ];
    for (name, body, more, _) in cases {
        let mut template = utility(name, body);
        template.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        let (status, answer) = app.api(Method::POST, "/templates", template).await;
        assert_eq!(status, 200, "{name}: {answer}");
    }
    app.idle().await;
    let taken = app.sink.taken();
    for (name, _, _, words) in cases {
        assert_eq!(told(&taken, name, &KEYS), words, "{name}");
    }
    assert!(taken.iter().all(|one| one["businessPhoneNumber"] == NUMBER && one["message_template_id"].is_u64()));
    let kept = app.get("/_control/templates/acme").await;
    assert_eq!((&kept[5]["category"], &kept[5]["status"]), (&json!("MARKETING"), &json!("APPROVED")));
    assert_eq!(kept[1]["rejected_reason"], "SCAM");
}

#[tokio::test]
async fn reports_cost_a_template_its_quality_and_at_last_its_leave_to_be_sent() {
    let app = App::start().await;
    app.put("/_control/templates/acme", utility("ready", "Dear {{1}}, your order {{2}} is ready.")).await;
    let words = ["Asha", "42"].map(|text| json!({"type": "text", "text": text}));
    let ready = json!({"name": "ready", "language": {"code": "en"}, "components": [{"type": "body", "parameters": words}]});
    assert_eq!(app.code("template", ready.clone()).await, 0);
    let id = app.phone().await["messages"][0]["id"].as_str().unwrap().to_owned();
    for _ in 0..4 {
        app.post(&format!("/_control/phones/{PHONE}/reports"), json!({"message_id": id})).await;
    }
    app.idle().await;
    assert_eq!(told(&app.sink.taken(), "ready", &KEYS), [vec!["GREEN", "YELLOW"], vec!["YELLOW", "RED"], vec!["PAUSED", "NONE"]]);
    assert_eq!(app.code("template", ready).await, 132_015);
    let unknown = app.call(Method::POST, &format!("/_control/phones/{PHONE}/reports"), &json!({"message_id": "wamid.none"})).await;
    assert_eq!(unknown.0, 404);
}

#[tokio::test]
async fn each_provider_tells_it_in_its_own_form_or_not_at_all() {
    let app = App::start().await;
    for (slug, provider) in [("red", "redington"), ("tyn", "tyntec"), ("exo", "exotel")] {
        let options = json!({"waba_id": "1", "project_id": "p1", "account_sid": "acme1"});
        app.account(slug, json!({"provider": provider, "number": NUMBER, "token": format!("key:{slug}"), "options": options})).await;
    }
    let made = json!({"name": "news", "label": "News", "text": "Your casino is open now.", "sample_text": "Your casino is open now.",
        "type": "TEXT", "category": "UTILITY", "language": "English"});
    let path = "/redington/project-apis/v1/project/p1/wa_template";
    assert_eq!(app.keyed(Method::POST, path, ("x-project-api-pwd", "key:red"), &made).await.0, 200);
    let made = json!({"name": "news", "category": "UTILITY", "localizations": [{"language": "en", "components": [{"type": "BODY", "text": "Take 20% off."}]}]});
    let path = "/tyntec/conversations/v3/channels/whatsapp/accounts/1/templates";
    assert_eq!(app.keyed(Method::POST, path, ("apikey", "key:tyn"), &made).await.0, 201);
    let made = json!({"whatsapp": {"templates": [{"template": utility("news", "Your order is ready.")}]}});
    let basic = format!("Basic {}", STANDARD.encode("key:exo"));
    let path = "/exotel/v2/accounts/acme1/templates?waba_id=1";
    assert_eq!(app.keyed(Method::POST, path, ("authorization", &basic), &made).await.0, 200);
    app.idle().await;
    assert_eq!(app.get("/_control/templates/exo").await[0]["status"], "APPROVED");
    let taken = app.sink.taken();
    let red = taken.iter().find(|one| one["topic"] == "wa_template.status.updated").unwrap();
    let shown = &red["data"]["wa_template"];
    assert_eq!(
        (&shown["name"], &shown["status"], &shown["rejected_reason"]),
        (&json!("news"), &json!("REJECTED"), &json!("ABUSIVE_CONTENT"))
    );
    let tyn: Vec<_> = taken.iter().filter(|one| one["entity"]["type"] == "TEMPLATE").map(|one| one["changedValue"].clone()).collect();
    assert_eq!(
        tyn,
        [
            json!({"property": "category", "newValue": "MARKETING", "oldValue": "UTILITY"}),
            json!({"property": "status", "newValue": "APPROVED", "oldValue": "PENDING"}),
        ]
    );
    assert_eq!(taken.len(), 3, "Exotel's document has no such webhook: {taken:?}");
}
