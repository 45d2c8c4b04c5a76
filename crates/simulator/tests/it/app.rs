//! A simulator on a free port, with one account whose webhooks go to a sink, and the calls that tests make.

use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use simulator::Config;
use simulator::crm::Crm;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::sink::Sink;

pub(crate) const PHONE: &str = "+919999999999";
pub(crate) const NUMBER: &str = "+15551305682";
pub(crate) const TOKEN: &str = "token-of-acme";

pub(crate) struct App {
    pub(crate) origin: String,
    pub(crate) sink: Sink,
    pub(crate) http: Client,
    _stop: oneshot::Sender<()>,
}

impl App {
    /// A quiet simulator, and a phone whose 24 h window is open.
    pub(crate) async fn start() -> Self {
        let app = Self::start_with(Config { seed: Some(1), quiet: true, ..Config::default() }).await;
        app.open_window().await;
        app
    }

    pub(crate) async fn start_with(config: Config) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel();
        tokio::spawn(simulator::serve(config, listener, async move {
            let _ = stopped.await;
        }));
        let sink = Sink::start().await;
        let app = Self { origin, sink, http: Client::builder().no_proxy().build().unwrap(), _stop: stop };
        app.put(
            "/_control/accounts/acme",
            json!({"number": NUMBER, "token": TOKEN, "webhook_url": app.sink.url, "signing_secret": "partner"}),
        )
        .await;
        app
    }

    pub(crate) async fn open_window(&self) {
        let now = simulator::clock::now_ms();
        self.put(&format!("/_control/phones/{PHONE}"), json!({"name": "User Name", "last_inbound_at": {NUMBER: now - 1000}})).await;
    }

    pub(crate) async fn call(&self, method: Method, path: &str, body: &Value) -> (u16, Value) {
        let answer = self.http.request(method, format!("{}{path}", self.origin)).json(body).send().await.unwrap();
        read(answer).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.call(Method::PUT, path, &body).await;
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Value {
        let (status, answer) = self.call(Method::POST, path, &body).await;
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        read(self.http.get(format!("{}{path}", self.origin)).send().await.unwrap()).await.1
    }

    /// A call of the provider's API with the account's token.
    pub(crate) async fn api(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        read(self.try_api(method, path, &body).await.unwrap()).await
    }

    pub(crate) async fn try_api(&self, method: Method, path: &str, body: &Value) -> reqwest::Result<Response> {
        let url = format!("{}/tata-tele{path}", self.origin);
        self.http.request(method, url).header("authorization", TOKEN).json(body).send().await
    }

    /// Sends a message of this type to the phone, with `mark` as its callback data.
    pub(crate) async fn send(&self, kind: &str, content: Value, mark: &str) {
        let body = json!({"to": PHONE, "type": kind, "source": "external", kind: content, "metaData": {"custom_callback_data": mark}});
        let (status, answer) = self.api(Method::POST, "/whatsapp-cloud/messages", body).await;
        assert_eq!(status, 200, "{answer}");
    }

    /// The code that a message of this type fails with, or 0 if it goes out.
    pub(crate) async fn code(&self, kind: &str, content: Value) -> i64 {
        let mark = format!("mark-{}", self.sink.got().len());
        self.send(kind, content, &mark).await;
        self.idle().await;
        let found = self.sink.statuses().into_iter().find(|s| s["custom_callback_data"] == mark.as_str());
        found.unwrap()["errors"][0]["code"].as_i64().unwrap_or(0)
    }

    pub(crate) async fn upload(&self, mime: &str, bytes: Vec<u8>) -> (u16, Value) {
        let part = Part::bytes(bytes).file_name("file").mime_str(mime).unwrap();
        let url = format!("{}/tata-tele/whatsapp-cloud/media", self.origin);
        let request = self.http.post(url).header("authorization", TOKEN).multipart(Form::new().part("file", part));
        read(request.send().await.unwrap()).await
    }

    /// The phone says something; answers its wamid.
    pub(crate) async fn say(&self, mut message: Value) -> String {
        message["account"] = json!("acme");
        let answer = self.post(&format!("/_control/phones/{PHONE}/messages"), message).await;
        answer["id"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn phone(&self) -> Value {
        self.get(&format!("/_control/phones/{PHONE}")).await
    }

    /// An account of another provider, beside the first, whose webhooks go to the same sink.
    pub(crate) async fn account(&self, slug: &str, mut account: Value) {
        if account.get("webhook_url").is_none() {
            account["webhook_url"] = json!(self.sink.url);
        }
        self.put(&format!("/_control/accounts/{slug}"), account).await;
    }

    /// A call with one header that opens the provider's door.
    pub(crate) async fn keyed(&self, method: Method, path: &str, key: (&str, &str), body: &Value) -> (u16, Value) {
        let request = self.http.request(method, format!("{}{path}", self.origin)).header(key.0, key.1);
        let request = if body.is_null() { request } else { request.json(body) };
        read(request.send().await.unwrap()).await
    }

    /// The phone says something to this account; answers the message's id.
    pub(crate) async fn tell(&self, account: &str, mut message: Value) -> String {
        message["account"] = json!(account);
        let answer = self.post(&format!("/_control/phones/{PHONE}/messages"), message).await;
        answer["id"].as_str().unwrap().to_owned()
    }

    /// The phone's messages with this account.
    pub(crate) async fn chat(&self, account: &str) -> Vec<Value> {
        let phone = self.phone().await;
        phone["messages"].as_array().unwrap().iter().filter(|m| m["account"] == account).cloned().collect()
    }

    pub(crate) async fn idle(&self) {
        let answer = self.get("/_control/idle?ms=20000").await;
        assert_eq!(answer["idle"], true, "work is left: {}", self.get("/_control/journal").await);
    }

    pub(crate) async fn journal(&self) -> Vec<Value> {
        self.get("/_control/journal").await["entries"].as_array().unwrap().clone()
    }
}

pub(crate) async fn read(answer: Response) -> (u16, Value) {
    let status = answer.status().as_u16();
    let text = answer.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

pub(crate) fn crm() -> Crm {
    let contact = json!({"name": "Asha", "phone": PHONE}).as_object().unwrap().clone();
    Crm {
        endpoint: "http://127.0.0.1:1".to_owned(),
        tenant: "acme".to_owned(),
        kid: "k1".to_owned(),
        secret: "a secret of at least 32 bytes, really".to_owned(),
        agent: "meera".to_owned(),
        agent_name: "Meera".to_owned(),
        accounts: vec!["acme".to_owned()],
        contact,
    }
}
