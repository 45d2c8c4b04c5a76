//! Ticks: their order, the window, and what the phone does to them.

use serde_json::json;

use crate::app::{App, NUMBER, PHONE};

#[tokio::test]
async fn ticks_climb_with_the_phone() {
    let app = App::start().await;
    app.put(&format!("/_control/phones/{PHONE}"), json!({"online": false})).await;
    app.send("text", json!({"body": "one"}), "1").await;
    app.send("text", json!({"body": "two"}), "2").await;
    app.idle().await;
    assert_eq!(app.sink.words(), ["sent", "sent"]);
    app.put(&format!("/_control/phones/{PHONE}"), json!({"online": true})).await;
    app.idle().await;
    let marks: Vec<_> = app.sink.statuses().iter().map(|s| (s["status"].clone(), s["custom_callback_data"].clone())).collect();
    assert_eq!(marks[2..], [(json!("delivered"), json!("1")), (json!("delivered"), json!("2"))]);
    app.post(&format!("/_control/phones/{PHONE}/read"), json!({"account": "acme"})).await;
    app.idle().await;
    assert_eq!(app.sink.words()[4..], ["read", "read"]);
}

#[tokio::test]
async fn twenty_messages_keep_their_order() {
    let app = App::start().await;
    for i in 0..20 {
        app.send("text", json!({"body": format!("{i}")}), &format!("{i}")).await;
    }
    app.idle().await;
    let bodies: Vec<_> = app.phone().await["messages"].as_array().unwrap().iter().map(|m| m["content"]["body"].clone()).collect();
    assert_eq!(bodies, (0..20).map(|i| json!(i.to_string())).collect::<Vec<_>>());
    let sent: Vec<_> = app.sink.statuses().iter().filter(|s| s["status"] == "sent").map(|s| s["custom_callback_data"].clone()).collect();
    assert_eq!(sent, bodies);
}

#[tokio::test]
async fn outside_the_window_a_message_is_queued_and_fails_later() {
    let app = App::start().await;
    let day = 24 * 60 * 60 * 1000;
    let now = simulator::clock::now_ms();
    app.put(&format!("/_control/phones/{PHONE}"), json!({"last_inbound_at": {NUMBER: now - day - 1}})).await;
    app.send("text", json!({"body": "too late"}), "late").await;
    app.idle().await;
    let status = &app.sink.statuses()[0];
    assert_eq!((&status["status"], &status["custom_callback_data"]), (&json!("failed"), &json!("late")));
    let error = &status["errors"][0];
    assert_eq!(
        (&error["code"], &error["title"], &error["message"]),
        (&json!(131_047), &json!("Re-engagement message"), &json!("Re-engagement message"))
    );
    assert!(error["error_data"]["details"].as_str().unwrap().contains("24 hours"));
    assert!(app.phone().await["messages"].as_array().unwrap().is_empty(), "the phone never hears of it");
    app.say(json!({"type": "text", "text": {"body": "hi"}})).await;
    assert_eq!(app.code("text", json!({"body": "now it is open"})).await, 0);
}

#[tokio::test]
async fn a_phone_that_never_wrote_has_no_window_and_one_without_whatsapp_no_way() {
    let app = App::start().await;
    app.put(&format!("/_control/phones/{PHONE}"), json!({"on_whatsapp": false})).await;
    assert_eq!(app.code("text", json!({"body": "hi"})).await, 131_026);
    app.post("/_control/reset", json!({})).await;
    app.put("/_control/accounts/acme", json!({"number": NUMBER, "token": crate::app::TOKEN, "webhook_url": app.sink.url})).await;
    assert_eq!(app.code("text", json!({"body": "hi"})).await, 131_047);
}

#[tokio::test]
async fn a_blocked_business_stays_at_one_tick() {
    let app = App::start().await;
    app.put(&format!("/_control/phones/{PHONE}"), json!({"blocks_business": true})).await;
    app.send("text", json!({"body": "hi"}), "1").await;
    app.idle().await;
    assert_eq!(app.sink.words(), ["sent"]);
}

#[tokio::test]
async fn auto_read_turns_ticks_blue_and_a_voice_note_can_be_played() {
    let app = App::start().await;
    app.put(&format!("/_control/phones/{PHONE}"), json!({"auto_read": true, "auto_read_ms": 20})).await;
    let id = app.upload("audio/ogg; codecs=opus", b"OggS".to_vec()).await.1["id"].clone();
    app.send("audio", json!({"id": id, "voice": true}), "v").await;
    app.idle().await;
    let wamid = app.phone().await["messages"][0]["id"].clone();
    app.post(&format!("/_control/phones/{PHONE}/played"), json!({"message_id": wamid})).await;
    app.idle().await;
    assert_eq!(app.sink.words(), ["sent", "delivered", "read", "played"]);
}

#[tokio::test]
async fn an_open_chat_skips_delivered_at_times_but_never_read() {
    let app = App::start().await;
    app.put(&format!("/_control/phones/{PHONE}"), json!({"chat_open": true})).await;
    for i in 0..12 {
        app.send("text", json!({"body": "hi"}), &i.to_string()).await;
    }
    app.idle().await;
    let count = |word: &str| app.sink.words().iter().filter(|w| *w == word).count();
    assert_eq!((count("sent"), count("read")), (12, 12));
    assert!((1..12).contains(&count("delivered")), "{}", count("delivered"));
}

#[tokio::test]
async fn a_status_can_be_made_by_hand_out_of_order() {
    let app = App::start().await;
    app.send("text", json!({"body": "hi"}), "mine").await;
    app.idle().await;
    for status in ["read", "sent", "failed"] {
        app.post("/_control/statuses/acme", json!({"callback_data": "mine", "status": status, "code": 131_049})).await;
    }
    app.idle().await;
    assert_eq!(app.sink.words(), ["sent", "delivered", "read", "sent", "failed"]);
    assert_eq!(app.sink.statuses()[4]["errors"][0]["code"], 131_049);
}

#[tokio::test]
async fn a_hidden_number_is_left_out_everywhere() {
    let app = App::start().await;
    app.put(&format!("/_control/phones/{PHONE}"), json!({"hide_number": true, "user_id": "IN.13491208655302741918"})).await;
    app.say(json!({"type": "text", "text": {"body": "hi"}})).await;
    app.send("text", json!({"body": "hi"}), "1").await;
    app.idle().await;
    for got in app.sink.got() {
        assert!(!String::from_utf8_lossy(&got.raw).contains("\"919999999999\""));
    }
    assert_eq!(app.sink.messages()[0]["from_user_id"], "IN.13491208655302741918");
    assert_eq!(app.sink.statuses()[0]["recipient_user_id"], "IN.13491208655302741918");
}
