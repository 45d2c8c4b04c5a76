//! Tata Tele's RCS: the seed's examples, both error forms, and a conversation with suggestions.

use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{App, PHONE};

/// Seed 000, "RCS API", Plain Text; the number is filled in.
const PLAIN: &str = r#"{
  "to": "+91xxxxxxxxxx",
  "content": {
    "plainText": "hello!!!!"
  },
  "source": "api"
}"#;

const BOT: &str = "65b7341d6b7825728b8bfeb9";
const KEY: (&str, &str) = ("authorization", "rcs-token");

async fn start(options: Value) -> App {
    let app = App::start().await;
    app.account("rcs", json!({"provider": "tata-tele-rcs", "number": BOT, "token": "rcs-token", "options": options})).await;
    app
}

async fn send(app: &App, content: Value) -> (u16, Value) {
    app.keyed(Method::POST, "/tata-tele-rcs/rcs/messages", KEY, &json!({"to": PHONE, "content": content, "source": "api"})).await
}

/// The words of the events that were posted, in order.
fn events(app: &App) -> Vec<String> {
    let events = app.sink.taken().into_iter().filter(|v| v["entityType"] != "USER_MESSAGE");
    events.map(|v| v["entity"]["eventType"].as_str().unwrap().to_owned()).collect()
}

fn said(app: &App) -> Vec<Value> {
    app.sink.taken().into_iter().filter(|v| v["entityType"] == "USER_MESSAGE").collect()
}

fn reply(text: &str, data: &str) -> Value {
    json!({"reply": {"plainText": text, "postBack": {"data": data}}})
}

fn action(key: &str, value: Value) -> Value {
    json!({"action": {"plainText": "Do it", "postBack": {"data": key}, key: value}})
}

fn card(title: &str) -> Value {
    json!({
        "cardTitle": title, "cardDescription": "d", "suggestions": [reply("Yes", "y")],
        "cardMedia": {"mediaHeight": "MEDIUM", "contentInfo": {"fileUrl": "https://example.com/a.png"}},
    })
}

#[tokio::test]
async fn the_seeds_plain_text_answers_an_id_that_all_events_carry() {
    let app = start(json!({})).await;
    let body: Value = serde_json::from_str(&PLAIN.replace("+91xxxxxxxxxx", PHONE)).unwrap();
    let (status, answer) = app.keyed(Method::POST, "/tata-tele-rcs/rcs/messages", KEY, &body).await;
    assert_eq!((status, answer.as_object().unwrap().len()), (200, 1));
    app.idle().await;
    app.post(&format!("/_control/phones/{PHONE}/read"), json!({})).await;
    app.idle().await;
    assert_eq!(events(&app), ["MESSAGE_SENT", "MESSAGE_DELIVERED", "MESSAGE_READ"]);
    let first = &app.sink.taken()[0];
    assert_eq!((&first["botId"], &first["userPhoneNumber"], &first["entityType"]), (&json!(BOT), &json!(PHONE), &json!("USER_EVENT")));
    assert!(app.sink.taken().iter().all(|v| v["entity"]["messageId"] == answer["id"]));
    let message = &app.chat("rcs").await[0];
    assert_eq!((&message["channel"], &message["content"]["body"]), (&json!("rcs"), &json!("hello!!!!")));
}

#[tokio::test]
async fn errors_have_the_seeds_two_forms() {
    let app = start(json!({"conversation_limit": 1})).await;
    let path = "/tata-tele-rcs/rcs/messages";
    let wrong = json!({"to": "9999", "content": {"plainText": "hi"}});
    let (status, answer) = app.keyed(Method::POST, path, KEY, &wrong).await;
    assert_eq!((status, answer), (400, json!({"title": "Invalid Phone number", "code": 400})));
    let (status, answer) = app.keyed(Method::POST, path, ("authorization", "nobody"), &wrong).await;
    let words = "authentication : JWT - Auth-Token not valid or expired";
    assert_eq!((status, &answer["error_code"], &answer["description"]), (401, &json!("AUTH_FAILED"), &json!(words)));
    assert_eq!(send(&app, json!({"plainText": "hi"})).await.0, 200);
    assert_eq!(send(&app, json!({"plainText": "again"})).await.0, 200, "the same customer is no new conversation");
    let other = json!({"to": "+919999999990", "content": {"plainText": "hi"}});
    let expected = json!({"message": "Bot conversation limit is exceeded", "error": "Forbidden", "statusCode": 403});
    assert_eq!(app.keyed(Method::POST, path, KEY, &other).await, (403, expected));
    app.idle().await;
}

#[tokio::test]
async fn the_gateway_counts_what_the_seed_counts() {
    let app = start(json!({})).await;
    let carousel = |n: usize| json!({"richCardDetails": {"carousel": {"cardWidth": "MEDIUM_WIDTH", "contents": vec![card("t"); n]}}});
    let buttons = |n: usize| {
        let mut card = card("t");
        card["suggestions"] = json!(vec![reply("a", "b"); n]);
        json!({"richCardDetails": {"standalone": {"cardOrientation": "VERTICAL", "content": card}}})
    };
    for (content, status) in [
        (carousel(1), 400),
        (carousel(2), 200),
        (carousel(10), 200),
        (carousel(11), 400),
        (buttons(4), 200),
        (buttons(5), 400),
        (json!({"plainText": "a", "richCardDetails": {}}), 400),
        (json!({"words": "a"}), 400),
        (json!({"plainText": ""}), 400),
        (json!({"plainText": "a", "suggestions": [action("nothing", json!({}))]}), 400),
    ] {
        let (got, answer) = send(&app, content.clone()).await;
        assert_eq!(got, status, "{content}: {answer}");
        assert!(status == 200 || answer["title"].is_string(), "{answer}");
    }
    app.idle().await;
}

#[tokio::test]
async fn the_networks_limits_come_later() {
    let app = start(json!({})).await;
    let text = |n: usize| json!({"plainText": "x".repeat(n)});
    let with = |suggestion: Value| json!({"plainText": "a", "suggestions": [suggestion]});
    let event = |start: &str| json!({"startTime": start, "endTime": "2024-11-06T12:00:00Z", "title": "t", "description": "d"});
    let place = |latitude: f64| json!({"coordinAtes": {"latitude": latitude, "longitude": 78.9}, "label": "L"});
    for (content, fails) in [
        (text(3072), false),
        (text(3073), true),
        (with(reply(&"x".repeat(25), "d")), false),
        (with(reply(&"x".repeat(26), "d")), true),
        (with(reply("a", &"x".repeat(2049))), true),
        (json!({"plainText": "a", "suggestions": vec![reply("a", "b"); 11]}), false),
        (json!({"plainText": "a", "suggestions": vec![reply("a", "b"); 12]}), true),
        (with(action("openUrl", json!({"url": "https://example.com"}))), false),
        (with(action("openUrl", json!({"url": "tel:1"}))), true),
        (with(action("dialerAction", json!({"phoneNumber": "+911234567890"}))), false),
        (with(action("dialerAction", json!({"phoneNumber": "911234567890"}))), true),
        (with(action("showLocation", place(21.5))), false),
        (with(action("showLocation", place(91.0))), true),
        (with(action("shareLocation", json!({}))), false),
        (with(action("createCalendarEvent", event("2024-11-06T11:00:00Z"))), false),
        (with(action("createCalendarEvent", event("2024-11-06T13:00:00Z"))), true),
        (json!({"richCardDetails": {"standalone": {"cardOrientation": "VERTICAL", "content": card(&"x".repeat(200))}}}), false),
        (json!({"richCardDetails": {"standalone": {"cardOrientation": "VERTICAL", "content": card(&"x".repeat(201))}}}), true),
        (json!({"richCardDetails": {"standalone": {"cardOrientation": "VERTICAL", "content": {}}}}), true),
    ] {
        let before = app.sink.got().len();
        assert_eq!(send(&app, content.clone()).await.0, 200, "{content}");
        app.idle().await;
        let failed = app.sink.taken()[before..].iter().any(|v| v["entity"]["eventType"] == "SEND_MESSAGE_FAILURE");
        assert_eq!(failed, fails, "{content}");
    }
}

#[tokio::test]
async fn a_suggestion_comes_back_and_names_its_message() {
    let app = start(json!({})).await;
    let share = action("shareLocation", json!({}));
    let (_, answer) = send(&app, json!({"plainText": "Coming?", "suggestions": [reply("Yes", "yes"), share]})).await;
    app.idle().await;
    let tap = format!("/_control/phones/{PHONE}/tap");
    app.post(&tap, json!({"message_id": answer["id"], "id": "yes"})).await;
    app.post(&tap, json!({"message_id": answer["id"], "id": "shareLocation"})).await;
    app.idle().await;
    let said = said(&app);
    assert_eq!(said[0]["entity"]["suggestionResponse"], json!({"postBack": {"data": "yes"}, "plainText": "Yes", "type": "REPLY"}));
    assert_eq!(said[0]["metaData"]["orgMsgId"], answer["id"]);
    let keys: Vec<&String> = said[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["botId", "entity", "entityType", "metaData", "userPhoneNumber"]);
    assert!(said[0]["entity"]["messageId"].as_str().unwrap().contains('='));
    assert!(said[1]["entity"]["location"]["latitude"].is_number());
}

#[tokio::test]
async fn the_customer_writes_sends_a_file_and_types() {
    let app = start(json!({})).await;
    app.tell("rcs", json!({"type": "text", "text": {"body": "Hii"}})).await;
    app.tell("rcs", json!({"type": "image", "image": {"mime_type": "image/png", "filename": "a.png", "data": "AAEC"}})).await;
    app.post(&format!("/_control/phones/{PHONE}/typing"), json!({"account": "rcs"})).await;
    app.idle().await;
    let said = said(&app);
    assert_eq!((&said[0]["entity"]["text"], &said[0]["entity"]["userFile"]), (&json!("Hii"), &Value::Null));
    let file = &said[1]["entity"]["userFile"]["payload"];
    assert_eq!((&file["mimeType"], &file["fileSizeBytes"], &file["fileName"]), (&json!("image/png"), &json!(3), &json!("a.png")));
    let bytes = app.http.get(file["fileUri"].as_str().unwrap()).send().await.unwrap().bytes().await.unwrap();
    assert_eq!(&bytes[..], [0, 1, 2]);
    let typing = app.sink.taken().into_iter().find(|v| v["entityType"] == "USER_EVENT").unwrap();
    let keys: Vec<&String> = typing["entity"].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["eventId", "eventType", "sendTime", "senderPhoneNumber"]);
    assert_eq!((&typing["entity"]["eventType"], &typing["entity"]["senderPhoneNumber"]), (&json!("TYPING"), &json!(PHONE)));
    assert_eq!(typing["entity"]["sendTime"].as_str().unwrap().len(), "2024-11-06T11:36:16.829396Z".len());
}

#[tokio::test]
async fn a_phone_without_rcs_fails_and_one_that_is_off_too_long_is_revoked() {
    let app = start(json!({"ttl_ms": 50, "webhook_form": "short"})).await;
    app.put(&format!("/_control/phones/{PHONE}"), json!({"on_rcs": false})).await;
    send(&app, json!({"plainText": "hi"})).await;
    app.idle().await;
    assert_eq!(events(&app), ["FAILED"]);
    assert!(app.sink.taken()[0]["entity"]["error"].is_string());
    app.put(&format!("/_control/phones/{PHONE}"), json!({"on_rcs": true, "online": false})).await;
    send(&app, json!({"plainText": "hi"})).await;
    let deadline = tokio::time::Instant::now() + std::time::Duration::from_secs(5);
    while events(&app).last().unwrap() != "TTL_EXPIRATION_REVOKED" {
        assert!(tokio::time::Instant::now() < deadline, "{:?}", events(&app));
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert_eq!(app.sink.taken().pop().unwrap()["entityType"], "SERVER_EVENT");
    app.put(&format!("/_control/phones/{PHONE}"), json!({"online": true})).await;
    app.idle().await;
    assert_eq!(events(&app), ["FAILED", "SENT", "TTL_EXPIRATION_REVOKED"]);
}
