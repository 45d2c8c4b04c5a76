//! How a message travelled, for whoever asks "is it us?".

use crate::app::{App, RAVI, now, status_webhook, text_webhook};
use serde_json::{Value, json};
use std::time::Duration;

async fn journal(app: &App, message: &str) -> Value {
    app.get(&format!("{}/{message}/journal", app.path("messages").await)).bearer(&app.token()).send().await.json()
}

#[tokio::test]
async fn every_attempt_and_every_state_is_there_with_both_times() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    app.provider.stand(503, "");
    app.provider.play(proxy::transport::Played::Fail(proxy::transport::TransportError::NotSent("no route".to_owned())));
    app.provider.play(proxy::transport::Played::Answer(200, br#"{"id":"5f0b6f2e-5a3e-4c57-8df5-0e0a3f6d7c11"}"#.to_vec()));
    let sent = app.reply("c-1", json!({"type": "text", "body": "Hello"})).await.json()["id"].as_str().unwrap().to_owned();
    app.provider.asked(1).await;
    while app.left().await > 0 {
        app.clock.advance(Duration::from_millis(200));
        tokio::task::yield_now().await;
        assert!(app.clock_is_within_a_day());
    }
    let told = now().plus_millis(60_000);
    app.hook(status_webhook("wamid.o", &sent, "delivered", told)).await;
    app.hook(status_webhook("wamid.o", &sent, "sent", told.plus_millis(-1000))).await;
    app.hook(status_webhook("wamid.o", &sent, "delivered", told)).await;
    let journal = journal(&app, &sent).await;
    let attempts = journal["attempts"].as_array().unwrap();
    assert_eq!((&attempts[0]["outcome"], &attempts[0]["fault"]["code"]), (&json!("later"), &json!("provider-down")), "{journal}");
    assert!(attempts[0]["due"].as_str().unwrap() > attempts[0]["at"].as_str().unwrap());
    assert_eq!(
        (&attempts[1]["outcome"], &attempts[1]["provider_id"]),
        (&json!("accepted"), &json!("5f0b6f2e-5a3e-4c57-8df5-0e0a3f6d7c11"))
    );
    assert_eq!(attempts.len(), 2);
    let states: Vec<_> = journal["statuses"].as_array().unwrap().iter().map(|it| (it["state"].as_str().unwrap(), &it["at"])).collect();
    assert_eq!(states, [("sent", &json!(told.plus_millis(-1000))), ("delivered", &json!(told))]);
    assert_eq!(journal["statuses"][0]["received_at"], json!(proxy::clock::Clock::now(&app.clock)));
    assert_eq!(journal["statuses"][0]["provider_id"], "wamid.o");
}

#[tokio::test]
async fn what_a_customer_wrote_has_no_journal_and_another_threads_message_is_not_found() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    app.hook(text_webhook(RAVI, "wamid.2", "I am Ravi", now())).await;
    let own = app.messages().await[0].id.to_string();
    assert_eq!(journal(&app, &own).await, json!({"statuses": [], "attempts": []}));
    let ravis = app.open_phone(RAVI).await["messages"][0]["id"].as_str().unwrap().to_owned();
    for foreign in [ravis.as_str(), "ms_01ARZ3NDEKTSV4RRFFQ69G5FAV", "nonsense"] {
        assert_eq!(journal(&app, foreign).await["code"], "not-found", "{foreign}");
    }
}
