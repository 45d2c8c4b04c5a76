//! A webhook receiver that keeps what it got and answers what it is told to.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::routing::post;
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// One webhook as it came in.
#[derive(Debug, Clone)]
pub(crate) struct Got {
    pub(crate) raw: Bytes,
    pub(crate) signature: Option<String>,
    pub(crate) exotel_signature: Option<String>,
    pub(crate) answered: u16,
}

impl Got {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.raw).unwrap_or(Value::Null)
    }
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Sink {
    got: Arc<Mutex<Vec<Got>>>,
    /// Answers for the next webhooks; 200 when there is none left.
    answers: Arc<Mutex<Vec<u16>>>,
    pub(crate) url: String,
}

impl Sink {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let sink = Self { url, ..Self::default() };
        let router = Router::new().route("/hook", post(receive)).with_state(sink.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        sink
    }

    pub(crate) fn answer_next(&self, statuses: &[u16]) {
        *self.answers.lock().unwrap() = statuses.to_vec();
    }

    pub(crate) fn got(&self) -> Vec<Got> {
        self.got.lock().unwrap().clone()
    }

    /// What was answered 2xx.
    pub(crate) fn taken(&self) -> Vec<Value> {
        self.got().iter().filter(|g| g.answered < 300).map(Got::json).collect()
    }

    /// The first status of each status webhook that was taken.
    pub(crate) fn statuses(&self) -> Vec<Value> {
        self.taken().iter().filter(|v| v["statuses"].is_array()).map(|v| v["statuses"][0].clone()).collect()
    }

    pub(crate) fn words(&self) -> Vec<String> {
        self.statuses().iter().map(|s| s["status"].as_str().unwrap().to_owned()).collect()
    }

    pub(crate) fn messages(&self) -> Vec<Value> {
        self.taken().iter().filter(|v| v["messages"].is_object()).map(|v| v["messages"].clone()).collect()
    }
}

async fn receive(State(sink): State<Sink>, headers: HeaderMap, raw: Bytes) -> (StatusCode, String) {
    let mut answers = sink.answers.lock().unwrap();
    let answered = if answers.is_empty() { 200 } else { answers.remove(0) };
    let header = |name: &str| headers.get(name).map(|v| v.to_str().unwrap().to_owned());
    let got = Got { raw, signature: header("x-hub-signature-256"), exotel_signature: header("x-exotel-signature"), answered };
    let ping = got.json();
    // Exotel's ping is answered as its page asks; everything else with an empty body.
    let body = if ping["type"] == "verification" { json!({"challenge": ping["challenge"]}).to_string() } else { String::new() };
    sink.got.lock().unwrap().push(got);
    (StatusCode::from_u16(answered).unwrap(), body)
}
