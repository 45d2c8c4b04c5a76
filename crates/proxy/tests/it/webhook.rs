//! Webhooks: kept before they are answered, whatever they say; refused without a word about why.

use crate::app::{ASHA, Answer, App, BODY_MAX, GLOBEX_HOOK, HOOK, message_webhook, now, text_webhook};
use axum::body::Body;
use axum::http::{HeaderName, Method};
use providers::signature;
use proxy::store::Store;
use serde_json::json;

/// The example of seed 000, word for word.
const SEED: &str = r#"{
  "contacts": [
    {
      "profile": {
        "name": "User Name"
      },
      "wa_id": "919999999999"
    }
  ],
  "messages": {
    "from": "919999999999",
    "id": "wamid.HBgMOTE5MTA2MDg5MzQzFQIAEhggRTQzMEI1QjA5QkU0RkIwREI1MzQyQThENUQ4NkQ4RTMA",
    "timestamp": "1744109205",
    "text": {
      "body": "hi"
    },
    "type": "text"
  },
  "businessPhoneNumber": "+15551305682",
  "id": "268e8b65-59a2-45df-9006-bd4b2aedbfdc"
}"#;
const SIGNATURE: HeaderName = HeaderName::from_static("x-hub-signature-256");

#[tokio::test]
async fn the_providers_own_example_is_on_the_screen_after_one_request() {
    let app = App::new().await;
    assert_eq!(app.hook(SEED).await.status, 200);
    let body = json!({"phones": ["+91 99999 99999"], "record": "zoho:Contacts:3000001", "name": "Asha"});
    let snapshot = app.post("/v1/threads/open", &body).bearer(&app.token()).send().await.json();
    assert_eq!(snapshot["thread"]["contact"]["addresses"], json!([{"kind": "phone", "value": "+919999999999"}]));
    assert_eq!(snapshot["complete_to"], snapshot["thread"]["seq"]);
    assert_eq!(snapshot["older"], json!(null));
    assert_eq!(snapshot["now"], "2026-11-20T08:00:00Z");
    let channel = &snapshot["channels"][0];
    assert_eq!((&channel["channel"], &channel["account"]), (&json!("whatsapp"), &json!("acme-wa")));
    assert_eq!(channel["label"], "WhatsApp +1 555-130-5682");
    assert_eq!(channel["window"], json!({"state": "closed", "closed_at": "2025-04-09T10:46:45Z"}));
    assert_eq!(channel["capabilities"]["limits"]["text.body"], json!({"max": 4096, "unit": "utf16"}));
    let message = &snapshot["messages"][0];
    assert!(message["id"].as_str().unwrap().starts_with("ms_"));
    for (name, value) in [
        ("direction", json!("inbound")),
        ("channel", json!("whatsapp")),
        ("account", json!("acme-wa")),
        ("author", json!({"kind": "customer", "name": "User Name"})),
        ("content", json!({"type": "text", "body": "hi"})),
        ("at", json!("2025-04-08T10:46:45Z")),
        ("received_at", json!("2026-11-20T08:00:00Z")),
        ("reactions", json!([])),
        ("provenance", json!("live")),
    ] {
        assert_eq!(message[name], value, "{name}");
    }
    assert_eq!(message["status"]["state"], "delivered");
    assert_eq!(snapshot["messages"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_same_webhook_again_is_taken_and_changes_nothing() {
    let app = App::new().await;
    app.hook(SEED).await;
    let before = app.open().await;
    assert_eq!(app.hook(SEED).await.status, 200);
    assert_eq!(app.open().await["thread"], before["thread"]);
}

#[tokio::test]
async fn an_unknown_account_and_a_wrong_secret_get_the_same_answer() {
    let app = App::new().await;
    let mut answers = Vec::new();
    for path in [
        "/hooks/nobody/hook-secret-of-acme",
        "/hooks/acme-wa/hook-secret-of-acmf",
        "/hooks/acme-wa/x",
        "/hooks/globex-wa/hook-secret-of-acme",
    ] {
        let answer = app.call(Method::POST, path, Body::from(SEED)).send().await;
        assert_eq!(answer.refusal(), (401, "unauthenticated".to_owned()), "{path}");
        let mut body = answer.json();
        body["request_id"] = json!("");
        assert!(!body.to_string().contains("acme"), "{body}");
        answers.push(body);
    }
    answers.dedup();
    assert_eq!(answers.len(), 1);
    assert!(app.messages().await.is_empty());
}

#[tokio::test]
async fn a_signature_is_checked_where_it_stands_and_demanded_where_it_must() {
    let app = App::new().await;
    let good = signature::sign("signing secret of acme", SEED.as_bytes());
    let post = async |path: &str, given: Option<&str>| -> Answer {
        let call = app.call(Method::POST, path, Body::from(SEED));
        match given {
            Some(given) => call.with(SIGNATURE, given).send().await,
            None => call.send().await,
        }
    };
    let wrong = signature::sign("another secret", SEED.as_bytes());
    assert_eq!(post(HOOK, Some(&wrong)).await.refusal().0, 401);
    assert_eq!(post(HOOK, Some("nonsense")).await.refusal().0, 401);
    assert!(app.messages().await.is_empty());
    assert_eq!(post(HOOK, Some(&good)).await.status, 200);
    assert_eq!(post(GLOBEX_HOOK, None).await.refusal().0, 401);
    let theirs = signature::sign("signing secret of globex", SEED.as_bytes());
    assert_eq!(post(GLOBEX_HOOK, Some(&theirs)).await.status, 200);
}

#[tokio::test]
async fn a_body_over_the_cap_is_refused_and_one_at_the_cap_is_kept() {
    let app = App::new().await;
    let padded = |size: usize| format!("{SEED}{}", " ".repeat(size - SEED.len()));
    assert_eq!(app.hook(padded(BODY_MAX + 1)).await.refusal(), (413, "media-too-large".to_owned()));
    assert!(app.messages().await.is_empty());
    assert_eq!(app.hook(padded(BODY_MAX)).await.status, 200);
    assert_eq!(app.messages().await.len(), 1);
}

#[tokio::test]
async fn whatever_comes_is_kept() {
    let app = App::new().await;
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    let wrong_types = json!({"contacts": 7, "messages": {"from": [], "id": {}, "timestamp": true, "type": 9}}).to_string();
    let bodies = ["", "{", "null", "[]", "\u{0}\u{1}", "{\"messages\":", &deep, &wrong_types, "<xml/>"];
    for body in bodies {
        assert_eq!(app.hook(body.to_owned()).await.status, 200, "{}", &body[..body.len().min(40)]);
    }
    let not_text = vec![0xff, 0xfe, 0x80];
    assert_eq!(app.hook(not_text).await.status, 200);
    let kept = app.store.webhooks(0, false, 100).await.unwrap();
    assert_eq!(kept.len(), bodies.len() + 1);
}

#[tokio::test]
async fn an_unknown_kind_of_message_is_a_labelled_row_and_markup_stays_text() {
    let app = App::new().await;
    let poll = json!({"type": "poll_v9", "poll_v9": {"question": "?"}});
    app.hook(message_webhook(ASHA, "wamid.1", now(), poll)).await;
    let script = "<script>alert(1)</script>\u{202e}\u{200b}👩‍👩‍👧‍👦";
    app.hook(text_webhook(ASHA, "wamid.2", script, now())).await;
    let messages = app.messages().await;
    let contents: Vec<_> = messages.iter().map(|message| serde_json::to_value(&message.content).unwrap()).collect();
    assert_eq!(contents[0]["type"], "unsupported");
    assert_eq!(contents[0]["label"], "poll_v9");
    assert_eq!(contents[1]["body"], script);
}

#[tokio::test]
async fn a_full_disk_asks_the_provider_to_come_again_and_room_lets_it_in() {
    let app = App::new().await;
    app.asha_writes("wamid.before", "before").await;
    app.store.limit_pages(1).await.unwrap();
    let large = "x".repeat(20_000);
    let mut refused = None;
    for number in 0..200 {
        let id = format!("wamid.{number}");
        let answer = app.hook(text_webhook(ASHA, &id, &large, now())).await;
        if answer.status != 200 {
            refused = Some((id, answer));
            break;
        }
    }
    let (id, answer) = refused.expect("a database that can't grow is full at some time");
    assert_eq!(answer.refusal(), (503, "unavailable".to_owned()));
    assert_eq!(answer.header("retry-after"), "2");
    assert!(!answer.text().contains("sqlite") && !answer.text().contains("disk"), "{}", answer.text());
    app.store.limit_pages(u32::MAX - 1).await.unwrap();
    assert_eq!(app.hook(text_webhook(ASHA, &id, "after", now())).await.status, 200);
    assert_eq!(app.messages().await.iter().filter(|it| it.content.words() == Some("after")).count(), 1);
}

#[tokio::test]
async fn a_look_whether_we_are_here_is_answered_and_keeps_nothing() {
    let app = App::new().await;
    assert_eq!(app.get(HOOK).send().await.status, 200);
    let head = app.call(Method::HEAD, &format!("{HOOK}?status=read&id=1"), Body::empty()).send().await;
    assert_eq!(head.status, 200);
    assert!(app.store.webhooks(0, false, 10).await.unwrap().is_empty());
    assert_eq!(app.get("/hooks/acme-wa/hook-secret-of-acmf").send().await.refusal(), (401, "unauthenticated".to_owned()));
    let answer = app.call(Method::PUT, HOOK, Body::empty()).send().await;
    assert_eq!(answer.refusal(), (405, "method-not-allowed".to_owned()));
}

#[tokio::test]
async fn metas_question_is_answered_with_its_challenge_and_nothing_else_is_reflected() {
    let app = App::new().await;
    let ask = |query: &str| app.get(&format!("{HOOK}?{query}"));
    let answer = ask("hub.mode=subscribe&hub.verify_token=x&hub.challenge=%3Cb%3E42").send().await;
    assert_eq!((answer.status, answer.text().as_str()), (200, "<b>42"));
    assert_eq!((answer.header("content-type"), answer.header("x-content-type-options")), ("text/plain; charset=utf-8", "nosniff"));
    assert!(app.store.webhooks(0, false, 10).await.unwrap().is_empty());
    let other = app.get("/hooks/acme-wa/hook-secret-of-acmf?hub.mode=subscribe&hub.challenge=42").send().await;
    assert_eq!(other.refusal().0, 401);
    // What is no question is a webhook, kept like any other.
    assert_eq!(ask("status=read").send().await.text(), "");
    assert_eq!(&app.store.webhooks(0, false, 10).await.unwrap()[0].raw[..], b"status=read");
}

#[tokio::test]
async fn a_body_that_never_ends_is_given_up() {
    let app = App::without_outbox().await;
    let endless = || Body::from_stream(futures_util::stream::pending::<Result<axum::body::Bytes, std::convert::Infallible>>());
    let calls = [
        app.call(Method::POST, HOOK, endless()),
        app.call(Method::POST, "/v1/threads/open", endless())
            .bearer(&app.token())
            .with(axum::http::header::CONTENT_TYPE, "application/json"),
        app.call(Method::POST, "/v1/media", endless())
            .bearer(&app.token())
            .with(axum::http::header::CONTENT_TYPE, "multipart/form-data; boundary=b"),
    ];
    for call in calls {
        let slow = tokio::spawn(call.send());
        while !slow.is_finished() {
            app.clock.advance(std::time::Duration::from_secs(5));
            tokio::task::yield_now().await;
            assert!(app.clock_is_within_a_day());
        }
        assert_eq!(slow.await.unwrap().refusal(), (408, "request-timeout".to_owned()));
        app.clock.set(now());
    }
}
