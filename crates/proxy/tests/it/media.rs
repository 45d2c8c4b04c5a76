//! Files: stored once, given back whole or in ranges, and never run in our origin.

use crate::app::{Answer, App, MEDIA_MAX, RAVI};
use axum::body::Body;
use axum::http::{Method, header};
use serde_json::{Value, json};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n0123456789";

async fn upload(app: &App, query: &str, mime: Option<&str>, name: &str, bytes: &[u8]) -> Answer {
    let kind = mime.map(|mime| format!("Content-Type: {mime}\r\n")).unwrap_or_default();
    let mut body = format!("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n{kind}\r\n").into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--b--\r\n");
    let call = app.call(Method::POST, &format!("/v1/media{query}"), Body::from(body));
    call.with(header::CONTENT_TYPE, "multipart/form-data; boundary=b").bearer(&app.token()).send().await
}

async fn stored(app: &App, mime: &str, name: &str, bytes: &[u8]) -> Value {
    let answer = upload(app, "", Some(mime), name, bytes).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json()
}

async fn fetch(app: &App, media: &Value) -> Answer {
    app.get(&format!("/v1/media/{}", media["id"].as_str().unwrap())).bearer(&app.token()).send().await
}

#[tokio::test]
async fn a_picture_comes_back_as_it_went_in() {
    let app = App::new().await;
    let media = stored(&app, "image/png", "a b.png", PNG).await;
    assert_eq!((&media["mime"], &media["bytes"], &media["state"]), (&json!("image/png"), &json!(PNG.len()), &json!("ready")));
    let answer = fetch(&app, &media).await;
    assert_eq!((answer.status, &answer.body[..]), (200, PNG));
    assert_eq!(answer.header("content-type"), "image/png");
    assert_eq!(answer.header("content-length"), PNG.len().to_string());
    assert_eq!(answer.header("content-disposition"), "inline; filename*=UTF-8''a%20b.png");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert!(answer.header("content-security-policy").contains("sandbox"));
    assert!(answer.header("cache-control").contains("private") && answer.header("cache-control").contains("immutable"));
    assert_eq!(answer.header("accept-ranges"), "bytes");
    let tag = answer.header("etag").to_owned();
    let path = format!("/v1/media/{}", media["id"].as_str().unwrap());
    let again = app.get(&path).bearer(&app.token()).with(header::IF_NONE_MATCH, &tag).send().await;
    assert_eq!((again.status, again.body.len()), (304, 0));
}

#[tokio::test]
async fn only_pictures_sound_and_film_are_drawn() {
    let app = App::new().await;
    for (mime, kind) in [
        ("image/svg+xml", "attachment"),
        ("IMAGE/SVG+XML; charset=utf-8", "attachment"),
        ("image/x+xml", "attachment"),
        ("text/html", "attachment"),
        ("application/pdf", "attachment"),
        ("application/xhtml+xml", "attachment"),
        ("audio/ogg; codecs=opus", "inline"),
        ("video/mp4", "inline"),
    ] {
        let media = stored(&app, mime, "x", mime.as_bytes()).await;
        let answer = fetch(&app, &media).await;
        assert!(answer.header("content-disposition").starts_with(kind), "{mime}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{mime}");
    }
}

#[tokio::test]
async fn the_id_of_a_file_does_not_follow_from_another_one() {
    let app = App::new().await;
    let mut ends = Vec::new();
    for n in 0..8 {
        let id = stored(&app, "image/png", "x", &[n]).await["id"].as_str().unwrap().to_owned();
        // All of one millisecond: the first ten letters are the time.
        ends.push(id["md_".len() + 10..][..8].to_owned());
    }
    ends.sort_unstable();
    ends.dedup();
    assert_eq!(ends.len(), 8, "{ends:?}");
}

#[tokio::test]
async fn ranges_are_served() {
    let app = App::new().await;
    let media = stored(&app, "video/mp4", "x.mp4", b"0123456789").await;
    let path = format!("/v1/media/{}", media["id"].as_str().unwrap());
    let range = async |range: &str| app.get(&path).bearer(&app.token()).with(header::RANGE, range).send().await;
    let part = range("bytes=2-4").await;
    assert_eq!((part.status, part.text().as_str(), part.header("content-range")), (206, "234", "bytes 2-4/10"));
    assert_eq!(part.header("content-length"), "3");
    let tail = range("bytes=-3").await;
    assert_eq!((tail.status, tail.text().as_str()), (206, "789"));
    let beyond = range("bytes=10-").await;
    assert_eq!((beyond.refusal().0, beyond.header("content-range")), (416, "bytes */10"));
    assert_eq!(range("bytes=0-1,4-5").await.text(), "0123456789");
    let stale = app.get(&path).bearer(&app.token()).with(header::RANGE, "bytes=2-4").with(header::IF_RANGE, "\"old\"").send().await;
    assert_eq!((stale.status, stale.text().as_str()), (200, "0123456789"));
}

#[tokio::test]
async fn what_is_too_large_is_refused_at_the_byte() {
    let app = App::new().await;
    assert_eq!(upload(&app, "", Some("image/png"), "x", &vec![7; MEDIA_MAX]).await.status, 201);
    let answer = upload(&app, "", Some("image/png"), "x", &vec![7; MEDIA_MAX + 1]).await;
    assert_eq!(answer.refusal(), (413, "media-too-large".to_owned()));
    let flood = upload(&app, "", Some("image/png"), "x", &vec![7; MEDIA_MAX * 3]).await;
    assert_eq!(flood.refusal(), (413, "media-too-large".to_owned()));
}

#[tokio::test]
async fn a_file_without_a_type_is_looked_at_and_a_name_is_only_a_name() {
    let app = App::new().await;
    let media = upload(&app, "", None, "../../etc/passwd", PNG).await.json();
    assert_eq!((&media["mime"], &media["filename"]), (&json!("image/png"), &json!("passwd")));
    let unknown = upload(&app, "", None, "", b"???").await.json();
    assert_eq!(unknown["mime"], "application/octet-stream");
}

#[tokio::test]
async fn the_codec_of_a_voice_note_is_named_though_the_browser_does_not() {
    let app = App::new().await;
    let note = [b"OggS".as_slice(), &[0; 24], b"OpusHead"].concat();
    let mime = async |said: &str, bytes: &[u8]| upload(&app, "", Some(said), "note.ogg", bytes).await.json()["mime"].clone();
    assert_eq!(mime("audio/ogg", &note).await, "audio/ogg; codecs=opus");
    assert_eq!(mime("audio/ogg; codecs=opus", &note).await, "audio/ogg; codecs=opus");
    assert_eq!(mime("audio/ogg", b"OggS and not Opus").await, "audio/ogg");
    assert_eq!(mime("audio/mpeg", &note).await, "audio/mpeg", "what is said is not doubted");
}

#[tokio::test]
async fn a_form_without_a_file_is_refused() {
    let app = App::new().await;
    let body = Body::from("--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b--\r\n");
    let call = app.call(Method::POST, "/v1/media", body).with(header::CONTENT_TYPE, "multipart/form-data; boundary=b");
    assert_eq!(call.bearer(&app.token()).send().await.refusal(), (400, "bad-request".to_owned()));
    assert_eq!(upload(&app, "?account=globex-wa", Some("image/png"), "x", PNG).await.refusal().0, 400);
    let plain = app.post("/v1/media", &json!({})).bearer(&app.token()).send().await;
    assert_eq!(plain.refusal(), (400, "bad-request".to_owned()));
}

#[tokio::test]
async fn an_uploaded_picture_is_sent_by_its_id_and_then_belongs_to_the_thread() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    app.provider.stand(200, r#"{"id":"media-7"}"#);
    let media = stored(&app, "image/png", "x.png", PNG).await;
    let content = json!({"type": "image", "media": {"id": media["id"], "mime": "text/html", "bytes": 1}, "caption": "look"});
    let answer = app.reply("c-1", content).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    assert_eq!(answer.json()["content"]["media"]["mime"], "image/png", "the record counts, not what a client says");
    app.settled().await;
    let path = format!("/v1/media/{}", media["id"].as_str().unwrap());
    let elsewhere = app.token_with(&json!({"phones": [RAVI]}));
    assert_eq!(app.get(&path).bearer(&elsewhere).send().await.refusal().0, 404);
    assert_eq!(app.get(&path).bearer(&app.globex_token()).send().await.refusal().0, 404);
    assert_eq!(fetch(&app, &media).await.status, 200);
}

#[tokio::test]
async fn a_file_of_the_wrong_kind_for_its_message_is_refused() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let media = stored(&app, "text/html", "x.html", b"<b>").await;
    let answer = app.reply("c-1", json!({"type": "image", "media": {"id": media["id"]}})).await;
    assert_eq!(answer.problems(), [("/content/media/mime".to_owned(), "media-type".to_owned())]);
}

#[tokio::test]
async fn a_script_is_no_script_any_more() {
    let app = App::without_outbox().await;
    for mime in ["text/javascript", "Application/X-JavaScript; charset=utf-8", "text/ecmascript", "text/css", "application/wasm"] {
        let media = stored(&app, mime, "a.js", format!("alert('{mime}')").as_bytes()).await;
        let answer = fetch(&app, &media).await;
        assert_eq!(
            (answer.header("content-type"), answer.header("x-content-type-options")),
            ("application/octet-stream", "nosniff"),
            "{mime}"
        );
        assert!(answer.header("content-disposition").starts_with("attachment"), "{mime}");
    }
}
