//! What became of a message: its status, and its events.

use reqwest::Method;
use serde_json::{Value, json};

use super::{NUMBER, call, send, start, whatsapp, words};
use crate::app::PHONE;

#[tokio::test]
async fn a_message_tells_its_status_and_its_events() {
    let app = start().await;
    app.put(&format!("/_control/phones/{PHONE}"), json!({"last_inbound_at": {NUMBER: 0}})).await;
    let (_, answer) = send(&app, whatsapp(json!({"contentType": "text", "text": "hi"}))).await;
    let id = answer["messageId"].as_str().unwrap();
    assert_eq!(call(&app, Method::GET, &format!("/messages/{id}/status"), Value::Null).await.1["messageId"], id);
    app.idle().await;
    let (_, status) = call(&app, Method::GET, &format!("/messages/{id}/status"), Value::Null).await;
    assert_eq!(status["status"], "failed");
    let (_, list) = call(&app, Method::GET, &format!("/messages/{id}/events"), Value::Null).await;
    let list = list["events"].as_array().unwrap();
    assert_eq!(list[1]["event"], "MessageStatus::channelFailed");
    assert_eq!(list[1]["details"]["code"], "whatsapp::error::131047");
    assert_eq!(words(&app), ["MessageStatus::accepted", "MessageStatus::channelFailed", "MessageStatus::failed"]);
    assert_eq!(call(&app, Method::GET, "/messages/0/status", Value::Null).await.0, 404);
}
