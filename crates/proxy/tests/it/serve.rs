//! The whole server over a real socket: it starts, serves, and ends although a stream is open.

use crate::app::{ASHA, CONFIG, HOOK, claims, now, read_config, sign, text_webhook};
use model::Timestamp;
use proxy::clock::{Clock, SystemClock};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

fn token(now: Timestamp) -> String {
    sign("a key of acme that has 32 bytes and more", "k1", &claims(now, &json!({})))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_stream_does_not_hold_the_server() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("web")).unwrap();
    let config = read_config(dir.path(), CONFIG).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let (end, ended) = oneshot::channel::<()>();
    let server = tokio::spawn(proxy::serve(config.clone(), listener, async {
        let _ = ended.await;
    }));
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let kept = client.post(format!("{base}{HOOK}")).body(text_webhook(ASHA, "wamid.1", "hi", now())).send().await.unwrap();
    assert_eq!(kept.status(), 200);
    let token = token(SystemClock.now());
    let open = client.post(format!("{base}/v1/threads/open")).bearer_auth(&token).json(&json!({"phones": [ASHA]}));
    let snapshot: Value = open.send().await.unwrap().json().await.unwrap();
    assert_eq!(snapshot["messages"][0]["content"]["body"], "hi");
    let id = snapshot["thread"]["id"].as_str().unwrap();
    let stream = client.get(format!("{base}/v1/threads/{id}/events?after=0")).bearer_auth(&token).send().await.unwrap();
    assert_eq!(stream.status(), 200);
    let started = Instant::now();
    end.send(()).unwrap();
    let rest = stream.text().await.expect("the stream ends in order");
    assert!(rest.contains("event: message"), "{rest}");
    server.await.unwrap().unwrap();
    assert!(started.elapsed() < Duration::from_secs(5), "it took {:?}", started.elapsed());
    assert!(client.get(format!("{base}/healthz")).send().await.is_err());
}
