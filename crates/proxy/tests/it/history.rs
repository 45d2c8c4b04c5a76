//! Older pages: every message once, in the order of people.

use crate::app::{ASHA, App, text_webhook};
use axum::http::header;
use proxy::clock::Clock;
use serde_json::Value;

#[tokio::test]
async fn pages_join_without_loss_or_double() {
    let app = App::new().await;
    let start = app.clock.now();
    for number in 0..120 {
        let at = start.plus_millis(-1000 * i64::from(200 - number));
        app.hook(text_webhook(ASHA, &format!("wamid.{number}"), &number.to_string(), at)).await;
    }
    let snapshot = app.open().await;
    let path = app.path("messages").await;
    let bodies = |page: &Value| -> Vec<String> {
        page["messages"].as_array().unwrap().iter().map(|it| it["content"]["body"].as_str().unwrap().to_owned()).collect()
    };
    let mut seen = bodies(&snapshot);
    assert_eq!(seen.len(), 50);
    let mut older = snapshot["older"].clone();
    while let Some(cursor) = older.as_str() {
        let answer = app.get(&format!("{path}?before={cursor}&limit=30")).bearer(&app.token()).send().await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let page = answer.json();
        let mut earlier = bodies(&page);
        assert!(earlier.len() <= 30);
        earlier.append(&mut seen);
        seen = earlier;
        older = page["older"].clone();
    }
    assert_eq!(seen, (0..120).map(|number| number.to_string()).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_limit_that_is_none_is_named_also_to_a_browser() {
    let app = App::new().await;
    let path = app.path("messages").await;
    for coding in ["identity", "gzip, br"] {
        let call = app.get(&format!("{path}?limit=-1")).bearer(&app.token()).with(header::ACCEPT_ENCODING, coding);
        let answer = call.send().await;
        assert_eq!(answer.refusal(), (400, "bad-request".to_owned()));
        assert!(answer.json()["detail"].as_str().unwrap().contains("limit"), "{}", answer.text());
    }
}
