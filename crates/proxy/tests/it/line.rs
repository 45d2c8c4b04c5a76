//! Each provider, from its configuration to the ticks: the whole server, the simulator at its other end, over real HTTP.

mod templates;

use crate::app::{ASHA, CONFIG, claims, read_config, sign};
use crate::simulated::{self, LINES, Line, Simulated};
use proxy::clock::{Clock, SystemClock};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

const PATIENCE: Duration = Duration::from_secs(30);

struct Stage {
    base: String,
    simulated: Simulated,
    http: Client,
    end: Option<oneshot::Sender<()>>,
    server: JoinHandle<()>,
    _dir: TempDir,
}

impl Stage {
    async fn build() -> Self {
        Self::with(&[]).await
    }

    /// One where these accounts have a file with these templates.
    async fn with(templates: &[(&str, Value)]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let simulated = Simulated::start(&base).await;
        let phone = json!({"name": "Asha", "talkative": false, "auto_read": true, "auto_read_ms": 5});
        simulated.control(Method::PUT, &format!("phones/{ASHA}"), &phone).await;
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("web")).unwrap();
        let globex = "[[tenant]]\nid = \"globex\"";
        let mut accounts = format!("{}\n{globex}", simulated::toml(&simulated.origin));
        for (slug, templates) in templates {
            std::fs::write(dir.path().join(format!("{slug}.json")), templates.to_string()).unwrap();
            let own = format!("slug = \"{slug}\"");
            accounts = accounts.replace(&own, &format!("{own}\ntemplates = \"{slug}.json\""));
        }
        let text = CONFIG.replace(globex, &accounts).replace("https://threads.example", &base);
        let text = text.replace("media_dir = \"media\"", "media_dir = \"media\"\nallow_private_addresses = true");
        let config = read_config(dir.path(), &text).unwrap();
        let (end, ended) = oneshot::channel::<()>();
        let server = tokio::spawn(async move {
            let shutdown = async {
                let _ = ended.await;
            };
            proxy::serve(config, listener, shutdown).await.unwrap();
        });
        Self { base, simulated, http: Client::builder().no_proxy().build().unwrap(), end: Some(end), server, _dir: dir }
    }

    fn token() -> String {
        sign("a key of acme that has 32 bytes and more", "k1", &claims(SystemClock.now(), &json!({})))
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        let answer = self.http.post(format!("{}{path}", self.base)).bearer_auth(Self::token()).json(body).send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert!(status.is_success(), "{path}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    async fn open(&self) -> Value {
        self.post("/v1/threads/open", &json!({"phones": [ASHA]})).await
    }

    /// The first message that is so.
    async fn message(&self, what: &str, so: impl Fn(&Value) -> bool) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let opened = self.open().await;
            if let Some(found) = opened["messages"].as_array().unwrap().iter().find(|message| so(message)) {
                return found.clone();
            }
            assert!(Instant::now() < deadline, "{what} never came: {opened:#}");
            self.simulated.idle().await;
        }
    }

    async fn send(&self, line: &Line, client_id: &str, content: Value) {
        let thread = self.open().await["thread"]["id"].as_str().unwrap().to_owned();
        let body = json!({"client_id": client_id, "channel": line.channel, "account": line.slug, "content": content});
        self.post(&format!("/v1/threads/{thread}/messages"), &body).await;
    }

    async fn arrives(&self, client_id: &str, state: &str) {
        let what = format!("{client_id} as {state}");
        self.message(&what, |message| message["client_id"] == client_id && message["status"]["state"] == state).await;
    }

    async fn finish(mut self) {
        drop(self.end.take());
        self.server.await.unwrap();
    }
}

/// How far the provider tells of a text.
fn furthest(line: &Line) -> &'static str {
    if line.channel == "sms" { "delivered" } else { "read" }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_provider_is_heard_answered_and_ticked() {
    let stage = Stage::build().await;
    for line in LINES {
        let words = format!("hello {}", line.slug);
        let said = json!({"account": line.slug, "type": "text", "text": {"body": words}});
        stage.simulated.control(Method::POST, &format!("phones/{ASHA}/messages"), &said).await;
        let heard = stage.message(&words, |message| message["content"]["body"] == words).await;
        assert_eq!((&heard["account"], &heard["channel"]), (&json!(line.slug), &json!(line.channel)));
        let client_id = format!("c-{}", line.slug);
        stage.send(&line, &client_id, json!({"type": "text", "body": format!("hi from {}", line.slug)})).await;
        stage.arrives(&client_id, furthest(&line)).await;
    }
    stage.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_reaches_every_phone_uploaded_or_by_link() {
    let stage = Stage::build().await;
    let png = b"\x89PNG\r\n\x1a\n....".to_vec();
    let part = reqwest::multipart::Part::bytes(png).file_name("room.png").mime_str("image/png").unwrap();
    let form = reqwest::multipart::Form::new().part("file", part);
    let uploaded = stage.http.post(format!("{}/v1/media", stage.base)).bearer_auth(Stage::token()).multipart(form).send().await.unwrap();
    let media: Value = uploaded.json().await.unwrap();
    for line in LINES.iter().filter(|line| line.channel != "sms") {
        let said = json!({"account": line.slug, "type": "text", "text": {"body": line.slug}});
        stage.simulated.control(Method::POST, &format!("phones/{ASHA}/messages"), &said).await;
        stage.message(line.slug, |message| message["content"]["body"] == line.slug).await;
        let client_id = format!("p-{}", line.slug);
        stage.send(line, &client_id, json!({"type": "image", "media": {"id": media["id"]}})).await;
        stage.arrives(&client_id, furthest(line)).await;
    }
    stage.finish().await;
}
