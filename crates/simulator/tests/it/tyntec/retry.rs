//! How often tyntec tries.

use serde_json::json;

use super::{events, send, start, whatsapp, words};
use crate::app::PHONE;

#[tokio::test]
async fn a_status_is_tried_three_times_and_a_message_until_it_is_taken() {
    let app = start().await;
    app.put(&format!("/_control/phones/{PHONE}"), json!({"on_whatsapp": false})).await;
    app.sink.answer_next(&[500; 9]);
    send(&app, whatsapp(json!({"contentType": "text", "text": "hi"}))).await;
    let deadline = tokio::time::Instant::now() + std::time::Duration::from_secs(10);
    while app.sink.got().len() < 9 {
        assert!(tokio::time::Instant::now() < deadline, "{} attempts", app.sink.got().len());
        app.post("/_control/retry", json!({})).await;
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    app.idle().await;
    assert_eq!((app.sink.got().len(), events(&app).len()), (9, 0), "three statuses, three tries each");
    app.sink.answer_next(&[500; 4]);
    app.tell("wa", json!({"type": "text", "text": {"body": "hi"}})).await;
    while events(&app).is_empty() {
        assert!(tokio::time::Instant::now() < deadline, "{} attempts", app.sink.got().len());
        app.post("/_control/retry", json!({})).await;
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(words(&app), ["MoMessage"]);
}
