//! Files: uploaded, listed, sent and deleted.

use reqwest::Method;
use serde_json::{Value, json};

use super::{BASE, KEY, call, send, start, whatsapp, words};

#[tokio::test]
async fn uploads_are_listed_sent_and_deleted() {
    let app = start().await;
    let url = format!("{}{BASE}/media?validity=10&filename=a.png", app.origin);
    let request = app.http.post(&url).header(KEY.0, KEY.1).header("content-type", "image/png").body(vec![1, 2, 3]);
    let (status, answer) = crate::app::read(request.send().await.unwrap()).await;
    assert_eq!((status, &answer["usage"]), (200, &json!(3)));
    let id = answer["mediaId"].as_str().unwrap();
    let (_, list) = call(&app, Method::GET, "/media", Value::Null).await;
    assert_eq!((&list[0]["mediaId"], &list[0]["fileName"], &list[0]["fileSize"]), (&json!(id), &json!("a.png"), &json!(3)));
    send(&app, whatsapp(json!({"contentType": "image", "image": {"mediaId": id}}))).await;
    app.idle().await;
    assert_eq!(words(&app), ["MessageStatus::accepted", "MessageStatus::delivered"]);
    assert_eq!(call(&app, Method::DELETE, &format!("/media/{id}"), Value::Null).await.0, 204);
    assert_eq!(call(&app, Method::GET, &format!("/media/{id}"), Value::Null).await.0, 404);
    let both = json!({"contentType": "image", "image": {"mediaId": id, "url": "https://example.com/a.png"}});
    assert_eq!(send(&app, whatsapp(both)).await.0, 400);
}
