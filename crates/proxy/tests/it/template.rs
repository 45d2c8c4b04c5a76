//! Templates: the registry, the picker's list, and sending one while the window is closed.

mod at_provider;
mod kind;

use crate::app::App;
use serde_json::{Value, json};

fn definition(name: &str, status: &str) -> Value {
    json!({
        "name": name, "language": "en", "category": "UTILITY", "status": status,
        "components": [
            {"type": "BODY", "text": "Hello {{1}}, your order {{2}} is ready.", "example": {"body_text": [["Asha", "42"]]}},
            {"type": "FOOTER", "text": "Acme"},
        ],
    })
}

async fn put(app: &App, body: &Value) -> (u16, Value) {
    let answer = app.post("/v1/templates/known?account=acme-wa", body).bearer(&app.token()).send().await;
    (answer.status, answer.json())
}

fn sending(name: &str, values: Value) -> Value {
    json!({"type": "template", "name": name, "language": "en", "values": values})
}

fn words(text: &str) -> Value {
    json!({"type": "text", "text": text})
}

#[tokio::test]
async fn definitions_are_taken_one_or_many_and_listed() {
    let app = App::new().await;
    let (status, taken) = put(&app, &definition("order_ready", "APPROVED")).await;
    assert_eq!((status, &taken["templates"][0]["name"]), (200, &json!("order_ready")));
    let (_, taken) = put(&app, &json!([definition("a_first", "PENDING"), definition("order_ready", "PAUSED")])).await;
    assert_eq!(taken["templates"].as_array().unwrap().len(), 2);
    let list = async |query: &str| -> Vec<(String, String)> {
        let answer = app.get(&format!("/v1/templates{query}")).bearer(&app.token()).send().await.json();
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        answer["templates"].as_array().unwrap().iter().map(|it| (word(&it["name"]), word(&it["status"]))).collect()
    };
    let both = [("a_first".to_owned(), "pending".to_owned()), ("order_ready".to_owned(), "paused".to_owned())];
    assert_eq!(list("").await, both);
    assert_eq!(list("?account=acme-wa&language=en&q=ready&status=paused").await, both[1..]);
    assert_eq!(list("?language=hi").await, []);
    let theirs = app.get("/v1/templates").bearer(&app.globex_token()).send().await.json();
    assert_eq!(theirs["templates"], json!([]));
}

#[tokio::test]
async fn a_list_with_faults_is_refused_whole() {
    let app = App::new().await;
    let answer =
        app.post("/v1/templates/known", &json!([definition("good", "APPROVED"), {"name": "bad"}, 7])).bearer(&app.token()).send().await;
    assert_eq!(answer.refusal(), (422, "invalid-message".to_owned()));
    assert_eq!(answer.problems().into_iter().map(|(path, _)| path).collect::<Vec<_>>(), ["/1", "/2"]);
    let listed = app.get("/v1/templates").bearer(&app.token()).send().await.json();
    assert_eq!(listed["templates"], json!([]));
    let foreign = app.post("/v1/templates/known?account=globex-wa", &json!([])).bearer(&app.token()).send().await;
    assert_eq!(foreign.refusal().0, 400);
}

#[tokio::test]
async fn an_approved_template_goes_out_filled_while_the_window_is_closed() {
    let app = App::new().await;
    put(&app, &definition("order_ready", "APPROVED")).await;
    let answer = app.reply("c-1", sending("order_ready", json!({"body.1": words("Asha"), "body.2": words("42")}))).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    let parts = &answer.json()["content"]["parts"];
    assert_eq!(parts["body"], "Hello Asha, your order 42 is ready.");
    assert_eq!(parts["footer"], "Acme");
    app.settled().await;
    assert!(format!("{:?}", app.provider.requests()[0].body).contains("order_ready"));
}

#[tokio::test]
async fn a_client_cannot_write_its_own_parts() {
    let app = App::new().await;
    put(&app, &definition("order_ready", "APPROVED")).await;
    let mut content = sending("order_ready", json!({"body.1": words("Asha"), "body.2": words("42")}));
    content["parts"] = json!({"body": "Something else", "header": {"type": "image", "media": {"id": "md_foreign"}}});
    let answer = app.reply("c-1", content).await;
    assert_eq!(answer.json()["content"]["parts"]["body"], "Hello Asha, your order 42 is ready.");
    app.settled().await;
}

#[tokio::test]
async fn values_are_judged_all_at_once_and_only_an_approved_one_is_sent() {
    let app = App::new().await;
    put(&app, &json!([definition("order_ready", "APPROVED"), definition("paused", "PAUSED")])).await;
    let answer = app.reply("c", sending("order_ready", json!({"body.2": words("a\nb"), "body.9": words("x")}))).await;
    assert_eq!(answer.refusal(), (422, "invalid-message".to_owned()));
    let paths: Vec<_> = answer.problems().into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["/content/values/body.1", "/content/values/body.2", "/content/values/body.9"]);
    let full = json!({"body.1": words("Asha"), "body.2": words("42")});
    for name in ["paused", "nowhere"] {
        assert_eq!(app.reply("c", sending(name, full.clone())).await.refusal(), (409, "template-not-approved".to_owned()), "{name}");
    }
}

#[tokio::test]
async fn what_meta_would_refuse_is_said_before_anybody_is_asked() {
    let app = App::new().await;
    let wrong = json!({"name": "Sale!", "language": "english", "category": "utility", "body": "{{1}} now {{3}}",
        "buttons": [{"type": "url", "text": "Go", "url": "ftp://x"}]});
    let answer = app.post("/v1/templates?account=acme-wa", &wrong).bearer(&app.token()).send().await;
    assert_eq!(answer.refusal(), (422, "invalid-message".to_owned()));
    let paths: std::collections::BTreeSet<String> = answer.problems().into_iter().map(|(path, _)| path).collect();
    for path in ["/name", "/language", "/body", "/buttons/0/url"] {
        assert!(paths.contains(path), "{path}: {paths:?}");
    }
    let findings = answer.json()["findings"].as_array().unwrap().clone();
    let edge = findings.iter().find(|finding| finding["problem"]["rule"] == "edge").unwrap();
    assert_eq!(edge["code"], 2_388_299, "the code that Meta would give");
    assert!(app.provider.requests().is_empty());
}

#[tokio::test]
async fn an_answer_that_never_came_is_told_as_unknown() {
    let app = App::new().await;
    app.provider.play(proxy::transport::Played::Fail(proxy::transport::TransportError::Unknown("cut".to_owned())));
    let template = json!({"name": "hello", "language": "en", "category": "utility", "body": "Hello there."});
    let answer = app.post("/v1/templates?account=acme-wa", &template).bearer(&app.token()).send().await;
    assert_eq!(answer.refusal(), (503, "provider-down".to_owned()));
    assert!(answer.json()["title"].as_str().unwrap().contains("Nobody knows"));
    let listed = app.get("/v1/templates").bearer(&app.token()).send().await.json();
    assert_eq!(listed["templates"], json!([]));
}

#[tokio::test]
async fn what_was_begun_is_kept_although_nobody_waits_for_it() {
    let app = App::new().await;
    let (go, gone) = tokio::sync::oneshot::channel();
    app.provider.play(proxy::transport::Played::Wait(gone, 200, br#"{"id":"268e8b65-59a2-45df-9006-bd4b2aedbfdc"}"#.to_vec()));
    let template = json!({"name": "hello", "language": "en", "category": "utility", "body": "Hello there."});
    let request = tokio::spawn(app.post("/v1/templates?account=acme-wa", &template).bearer(&app.token()).send());
    app.provider.asked(1).await;
    request.abort();
    assert!(request.await.is_err_and(|error| error.is_cancelled()));
    go.send(()).unwrap();
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while app.get("/v1/templates").bearer(&app.token()).send().await.json()["templates"] == json!([]) {
        assert!(std::time::Instant::now() < deadline, "the provider has it and nobody here knows");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn more_than_a_provider_can_be_asked_for_at_once_is_refused() {
    let app = App::new().await;
    let template = json!({"name": "hello", "language": "en", "category": "utility", "body": "Hello there."});
    let answer = app.post("/v1/templates?account=acme-wa", &json!(vec![template; 101])).bearer(&app.token()).send().await;
    assert_eq!(answer.refusal(), (400, "bad-request".to_owned()));
    assert!(app.provider.requests().is_empty());
}
