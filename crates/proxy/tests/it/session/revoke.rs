//! Ending tokens early: at the next request, and at once on open streams.

use super::{KEY, SERVER_KEY, assert_it, assertion, claims_of, order, second, session};
use crate::app::{App, ORIGIN, sign};
use axum::http::header;
use proxy::bell::listen_to_others;
use proxy::router::router;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

pub(super) async fn revoke(app: &App, body: &Value) {
    let admin = app.token_with(&json!({"sub": "boss", "scope": "admin", "jti": "admin"}));
    let answer = app.post("/v1/session/revoke", body).bearer(&admin).send().await;
    assert_eq!(answer.status, 204, "{}", answer.text());
}

async fn status(app: &App, token: &str) -> u16 {
    app.get("/v1/templates").bearer(token).with(header::ORIGIN, ORIGIN).send().await.status
}

#[tokio::test]
async fn one_token_ends_and_its_neighbours_live_on() {
    let app = App::new().await;
    let (one, two) = (session(&app, "a-1").await, session(&app, "a-2").await);
    let host = app.token_with(&json!({"jti": "h-1"}));
    revoke(&app, &json!({"jti": claims_of(&one)["jti"]})).await;
    assert_eq!((status(&app, &one).await, status(&app, &two).await, status(&app, &host).await), (401, 200, 200));
    revoke(&app, &json!({"jti": "a-2"})).await;
    assert_eq!((status(&app, &two).await, status(&app, &host).await), (401, 200), "by the name of the assertion");
    revoke(&app, &json!({"jti": "h-1"})).await;
    assert_eq!(status(&app, &host).await, 401, "a token that the tenant signed itself");
}

#[tokio::test]
async fn all_tokens_of_an_agent_end_and_later_ones_are_good() {
    let app = App::new().await;
    let ours = session(&app, "a-1").await;
    let colleague = app.token_with(&json!({"sub": "ravi"}));
    let assertion_before = sign(KEY, "k1", &assertion(&app, &json!({"jti": "a-2"})));
    let code = order(&app, SERVER_KEY, &json!({"agent": "priya", "code": true})).await.json()["code"].as_str().unwrap().to_owned();
    let host = app.token();
    revoke(&app, &json!({"agent": "priya"})).await;
    assert_eq!((status(&app, &ours).await, status(&app, &host).await, status(&app, &colleague).await), (401, 401, 200));
    assert_eq!(assert_it(&app, &assertion_before).await.refusal().0, 401, "nor does a proof from before give a new one");
    let code = app.post("/v1/session", &json!({"grant": "code", "code": code})).send().await;
    assert_eq!(code.refusal().0, 401, "nor a code");
    app.clock.advance(Duration::from_secs(61));
    let fresh = session(&app, "a-3").await;
    assert_eq!(status(&app, &fresh).await, 200);
    assert_eq!(status(&app, &host).await, 401);
}

#[tokio::test]
async fn a_revoked_token_leads_to_no_other() {
    let app = App::new().await;
    let exchange = async |code: &str| app.post("/v1/session", &json!({"grant": "code", "code": code})).send().await;
    let word = |answer: &Value, name: &str| answer[name].as_str().unwrap().to_owned();
    for revoked in [0, 1] {
        let code = order(&app, SERVER_KEY, &json!({"agent": "priya", "code": true})).await.json();
        let first = exchange(&word(&code, "code")).await.json();
        let second = exchange(&word(&first, "next")).await.json();
        let tokens = [word(&first, "token"), word(&second, "token")];
        revoke(&app, &json!({"jti": claims_of(&tokens[revoked])["jti"]})).await;
        let last = app.get("/v1/templates").bearer(&tokens[1]).send().await;
        assert_eq!(last.refusal().0, 401, "token {revoked} was revoked");
        assert_eq!(exchange(&word(&second, "next")).await.refusal().0, 401, "token {revoked} was revoked");
    }
}

#[tokio::test]
async fn open_streams_end_with_the_token_and_nobody_elses() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let path = app.path("events").await;
    let token = session(&app, "a-1").await;
    let open = |token: &str| app.get(&path).bearer(token).with(header::ORIGIN, ORIGIN);
    // First of all: once a stream is open, the bell no longer tells whether the poll listens.
    let poll = app.get(&format!("{path}?wait=25")).bearer(&token).with(header::ORIGIN, ORIGIN);
    let poll = tokio::spawn(poll.send());
    while app.state.ledger.bell().threads() == 0 {
        tokio::task::yield_now().await;
    }
    let mut stream = open(&token).stream().await;
    let mut colleague = open(&app.token_with(&json!({"sub": "ravi"}))).stream().await;
    stream.block().await;
    colleague.block().await;
    revoke(&app, &json!({"agent": "priya"})).await;
    assert_eq!(stream.block().await, None);
    assert_eq!(open(&token).send().await.refusal(), (401, "unauthenticated".to_owned()));
    assert_eq!(poll.await.unwrap().status, 401);
    app.asha_writes("wamid.2", "secret").await;
    assert!(colleague.event().await.is_some());
}

#[tokio::test]
async fn it_holds_in_another_process_and_ends_its_streams() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let path = app.path("events").await;
    let token = session(&app, "a-1").await;
    let other = second(&app);
    let listening = tokio::spawn(listen_to_others(Arc::clone(other.ledger.store()), other.ledger.bell().clone()));
    let ask = |path: &str| app.through(router(other.clone())).get(path).bearer(&token).with(header::ORIGIN, ORIGIN);
    let mut stream = ask(&path).stream().await;
    stream.block().await;
    assert_eq!(ask("/v1/templates").send().await.status, 200);
    revoke(&app, &json!({"agent": "priya"})).await;
    assert_eq!(ask("/v1/templates").send().await.status, 401, "at once");
    assert_eq!(stream.block().await, None, "as soon as it hears that somebody has written");
    listening.abort();
}

#[tokio::test]
async fn only_an_administrator_of_the_tenant_revokes_and_says_what() {
    let app = App::new().await;
    let token = session(&app, "a-1").await;
    let theirs = app.globex_token_with(&json!({"scope": "admin"}));
    let answer = app.post("/v1/session/revoke", &json!({"agent": "priya"})).bearer(&theirs).send().await;
    assert_eq!(answer.status, 204);
    assert_eq!(status(&app, &token).await, 200, "another tenant has agents of its own");
    let admin = app.token_with(&json!({"scope": "admin", "sub": "boss"}));
    for body in [json!({}), json!({"jti": "1", "agent": "2"}), json!({"jti": " "}), json!({"agent": "x".repeat(600)})] {
        let answer = app.post("/v1/session/revoke", &body).bearer(&admin).send().await;
        assert_eq!(answer.refusal(), (422, "invalid-message".to_owned()), "{body}");
    }
}
