//! What providers tell beside messages, through the whole proxy: consent, other numbers, writing, templates, and webhooks by GET.

use crate::app::{ASHA, Answer, App, HOOK, message_webhook, now};
use crate::simulated::{self, of};
use axum::body::Body;
use axum::http::Method;
use model::Timestamp;
use proxy::clock::Clock;
use proxy::store::Store;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

/// A provider's own words.
fn fixture(path: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../providers/tests/fixtures");
    std::fs::read_to_string(folder.join(path)).unwrap()
}

async fn hook(app: &App, path: &str, body: impl Into<String>) {
    let answer = app.call(Method::POST, path, Body::from(body.into())).send().await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

async fn everywhere() -> App {
    App::with_accounts(&simulated::toml("https://provider.example")).await
}

async fn nothing_is_unread(app: &App) {
    let figures = app.store.figures(now()).await.unwrap();
    assert!(figures.contains(&("webhooks_unread", 0)), "{figures:?}");
}

fn preference(word: &str, category: Option<&str>, at: Timestamp) -> String {
    let mut preference = json!({"wa_id": ASHA.trim_start_matches('+'), "value": word, "timestamp": at.seconds()});
    if let Some(category) = category {
        preference["category"] = json!(category);
    }
    json!({"entry": [{"changes": [{"field": "user_preferences", "value": {"user_preferences": [preference]}}]}]}).to_string()
}

async fn consent(app: &App) -> Value {
    app.open().await["channels"][0]["consent"].clone()
}

fn text() -> Value {
    json!({"type": "text", "body": "hello"})
}

#[tokio::test]
async fn who_has_stopped_all_messages_gets_none() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    assert_eq!(consent(&app).await, "unknown");
    app.hook(preference("stop", None, now())).await;
    assert_eq!(consent(&app).await, "opted_out");
    let refused = app.reply("c-1", text()).await;
    assert_eq!(refused.refusal(), (409, "not-opted-in".to_owned()));
    assert!(app.provider.requests().is_empty());
    app.clock.advance(Duration::from_secs(60));
    app.hook(preference("resume", None, app.clock.now())).await;
    assert_eq!(consent(&app).await, "opted_in");
    assert_eq!(app.reply("c-1", text()).await.status, 202);
    app.settled().await;
    nothing_is_unread(&app).await;
}

#[tokio::test]
async fn who_has_stopped_advertising_gets_service_alone() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let template = |name: &str, category: &str| json!({"name": name, "language": "en", "category": category, "status": "approved", "body": "Hello there."});
    let known = json!([template("sale", "marketing"), template("bill", "utility")]);
    assert_eq!(app.post("/v1/templates/known?account=acme-wa", &known).bearer(&app.token()).send().await.status, 200);
    app.hook(preference("stop", Some("marketing_messages"), now())).await;
    let send = |name: &str| json!({"type": "template", "name": name, "language": "en", "values": {}});
    assert_eq!(app.reply("c-1", send("sale")).await.refusal(), (409, "not-opted-in".to_owned()));
    assert_eq!(app.reply("c-2", send("bill")).await.status, 202);
    assert_eq!(app.reply("c-3", text()).await.status, 202);
    assert_eq!(consent(&app).await, "unknown", "she has stopped no more than advertising");
    app.settled().await;
}

#[tokio::test]
async fn a_changed_number_is_a_notice_and_both_numbers_find_her() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    app.hook(fixture("tata_tele/in/system-number-changed.json").replace("1744109205", &now().seconds().to_string())).await;
    let opened = app.open().await;
    assert_eq!(opened["messages"].as_array().unwrap().iter().filter(|it| it["content"]["type"] == "notice").count(), 1, "{opened}");
    let values: Vec<_> = opened["thread"]["contact"]["addresses"].as_array().unwrap().iter().map(|it| it["value"].clone()).collect();
    assert_eq!(values, [json!("+918888888888"), json!(ASHA)]);
    assert_eq!(app.open_phone("+918888888888").await["thread"]["id"], opened["thread"]["id"]);
    assert_eq!(app.reply("c-1", text()).await.status, 202);
    app.settled().await;
    assert!(format!("{:?}", app.provider.requests()[0].body).contains("918888888888"), "the answer goes to the new number");
    nothing_is_unread(&app).await;
}

#[tokio::test]
async fn a_notice_opens_no_window() {
    let app = App::new().await;
    let welcome = json!({"type": "system", "system": {"type": "customer_identity_changed", "body": "Her code changed."}});
    app.hook(message_webhook(ASHA, "wamid.1", now(), welcome)).await;
    assert_eq!(app.open().await["channels"][0]["window"], json!({"state": "closed"}));
    assert_eq!(app.reply("c-1", text()).await.refusal(), (409, "window-closed".to_owned()));
}

#[tokio::test]
async fn writing_reaches_who_looks_and_is_no_part_of_the_log() {
    let app = everywhere().await;
    let rcs = of("line-rcs").hook();
    let typing = fixture("tata_tele_rcs/in/typing.json")
        .replace("+91xxxxxxxxxx", ASHA)
        .replace("2024-11-06T11:36:16.829396Z", "2026-11-20T08:00:00Z");
    app.asha_writes("wamid.1", "hi").await;
    let events = app.path("events").await;
    let mut stream = app.get(&format!("{events}?after=0")).bearer(&app.token()).stream().await;
    let (last, kind, _) = stream.event().await.unwrap();
    assert_eq!(kind, "message");
    hook(&app, &rcs, typing.clone()).await;
    let (id, kind, data) = stream.event().await.unwrap();
    assert_eq!((id, kind.as_str()), (last, "typing"), "it repeats the last place");
    assert_eq!(data, json!({"seq": last, "kind": "typing", "who": "customer"}));
    app.asha_writes("wamid.2", "there").await;
    let (id, kind, _) = stream.event().await.unwrap();
    assert_eq!((id, kind.as_str()), (last + 1, "message"));
    // From here on the poll alone listens.
    drop(stream);
    let poll = app.get(&format!("{events}?after={}&wait=20", last + 1)).bearer(&app.token()).send();
    let (polled, ()) = tokio::join!(poll, async {
        while app.state.ledger.bell().threads() == 0 {
            tokio::task::yield_now().await;
        }
        hook(&app, &rcs, typing).await;
    });
    assert_eq!(polled.json()["events"], json!([{"seq": last + 1, "kind": "typing", "who": "customer"}]));
    assert_eq!(app.messages().await.len(), 2);
    nothing_is_unread(&app).await;
}

#[tokio::test]
async fn news_of_templates_reach_the_picker() {
    let app = everywhere().await;
    let known = |name: &str, language: &str| json!([{"name": name, "language": language, "category": "marketing", "status": "pending", "body": "Hello there."}]);
    for (slug, name, language, news, status) in [
        ("line-tata", "offer", "en_US", "tata_tele/in/template-approved.json", "approved"),
        ("line-redington", "packagedelivered", "en_US", "redington/in/template-status.json", "rejected"),
        ("line-tyntec", "welcome", "en", "tyntec/in/template-approved.json", "rejected"),
    ] {
        let path = format!("/v1/templates/known?account={slug}");
        assert_eq!(app.post(&path, &known(name, language)).bearer(&app.token()).send().await.status, 200);
        let today =
            fixture(news).replace("2024-08-08T09:28:10", "2026-11-20T08:00:00").replace("1723101553614", &now().millis().to_string());
        hook(&app, &of(slug).hook(), today).await;
        let listed = app.get(&format!("/v1/templates?account={slug}")).bearer(&app.token()).send().await.json();
        assert_eq!(listed["templates"][0]["status"], status, "{slug}: {listed}");
    }
    hook(&app, &of("line-tata").hook(), fixture("tata_tele/in/template-quality.json")).await;
    let listed = app.get("/v1/templates?account=line-tata").bearer(&app.token()).send().await.json();
    assert_eq!(listed["templates"][0]["quality"], "yellow");
    let theirs = app.get("/v1/templates").bearer(&app.globex_token()).send().await.json();
    assert_eq!(theirs["templates"], json!([]));
    nothing_is_unread(&app).await;
}

#[tokio::test]
async fn a_provider_that_calls_by_get_is_heard() {
    let app = everywhere().await;
    let line = of("line-comms");
    let query =
        "wanumber=15551305673&type=text&from=919999999999&name=Asha&body=hi%20there&created_at=2026-11-20+07%3A59%3A00&message_id=k-1";
    let call = async |secret: &str, query: &str| -> Answer { app.get(&format!("/hooks/{}/{secret}?{query}", line.slug)).send().await };
    assert_eq!(call("hook-secret-of-nobody", query).await.refusal(), (401, "unauthenticated".to_owned()));
    for _ in 0..2 {
        let answer = call(&line.secret(), query).await;
        assert_eq!((answer.status, answer.text().as_str()), (200, ""));
    }
    let messages = app.messages().await;
    assert_eq!(messages.len(), 1, "twice is once");
    assert_eq!(messages[0].content.words(), Some("hi there"));
    let body = json!({"client_id": "c", "channel": "whatsapp", "account": line.slug, "content": text()});
    let sent = app.post(&app.path("messages").await, &body).bearer(&app.token()).send().await;
    assert_eq!(sent.status, 202, "the window is open: {}", sent.text());
    app.settled().await;
    let ours = app.messages().await.pop().unwrap();
    assert_eq!(call(&line.secret(), "status=read&message_id=5f0b6f2e-5a3e-4c57-8df5-0e0a3f6d7c11&timestamp=1795161700").await.status, 200);
    let read = app.messages().await.pop().unwrap();
    assert_eq!((read.id, read.status.state), (ours.id, model::State::Read));
    nothing_is_unread(&app).await;
}

#[tokio::test]
async fn exotels_question_is_answered_and_not_kept() {
    let app = everywhere().await;
    let line = of("line-exotel");
    let answer = app.call(Method::POST, &line.hook(), Body::from(fixture("exotel/in/verification.json"))).send().await;
    assert_eq!((answer.status, answer.json()), (200, json!({"challenge": "c-1234"})));
    let wrong =
        app.call(Method::POST, "/hooks/line-exotel/wrong-secret-here", Body::from(fixture("exotel/in/verification.json"))).send().await;
    assert_eq!(wrong.refusal().0, 401);
    assert!(app.store.webhooks(0, false, 10).await.unwrap().is_empty());
    assert_eq!(app.get(HOOK).send().await.status, 200);
}
