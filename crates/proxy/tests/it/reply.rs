//! Replies: kept once, judged as the composer judges, and out through the outbox.

use crate::app::{ASHA, App, RAVI, now};
use model::State;
use serde_json::{Value, json};
use std::time::Duration;

fn text(body: &str) -> Value {
    json!({"type": "text", "body": body})
}

#[tokio::test]
async fn a_reply_is_queued_and_then_taken_by_the_provider() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let answer = app.reply("c-1", text("Hello Asha")).await;
    assert_eq!(answer.status, 202, "{}", answer.text());
    let message = answer.json();
    assert_eq!(message["client_id"], "c-1");
    assert_eq!(message["status"]["state"], "queued");
    assert_eq!(message["author"], json!({"kind": "agent", "name": "Priya"}));
    app.settled().await;
    let sent = app.provider.requests();
    assert_eq!(sent.len(), 1);
    assert!(format!("{:?}", sent[0].body).contains("Hello Asha"));
    assert_eq!(app.messages().await[1].status.state, State::Accepted);
}

#[tokio::test]
async fn the_same_client_id_is_the_same_message_and_goes_out_once() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let first = app.reply("c-1", text("Hello")).await.json();
    let again = app.reply("c-1", text("Hello")).await;
    assert_eq!(again.status, 202);
    assert_eq!(again.json()["id"], first["id"]);
    app.settled().await;
    assert_eq!(app.reply("c-1", text("Hello")).await.json()["id"], first["id"]);
    app.settled().await;
    assert_eq!(app.provider.requests().len(), 1);
    assert_eq!(app.messages().await.len(), 2);
}

#[tokio::test]
async fn a_repeat_is_the_same_message_even_when_the_window_has_closed_meanwhile() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let first = app.reply("c-1", text("Hello")).await.json();
    app.settled().await;
    app.clock.advance(Duration::from_secs(2 * 86_400));
    let again = app.reply("c-1", text("Hello")).await;
    assert_eq!(again.status, 202, "{}", again.text());
    assert_eq!(again.json()["id"], first["id"]);
    assert_eq!(app.reply("c-2", text("Hello")).await.refusal(), (409, "window-closed".to_owned()));
}

#[tokio::test]
async fn the_window_closes_on_the_millisecond() {
    let app = App::new().await;
    assert_eq!(app.reply("never", text("x")).await.refusal(), (409, "window-closed".to_owned()), "she never wrote");
    app.asha_writes("wamid.1", "hi").await;
    app.clock.set(now().plus_millis(86_400_000 - 1));
    assert_eq!(app.reply("last", text("x")).await.status, 202);
    app.clock.set(now().plus_millis(86_400_000));
    assert_eq!(app.reply("late", text("x")).await.refusal(), (409, "window-closed".to_owned()));
    app.settled().await;
}

#[tokio::test]
async fn everything_that_is_wrong_is_said_at_once() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let content = json!({
        "type": "buttons", "header": {"type": "image", "media": {"id": "md_nothing"}}, "body": "x".repeat(1025), "footer": "y".repeat(61),
        "buttons": [{"id": "1", "title": "z".repeat(21)}, {"id": "1", "title": ""}],
    });
    let body = json!({"client_id": "c".repeat(65), "channel": "whatsapp", "account": "acme-wa", "content": content, "reply_to": "ms_x"});
    let path = app.path("messages").await;
    let answer = app.post(&path, &body).bearer(&app.token()).send().await;
    assert_eq!(answer.refusal(), (422, "invalid-message".to_owned()));
    let paths: Vec<String> = answer.problems().into_iter().map(|(path, _)| path).collect();
    let expected = [
        "/client_id",
        "/content/header/media/id",
        "/content/body",
        "/content/footer",
        "/content/buttons/0/title",
        "/content/buttons/1/title",
        "/reply_to",
    ];
    for path in expected {
        assert!(paths.contains(&path.to_owned()), "{path} is missing in {paths:?}");
    }
    let body = answer.json();
    let long = body["problems"].as_array().unwrap().iter().find(|it| it["path"] == "/content/body").unwrap();
    assert_eq!((&long["limit"], &long["actual"], &long["unit"]), (&json!(1024), &json!(1025), &json!("utf16")));
}

#[tokio::test]
async fn what_the_channel_or_this_build_does_not_know_is_not_sent() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    for content in [json!({"type": "hologram"}), json!({"type": "text", "body": 7}), json!({"type": "notice", "code": "x", "text": "y"})] {
        assert_eq!(app.reply("c", content.clone()).await.refusal(), (422, "unsupported-content".to_owned()), "{content}");
    }
    let path = app.path("messages").await;
    for (account, channel, wrong) in [("globex-wa", "whatsapp", "/account"), ("acme-wa", "rcs", "/channel")] {
        let body = json!({"client_id": "c", "channel": channel, "account": account, "content": text("x")});
        let answer = app.post(&path, &body).bearer(&app.token()).send().await;
        assert_eq!(answer.problems()[0].0, wrong);
    }
    assert!(app.provider.requests().is_empty());
}

#[tokio::test]
async fn a_quote_is_of_this_thread() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    app.hook(crate::app::text_webhook(RAVI, "wamid.2", "I am Ravi", now())).await;
    let ravis = app.open_phone(RAVI).await["messages"][0]["id"].clone();
    let ashas = app.open_phone(ASHA).await["messages"][0]["id"].clone();
    let path = app.path("messages").await;
    let quoting = |id: &Value, client: &str| {
        let body = json!({"client_id": client, "channel": "whatsapp", "account": "acme-wa", "content": text("x"), "reply_to": id});
        app.post(&path, &body).bearer(&app.token())
    };
    let foreign = quoting(&ravis, "c-1").send().await;
    assert_eq!(foreign.problems(), [("/reply_to".to_owned(), "unknown-message".to_owned())]);
    let own = quoting(&ashas, "c-2").send().await;
    assert_eq!(own.status, 202);
    assert_eq!(own.json()["reply_to"], ashas);
    app.settled().await;
    assert!(format!("{:?}", app.provider.requests()[0].body).contains("wamid.1"));
}
