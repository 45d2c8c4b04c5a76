//! The harness: one proxy for each test. Dropping it fails the test if work was left in the outbox.

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, header};
use axum::response::Response;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use jsonwebtoken::{EncodingKey, Header};
use model::{Message, Timestamp};
use proxy::auth::Keyring;
use proxy::bell::Bell;
use proxy::clock::{Clock, FakeClock};
use proxy::config::Config;
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
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

pub(crate) const HOOK: &str = "/hooks/acme-wa/hook-secret-of-acme";
pub(crate) const GLOBEX_HOOK: &str = "/hooks/globex-wa/hook-secret-of-globex";
pub(crate) const ORIGIN: &str = "https://crm.example";
pub(crate) const ASHA: &str = "+919999999999";
pub(crate) const RAVI: &str = "+918888888888";
/// The largest JSON body of the test configuration.
pub(crate) const BODY_MAX: usize = 65_536;
pub(crate) const MEDIA_MAX: usize = 100_000;
const KEY: &str = "a key of acme that has 32 bytes and more";
const GLOBEX_KEY: &str = "a key of globex that has 32 bytes or so";
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) const CONFIG: &str = r#"
listen = "127.0.0.1:0"
public_url = "https://threads.example"
database = "sqlite://sidethread.db"
media_dir = "media"
web_dir = "web"
body_max_bytes = 65536
media_max_bytes = 100000

[[tenant]]
id = "acme"
origins = ["https://crm.example"]
frame_ancestors = ["https://*.lightning.force.com", "https://crm.example"]
default_region = "IN"
[[tenant.key]]
kid = "k1"
alg = "HS256"
secret = "a key of acme that has 32 bytes and more"
[[tenant.server_key]]
id = "apex"
secret = "a server key of acme, 32 bytes and more"
[tenant.hubspot]
client_secret = "hubspot secret of acme"
portal_ids = [4242, "4343"]
[tenant.salesforce]
consumer_secret = "canvas secret of both tenants"
org_ids = ["00D000000000001"]
[[tenant.account]]
slug = "acme-wa"
provider = "tata-tele"
channel = "whatsapp"
number = "+15551305682"
base_url = "https://provider.example"
token = "a token that no log may see"
hook_secret = "hook-secret-of-acme"
signing_secret = "signing secret of acme"

[[tenant]]
id = "globex"
origins = ["https://globex.example"]
[[tenant.key]]
kid = "k1"
alg = "HS256"
secret = "a key of globex that has 32 bytes or so"
[[tenant.server_key]]
id = "deluge"
secret = "a server key of globex, 32 bytes or so"
[tenant.hubspot]
client_secret = "hubspot secret of globex"
portal_ids = [9999]
[tenant.salesforce]
consumer_secret = "canvas secret of both tenants"
org_ids = ["00D000000000002EAA"]
[[tenant.account]]
slug = "globex-wa"
provider = "tata-tele"
number = "+15551300000"
base_url = "https://provider.example"
token = "another token"
hook_secret = "hook-secret-of-globex"
signing_secret = "signing secret of globex"
require_signature = true
"#;

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
        sign(KEY, "k1", &claims(self.clock.now(), other))
    }

    /// A token of the other tenant.
    pub(crate) fn globex_token(&self) -> String {
        self.globex_token_with(&json!({}))
    }

    /// The same with other claims.
    pub(crate) fn globex_token_with(&self, other: &Value) -> String {
        let mut claims = claims(self.clock.now(), other);
        claims["tenant"] = json!("globex");
        sign(GLOBEX_KEY, "k1", &claims)
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
        Call { request, router: self.router.clone() }
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
        Call { router: self.router, ..self.app.get(path) }
    }

    pub(crate) fn post(self, path: &str, body: &Value) -> Call {
        Call { router: self.router, ..self.app.post(path, body) }
    }
}

/// A request that is being made.
pub(crate) struct Call {
    request: Request<Body>,
    router: Router,
}

impl Call {
    pub(crate) fn with(mut self, name: HeaderName, value: &str) -> Self {
        self.request.headers_mut().insert(name, HeaderValue::try_from(value).unwrap());
        self
    }

    pub(crate) fn bearer(self, token: &str) -> Self {
        self.with(header::AUTHORIZATION, &format!("Bearer {token}"))
    }

    pub(crate) async fn response(self) -> Response {
        self.router.oneshot(self.request).await.unwrap()
    }

    pub(crate) async fn send(self) -> Answer {
        let response = self.response().await;
        let (parts, body) = response.into_parts();
        let body = tokio::time::timeout(PATIENCE, to_bytes(body, usize::MAX)).await.expect("the answer ends").unwrap();
        Answer { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    /// A stream of events.
    pub(crate) async fn stream(self) -> Events {
        let response = self.response().await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        Events { body: response.into_body().into_data_stream().boxed(), text: String::new() }
    }
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The code of a refusal, after a look at its form.
    pub(crate) fn refusal(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        let body = self.json();
        assert_eq!(body["status"], self.status);
        assert_eq!(body["request_id"].as_str().unwrap(), self.header("x-request-id"));
        assert!(!self.header("x-request-id").is_empty());
        (self.status, body["code"].as_str().unwrap().to_owned())
    }

    /// The paths and rules of everything that is wrong.
    pub(crate) fn problems(&self) -> Vec<(String, String)> {
        let body = self.json();
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        body["problems"].as_array().unwrap().iter().map(|it| (word(&it["path"]), word(&it["rule"]))).collect()
    }
}

/// An open stream.
pub(crate) struct Events {
    body: BoxStream<'static, Result<Bytes, axum::Error>>,
    text: String,
}

impl Events {
    /// The next block; `None` when the stream has ended.
    pub(crate) async fn block(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.text.find("\n\n") {
                let block = self.text[..end].to_owned();
                self.text.drain(..end + 2);
                return Some(block);
            }
            let chunk = tokio::time::timeout(PATIENCE, self.body.next()).await.expect("the stream goes on or ends")?;
            self.text.push_str(std::str::from_utf8(&chunk.unwrap()).unwrap());
        }
    }

    /// The next event: its id, its name and its data.
    pub(crate) async fn event(&mut self) -> Option<(u64, String, Value)> {
        loop {
            let block = self.block().await?;
            let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name).map(|text| text.trim().to_owned()));
            if let Some(data) = field("data:") {
                let data = serde_json::from_str(&data).unwrap();
                return Some((field("id:").unwrap().parse().unwrap(), field("event:").unwrap(), data));
            }
        }
    }
}

/// 2026-11-20T08:00:00Z.
pub(crate) fn now() -> Timestamp {
    Timestamp::parse("2026-11-20T08:00:00Z").unwrap()
}

pub(crate) fn read_config(base: &Path, text: &str) -> Result<Config, Vec<String>> {
    let file = base.join("sidethread.toml");
    Config::read(Some((&file, text)), std::iter::empty())
        .map_err(|faults| faults.iter().map(|fault| fault.to_string().replace(&*file.to_string_lossy(), "file")).collect())
}

pub(crate) fn claims(now: Timestamp, other: &Value) -> Value {
    let seconds = now.seconds();
    let mut claims = json!({
        "iss": "crm", "aud": "sidethread", "sub": "priya", "name": "Priya", "tenant": "acme", "phones": ["*"],
        "scope": "thread:read thread:write template:write", "iat": seconds, "exp": seconds + 600, "jti": "1",
    });
    for (name, value) in other.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
}

pub(crate) fn sign(key: &str, kid: &str, claims: &Value) -> String {
    let header = Header { kid: Some(kid.to_owned()), ..Header::default() };
    jsonwebtoken::encode(&header, claims, &EncodingKey::from_secret(key.as_bytes())).unwrap()
}

/// A text of a customer in the provider's form.
pub(crate) fn text_webhook(phone: &str, id: &str, text: &str, at: Timestamp) -> String {
    message_webhook(phone, id, at, json!({"type": "text", "text": {"body": text}}))
}

/// A status of one of our messages in the provider's form.
pub(crate) fn status_webhook(name: &str, ours: &str, state: &str, at: Timestamp) -> String {
    let status = json!({
        "id": name, "status": state, "timestamp": at.seconds().to_string(), "recipient_id": "919999999999", "custom_callback_data": ours,
    });
    json!({"statuses": [status], "businessPhoneNumber": "+15551305682", "id": "268e8b65-59a2-45df-9006-bd4b2aedbfdc"}).to_string()
}

/// Any message of a customer in the provider's form.
pub(crate) fn message_webhook(phone: &str, id: &str, at: Timestamp, mut message: Value) -> String {
    let digits = phone.trim_start_matches('+');
    message["from"] = json!(digits);
    message["id"] = json!(id);
    message["timestamp"] = json!(at.seconds().to_string());
    json!({
        "contacts": [{"profile": {"name": "Asha"}, "wa_id": digits}],
        "messages": message, "businessPhoneNumber": "+15551305682", "id": "268e8b65-59a2-45df-9006-bd4b2aedbfdc",
    })
    .to_string()
}
