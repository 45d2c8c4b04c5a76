//! What holds for every provider: accounts, faults, the journal, one phone with all channels at once.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{App, NUMBER, PHONE, TOKEN};

struct Sender {
    slug: &'static str,
    path: &'static str,
    key: (&'static str, String),
    body: Value,
}

/// One account of each provider, and a text message through each of its channels.
async fn everyone(app: &App) -> Vec<Sender> {
    let text = json!({"body": "hi"});
    let number = "+15550009999";
    app.account("rcs", json!({"provider": "tata-tele-rcs", "number": "bot", "token": "rcs"})).await;
    app.account("comms", json!({"provider": "tata-comms", "number": number, "token": "comms"})).await;
    app.account("red", json!({"provider": "redington", "number": number, "token": "red", "options": {"project_id": "p"}})).await;
    app.account("exo", json!({"provider": "exotel", "number": number, "token": "k:t", "options": {"account_sid": "s"}})).await;
    for channel in ["whatsapp", "viber", "sms"] {
        app.account(&format!("ty-{channel}"), json!({"provider": "tyntec", "channel": channel, "number": number, "token": "ty"})).await;
    }
    app.put(&format!("/_control/phones/{PHONE}"), json!({"last_inbound_at": {number: simulator::clock::now_ms() - 1000}})).await;
    let tyntec = |slug, channel: &str| Sender {
        slug,
        path: "/tyntec/conversations/v3/messages",
        key: ("apikey", "ty".to_owned()),
        body: json!({"from": number, "to": PHONE, "channel": channel, "messagePurpose": "promotion", "content": {"contentType": "text", "text": "hi"}}),
    };
    vec![
        Sender {
            slug: "acme",
            path: "/tata-tele/whatsapp-cloud/messages",
            key: ("authorization", TOKEN.to_owned()),
            body: json!({"to": PHONE, "type": "text", "text": text}),
        },
        Sender {
            slug: "rcs",
            path: "/tata-tele-rcs/rcs/messages",
            key: ("authorization", "rcs".to_owned()),
            body: json!({"to": PHONE, "content": {"plainText": "hi"}}),
        },
        Sender {
            slug: "comms",
            path: "/tata-comms/v1/whatsapp/messages",
            key: ("authorization", "comms".to_owned()),
            body: json!({"to": PHONE, "type": "text", "text": text}),
        },
        Sender {
            slug: "red",
            path: "/redington/project-apis/v1/project/p/messages",
            key: ("x-project-api-pwd", "red".to_owned()),
            body: json!({"to": PHONE, "type": "text", "text": text}),
        },
        Sender {
            slug: "exo",
            path: "/exotel/v2/accounts/s/messages",
            key: ("authorization", format!("Basic {}", STANDARD.encode("k:t"))),
            body: json!({"whatsapp": {"messages": [{"from": number, "to": PHONE, "content": {"type": "text", "text": text}}]}}),
        },
        tyntec("ty-whatsapp", "whatsapp"),
        tyntec("ty-viber", "viber"),
        tyntec("ty-sms", "sms"),
    ]
}

async fn send(app: &App, sender: &Sender) -> u16 {
    app.keyed(Method::POST, sender.path, (sender.key.0, &sender.key.1), &sender.body).await.0
}

#[tokio::test]
async fn one_phone_has_every_channel_at_once_and_the_journal_knows_whose_message_it_was() {
    let app = App::start().await;
    let senders = everyone(&app).await;
    for sender in &senders {
        assert!((200..300).contains(&send(&app, sender).await), "{}", sender.slug);
        app.tell(sender.slug, json!({"type": "text", "text": {"body": "hello"}})).await;
    }
    app.idle().await;
    let journal = app.journal().await;
    for sender in &senders {
        let chat = app.chat(sender.slug).await;
        assert_eq!(chat.len(), 2, "{}: {chat:?}", sender.slug);
        assert!(chat.iter().all(|m| m["status"] == "delivered"), "{}: {chat:?}", sender.slug);
        let of = |kind: &str| journal.iter().filter(|e| e["account"] == sender.slug && e["kind"] == kind).count();
        assert_eq!(of("api"), 1, "{}", sender.slug);
        assert!(of("webhook") >= 2, "{}", sender.slug);
    }
}

#[tokio::test]
async fn faults_strike_every_provider() {
    let app = App::start().await;
    let senders = everyone(&app).await;
    for (fault, status) in [("too_many", 429), ("server_error", 500)] {
        app.put("/_control/faults", json!({"api": {fault: 1.0}})).await;
        for sender in &senders {
            assert_eq!(send(&app, sender).await, status, "{}", sender.slug);
        }
    }
    app.put("/_control/faults", json!({"api": {"cut_after_accept": 1.0}})).await;
    for sender in &senders {
        let url = format!("{}{}", app.origin, sender.path);
        let request = app.http.post(url).header(sender.key.0, &sender.key.1).json(&sender.body);
        assert!(request.send().await.is_err(), "{} must not answer", sender.slug);
    }
    app.put("/_control/faults", json!({"webhook": {"double": 1.0}})).await;
    app.idle().await;
    for sender in &senders {
        assert_eq!(app.chat(sender.slug).await.len(), 1, "{}: accepted once, answered never", sender.slug);
    }
    let before = app.sink.got().len();
    app.tell("red", json!({"type": "text", "text": {"body": "hello"}})).await;
    app.idle().await;
    assert_eq!(app.sink.got().len(), before + 2);
    app.put("/_control/faults", json!({"fail_next": [{"code": 131_049}]})).await;
    assert_eq!(send(&app, &senders[3]).await, 200);
    app.idle().await;
    assert_eq!(app.sink.taken().pop().unwrap()["data"]["message"]["failureResponse"]["code"], "131049");
}

#[tokio::test]
async fn a_judgement_can_be_had_without_sending() {
    let app = App::start().await;
    for sender in everyone(&app).await {
        let fine = app.post(&format!("/_control/judge/{}", sender.slug), sender.body.clone()).await;
        assert_eq!(fine, json!({"accepted": true}), "{}", sender.slug);
        let long = sender.body.to_string().replace("\"hi\"", &format!("\"{}\"", "x".repeat(4097)));
        let refused = app.post(&format!("/_control/judge/{}", sender.slug), serde_json::from_str(&long).unwrap()).await;
        assert_eq!(refused["accepted"], false, "{}: {refused}", sender.slug);
    }
    app.idle().await;
    assert!(app.sink.got().is_empty() && app.phone().await["messages"] == json!([]));
}

#[tokio::test]
async fn an_account_must_make_sense() {
    let app = App::start().await;
    let put = |account: Value| {
        let app = &app;
        async move { app.call(Method::PUT, "/_control/accounts/x", &account).await.0 }
    };
    let account = |provider: &str, channel: Option<&str>| json!({"provider": provider, "channel": channel, "number": NUMBER, "token": "t", "webhook_url": "http://127.0.0.1:9/"});
    assert_eq!(put(account("tyntec", Some("viber"))).await, 200);
    assert_eq!(put(account("exotel", Some("viber"))).await, 400);
    assert_eq!(put(account("nobody", None)).await, 400);
    let mut odd = account("exotel", None);
    odd["options"] = json!({"wabaid": "1"});
    assert_eq!(put(odd).await, 400);
}

#[tokio::test]
async fn whatsapp_alone_has_reactions_and_deletions() {
    let app = App::start().await;
    everyone(&app).await;
    for (slug, status) in [("comms", 200), ("rcs", 404), ("ty-sms", 404)] {
        let id = app.tell(slug, json!({"type": "text", "text": {"body": "oops"}})).await;
        let at = |what: &str| format!("/_control/phones/{PHONE}/{what}");
        assert_eq!(app.call(Method::POST, &at("delete"), &json!({"message_id": id})).await.0, status, "{slug}");
        assert_eq!(app.call(Method::POST, &at("reactions"), &json!({"message_id": id, "emoji": "👍"})).await.0, status, "{slug}");
    }
    app.idle().await;
}
