//! The stream: resumed without loss, ended by the token and the server, and the same log as a long poll.

use crate::app::App;
use axum::http::HeaderName;
use serde_json::{Value, json};
use std::time::Duration;

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

#[tokio::test]
async fn what_was_and_what_comes_arrive_in_one_unbroken_line() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "one").await;
    let path = app.path("events").await;
    let mut stream = app.get(&format!("{path}?after=0")).bearer(&app.token()).stream().await;
    assert!(stream.block().await.unwrap().contains("retry: 1000"));
    let mut last = 0;
    let mut bodies = Vec::new();
    for round in 0..3 {
        while bodies.len() <= round {
            let (id, name, data) = stream.event().await.unwrap();
            assert_eq!(id, last + 1, "no hole");
            assert_eq!((&data["seq"], &data["kind"]), (&json!(id), &json!(name)));
            last = id;
            if name == "message" {
                bodies.push(data["message"]["content"]["body"].as_str().unwrap().to_owned());
            }
        }
        app.asha_writes(&format!("wamid.{}", round + 2), &format!("more {round}")).await;
    }
    assert_eq!(bodies, ["one", "more 0", "more 1"]);
}

#[tokio::test]
async fn a_client_goes_on_where_it_was() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "one").await;
    let path = app.path("events").await;
    let seen = app.open().await["complete_to"].as_u64().unwrap();
    app.asha_writes("wamid.2", "two").await;
    let resumed = app.get(&format!("{path}?after=0")).with(LAST_EVENT_ID, &seen.to_string());
    let mut stream = resumed.bearer(&app.token()).stream().await;
    let (id, _, data) = stream.event().await.unwrap();
    assert_eq!(id, seen + 1, "the header wins over the query");
    assert!(data.to_string().contains("two"), "{data}");
}

#[tokio::test]
async fn without_a_position_only_news_come() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "old").await;
    let mut stream = app.get(&app.path("events").await).bearer(&app.token()).stream().await;
    stream.block().await;
    app.asha_writes("wamid.2", "new").await;
    let (_, _, data) = stream.event().await.unwrap();
    assert!(data.to_string().contains("new") && !data.to_string().contains("old"), "{data}");
}

#[tokio::test]
async fn a_position_that_this_log_never_had_means_reset() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "one").await;
    let path = app.path("events").await;
    let mut stream = app.get(&format!("{path}?after=999")).bearer(&app.token()).stream().await;
    let (_, name, data) = stream.event().await.unwrap();
    assert_eq!((name.as_str(), &data["kind"]), ("reset", &json!("reset")));
    assert_eq!(stream.event().await, None);
    let head = app.open().await["complete_to"].as_u64().unwrap();
    for id in ["999", "-1", "99999999999999999999", "ms_01"] {
        let mut stream = app.get(&path).with(LAST_EVENT_ID, id).bearer(&app.token()).stream().await;
        let (seq, name, _) = stream.event().await.unwrap();
        assert_eq!((seq, name.as_str()), (head, "reset"), "{id}");
    }
    let poll = app.get(&format!("{path}?after=999&wait=0")).bearer(&app.token()).send().await;
    assert_eq!(poll.refusal(), (410, "reset".to_owned()));
}

#[tokio::test]
async fn a_stream_ends_with_its_token() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "one").await;
    let path = app.path("events").await;
    let mut stream = app.get(&path).bearer(&app.token()).stream().await;
    stream.block().await;
    app.clock.advance(Duration::from_secs(659));
    app.asha_writes("wamid.2", "still").await;
    assert!(stream.event().await.is_some());
    app.clock.advance(Duration::from_secs(1));
    while let Some((_, name, _)) = stream.event().await {
        assert_ne!(name, "reset");
    }
}

#[tokio::test]
async fn a_stream_ends_when_the_server_does() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "one").await;
    let mut stream = app.get(&app.path("events").await).bearer(&app.token()).stream().await;
    stream.block().await;
    app.state.shutdown.cancel();
    assert_eq!(stream.event().await, None);
    let ready = app.get("/readyz").send().await;
    assert_eq!(ready.status, 503);
}

#[tokio::test]
async fn a_long_poll_gives_what_is_there_or_waits_for_it() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "one").await;
    let path = app.path("events").await;
    let ask = |after: u64, wait: u32| app.get(&format!("{path}?after={after}&wait={wait}")).bearer(&app.token()).send();
    let all = ask(0, 25).await.json();
    let events = all["events"].as_array().unwrap();
    assert!(!events.is_empty());
    let last = events.last().unwrap()["seq"].as_u64().unwrap();
    assert_eq!(ask(last, 0).await.json(), json!({"events": []}));
    let waiting = tokio::spawn(ask(last, 25));
    app.asha_writes("wamid.2", "two").await;
    let news: Value = waiting.await.unwrap().json();
    assert_eq!(news["events"][0]["seq"], last + 1);
    let newest = app.open().await["complete_to"].as_u64().unwrap();
    let in_vain = tokio::spawn(ask(newest, 25));
    while !in_vain.is_finished() {
        app.clock.advance(Duration::from_secs(5));
        tokio::task::yield_now().await;
        assert!(app.clock_is_within_a_day());
    }
    assert_eq!(in_vain.await.unwrap().json(), json!({"events": []}));
}

#[tokio::test]
async fn a_client_that_went_away_leaves_no_listener() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "one").await;
    let mut stream = app.get(&app.path("events").await).bearer(&app.token()).stream().await;
    stream.block().await;
    assert_eq!(app.state.ledger.bell().threads(), 1);
    drop(stream);
    assert_eq!(app.state.ledger.bell().threads(), 0);
}
