//! What goes wrong on request, and that it goes wrong the same way again.

use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{App, PHONE};

fn outcomes(journal: &[Value], kind: &str) -> Vec<(Value, Value)> {
    journal.iter().filter(|e| e["kind"] == kind).map(|e| (e["outcome"].clone(), e["attempt"].clone())).collect()
}

#[tokio::test]
async fn a_dropped_webhook_is_tried_again_until_it_arrives() {
    let app = App::start().await;
    app.put("/_control/faults", json!({"seed": 3, "webhook": {"drop": 0.5}})).await;
    for i in 0..12 {
        app.say(json!({"type": "text", "text": {"body": format!("{i}")}})).await;
    }
    while app.get("/_control/idle?ms=300").await["idle"] != true {
        app.post("/_control/retry", json!({})).await;
    }
    let journal = outcomes(&app.journal().await, "webhook");
    assert!(journal.iter().any(|(outcome, _)| outcome == "dropped"));
    assert!(journal.iter().any(|(outcome, attempt)| outcome == "accepted" && *attempt != json!(1)));
    let mut bodies: Vec<u32> = app.sink.messages().iter().map(|m| m["text"]["body"].as_str().unwrap().parse().unwrap()).collect();
    bodies.sort_unstable();
    assert_eq!(bodies, (0..12).collect::<Vec<_>>(), "each once");
}

#[tokio::test]
async fn a_refused_webhook_comes_again_on_the_schedule() {
    let app = App::start().await;
    app.sink.answer_next(&[503, 500]);
    let id = app.say(json!({"type": "text", "text": {"body": "hi"}})).await;
    app.idle().await;
    let answers: Vec<u16> = app.sink.got().iter().map(|g| g.answered).collect();
    assert_eq!(answers, [503, 500, 200]);
    let raws: Vec<_> = app.sink.got().into_iter().map(|g| (g.raw, g.signature)).collect();
    assert!(raws.windows(2).all(|pair| pair[0] == pair[1]), "the same bytes, the same signature");
    let journal = app.journal().await;
    assert!(journal.iter().all(|e| e["wamid"] == id.as_str()));
    let steps: Vec<_> = journal.iter().map(|e| (e["outcome"].as_str().unwrap(), e["attempt"].as_u64().unwrap())).collect();
    assert_eq!(steps, [("refused", 1), ("refused", 2), ("accepted", 3)]);
    let waited = journal[2]["at"].as_i64().unwrap() - journal[0]["at"].as_i64().unwrap();
    assert!(waited >= 1200, "200 ms and 1 s, but {waited} ms");
}

#[tokio::test]
async fn while_the_business_is_down_nothing_overtakes() {
    let app = App::start().await;
    let account = |url: &str| json!({"number": crate::app::NUMBER, "token": crate::app::TOKEN, "webhook_url": url});
    app.put("/_control/accounts/acme", account("http://127.0.0.1:9/hook")).await;
    for i in 0..3 {
        app.say(json!({"type": "text", "text": {"body": format!("{i}")}})).await;
    }
    assert_eq!(app.get("/_control/idle?ms=50").await["idle"], false);
    app.put("/_control/accounts/acme", account(&app.sink.url)).await;
    while app.get("/_control/idle?ms=100").await["idle"] != true {
        app.post("/_control/retry", json!({})).await;
    }
    let bodies: Vec<_> = app.sink.messages().iter().map(|m| m["text"]["body"].clone()).collect();
    assert_eq!(bodies, ["0", "1", "2"]);
}

#[tokio::test]
async fn doubles_are_the_same_bytes_twice() {
    let app = App::start().await;
    app.put("/_control/faults", json!({"seed": 1, "webhook": {"double": 1.0}})).await;
    app.say(json!({"type": "text", "text": {"body": "hi"}})).await;
    app.idle().await;
    let got = app.sink.got();
    assert_eq!(got.len(), 2);
    assert_eq!(got[0].raw, got[1].raw);
}

#[tokio::test]
async fn reordering_changes_the_order_and_loses_nothing() {
    let app = App::start().await;
    app.put("/_control/faults", json!({"seed": 5, "webhook": {"reorder": 0.5}})).await;
    for i in 0..10 {
        app.say(json!({"type": "text", "text": {"body": format!("{i}")}})).await;
    }
    app.idle().await;
    let bodies: Vec<String> = app.sink.messages().iter().map(|m| m["text"]["body"].as_str().unwrap().to_owned()).collect();
    let straight: Vec<String> = (0..10).map(|i| i.to_string()).collect();
    let mut sorted = bodies.clone();
    sorted.sort();
    assert_eq!(sorted, straight);
    assert_ne!(bodies, straight);
}

#[tokio::test]
async fn a_damaged_body_comes_before_the_true_one() {
    let app = App::start().await;
    app.put("/_control/faults", json!({"webhook": {"error_body": 1.0}})).await;
    app.say(json!({"type": "text", "text": {"body": "hi"}})).await;
    app.idle().await;
    let got = app.sink.got();
    assert_eq!((got[0].json(), got.len()), (Value::Null, 2));
    assert_eq!(got[1].json()["messages"]["text"]["body"], "hi");
}

#[tokio::test]
async fn the_same_seed_gives_the_same_faults() {
    async fn run(seed: u64) -> (Vec<(Value, Value)>, Vec<(Value, Value)>) {
        let app = App::start().await;
        let api = json!({"too_many": 0.2, "server_error": 0.2});
        app.put("/_control/faults", json!({"seed": seed, "webhook": {"drop": 0.3, "double": 0.3}, "api": api})).await;
        for i in 0..12 {
            let body = json!({"to": PHONE, "type": "text", "text": {"body": format!("{i}")}});
            app.try_api(Method::POST, "/whatsapp-cloud/messages", &body).await.unwrap();
            app.idle().await;
        }
        let journal = app.journal().await;
        (outcomes(&journal, "api"), outcomes(&journal, "webhook"))
    }
    let (first, again, other) = tokio::join!(run(7), run(7), run(8));
    assert_eq!(first.0, again.0);
    let sorted = |mut outcomes: Vec<(Value, Value)>| {
        outcomes.sort_by_key(|(outcome, attempt)| format!("{outcome} {attempt}"));
        outcomes
    };
    assert_eq!(sorted(first.1.clone()), sorted(again.1));
    assert_ne!((first.0, sorted(first.1)), (other.0, sorted(other.1)));
}

#[tokio::test]
async fn too_many_and_broken_do_nothing() {
    let app = App::start().await;
    let body = json!({"to": PHONE, "type": "text", "text": {"body": "hi"}});
    for (fault, status) in [("too_many", 429), ("server_error", 500)] {
        app.put("/_control/faults", json!({"api": {fault: 1.0}})).await;
        assert_eq!(app.api(Method::POST, "/whatsapp-cloud/messages", body.clone()).await.0, status);
        app.idle().await;
        assert!(app.sink.got().is_empty());
        assert_eq!(app.journal().await.last().unwrap()["outcome"], fault);
    }
}

#[tokio::test]
async fn cut_after_accept_accepts_and_cuts_the_connection() {
    let app = App::start().await;
    app.put("/_control/faults", json!({"api": {"cut_after_accept": 1.0}})).await;
    let body = json!({"to": PHONE, "type": "text", "text": {"body": "hi"}, "metaData": {"custom_callback_data": "mine"}});
    let answer = app.try_api(Method::POST, "/whatsapp-cloud/messages", &body).await;
    assert!(answer.is_err(), "no answer may come: {answer:?}");
    app.idle().await;
    assert_eq!(app.sink.words(), ["sent", "delivered"]);
    assert_eq!(app.sink.statuses()[0]["custom_callback_data"], "mine");
    let entry = app.journal().await.into_iter().find(|e| e["kind"] == "api").unwrap();
    assert_eq!((&entry["outcome"], &entry["callback_data"], entry.get("status")), (&json!("cut_after_accept"), &json!("mine"), None));
}

#[tokio::test]
async fn cut_before_accept_does_nothing() {
    let app = App::start().await;
    app.put("/_control/faults", json!({"api": {"cut_before_accept": 1.0}})).await;
    let body = json!({"to": PHONE, "type": "text", "text": {"body": "hi"}});
    assert!(app.try_api(Method::POST, "/whatsapp-cloud/messages", &body).await.is_err());
    app.idle().await;
    assert!(app.sink.got().is_empty());
}

#[tokio::test]
async fn the_next_sends_fail_with_the_codes_asked_for() {
    let app = App::start().await;
    app.put("/_control/faults", json!({"fail_next": [{"code": 131_049}, {"code": 1, "title": "Odd"}]})).await;
    assert_eq!(app.code("text", json!({"body": "one"})).await, 131_049);
    assert_eq!(app.code("text", json!({"body": "two"})).await, 1);
    assert_eq!(app.sink.statuses()[1]["errors"][0]["title"], "Odd");
    assert_eq!(app.code("text", json!({"body": "three"})).await, 0);
}
