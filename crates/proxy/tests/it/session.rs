//! Sessions: what each proof gives, and that it gives nothing more, nothing twice and nothing to others.

mod canvas;
mod code;
mod hubspot;
mod numbers;
mod revoke;
mod settings;

use crate::app::{ASHA, Answer, App, ORIGIN, RAVI, now, sign};
use axum::http::header;
use proxy::auth::Keyring;
use proxy::bell::Bell;
use proxy::clock::Clock;
use proxy::ledger::Ledger;
use proxy::state::AppState;
use proxy::store::sqlite::SqliteStore;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

const KEY: &str = "a key of acme that has 32 bytes and more";
const GLOBEX_KEY: &str = "a key of globex that has 32 bytes or so";
const SERVER_KEY: &str = "a server key of acme, 32 bytes and more";

/// An assertion of acme's for Asha with other claims.
fn assertion(app: &App, other: &Value) -> Value {
    let seconds = app.clock.now().seconds();
    let mut claims = json!({
        "aud": "sidethread-session", "sub": "priya", "name": "Priya", "tenant": "acme", "phones": ["99999 99999"],
        "record": "crm:7", "contact": "Asha", "iat": seconds, "exp": seconds + 300, "jti": "a-1",
    });
    for (name, value) in other.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
}

async fn assert_it(app: &App, assertion: &str) -> Answer {
    app.post("/v1/session", &json!({"grant": "assertion", "assertion": assertion})).with(header::ORIGIN, ORIGIN).send().await
}

/// A token for Asha from the CRM's page.
async fn session(app: &App, jti: &str) -> String {
    let answer = assert_it(app, &sign(KEY, "k1", &assertion(app, &json!({"jti": jti})))).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()["token"].as_str().unwrap().to_owned()
}

async fn order(app: &App, key: &str, other: &Value) -> Answer {
    let mut body = json!({"grant": "server-key", "tenant": "acme", "agent": "005A", "name": "Priya", "phones": [ASHA]});
    for (name, value) in other.as_object().unwrap() {
        body[name] = value.clone();
    }
    app.post("/v1/session", &body).bearer(key).send().await
}

/// Another process on the same database.
fn second(app: &App) -> AppState {
    let config = Arc::clone(&app.state.config);
    let store = Arc::new(SqliteStore::open(&config.database).unwrap());
    let keyring = Keyring::open(&config).unwrap();
    let clock: Arc<dyn Clock> = Arc::new(app.clock.clone());
    let ledger = Ledger::new(store, Bell::new());
    AppState::new(
        config,
        ledger,
        app.state.files.clone(),
        Arc::new(keyring),
        Arc::new(app.provider.clone()),
        clock,
        app.state.shutdown.clone(),
    )
}

fn claims_of(token: &str) -> Value {
    jsonwebtoken::dangerous::insecure_decode_claims(token).unwrap()
}

/// Every refusal has the same body, its request id aside.
fn alike(answers: &[Answer]) {
    let mut bodies: Vec<String> = answers
        .iter()
        .map(|answer| {
            assert_eq!(answer.refusal(), (401, "unauthenticated".to_owned()));
            let mut body = answer.json();
            body["request_id"] = json!("");
            body.to_string()
        })
        .collect();
    bodies.dedup();
    assert_eq!(bodies.len(), 1, "a forger learns something: {bodies:?}");
}

#[tokio::test]
async fn an_assertion_gives_a_token_for_its_contact() {
    let app = App::new().await;
    let answer = assert_it(&app, &sign(KEY, "k1", &assertion(&app, &json!({})))).await;
    let body = answer.json();
    assert_eq!(body["context"], json!({"phones": [ASHA], "record": "crm:7", "name": "Asha"}));
    assert_eq!(body["expires_at"], "2026-11-20T08:05:00Z");
    assert_eq!((answer.header("access-control-allow-origin"), answer.header("cache-control")), (ORIGIN, "no-store"));
    let token = body["token"].as_str().unwrap();
    let claims = claims_of(token);
    assert_eq!((&claims["sub"], &claims["name"], &claims["by"]), (&json!("priya"), &json!("Priya"), &json!("a-1")));
    assert_eq!((&claims["origin"], &claims["scope"]), (&json!(ORIGIN), &json!("thread:read thread:write")));
    let opened = app.post("/v1/threads/open", &json!({"phones": [ASHA]})).bearer(token).with(header::ORIGIN, ORIGIN).send().await;
    assert_eq!(opened.status, 200, "{}", opened.text());
}

#[tokio::test]
async fn a_stolen_token_is_no_good_elsewhere_for_others_or_later() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let ravi = app.open_phone(RAVI).await["thread"]["id"].as_str().unwrap().to_owned();
    let path = app.path("messages").await;
    let token = session(&app, "a-1").await;
    let read = |path: &str, origin: Option<&str>| {
        let call = app.get(path).bearer(&token);
        match origin {
            Some(origin) => call.with(header::ORIGIN, origin).send(),
            None => call.send(),
        }
    };
    assert_eq!(read(&path, Some(ORIGIN)).await.status, 200);
    for elsewhere in [Some("https://evil.example"), Some("https://threads.example"), Some("null"), None] {
        assert_eq!(read(&path, elsewhere).await.refusal(), (403, "forbidden".to_owned()), "{elsewhere:?}");
    }
    assert_eq!(read(&format!("/v1/threads/{ravi}/messages"), Some(ORIGIN)).await.refusal(), (404, "not-found".to_owned()));
    let other = app.post("/v1/threads/open", &json!({"phones": [RAVI]})).bearer(&token).with(header::ORIGIN, ORIGIN).send().await;
    assert_eq!(other.refusal(), (403, "forbidden".to_owned()));
    let templates = app.post("/v1/templates", &json!([])).bearer(&token).with(header::ORIGIN, ORIGIN).send().await;
    assert_eq!(templates.refusal(), (403, "forbidden".to_owned()));
    app.clock.advance(Duration::from_secs(359));
    assert_eq!(read(&path, Some(ORIGIN)).await.status, 200, "a minute for clocks that are apart");
    app.clock.advance(Duration::from_secs(1));
    assert_eq!(read(&path, Some(ORIGIN)).await.refusal(), (401, "unauthenticated".to_owned()));
}

#[tokio::test]
async fn an_assertion_is_good_once() {
    let app = App::new().await;
    let text = sign(KEY, "k1", &assertion(&app, &json!({})));
    assert_eq!(assert_it(&app, &text).await.status, 200);
    let again = assert_it(&app, &text).await;
    assert_eq!(again.refusal(), (401, "unauthenticated".to_owned()));
    let renamed = assert_it(&app, &sign(KEY, "k1", &assertion(&app, &json!({"sub": "other"})))).await;
    assert_eq!(renamed.refusal().0, 401, "the name was used");
    let globex = assertion(&app, &json!({"tenant": "globex", "phones": [ASHA]}));
    let theirs = app.post("/v1/session", &json!({"grant": "assertion", "assertion": sign(GLOBEX_KEY, "k1", &globex)})).send().await;
    assert_eq!(theirs.status, 200, "another tenant has names of its own");
}

#[tokio::test]
async fn a_bad_proof_is_refused_in_the_same_words() {
    let app = App::new().await;
    let seconds = now().seconds();
    let signed = |key: &str, kid: &str, other: Value| sign(key, kid, &assertion(&app, &other));
    let mut answers = Vec::new();
    for text in [
        signed("another key that has 32 bytes and more", "k1", json!({})),
        signed(GLOBEX_KEY, "k1", json!({})),
        signed(KEY, "k9", json!({})),
        signed(KEY, "sidethread:0000000000000000", json!({})),
        signed(KEY, "k1", json!({"tenant": "nobody"})),
        signed(KEY, "k1", json!({"aud": "sidethread"})),
        signed(KEY, "k1", json!({"jti": ""})),
        signed(KEY, "k1", json!({"sub": ""})),
        signed(KEY, "k1", json!({"exp": seconds - 60})),
        signed(KEY, "k1", json!({"exp": seconds + 301})),
        signed(KEY, "k1", json!({"iat": seconds + 61})),
        app.token(),
        session(&app, "a-2").await,
        "nonsense".to_owned(),
    ] {
        answers.push(assert_it(&app, &text).await);
    }
    for (key, tenant) in [("nonsense", "acme"), (SERVER_KEY, "globex"), (SERVER_KEY, "nobody"), (KEY, "acme"), ("", "acme")] {
        answers.push(order(&app, key, &json!({"tenant": tenant})).await);
    }
    answers.push(app.post("/v1/session", &json!({"grant": "code", "code": "nonsense"})).send().await);
    answers.push(app.post("/v1/session", &json!({"grant": "canvas", "signed_request": "a.b"})).send().await);
    answers.push(app.post("/v1/session", &json!({"grant": "hubspot", "object_id": 1, "phones": []})).send().await);
    alike(&answers);
    let agent = sign(KEY, "k1", &assertion(&app, &json!({"scope": "admin"})));
    let as_token = app.get("/v1/templates").bearer(&agent).send().await;
    assert_eq!(as_token.refusal().0, 401, "an assertion is no token");
}

#[tokio::test]
async fn a_good_proof_that_asks_for_what_cant_be_is_told_everything() {
    let app = App::new().await;
    let answer = assert_it(&app, &sign(KEY, "k1", &assertion(&app, &json!({"phones": ["12", "call me"]})))).await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.problems().iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["/assertion/phones/0", "/assertion/phones/1"]);
    let answer = order(&app, SERVER_KEY, &json!({"agent": " ", "record": "x".repeat(600)})).await;
    assert_eq!(answer.problems().iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["/agent", "/record"]);
    let answer = order(&app, SERVER_KEY, &json!({"origin": "https://evil.example"})).await;
    assert_eq!(answer.problems(), [("/origin".to_owned(), "unknown-origin".to_owned())]);
    for body in [json!({"grant": "wish"}), json!({}), json!({"grant": "code"})] {
        assert_eq!(app.post("/v1/session", &body).send().await.refusal(), (400, "bad-request".to_owned()), "{body}");
    }
    let large = json!({"grant": "assertion", "assertion": "x".repeat(50_000)});
    for path in ["/v1/session", "/v1/hubspot/thread", "/v1/hubspot/reply"] {
        assert_eq!(app.post(path, &large).send().await.refusal(), (413, "media-too-large".to_owned()), "{path}: nobody has asked yet");
    }
    let foreign = app.post("/v1/session", &json!({"grant": "assertion", "assertion": sign(KEY, "k1", &assertion(&app, &json!({})))}));
    assert_eq!(foreign.with(header::ORIGIN, "https://globex.example").send().await.refusal(), (403, "forbidden".to_owned()));
}

#[tokio::test]
async fn an_assertion_may_name_the_page_that_will_use_the_token() {
    let app = App::new().await;
    let answer = assert_it(&app, &sign(KEY, "k1", &assertion(&app, &json!({"origin": "https://threads.example"})))).await;
    let token = answer.json()["token"].as_str().unwrap().to_owned();
    let path = "/v1/templates";
    assert_eq!(app.get(path).bearer(&token).with(header::ORIGIN, "https://threads.example").send().await.status, 200);
    assert_eq!(app.get(path).bearer(&token).send().await.status, 200, "our own page says no origin when it reads");
    assert_eq!(app.get(path).bearer(&token).with(header::ORIGIN, ORIGIN).send().await.refusal().0, 403);
}

#[tokio::test]
async fn a_back_end_gets_tokens_for_its_agents_and_a_page_does_not() {
    let app = App::new().await;
    let answer = order(&app, SERVER_KEY, &json!({"phones": ["*"], "scope": "thread:read admin", "origin": ORIGIN})).await;
    let body = answer.json();
    assert_eq!(body["context"], json!({"phones": ["*"]}));
    let claims = claims_of(body["token"].as_str().unwrap());
    assert_eq!((&claims["sub"], &claims["scope"], &claims["origin"]), (&json!("005A"), &json!("thread:read admin"), &json!(ORIGIN)));
    let order = json!({"grant": "server-key", "tenant": "acme", "agent": "005A", "phones": [ASHA]});
    let page = app.post("/v1/session", &order).bearer(SERVER_KEY).with(header::ORIGIN, ORIGIN).send().await;
    assert_eq!(page.refusal(), (403, "forbidden".to_owned()));
}

#[tokio::test]
async fn our_own_key_can_be_changed_while_tokens_live() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("web")).unwrap();
    let ring = |session: &str| {
        let text = format!("{}\n[session]\n{session}\n", crate::app::CONFIG);
        let config = crate::app::read_config(dir.path(), &text).unwrap();
        let keyring = proxy::auth::Keyring::open(&config).unwrap();
        (config, keyring)
    };
    let (old, new) = ("the old key of this proxy: 32 bytes and more", "the new key of this proxy: 32 bytes and more");
    let seconds = now().seconds();
    let claims: proxy::auth::Claims = serde_json::from_value(json!({
        "aud": "sidethread", "sub": "priya", "tenant": "acme", "iat": seconds, "exp": seconds + 300,
    }))
    .unwrap();
    let token = ring(&format!("key = \"{old}\"")).1.sign(&claims).unwrap();
    let believed = |(config, keyring): (proxy::config::Config, proxy::auth::Keyring)| {
        proxy::auth::claims::verify(&token, &config, &keyring, now()).is_ok()
    };
    assert!(believed(ring(&format!("key = \"{old}\""))));
    assert!(believed(ring(&format!("key = \"{new}\"\nprevious_key = \"{old}\""))));
    assert!(!believed(ring(&format!("key = \"{new}\""))));
    assert!(!believed(ring("ttl = 60")));
    let (config, first) = ring("ttl = 60");
    let made = first.sign(&claims).unwrap();
    let (_, again) = ring("ttl = 60");
    assert!(proxy::auth::claims::verify(&made, &config, &again, now()).is_ok(), "the key beside the database stays");
}
