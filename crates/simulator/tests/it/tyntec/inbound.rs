//! What a customer does, by the names that tyntec has for it.

use reqwest::Method;
use serde_json::{Value, json};

use super::content::CONTENTS;
use super::{BASE, KEY, call, events, send, start, whatsapp};
use crate::app::PHONE;

#[tokio::test]
async fn inbound_events_have_their_own_names() {
    let app = start().await;
    let (_, asked) = send(&app, whatsapp(serde_json::from_str(CONTENTS[3]).unwrap())).await;
    app.idle().await;
    app.post(&format!("/_control/phones/{PHONE}/tap"), json!({"message_id": asked["messageId"], "id": "987298-dsfgjlkhgdf-dg09u834334"}))
        .await;
    let text =
        app.tell("wa", json!({"type": "text", "text": {"body": "Hi"}, "context": {"id": asked["messageId"], "forwarded": true}})).await;
    app.tell("wa", json!({"type": "document", "document": {"mime_type": "application/pdf", "filename": "a.pdf", "data": "AAEC"}})).await;
    app.tell(
        "wa",
        json!({"type": "order", "order": {"catalog_id": "c", "text": "t", "product_items": [
        {"product_retailer_id": "p", "quantity": 2, "item_price": 1.5, "currency": "EUR"}]}}),
    )
    .await;
    app.tell("wa", json!({"type": "reaction", "reaction": {"message_id": asked["messageId"], "emoji": "👍"}})).await;
    app.post(&format!("/_control/phones/{PHONE}/delete"), json!({"message_id": text})).await;
    app.idle().await;
    let events = events(&app);
    let inbound: Vec<&Value> = events.iter().filter(|e| e["from"] == "919999999999").collect();
    let names: Vec<&str> = inbound.iter().map(|e| e["event"].as_str().unwrap()).collect();
    assert_eq!(names, ["MoMessage::Postback", "MoMessage", "MoMessage", "MoMessage::Order", "MoMessage", "MessageStatus::deleted"]);
    assert_eq!(
        (&inbound[0]["postback"]["data"], &inbound[0]["whatsapp"]["title"]),
        (&json!("987298-dsfgjlkhgdf-dg09u834334"), &json!("OK"))
    );
    assert_eq!(inbound[0]["context"]["messageId"], asked["messageId"]);
    assert_eq!((&inbound[1]["content"]["text"], &inbound[1]["context"]["isForwarded"]), (&json!("Hi"), &json!(true)));
    let media = &inbound[2]["content"]["media"];
    assert_eq!((&media["type"], &media["caption"]), (&json!("document"), &json!("a.pdf")));
    assert_eq!(inbound[3]["order"]["items"][0], json!({"productId": "p", "quantity": "2", "itemPrice": "1.5", "currency": "EUR"}));
    assert_eq!(inbound[4]["content"]["reaction"]["emoji"], "👍");
    assert_eq!(inbound[5]["messageId"], text.as_str());
    let path = format!("/media/{}", media["mediaId"].as_str().unwrap());
    let file = app.http.get(format!("{}{BASE}{path}", app.origin)).header(KEY.0, KEY.1).send().await.unwrap();
    assert_eq!(&file.bytes().await.unwrap()[..], [0, 1, 2]);
    let read = call(
        &app,
        Method::PUT,
        &format!("/channels/whatsapp/messages/{}", text.replace('/', "%2F").replace('+', "%2B")),
        json!({"status": "read"}),
    )
    .await;
    assert_eq!(read.0, 200);
    assert!(app.chat("wa").await.iter().any(|m| m["id"] == text.as_str() && m["status"] == "read"));
    assert_eq!(call(&app, Method::PUT, "/channels/whatsapp/messages/none", json!({"status": "read"})).await.0, 404);
}
