//! tyntec: the accounts of its three channels, and what every test of it asks.

use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{App, PHONE};

mod channel;
mod configuration;
mod content;
mod inbound;
mod media;
mod retry;
mod status;
mod template;

const NUMBER: &str = "+4923147790717";
const KEY: (&str, &str) = ("apikey", "tyntec-key");
const BASE: &str = "/tyntec/conversations/v3";

async fn start() -> App {
    let app = App::start().await;
    for (slug, channel, number) in [("wa", "whatsapp", NUMBER), ("vi", "viber", "4711"), ("sms", "sms", NUMBER)] {
        app.account(slug, json!({"provider": "tyntec", "channel": channel, "number": number, "token": "tyntec-key"})).await;
    }
    app.put(&format!("/_control/phones/{PHONE}"), json!({"name": "Peter", "last_inbound_at": {NUMBER: simulator::clock::now_ms() - 1000}}))
        .await;
    app
}

async fn call(app: &App, method: Method, path: &str, body: Value) -> (u16, Value) {
    app.keyed(method, &format!("{BASE}{path}"), KEY, &body).await
}

fn whatsapp(content: Value) -> Value {
    json!({"from": NUMBER, "to": PHONE, "channel": "whatsapp", "content": content, "context": "my-message-reference"})
}

async fn send(app: &App, body: Value) -> (u16, Value) {
    call(app, Method::POST, "/messages", body).await
}

fn events(app: &App) -> Vec<Value> {
    app.sink.taken().into_iter().filter(|v| v["event"].is_string()).collect()
}

fn words(app: &App) -> Vec<String> {
    events(app).iter().map(|e| e["event"].as_str().unwrap().to_owned()).collect()
}
