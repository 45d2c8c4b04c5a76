//! tyntec's Conversations API v3 as seed 003 says it for WhatsApp, with Viber, SMS and webhook events from wire-facts 8.
//!
//! Who judges what: tyntec answers 400 with every violation of its own schema, whose limits are here and there wider
//! or narrower than the channel's; the channel's own judgement comes later as `channelFailed` and `failed`.

pub mod account;
pub mod configuration;
pub mod content;
pub mod event;
pub mod interactive;
pub mod media;
pub mod page;
pub mod problem;
pub mod read;
pub mod send;
pub mod status;
pub mod template;
pub mod values;
pub mod viber;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, patch, post, put};

use crate::gateway::{Gate, Stop, by_token, pass};
use crate::provider::Provider;
use crate::world::World;

/// tyntec's Conversations.
#[derive(Debug)]
pub struct Tyntec;

const GATE: Gate = Gate {
    open: |state, parts| {
        let key = parts.headers.get("apikey").and_then(|v| v.to_str().ok()).ok_or(Stop::NoKey)?;
        by_token(state, key.trim(), Provider::Tyntec)
    },
    refuse: problem::stop,
    limit: 110 * 1024 * 1024,
};

/// `/tyntec/…`
pub fn routes(world: &World) -> Router<World> {
    let accounts = "/channels/whatsapp/accounts/{account}";
    let numbers = "/channels/whatsapp/phone-numbers";
    let api = Router::new()
        .route("/messages", post(send::one))
        .route("/bulks", post(send::bulk))
        .route("/messages/{id}/status", get(status::last))
        .route("/messages/{id}/events", get(status::all))
        .route("/media", get(media::list).post(media::upload))
        .route("/media/{id}", get(media::download).delete(media::delete))
        .route("/channels/whatsapp/messages/{id}", put(read::mark))
        .route("/channels/whatsapp/accounts", get(account::list))
        .route(accounts, get(account::show))
        .route(&format!("{accounts}/phone-numbers"), get(account::numbers_of))
        .route(&format!("{accounts}/templates"), get(template::list).post(template::create))
        .route(&format!("{accounts}/templates/{{id}}"), get(template::show).delete(template::delete))
        .route(&format!("{accounts}/templates/{{id}}/localizations"), get(template::localizations).post(template::localize))
        .route(&format!("{accounts}/templates/{{id}}/{{language}}"), patch(template::change))
        .route(numbers, get(account::numbers))
        .route(&format!("{numbers}/{{number}}"), get(account::number))
        .route(&format!("{numbers}/{{number}}/templates"), get(template::of_number))
        .route("/configurations", get(configuration::own))
        .route("/configurations/channels/{channel}", get(configuration::list))
        .route("/configurations/channels/{channel}/{kind}/{id}", get(configuration::show))
        .route("/configurations/channels/{channel}/{kind}/{id}/callbacks", put(configuration::change));
    Router::new()
        .nest("/conversations/v3", api)
        // The links in events still have the old path.
        .route("/messaging/v1/chat/media/{id}", get(media::download))
        .fallback(unknown)
        .method_not_allowed_fallback(unknown)
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state((world.clone(), GATE), pass))
}

async fn unknown() -> problem::Problem {
    problem::Problem::missing("Not Found")
}
