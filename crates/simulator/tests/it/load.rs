//! The load generator counts what the receiver really took.

use std::collections::HashSet;

use serde_json::json;

use crate::app::App;

#[tokio::test]
async fn every_webhook_is_posted_once_and_signed() {
    let app = App::start().await;
    let outcome = app.post("/_control/load", json!({"account": "acme", "webhooks": 500, "concurrency": 8, "phones": 20})).await;
    assert_eq!((&outcome["accepted"], &outcome["failed"]), (&json!(500), &json!(0)));
    assert!(outcome["seconds"].as_f64().unwrap() > 0.0 && outcome["p99_ms"].as_f64() >= outcome["p50_ms"].as_f64());
    let messages = app.sink.messages();
    let ids: HashSet<_> = messages.iter().map(|m| m["id"].to_string()).collect();
    let phones: HashSet<_> = messages.iter().map(|m| m["from"].to_string()).collect();
    assert_eq!((messages.len(), ids.len(), phones.len()), (500, 500, 20));
    assert!(
        app.sink.got().iter().all(|g| g.signature == simulator::signature::sign(simulator::signature::Form::Prefixed, "partner", &g.raw))
    );
}

#[tokio::test]
async fn refusals_are_counted_and_pace_is_kept() {
    let app = App::start().await;
    app.sink.answer_next(&[503; 10]);
    let order = json!({"account": "acme", "webhooks": 50, "concurrency": 4, "per_second": 200});
    let outcome = app.post("/_control/load", order).await;
    assert_eq!((&outcome["accepted"], &outcome["failed"]), (&json!(40), &json!(10)));
    assert!(outcome["seconds"].as_f64().unwrap() > 0.2, "{outcome}");
}
