//! Tata Tele Smartflo's RCS API as seed 000 says it, with the field names of wire-facts 5.5 where the seed is silent.
//!
//! Who judges what: the gateway answers 400 for a number that is none, a content that it cannot read, and the
//! counts that the seed states (4 buttons a card, 2 to 10 cards); the limits of RCS itself come later, in a
//! failure event (see [`judge`]). The answer's id is the id of all later events.

pub mod callback;
pub mod content;
pub mod google;
pub mod judge;
pub mod refusal;
pub mod send;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::post;

use crate::gateway::{Gate, by_authorization, pass};
use crate::provider::Provider;
use crate::world::World;

/// Tata Tele Smartflo's RCS.
#[derive(Debug)]
pub struct TataTeleRcs;

const GATE: Gate =
    Gate { open: |state, parts| by_authorization(state, parts, Provider::TataTeleRcs), refuse: refusal::stop, limit: 4 * 1024 * 1024 };

/// `/tata-tele-rcs/…`
pub fn routes(world: &World) -> Router<World> {
    Router::new()
        .route("/rcs/messages", post(send::send))
        .fallback(unknown)
        .method_not_allowed_fallback(unknown)
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state((world.clone(), GATE), pass))
}

async fn unknown() -> refusal::Refusal {
    refusal::Refusal::NotFound
}
