//! The proxy as a process of its own.

use crate::PATIENCE;
use crate::stage::Stage;
use reqwest::Client;
use serde_json::Value;
use std::path::Path;
use std::process::{Child, Command};

const BINARY: &str = env!("CARGO_BIN_EXE_sidethread");

pub(crate) struct Proxy {
    child: Child,
    http: Client,
    origin: String,
    token: String,
}

impl Proxy {
    /// Starts it and waits until it can work.
    pub(crate) async fn start(stage: &Stage) -> Self {
        let child = command(&stage.configuration()).arg("serve").spawn().unwrap();
        let mut process = Self { child, http: stage.http.clone(), origin: stage.proxy.clone(), token: token(&stage.configuration()) };
        let ready = async {
            loop {
                let answer = process.http.get(format!("{}/readyz", process.origin)).send().await;
                if answer.is_ok_and(|answer| answer.status().is_success()) {
                    return;
                }
                assert!(process.child.try_wait().unwrap().is_none(), "it ended by itself");
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, ready).await.expect("it does not start");
        process
    }

    /// SIGKILL: no word of warning.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn token(&self) -> String {
        self.token.clone()
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let answer = self.http.get(format!("{}{path}", self.origin)).bearer_auth(&self.token).send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.text().await.unwrap());
        answer.json().await.unwrap()
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Value {
        let answer = self.http.post(format!("{}{path}", self.origin)).bearer_auth(&self.token).json(body).send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {}", answer.text().await.unwrap());
        answer.json().await.unwrap()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // It may have been killed before.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(configuration: &Path) -> Command {
    let mut command = Command::new(BINARY);
    command.arg("--config").arg(configuration);
    command
}

fn token(configuration: &Path) -> String {
    let said =
        command(configuration).args(["token", "--tenant", "acme", "--agent", "crash", "--phone", "*", "--ttl", "900"]).output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8(said.stdout).unwrap().trim().to_owned()
}
