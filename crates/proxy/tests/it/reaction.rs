//! An agent's emoji on a message.

use crate::app::{App, RAVI, now, text_webhook};
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn an_emoji_goes_out_and_stands_on_the_message() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let id = app.messages().await[0].id.to_string();
    let path = app.path("reactions").await;
    let answer = app.post(&path, &json!({"message_id": id, "emoji": "👍🏽"})).bearer(&app.token()).send().await;
    assert_eq!(answer.status, 204, "{}", answer.text());
    app.settled().await;
    assert_eq!(app.messages().await[0].reactions[0].emoji, "👍🏽");
    assert!(format!("{:?}", app.provider.requests()[0].body).contains("wamid.1"));
    let away = app.post(&path, &json!({"message_id": id, "emoji": ""})).bearer(&app.token()).send().await;
    assert_eq!(away.status, 204);
    app.settled().await;
    assert!(app.messages().await[0].reactions.is_empty());
}

#[tokio::test]
async fn words_foreign_messages_and_a_closed_window_are_refused() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    app.hook(text_webhook(RAVI, "wamid.2", "I am Ravi", now())).await;
    let ravis = app.open_phone(RAVI).await["messages"][0]["id"].clone();
    let path = app.path("reactions").await;
    let answer = app.post(&path, &json!({"message_id": ravis, "emoji": "ok"})).bearer(&app.token()).send().await;
    let paths: Vec<_> = answer.problems().into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["/emoji", "/message_id"]);
    let own = app.messages().await[0].id.to_string();
    app.clock.advance(Duration::from_secs(86_400));
    let late = app.post(&path, &json!({"message_id": own, "emoji": "👍"})).bearer(&app.token()).send().await;
    assert_eq!(late.refusal(), (409, "window-closed".to_owned()));
}
