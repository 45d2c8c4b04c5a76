//! Tata Communications' WhatsApp API as seed 001 says it: a Kong gateway before Meta's Cloud API.
//!
//! Who judges what: Kong answers for the key, the path and the rate; everything that Meta can say at once comes
//! back as Meta's error envelope with 400, the rest (window, reach, a link that gives nothing) as a `failed` status.

pub mod media;
pub mod refusal;
pub mod send;
pub mod webhook;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::gateway::{Gate, by_authorization, pass};
use crate::provider::Provider;
use crate::world::World;

/// Tata Communications' WhatsApp.
#[derive(Debug)]
pub struct TataComms;

const GATE: Gate =
    Gate { open: |state, parts| by_authorization(state, parts, Provider::TataComms), refuse: refusal::stop, limit: 4 * 1024 * 1024 };

/// `/tata-comms/…`
pub fn routes(world: &World) -> Router<World> {
    Router::new()
        .route("/v1/whatsapp/messages", post(send::send))
        .route("/v1/whatsapp/media", get(media::download))
        .fallback(unknown)
        .method_not_allowed_fallback(unknown)
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state((world.clone(), GATE), pass))
}

async fn unknown() -> refusal::Refusal {
    refusal::Refusal::NotFound
}
