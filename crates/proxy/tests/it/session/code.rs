//! Codes: good once, for a minute, in every process.

use super::{SERVER_KEY, alike, claims_of, order, second};
use crate::app::{Answer, App, ORIGIN};
use axum::http::header;
use proxy::clock::Clock;
use proxy::router::router;
use serde_json::json;
use std::time::Duration;

async fn code(app: &App) -> String {
    let body = order(app, SERVER_KEY, &json!({"code": true, "record": "crm:7", "contact": "Asha"})).await.json();
    assert_eq!(body.as_object().unwrap().keys().collect::<Vec<_>>(), ["code", "expires_at"], "{body}");
    body["code"].as_str().unwrap().to_owned()
}

async fn exchange(app: &App, code: &str) -> Answer {
    app.post("/v1/session", &json!({"grant": "code", "code": code})).with(header::ORIGIN, "https://threads.example").send().await
}

#[tokio::test]
async fn a_code_becomes_one_token() {
    let app = App::new().await;
    let code = code(&app).await;
    let answer = exchange(&app, &code).await;
    assert_eq!(answer.json()["context"], json!({"phones": [crate::app::ASHA], "record": "crm:7", "name": "Asha"}));
    let claims = claims_of(answer.json()["token"].as_str().unwrap());
    assert_eq!(claims["origin"], "https://threads.example", "whoever exchanged it may use it");
    alike(&[exchange(&app, &code).await, exchange(&app, "nonsense").await]);
}

#[tokio::test]
async fn a_code_ends_after_a_minute() {
    let app = App::new().await;
    let (early, late) = (code(&app).await, code(&app).await);
    app.clock.advance(Duration::from_millis(59_999));
    assert_eq!(exchange(&app, &early).await.status, 200);
    app.clock.advance(Duration::from_millis(1));
    assert_eq!(exchange(&app, &late).await.refusal(), (401, "unauthenticated".to_owned()));
}

#[tokio::test]
async fn one_code_leads_to_the_next_for_a_working_day() {
    let app = App::new().await;
    let mut answer = exchange(&app, &code(&app).await).await.json();
    let began = app.clock.now();
    while let Some(next) = answer["next"].as_str().map(str::to_owned) {
        app.clock.advance(Duration::from_secs(300));
        let after = exchange(&app, &next).await;
        assert_eq!((after.status, &after.json()["context"]), (200, &answer["context"]));
        assert_eq!(exchange(&app, &next).await.refusal().0, 401, "each is good once");
        answer = after.json();
    }
    assert_eq!(app.clock.now().since(began), 12 * 3_600_000);
}

#[tokio::test]
async fn the_next_code_ends_a_minute_after_its_token_and_with_its_agent() {
    let app = App::new().await;
    let next = |answer: Answer| answer.json()["next"].as_str().unwrap().to_owned();
    let slept = next(exchange(&app, &code(&app).await).await);
    app.clock.advance(Duration::from_secs(360));
    assert_eq!(exchange(&app, &slept).await.refusal().0, 401);
    let gone = next(exchange(&app, &code(&app).await).await);
    app.clock.advance(Duration::from_secs(61));
    super::revoke::revoke(&app, &json!({"agent": "005A"})).await;
    assert_eq!(exchange(&app, &gone).await.refusal().0, 401);
}

#[tokio::test]
async fn of_two_that_ask_at_once_one_gets_it() {
    let app = App::new().await;
    let code = code(&app).await;
    let answers = futures_util::future::join_all((0..10).map(|_| exchange(&app, &code))).await;
    let (good, bad): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 200);
    assert_eq!((good.len(), bad.len()), (1, 9));
    alike(&bad);
}

#[tokio::test]
async fn a_code_is_for_a_page_and_for_no_other_one() {
    let app = App::new().await;
    let code = code(&app).await;
    let elsewhere = app.post("/v1/session", &json!({"grant": "code", "code": code}));
    assert_eq!(elsewhere.with(header::ORIGIN, "https://evil.example").send().await.refusal(), (403, "forbidden".to_owned()));
    assert_eq!(exchange(&app, &code).await.refusal().0, 401, "whoever has tried has used it up");
    let bound = order(&app, SERVER_KEY, &json!({"code": true, "origin": ORIGIN})).await.json()["code"].as_str().unwrap().to_owned();
    assert_eq!(exchange(&app, &bound).await.refusal(), (403, "forbidden".to_owned()));
}

#[tokio::test]
async fn another_process_knows_the_code_and_that_it_was_used() {
    let app = App::new().await;
    let (here, there) = (code(&app).await, code(&app).await);
    let other = second(&app);
    let ask = |code: &str| app.through(router(other.clone())).post("/v1/session", &json!({"grant": "code", "code": code})).send();
    let token = ask(&there).await.json()["token"].as_str().unwrap().to_owned();
    assert_eq!(exchange(&app, &there).await.refusal().0, 401);
    assert_eq!(exchange(&app, &here).await.status, 200);
    assert_eq!(ask(&here).await.refusal().0, 401);
    assert_eq!(app.get("/v1/templates").bearer(&token).send().await.status, 200, "both sign with the same key");
}
