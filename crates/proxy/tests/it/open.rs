//! Opening a thread: by what the CRM has, in one round trip.

use crate::app::{ASHA, App};
use crate::simulated;
use serde_json::{Value, json};
use std::time::Duration;

#[tokio::test]
async fn a_number_without_country_is_read_in_the_tenants_region() {
    let app = App::new().await;
    let first = app.thread().await;
    for text in ["99999 99999", "099999-99999", "+91 (99999) 99999"] {
        assert_eq!(app.open_phone(text).await["thread"]["id"], first, "{text}");
    }
}

#[tokio::test]
async fn everything_that_is_no_address_is_said_at_once() {
    let app = App::new().await;
    let body = json!({"phones": [ASHA, "call me", "12"], "user_ids": [{"channel": "whatsapp", "value": " "}], "name": "x".repeat(513)});
    let answer = app.post("/v1/threads/open", &body).bearer(&app.token()).send().await;
    assert_eq!(answer.refusal(), (422, "invalid-message".to_owned()));
    let paths: Vec<_> = answer.problems().into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["/phones/1", "/phones/2", "/user_ids/0/value", "/name"]);
    let nothing = app.post("/v1/threads/open", &json!({})).bearer(&app.token()).send().await;
    assert_eq!(nothing.problems(), [("/phones".to_owned(), "required".to_owned())]);
    let unknown = app.post("/v1/threads/open", &json!({"phone": ASHA})).bearer(&app.token()).send().await;
    assert_eq!(unknown.refusal().0, 400);
}

#[tokio::test]
async fn a_thread_is_there_before_the_first_message() {
    let app = App::new().await;
    let snapshot = app.open().await;
    assert_eq!(snapshot["messages"], json!([]));
    assert_eq!(snapshot["channels"][0]["window"], json!({"state": "closed"}));
    assert_eq!(app.open().await["thread"]["id"], snapshot["thread"]["id"]);
}

#[tokio::test]
async fn the_window_closes_a_day_after_the_last_word() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let open = json!({"state": "open", "closes_at": "2026-11-21T08:00:00Z"});
    assert_eq!(app.open().await["channels"][0]["window"], open);
    app.clock.advance(Duration::from_millis(86_400_000 - 1));
    assert_eq!(app.open().await["channels"][0]["window"], open);
    app.clock.advance(Duration::from_millis(1));
    let closed = json!({"state": "closed", "closed_at": "2026-11-21T08:00:00Z"});
    assert_eq!(app.open().await["channels"][0]["window"], closed);
}

#[tokio::test]
async fn two_accounts_of_a_channel_each_say_what_they_carry() {
    let viber = simulated::of("line-viber").toml("https://provider.example");
    let for_transactions = viber.replace("line-viber", "line-bills").replace("options = {  }", "options = { purpose = \"transaction\" }");
    let app = App::with_accounts(&[viber, for_transactions].concat()).await;
    let snapshot = app.open().await;
    let thread = snapshot["thread"]["id"].as_str().unwrap();
    let carries = |slug: &str| {
        let channels = snapshot["channels"].as_array().unwrap();
        channels.iter().find(|channel| channel["account"] == slug).unwrap()["capabilities"]["content"].clone()
    };
    assert_eq!(carries("line-bills"), json!(["text", "buttons", "carousel"]));
    assert!(carries("line-viber").as_array().unwrap().contains(&json!("image")));
    let picture = json!({"type": "image", "media": {"id": "md_01K"}});
    let body: Value = json!({"client_id": "c-1", "channel": "viber", "account": "line-bills", "content": picture});
    let refused = app.post(&format!("/v1/threads/{thread}/messages"), &body).bearer(&app.token()).send().await;
    assert!(refused.problems().contains(&("/content/type".to_owned(), "unsupported-content".to_owned())), "{}", refused.text());
}
