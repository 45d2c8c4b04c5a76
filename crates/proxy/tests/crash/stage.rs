//! The simulator in this process, and a folder with the proxy's configuration.

use crate::PATIENCE;
use crate::proxy::Proxy;
use reqwest::Client;
use serde_json::{Value, json};
use std::path::PathBuf;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The customers who write.
pub(crate) const PHONES: [&str; 4] = ["+919000000001", "+919000000002", "+919000000003", "+919000000004"];
/// The account's slug.
pub(crate) const ACCOUNT: &str = "acme-wa";

pub(crate) struct Stage {
    pub(crate) http: Client,
    pub(crate) simulator: String,
    pub(crate) proxy: String,
    folder: TempDir,
    _serving: JoinHandle<()>,
}

impl Stage {
    pub(crate) async fn build(seed: u64) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let simulator = format!("http://{}", listener.local_addr().unwrap());
        // A port that was free a moment ago; the proxy keeps it through all its lives.
        let proxy = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let config = simulator::Config { seed: Some(seed), quiet: true, ..simulator::Config::default() };
        let serving = tokio::spawn(async move { simulator::serve(config, listener, std::future::pending()).await.unwrap() });
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("sidethread.toml"), configuration(&proxy.to_string(), &simulator)).unwrap();
        let stage = Self { http: Client::new(), simulator, proxy: format!("http://{proxy}"), folder, _serving: serving };
        let webhook_url = format!("{}/hooks/{ACCOUNT}/a-secret-of-the-path", stage.proxy);
        let account = json!({"provider": "tata-tele", "number": "+15551305682", "token": "a token", "webhook_url": webhook_url});
        stage.put(&format!("/_control/accounts/{ACCOUNT}"), &account).await;
        for phone in PHONES {
            let phone_state = json!({"name": "Asha", "talkative": false, "auto_read": true, "auto_read_ms": 5});
            stage.put(&format!("/_control/phones/{phone}"), &phone_state).await;
        }
        stage
    }

    pub(crate) fn configuration(&self) -> PathBuf {
        self.folder.path().join("sidethread.toml")
    }

    async fn put(&self, path: &str, body: &Value) {
        let answer = self.http.put(format!("{}{path}", self.simulator)).json(body).send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.text().await.unwrap());
    }

    pub(crate) async fn faults(&self, plan: &Value) {
        self.put("/_control/faults", plan).await;
    }

    /// The provider's side of everything, as JSON.
    pub(crate) async fn witness(&self, path: &str) -> Value {
        self.http.get(format!("{}{path}", self.simulator)).send().await.unwrap().json().await.unwrap()
    }

    /// Waits until no webhook is under way and the outbox is empty, twice in a row since each feeds the other. Webhooks that
    /// wait for their next attempt are attempted now.
    pub(crate) async fn calm(&self, process: &Proxy) {
        let calm = async {
            let mut quiet = 0;
            while quiet < 2 {
                self.http.post(format!("{}/_control/retry", self.simulator)).send().await.unwrap();
                let idle = self.http.get(format!("{}/_control/idle?ms=2000", self.simulator)).send().await.unwrap().status().is_success();
                let outbox = process.get("/readyz").await["figures"]["outbox"].as_u64().unwrap();
                quiet = if idle && outbox == 0 { quiet + 1 } else { 0 };
            }
        };
        tokio::time::timeout(PATIENCE, calm).await.expect("something is stuck");
    }
}

fn configuration(proxy: &str, simulator: &str) -> String {
    format!(
        r#"listen = "{proxy}"
public_url = "http://{proxy}"
database = "sqlite://threads.db"
media_dir = "media"
allow_private_addresses = true
log = "error"

[[tenant]]
id = "acme"
default_region = "IN"

[[tenant.key]]
kid = "k1"
alg = "HS256"
secret = "thirty-two bytes of a test secret"

[[tenant.account]]
slug = "{ACCOUNT}"
provider = "tata-tele"
channel = "whatsapp"
number = "+15551305682"
base_url = "{simulator}/tata-tele"
token = "a token"
hook_secret = "a-secret-of-the-path"
"#
    )
}
