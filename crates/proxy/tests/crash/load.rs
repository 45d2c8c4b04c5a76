//! Customers who write and an agent who answers, all the time, whether the proxy is there or not.

use crate::PATIENCE;
use crate::stage::{ACCOUNT, PHONES, Stage};
use reqwest::Client;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// What was said: (phone, words).
pub(crate) type Said = (&'static str, String);

/// Everything that was said and taken.
pub(crate) struct Everything {
    /// By customers, each taken by their phone.
    pub(crate) inbound: Vec<Said>,
    /// By the agent, each acknowledged by the proxy.
    pub(crate) outbound: Vec<Said>,
}

pub(crate) struct Load {
    shared: Arc<Shared>,
    writers: Vec<JoinHandle<Vec<Said>>>,
    agents: Vec<JoinHandle<Vec<Said>>>,
}

struct Shared {
    http: Client,
    simulator: String,
    proxy: String,
    token: Mutex<String>,
    facts: watch::Sender<u64>,
    stop: watch::Sender<bool>,
}

impl Load {
    pub(crate) fn start(stage: &Stage, token: String) -> Self {
        let shared = Arc::new(Shared {
            http: stage.http.clone(),
            simulator: stage.simulator.clone(),
            proxy: stage.proxy.clone(),
            token: Mutex::new(token),
            facts: watch::Sender::new(0),
            stop: watch::Sender::new(false),
        });
        let writers = PHONES.iter().map(|phone| tokio::spawn(write(Arc::clone(&shared), phone))).collect();
        let agents = PHONES.iter().map(|phone| tokio::spawn(answer(Arc::clone(&shared), phone))).collect();
        Self { shared, writers, agents }
    }

    /// The process that lives now takes this token.
    pub(crate) fn renew(&self, token: String) {
        *self.shared.token.lock().unwrap() = token;
    }

    /// How much was said so far.
    pub(crate) fn facts(&self) -> u64 {
        *self.shared.facts.borrow()
    }

    /// Waits until so much was said.
    pub(crate) async fn until(&self, facts: u64) {
        let mut so_far = self.shared.facts.subscribe();
        let reached = tokio::time::timeout(PATIENCE, so_far.wait_for(|so_far| *so_far >= facts)).await;
        assert!(reached.is_ok(), "nothing is taken any more");
    }

    /// Lets everybody finish a last sentence.
    pub(crate) async fn finish(self) -> Everything {
        self.shared.stop.send_replace(true);
        let mut everything = Everything { inbound: Vec::new(), outbound: Vec::new() };
        for writer in self.writers {
            everything.inbound.extend(writer.await.unwrap());
        }
        for agent in self.agents {
            everything.outbound.extend(tokio::time::timeout(PATIENCE, agent).await.expect("an answer is never taken").unwrap());
        }
        everything
    }
}

impl Shared {
    fn stopped(&self) -> bool {
        *self.stop.borrow()
    }

    fn count(&self) {
        self.facts.send_modify(|facts| *facts += 1);
    }

    /// The answer's body, if the proxy is there and takes it.
    async fn post(&self, path: &str, body: &Value) -> Option<Value> {
        let token = self.token.lock().unwrap().clone();
        let answer = self.http.post(format!("{}{path}", self.proxy)).bearer_auth(token).json(body).send().await.ok()?;
        let status = answer.status();
        assert!(status.is_success() || status.as_u16() == 503, "{path}: {status} {}", answer.text().await.unwrap_or_default());
        if status.is_success() { answer.json().await.ok() } else { None }
    }

    /// The same until the proxy takes it, however often it dies meanwhile.
    async fn post_until_taken(&self, path: &str, body: &Value) -> Value {
        loop {
            if let Some(taken) = self.post(path, body).await {
                return taken;
            }
            tokio::task::yield_now().await;
        }
    }
}

async fn write(shared: Arc<Shared>, phone: &'static str) -> Vec<Said> {
    let mut said = Vec::new();
    while !shared.stopped() {
        let words = format!("{phone} says {}", said.len());
        let body = json!({"account": ACCOUNT, "type": "text", "text": {"body": words}});
        let url = format!("{}/_control/phones/{phone}/messages", shared.simulator);
        let taken = shared.http.post(url).json(&body).send().await.unwrap();
        assert!(taken.status().is_success());
        said.push((phone, words));
        shared.count();
        // A customer waits for the proxy's last word, or the backlog would outgrow the rounds.
        let open = json!({"phones": [phone]});
        shared.post_until_taken("/v1/threads/open", &open).await;
    }
    said
}

async fn answer(shared: Arc<Shared>, phone: &'static str) -> Vec<Said> {
    let mut said = Vec::new();
    while !shared.stopped() {
        let opened = shared.post_until_taken("/v1/threads/open", &json!({"phones": [phone]})).await;
        // The window opens with the customer's first word.
        if opened["channels"][0]["window"]["state"] != "open" {
            continue;
        }
        let words = format!("to {phone}: {}", said.len());
        let path = format!("/v1/threads/{}/messages", opened["thread"]["id"].as_str().unwrap());
        let content = json!({"type": "text", "body": words});
        let reply = json!({"client_id": words, "channel": "whatsapp", "account": ACCOUNT, "content": content});
        shared.post_until_taken(&path, &reply).await;
        said.push((phone, words));
        shared.count();
    }
    said
}
