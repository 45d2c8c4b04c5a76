//! Bytes in, bytes out, and the link that must be fetched without the token.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{App, PHONE, TOKEN};

#[tokio::test]
async fn an_upload_comes_back_byte_for_byte_until_it_is_deleted() {
    let app = App::start().await;
    let bytes: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    let (_, answer) = app.upload("application/pdf", bytes.clone()).await;
    let id = answer["id"].as_str().unwrap().to_owned();
    let path = format!("/whatsapp-cloud/media/download/{id}");
    let (status, link) = app.api(Method::GET, &path, Value::Null).await;
    assert_eq!((status, &link["mime_type"]), (200, &json!("application/pdf")));
    let url = link["url"].as_str().unwrap();
    assert!(url.contains("X-Amz-Expires=900"));
    assert_eq!(app.http.get(url).send().await.unwrap().bytes().await.unwrap(), bytes);
    let with_token = app.http.get(url).header("authorization", TOKEN).send().await.unwrap();
    assert_eq!(with_token.status(), 400);
    assert!(with_token.text().await.unwrap().contains("Only one auth mechanism allowed"));
    let forged = url.replace("X-Amz-Date=1", "X-Amz-Date=2");
    assert_eq!(app.http.get(forged).send().await.unwrap().status(), 403);
    let delete = format!("/whatsapp-cloud/media/{id}");
    assert_eq!(app.api(Method::DELETE, &delete, Value::Null).await, (200, json!({"success": true})));
    assert_eq!(app.api(Method::GET, &path, Value::Null).await.0, 424);
}

#[tokio::test]
async fn inbound_media_has_an_id_that_the_business_can_fetch() {
    let app = App::start().await;
    let image = json!({"mime_type": "image/png", "caption": "our hall", "data": STANDARD.encode(b"pixels")});
    app.say(json!({"type": "image", "image": image})).await;
    app.idle().await;
    let told = app.sink.messages()[0]["image"].clone();
    assert_eq!(told["caption"], "our hall");
    assert_eq!(told["sha256"], "bsnCsOsUAQdGyLzok5MDs4I0SyliBmEuuKkHo3srLzc=");
    assert!(told.get("data").is_none() && told.get("url").is_none());
    let id = told["id"].as_str().unwrap();
    let path = format!("/whatsapp-cloud/media/download/{id}");
    let link = app.api(Method::GET, &path, Value::Null).await.1;
    assert_eq!(app.http.get(link["url"].as_str().unwrap()).send().await.unwrap().text().await.unwrap(), "pixels");
    let shown = app.phone().await["messages"][0]["content"]["url"].clone();
    let on_phone = app.http.get(format!("{}{}", app.origin, shown.as_str().unwrap())).send().await.unwrap();
    assert_eq!(on_phone.text().await.unwrap(), "pixels");
    app.post(&format!("/_control/media/{id}/expire"), json!({})).await;
    assert_eq!(app.api(Method::GET, &path, Value::Null).await.0, 424);
}

#[tokio::test]
async fn media_is_judged_when_it_is_sent() {
    let app = App::start().await;
    let mut ids = Vec::new();
    for (mime, size) in [("image/png", 10), ("application/pdf", 10), ("image/webp", 101 * 1024), ("audio/mpeg", 10)] {
        ids.push(app.upload(mime, vec![7; size]).await.1["id"].clone());
    }
    let cases = [
        ("image", json!({"id": ids[0], "caption": "c".repeat(1024)}), 0),
        ("image", json!({"id": ids[0], "caption": "c".repeat(1025)}), 131_009),
        ("image", json!({"id": ids[1]}), 131_053),
        ("image", json!({"id": "123"}), 100),
        ("image", json!({"id": ids[0], "link": "https://example.com/a.png"}), 100),
        ("image", json!({"id": ids[0], "filename": "a.png"}), 100),
        ("document", json!({"id": ids[1], "filename": "a.pdf", "caption": "c"}), 0),
        ("sticker", json!({"id": ids[2]}), 131_053),
        ("audio", json!({"id": ids[3]}), 0),
        ("audio", json!({"id": ids[3], "caption": "no"}), 100),
        ("audio", json!({"id": ids[3], "voice": true}), 131_053),
        ("video", json!({"link": format!("{}/nothing", app.origin)}), 131_053),
        ("video", json!({"link": "https://example.com/a.mp4"}), 0),
    ];
    for (kind, content, code) in cases {
        assert_eq!(app.code(kind, content.clone()).await, code, "{kind} {content}");
    }
    app.post(&format!("/_control/media/{}/expire", ids[0].as_str().unwrap()), json!({})).await;
    assert_eq!(app.code("image", json!({"id": ids[0]})).await, 100, "expired");
    assert_eq!(app.phone().await["phone"], PHONE);
}
