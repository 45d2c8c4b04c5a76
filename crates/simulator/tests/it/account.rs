//! The world around the provider: accounts, the demo CRM, streams, forgetting.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_util::StreamExt as _;
use serde_json::{Value, json};
use simulator::Config;
use simulator::signature::mac;

use crate::app::{App, PHONE, crm, read};

#[tokio::test]
async fn the_demo_crm_serves_its_page_and_mints_tokens() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "<h1>Asha</h1>").unwrap();
    let config = Config { quiet: true, www: Some(folder.path().to_owned()), crm: Some(crm()), ..Config::default() };
    let app = App::start_with(config).await;
    let page = app.http.get(format!("{}/", app.origin)).send().await.unwrap();
    assert_eq!(page.text().await.unwrap(), "<h1>Asha</h1>");
    let demo = app.get("/demo/config.json").await;
    assert_eq!((&demo["tenant"], &demo["phone"], &demo["contact"]["name"]), (&json!("acme"), &json!(PHONE), &json!("Asha")));
    let token = app.post("/demo/token", json!({"phone": PHONE})).await["token"].as_str().unwrap().to_owned();
    let (signed, signature) = token.rsplit_once('.').unwrap();
    assert_eq!(URL_SAFE_NO_PAD.decode(signature).unwrap(), mac(crm().secret.as_bytes(), signed.as_bytes()));
    let parts: Vec<Value> = signed.split('.').map(|p| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(p).unwrap()).unwrap()).collect();
    assert_eq!((&parts[0]["alg"], &parts[0]["kid"]), (&json!("HS256"), &json!("k1")));
    assert_eq!((&parts[1]["aud"], &parts[1]["phones"]), (&json!("sidethread"), &json!([PHONE])));
    assert_eq!(parts[1]["exp"].as_i64().unwrap() - parts[1]["iat"].as_i64().unwrap(), 600);
}

#[tokio::test]
async fn the_phone_is_streamed_now_and_on_every_change() {
    let app = App::start().await;
    let answer = app.http.get(format!("{}/_control/phones/{PHONE}/events", app.origin)).send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    let mut stream = answer.bytes_stream();
    let mut text = String::new();
    app.send("text", json!({"body": "hello there"}), "1").await;
    let enough = |text: &str| text.starts_with("event: phone\n") && text.contains("hello there") && text.contains("\"delivered\"");
    while !enough(&text) {
        let chunk = tokio::time::timeout(Duration::from_secs(5), stream.next()).await.unwrap().unwrap().unwrap();
        text.push_str(&String::from_utf8_lossy(&chunk));
    }
}

#[tokio::test]
async fn reset_forgets_everything_even_what_is_under_way() {
    let app = App::start().await;
    app.send("text", json!({"body": "hi"}), "1").await;
    app.post("/_control/reset", json!({})).await;
    app.idle().await;
    assert_eq!(app.get("/_control/accounts").await, json!([]));
    assert!(app.journal().await.is_empty());
    let answer = app.http.get(format!("{}/_control/phones/{PHONE}", app.origin)).send().await.unwrap();
    assert_eq!(read(answer).await.0, 404);
}

#[tokio::test]
async fn a_talkative_customer_reads_and_answers_in_a_quiet_simulator_too() {
    for quiet in [false, true] {
        let app = App::start_with(Config { seed: Some(2), quiet, ..Config::default() }).await;
        app.open_window().await;
        if quiet {
            app.put(&format!("/_control/phones/{PHONE}"), json!({"talkative": true})).await;
        }
        app.send("text", json!({"body": "Hello, is Friday fine?"}), "1").await;
        let deadline = tokio::time::Instant::now() + Duration::from_secs(15);
        while app.sink.messages().is_empty() {
            assert!(tokio::time::Instant::now() < deadline, "the customer says nothing");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert!(app.sink.words().contains(&"read".to_owned()));
    }
}
