//! `PUT …/whatsapp/webhook`: where webhooks go, after the new URL has answered a ping.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use http::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::exotel::answer;
use crate::gateway::Caller;
use crate::webhook::attempt::post;
use crate::world::World;

/// Takes the new URLs when the first of them gives the challenge back.
pub async fn change(State(world): State<World>, Extension(Caller(slug)): Extension<Caller>, method: Method, body: Bytes) -> Response {
    let Ok(body) = serde_json::from_slice::<Value>(&body) else { return answer::malformed(&method, "The body is not JSON.") };
    let webhook = &body["whatsapp"]["webhook"];
    let Some(incoming) = webhook["incoming_message_url"].as_str().filter(|url| url.starts_with("http")) else {
        return answer::malformed(&method, "whatsapp.webhook.incoming_message_url is mandatory.");
    };
    if !verify(&world, incoming).await {
        return answer::malformed(&method, "The URL did not give the challenge back.");
    }
    let mut state = world.state();
    let sid = state.accounts.get(&slug).map(crate::account::Account::account_sid);
    let own = state.accounts.values_mut().filter(|a| a.provider == crate::provider::Provider::Exotel);
    for account in own.filter(|a| Some(a.account_sid()) == sid) {
        incoming.clone_into(&mut account.webhook_url);
        account.callback_url = webhook["status_callback_url"].as_str().map(ToOwned::to_owned);
    }
    answer::plain(&method, &json!({"webhook": webhook}))
}

/// Whether a URL answers the verification ping with its challenge.
pub async fn verify(world: &World, url: &str) -> bool {
    let challenge = Uuid::new_v4().to_string();
    let ping = json!({"type": "verification", "challenge": challenge}).to_string();
    let Ok(answer) = post(world, url, ping.into(), None).send().await else { return false };
    let body = answer.json::<Value>().await.unwrap_or_default();
    body["challenge"] == challenge.as_str()
}
