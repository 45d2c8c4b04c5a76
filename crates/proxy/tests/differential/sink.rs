//! Where the simulator's webhooks go: kept as they came, by account.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::routing::post;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub(crate) struct Sink {
    pub(crate) url: String,
    got: Kept,
    _serving: JoinHandle<()>,
}

type Kept = Arc<Mutex<Vec<(String, Bytes)>>>;

impl Sink {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let got = Kept::default();
        let router = Router::new().route("/{slug}", post(keep)).with_state(Arc::clone(&got));
        let serving = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, got, _serving: serving }
    }

    /// What came for this account since the last time.
    pub(crate) fn take(&self, slug: &str) -> Vec<Bytes> {
        self.got.lock().unwrap().extract_if(.., |(own, _)| own == slug).map(|(_, body)| body).collect()
    }
}

async fn keep(State(got): State<Kept>, Path(slug): Path<String>, body: Bytes) {
    got.lock().unwrap().push((slug, body));
}
