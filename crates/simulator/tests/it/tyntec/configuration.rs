//! Where callbacks go, and which of them.

use reqwest::Method;
use serde_json::{Value, json};

use super::{NUMBER, call, events, send, start, whatsapp};

#[tokio::test]
async fn callbacks_are_configured_and_filtered() {
    let app = start().await;
    let other = crate::sink::Sink::start().await;
    let number = NUMBER.trim_start_matches('+');
    let path = format!("/configurations/channels/whatsapp/phone-numbers/{number}/callbacks");
    let callback = |url: &str| json!({"callbackVersion": "2.11", "inboundMessageUrl": url, "messageStatusUrl": url, "eventFilter": ["MessageStatus::delivered"]});
    let (status, shown) = call(&app, Method::PUT, &path, callback(&other.url)).await;
    assert_eq!((status, &shown["channel"], &shown["id"]["phoneNumber"]), (200, &json!("whatsapp"), &json!(number)));
    assert_eq!(shown["callback"], callback(&other.url));
    assert_eq!(call(&app, Method::PUT, &path, callback("http://example.com/")).await.0, 400);
    assert_eq!(call(&app, Method::GET, "/configurations/channels/whatsapp/phone-numbers/1", Value::Null).await.0, 403);
    assert_eq!(call(&app, Method::GET, "/configurations/channels/viber/service-ids/4711", Value::Null).await.0, 200);
    send(&app, whatsapp(json!({"contentType": "text", "text": "hi"}))).await;
    app.tell("wa", json!({"type": "text", "text": {"body": "hi"}})).await;
    app.idle().await;
    let mut names: Vec<Value> = other.taken().iter().map(|e| e["event"].clone()).collect();
    names.sort_by_key(Value::to_string);
    assert_eq!(names, ["MessageStatus::delivered", "MoMessage"]);
    assert!(events(&app).is_empty());
}
