//! Files for providers that take links: a link for a day, to that one file, and only where it was sent.

use crate::app::{App, message_webhook, now};
use crate::simulated::{self, of};
use axum::body::Body;
use axum::http::{Method, header};
use providers::WireBody;
use serde_json::{Value, json};
use std::time::Duration;

const PICTURE: &str = "a picture, say";
const ROOT: &str = "https://threads.example";

async fn upload(app: &App, name: &str, mime: &str) -> String {
    let form = format!(
        "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: {mime}\r\n\r\n{PICTURE}\r\n--b--\r\n"
    );
    let call = app.call(Method::POST, "/v1/media", Body::from(form)).with(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
    let answer = call.bearer(&app.token()).send().await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()["id"].as_str().unwrap().to_owned()
}

/// Sends a picture over a line and gives what left for the provider.
async fn sent(app: &App, slug: &str, media: &str) -> Value {
    let line = of(slug);
    let before = app.provider.requests().len();
    let body = json!({"client_id": format!("c-{slug}"), "channel": line.channel, "account": slug,
        "content": {"type": "image", "media": {"id": media}}});
    let answer = app.post(&app.path("messages").await, &body).bearer(&app.token()).send().await;
    assert_eq!(answer.status, 202, "{slug}: {}", answer.text());
    app.settled().await;
    let requests = app.provider.requests();
    assert_eq!(requests.len(), before + 1, "{slug}: nothing is uploaded");
    match &requests[before].body {
        WireBody::Json(text) => serde_json::from_str(text).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn link(wire: &Value) -> String {
    let text = wire.to_string();
    let start = text.find(ROOT).unwrap_or_else(|| panic!("{text}"));
    text[start..].split('"').next().unwrap().strip_prefix(ROOT).unwrap().to_owned()
}

async fn app() -> App {
    let app = App::with_accounts(&simulated::toml("https://provider.example")).await;
    // She has written to each of them, so that all windows are open.
    let words = json!({"type": "text", "text": {"body": "hi"}});
    for slug in ["line-comms", "line-exotel"] {
        let body = message_webhook(crate::app::ASHA, &format!("wamid.{slug}"), now(), words.clone());
        assert_eq!(app.call(Method::POST, &of(slug).hook(), Body::from(body)).send().await.status, 200);
    }
    app
}

#[tokio::test]
async fn a_provider_without_uploads_gets_a_link_that_gives_the_file() {
    let app = app().await;
    let media = upload(&app, "room.png", "image/png").await;
    for slug in ["line-rcs", "line-exotel", "line-comms"] {
        let path = link(&sent(&app, slug, &media).await);
        let file = app.get(&path).send().await;
        assert_eq!((file.status, file.text().as_str()), (200, PICTURE), "{slug}");
        for (name, value) in [
            ("content-type", "image/png"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "private, no-store"),
            ("content-security-policy", "sandbox; default-src 'none'"),
        ] {
            assert_eq!(file.header(name), value, "{slug}");
        }
        assert_eq!(file.header("access-control-allow-origin"), "", "no page reads it");
        let part = app.get(&path).with(header::RANGE, "bytes=2-8").send().await;
        assert_eq!((part.status, part.text().as_str()), (206, "picture"));
    }
}

#[tokio::test]
async fn a_link_ends_after_a_day_and_opens_nothing_else() {
    let app = app().await;
    let (media, other) = (upload(&app, "room.png", "image/png").await, upload(&app, "garden.png", "image/png").await);
    let path = link(&sent(&app, "line-rcs", &media).await);
    let parts: Vec<&str> = path.split('/').collect();
    let [.., id, expires, signature] = parts[..] else { panic!("{path}") };
    assert_eq!(id, media);
    let at = |id: &str, expires: &str, signature: &str| format!("/public/v1/media/{id}/{expires}/{signature}");
    let later = (expires.parse::<i64>().unwrap() + 1).to_string();
    let last = if signature.ends_with('0') { "1" } else { "0" };
    let forged = format!("{}{last}", &signature[..signature.len() - 1]);
    for path in
        [at(&other, expires, signature), at(id, &later, signature), at(id, expires, &forged), at(id, "x", signature), at(id, expires, "")]
    {
        assert_eq!(app.get(&path).send().await.refusal(), (404, "not-found".to_owned()), "{path}");
    }
    assert_eq!(app.call(Method::POST, &path, Body::empty()).send().await.refusal().0, 405);
    app.clock.advance(Duration::from_secs(24 * 3600 - 1));
    assert_eq!(app.get(&path).send().await.status, 200);
    app.clock.advance(Duration::from_secs(1));
    assert_eq!(app.get(&path).send().await.refusal(), (404, "not-found".to_owned()));
}
