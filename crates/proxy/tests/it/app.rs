//! The harness: one proxy for each test. Dropping it fails the test if work was left in the outbox.

mod answer;
mod call;
mod events;
mod settings;
mod token;
mod webhook;

pub(crate) use answer::Answer;
pub(crate) use call::Call;
pub(crate) use settings::{BODY_MAX, CONFIG, MEDIA_MAX, read_config};
pub(crate) use token::{claims, sign};
pub(crate) use webhook::{message_webhook, status_webhook, text_webhook};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Method, Request, header};
use model::{Message, Timestamp};
use proxy::auth::Keyring;
use proxy::bell::Bell;
use proxy::clock::{Clock, FakeClock};
use proxy::files::Files;
use proxy::ledger::Ledger;
use proxy::outbox::{self, OutboxDeps};
use proxy::router::router;
use proxy::server::lines;
use proxy::state::AppState;
use proxy::store::Store;
use proxy::store::sqlite::SqliteStore;
use proxy::transport::{RecordingTransport, Transport};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

pub(crate) const HOOK: &str = "/hooks/acme-wa/hook-secret-of-acme";
pub(crate) const GLOBEX_HOOK: &str = "/hooks/globex-wa/hook-secret-of-globex";
pub(crate) const ORIGIN: &str = "https://crm.example";
pub(crate) const ASHA: &str = "+919999999999";
pub(crate) const RAVI: &str = "+918888888888";
const PATIENCE: Duration = Duration::from_secs(10);

/// A proxy.
pub(crate) struct App {
    pub(crate) state: AppState,
    pub(crate) clock: FakeClock,
    pub(crate) provider: RecordingTransport,
    pub(crate) store: Arc<SqliteStore>,
    pub(crate) dir: TempDir,
    router: Router,
    worker: Option<tokio::task::JoinHandle<()>>,
    stop: CancellationToken,
}

impl App {
    /// One whose outbox is worked off.
    pub(crate) async fn new() -> Self {
        Self::with_accounts("").await
    }

    /// The same with more accounts of acme.
    pub(crate) async fn with_accounts(accounts: &str) -> Self {
        let mut app = Self::made(accounts, None).await;
        let deps = OutboxDeps {
            ledger: app.state.ledger.clone(),
            lines: lines(&app.state.config),
            transport: Arc::new(app.provider.clone()),
            files: app.state.files.clone(),
            links: app.state.links.clone(),
            clock: Arc::new(app.clock.clone()),
            worker: "test".to_owned(),
            concurrency: 4,
            jitter: || 0.5,
        };
        app.worker = Some(tokio::spawn(outbox::run(deps, app.stop.clone())));
        app
    }

    /// One in which nothing leaves.
    pub(crate) async fn without_outbox() -> Self {
        Self::made("", None).await
    }

    /// One with more accounts of acme, over a transport of its own if there is one.
    pub(crate) async fn made(accounts: &str, transport: Option<Arc<dyn Transport>>) -> Self {
        proxy::metrics::start();
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("web")).unwrap();
        let globex = "[[tenant]]\nid = \"globex\"";
        let config = read_config(dir.path(), &CONFIG.replace(globex, &format!("{accounts}\n{globex}"))).unwrap();
        let store = Arc::new(SqliteStore::open(&config.database).unwrap());
        let files = Files::open(&config.media_dir).unwrap();
        let clock = FakeClock::at(now());
        let ledger = Ledger::new(Arc::clone(&store) as Arc<dyn Store>, Bell::new());
        let stop = CancellationToken::new();
        let keyring = Arc::new(Keyring::open(&config).unwrap());
        let provider = RecordingTransport::new(200, r#"{"id":"5f0b6f2e-5a3e-4c57-8df5-0e0a3f6d7c11"}"#);
        let state = AppState::new(
            Arc::new(config),
            ledger,
            files,
            keyring,
            transport.unwrap_or_else(|| Arc::new(provider.clone())),
            Arc::new(clock.clone()),
            CancellationToken::new(),
        );
        Self { router: router(state.clone()), state, clock, provider, store, dir, worker: None, stop }
    }

    /// A token of acme with all rights for all numbers.
    pub(crate) fn token(&self) -> String {
        self.token_with(&json!({}))
    }

    /// The same with other claims.
    pub(crate) fn token_with(&self, other: &Value) -> String {
        sign(token::KEY, "k1", &claims(self.clock.now(), other))
    }

    /// A token of the other tenant.
    pub(crate) fn globex_token(&self) -> String {
        self.globex_token_with(&json!({}))
    }

    /// The same with other claims.
    pub(crate) fn globex_token_with(&self, other: &Value) -> String {
        let mut claims = claims(self.clock.now(), other);
        claims["tenant"] = json!("globex");
        sign(token::GLOBEX_KEY, "k1", &claims)
    }

    /// The same words to another process.
    pub(crate) fn through(&self, router: Router) -> Elsewhere<'_> {
        Elsewhere { app: self, router }
    }

    pub(crate) fn get(&self, path: &str) -> Call {
        self.call(Method::GET, path, Body::empty())
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Call {
        self.send(Method::POST, path, body)
    }

    /// A request with JSON in it.
    pub(crate) fn send(&self, method: Method, path: &str, body: &Value) -> Call {
        self.call(method, path, Body::from(body.to_string())).with(header::CONTENT_TYPE, "application/json")
    }

    pub(crate) fn call(&self, method: Method, path: &str, body: Body) -> Call {
        let request = Request::builder().method(method).uri(path).body(body).unwrap();
        Call::new(request, self.router.clone())
    }

    /// A webhook with these bytes.
    pub(crate) async fn hook(&self, body: impl Into<Bytes>) -> Answer {
        self.call(Method::POST, HOOK, Body::from(body.into())).send().await
    }

    /// Asha writes a text now.
    pub(crate) async fn asha_writes(&self, id: &str, text: &str) {
        let answer = self.hook(text_webhook(ASHA, id, text, self.clock.now())).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    /// Opens Asha's thread.
    pub(crate) async fn open(&self) -> Value {
        self.open_phone(ASHA).await
    }

    pub(crate) async fn open_phone(&self, phone: &str) -> Value {
        let answer = self.post("/v1/threads/open", &json!({"phones": [phone]})).bearer(&self.token()).send().await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()
    }

    /// Asha's thread.
    pub(crate) async fn thread(&self) -> String {
        self.open().await["thread"]["id"].as_str().unwrap().to_owned()
    }

    /// The path of something of Asha's thread.
    pub(crate) async fn path(&self, rest: &str) -> String {
        format!("/v1/threads/{}/{rest}", self.thread().await)
    }

    /// A text answer in Asha's thread.
    pub(crate) async fn reply(&self, client_id: &str, content: Value) -> Answer {
        let body = json!({"client_id": client_id, "channel": "whatsapp", "account": "acme-wa", "content": content});
        let path = self.path("messages").await;
        self.post(&path, &body).bearer(&self.token()).send().await
    }

    /// Waits until nothing is left in the outbox.
    pub(crate) async fn settled(&self) {
        let deadline = Instant::now() + PATIENCE;
        while self.left().await > 0 {
            assert!(Instant::now() < deadline, "the outbox isn't empty");
            tokio::task::yield_now().await;
        }
    }

    pub(crate) async fn left(&self) -> u64 {
        let figures = self.store.figures(now()).await.unwrap();
        figures.iter().find(|(name, _)| *name == "outbox").expect("the store counts the outbox").1
    }

    /// All messages of Asha's thread.
    pub(crate) async fn messages(&self) -> Vec<Message> {
        serde_json::from_value(self.open().await["messages"].clone()).unwrap()
    }

    /// A guard for loops that turn the clock.
    pub(crate) fn clock_is_within_a_day(&self) -> bool {
        self.clock.now() < now().plus_millis(86_400_000)
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.stop.cancel();
        if std::thread::panicking() || self.worker.is_none() {
            return;
        }
        let store = Arc::clone(&self.store);
        let rows = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            let figures = runtime.block_on(store.figures(now())).unwrap();
            figures.into_iter().find(|(name, _)| *name == "outbox").unwrap().1
        });
        assert_eq!(rows.join().unwrap(), 0, "work was left in the outbox");
    }
}

/// Another process on the same database.
pub(crate) struct Elsewhere<'a> {
    app: &'a App,
    router: Router,
}

impl Elsewhere<'_> {
    pub(crate) fn get(self, path: &str) -> Call {
        self.app.get(path).through(self.router)
    }

    pub(crate) fn post(self, path: &str, body: &Value) -> Call {
        self.app.post(path, body).through(self.router)
    }
}

/// 2026-11-20T08:00:00Z.
pub(crate) fn now() -> Timestamp {
    Timestamp::parse("2026-11-20T08:00:00Z").unwrap()
}
