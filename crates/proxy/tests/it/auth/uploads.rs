//! A file in no message yet is its uploader's, for the people she uploaded it for. Then it is for whoever may read the thread.

use crate::app::{ASHA, Answer, App, RAVI};
use axum::body::Body;
use axum::http::{Method, header};
use serde_json::{Value, json};

const FILE: &[u8] = b"--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.png\"\r\ncontent-type: image/png\r\n\r\n\
                      \x89PNG\r\n\x1a\n0123\r\n--b--\r\n";

/// A file that somebody with this token uploads.
pub(super) async fn upload(app: &App, token: &str) -> String {
    let call = app.call(Method::POST, "/v1/media", Body::from(FILE)).with(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
    let answer = call.bearer(token).send().await;
    answer.json()["id"].as_str().unwrap_or_else(|| panic!("{}", answer.text())).to_owned()
}

async fn read(app: &App, file: &str, token: &str) -> u16 {
    app.get(&format!("/v1/media/{file}")).bearer(token).send().await.status
}

async fn send(app: &App, phone: &str, file: &str, token: &str) -> Answer {
    let opened = app.post("/v1/threads/open", &json!({"phones": [phone]})).bearer(token).send().await.json();
    let path = format!("/v1/threads/{}/messages", opened["thread"]["id"].as_str().unwrap_or("th_none"));
    let content = json!({"type": "image", "media": {"id": file}});
    let body = json!({"client_id": format!("c-{phone}"), "channel": "whatsapp", "account": "acme-wa", "content": content});
    app.post(&path, &body).bearer(token).send().await
}

fn token(app: &App, agent: &str, phones: &Value) -> String {
    app.token_with(&json!({"sub": agent, "phones": phones}))
}

#[tokio::test]
async fn nobody_but_the_uploader_reads_or_sends_what_is_in_no_message() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let file = upload(&app, &token(&app, "priya", &json!([ASHA]))).await;
    for (agent, phones, status) in [
        ("priya", json!([ASHA]), 200),
        ("priya", json!([ASHA, RAVI]), 200),
        ("priya", json!(["*"]), 200),
        ("priya", json!([RAVI]), 404),
        ("priya", json!([]), 404),
        ("meera", json!([ASHA]), 404),
        ("meera", json!(["*"]), 404),
        ("Priya", json!(["*"]), 404),
    ] {
        assert_eq!(read(&app, &file, &token(&app, agent, &phones)).await, status, "{agent} for {phones}");
    }
    assert_eq!(read(&app, &file, &app.globex_token_with(&json!({"sub": "priya"}))).await, 404);
    for (agent, phone) in [("priya", RAVI), ("meera", ASHA), ("meera", RAVI)] {
        let answer = send(&app, phone, &file, &token(&app, agent, &json!([phone]))).await;
        assert_eq!((answer.status, answer.problems()), (422, vec![("/content/media/id".to_owned(), "unknown-media".to_owned())]));
    }
}

#[tokio::test]
async fn once_it_is_sent_the_thread_says_who_reads_it() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let priya = token(&app, "priya", &json!([ASHA]));
    let file = upload(&app, &priya).await;
    let answer = send(&app, ASHA, &file, &priya).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    app.settled().await;
    for (agent, phones, status) in
        [("priya", json!([ASHA]), 200), ("meera", json!([ASHA]), 200), ("meera", json!(["*"]), 200), ("priya", json!([RAVI]), 404)]
    {
        assert_eq!(read(&app, &file, &token(&app, agent, &phones)).await, status, "{agent} for {phones}");
    }
    assert_eq!(read(&app, &file, &app.globex_token()).await, 404);
}

#[tokio::test]
async fn a_token_for_one_contact_doesnt_reach_what_a_wider_one_uploaded() {
    let app = App::new().await;
    let file = upload(&app, &token(&app, "priya", &json!(["*"]))).await;
    assert_eq!(read(&app, &file, &token(&app, "priya", &json!(["*"]))).await, 200);
    assert_eq!(read(&app, &file, &token(&app, "priya", &json!([ASHA]))).await, 404);
}

#[tokio::test]
async fn knowing_a_files_hash_is_no_right_to_it() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let meera = token(&app, "meera", &json!(["*"]));
    let file = upload(&app, &meera).await;
    let known = app.get(&format!("/v1/media/{file}")).bearer(&meera).send().await;
    let hash = known.header("etag").trim_matches('"').to_owned();
    let template = json!({"name": "pictured", "language": "en", "status": "APPROVED", "category": "UTILITY",
        "components": [{"type": "HEADER", "format": "IMAGE"}, {"type": "BODY", "text": "Look"}]});
    assert_eq!(app.post("/v1/templates/known", &template).bearer(&app.token()).send().await.status, 200);
    let media = json!({"id": "", "state": "ready", "mime": "image/png", "bytes": 12, "sha256": hash});
    for content in [
        json!({"type": "image", "media": media}),
        json!({"type": "buttons", "header": {"type": "image", "media": media}, "body": "x", "buttons": [{"id": "1", "title": "x"}]}),
        json!({"type": "template", "name": "pictured", "language": "en", "values": {"header": {"type": "media", "media": media}}}),
    ] {
        let answer = app.reply("c-hash", content.clone()).await;
        assert_eq!(answer.refusal(), (422, "invalid-message".to_owned()), "{content}");
        assert!(answer.problems().iter().any(|(path, rule)| path.ends_with("/id") && rule == "required"), "{}", answer.text());
    }
}
