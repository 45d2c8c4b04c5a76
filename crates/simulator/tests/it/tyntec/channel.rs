//! Viber and text messages through the same model.

use serde_json::{Value, json};

use super::{NUMBER, events, send, start, words};
use crate::app::{App, PHONE};

#[tokio::test]
async fn viber_asks_for_a_rate_type_and_judges_by_it() {
    let app = start().await;
    let viber = |purpose: &str, content: Value| json!({"from": "4711", "to": PHONE, "channel": "viber", "messagePurpose": purpose, "content": content});
    let text = |n: usize| json!({"contentType": "text", "text": "x".repeat(n)});
    let image = json!({"contentType": "image", "image": {"url": "https://example.com/a.png"}});
    let list =
        |n: usize| json!({"contentType": "list", "list": {"text": "Which?", "options": (0..n).map(|i| i.to_string()).collect::<Vec<_>>()}});
    for (purpose, content, status) in [
        ("promotion", text(3000), 202),
        ("promotion", text(3001), 400),
        ("transaction", text(1), 202),
        ("transaction", image.clone(), 400),
        ("promotion", image, 202),
        ("promotion", list(1), 400),
        ("promotion", list(5), 202),
        ("promotion", list(6), 400),
        ("", text(1), 400),
    ] {
        let (got, answer) = send(&app, viber(purpose, content.clone())).await;
        assert_eq!(got, status, "{purpose} {content}: {answer}");
    }
    app.idle().await;
    let failed = |app: &App| events(app).iter().find_map(|e| e["details"]["code"].as_str().map(ToOwned::to_owned));
    assert_eq!(failed(&app), None);
    send(&app, viber("session", text(1))).await;
    app.idle().await;
    assert_eq!(failed(&app).as_deref(), Some("viber::error::7"), "nobody opened a session");
    app.tell("vi", json!({"type": "text", "text": {"body": "hi"}})).await;
    let (_, answer) = send(&app, viber("session", text(1))).await;
    app.idle().await;
    app.post(&format!("/_control/phones/{PHONE}/read"), json!({"account": "vi"})).await;
    app.idle().await;
    let own: Vec<String> = events(&app)
        .iter()
        .filter(|e| e["messageId"] == answer["messageId"])
        .map(|e| e["event"].as_str().unwrap().trim_start_matches("MessageStatus::").to_owned())
        .collect();
    assert_eq!(own, ["accepted", "dispatched", "delivered", "seen"]);
    app.put(&format!("/_control/phones/{PHONE}"), json!({"on_viber": false})).await;
    send(&app, viber("promotion", text(1))).await;
    app.idle().await;
    assert_eq!(events(&app).pop().unwrap()["details"]["code"], "viber::error::6");
}

#[tokio::test]
async fn a_long_text_message_comes_in_parts() {
    let app = start().await;
    let sms = |n: usize| json!({"from": NUMBER, "to": PHONE, "channel": "sms", "content": {"contentType": "text", "text": "x".repeat(n)}});
    assert_eq!((send(&app, sms(3000)).await.0, send(&app, sms(3001)).await.0), (202, 400));
    app.idle().await;
    for (text, parts) in [("x".repeat(160), 1), ("x".repeat(161), 2), ("न".repeat(70), 1), ("न".repeat(135), 3)] {
        app.tell("sms", json!({"type": "text", "text": {"body": text}})).await;
        app.idle().await;
        let event = events(&app).pop().unwrap();
        assert_eq!((&event["event"], &event["channel"], &event["content"]["text"]), (&json!("MoMessage"), &json!("sms"), &json!(text)));
        assert_eq!((&event["sms"]["size"], event["sms"]["parts"].as_array().unwrap().len()), (&json!(parts), parts));
        assert!(event.get("whatsapp").is_none());
    }
    app.post(&format!("/_control/phones/{PHONE}/read"), json!({"account": "sms"})).await;
    app.idle().await;
    assert!(!words(&app).contains(&"MessageStatus::seen".to_owned()), "nobody hears of a read text message");
}
