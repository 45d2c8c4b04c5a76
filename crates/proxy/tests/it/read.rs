//! What the customer sees of the agent: read, and typing.

use crate::app::App;
use serde_json::json;
use std::future::{Future, poll_fn};
use std::task::Poll;

#[tokio::test]
async fn reading_and_typing_reach_the_provider() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let id = app.messages().await[0].id.to_string();
    let read = app.post(&app.path("read").await, &json!({"up_to": id})).bearer(&app.token()).send().await;
    assert_eq!(read.status, 204, "{}", read.text());
    app.settled().await;
    let typing = app.post(&app.path("typing").await, &json!({})).bearer(&app.token()).send().await;
    assert_eq!(typing.status, 204);
    app.settled().await;
    let asked = app.provider.requests();
    assert_eq!(asked.len(), 2);
    assert!(asked.iter().all(|request| request.url.contains("wamid.1")), "{asked:?}");
}

#[tokio::test]
async fn what_was_kept_leaves_though_who_asked_has_hung_up() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let up_to = app.messages().await[0].id.to_string();
    let path = app.path("read").await;
    let mut asked = Box::pin(app.post(&path, &json!({"up_to": up_to})).bearer(&app.token()).send());
    while app.left().await == 0 && poll_fn(|context| Poll::Ready(asked.as_mut().poll(context).is_pending())).await {
        tokio::task::yield_now().await;
    }
    drop(asked);
    app.settled().await;
    assert_eq!(app.provider.requests().len(), 1);
}

#[tokio::test]
async fn typing_in_an_empty_thread_says_nothing() {
    let app = App::new().await;
    let typing = app.post(&app.path("typing").await, &json!({})).bearer(&app.token()).send().await;
    assert_eq!(typing.status, 204);
    app.settled().await;
    assert!(app.provider.requests().is_empty());
}

#[tokio::test]
async fn only_what_the_customer_wrote_can_be_read() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let ours = app.reply("c-1", json!({"type": "text", "body": "x"})).await.json()["id"].clone();
    for id in [ours, json!("ms_nothing")] {
        let answer = app.post(&app.path("read").await, &json!({"up_to": id})).bearer(&app.token()).send().await;
        assert_eq!(answer.problems(), [("/up_to".to_owned(), "unknown-message".to_owned())]);
    }
    app.settled().await;
}
