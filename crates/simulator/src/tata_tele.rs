//! Tata Tele Smartflo's WhatsApp API as seed 000 says it: routes, and what is true for all of them.
//!
//! Who judges what: the gateway answers 400 for what the seed itself states (see [`envelope`]), 424 for what Meta
//! says to an upload, a download or a template; everything else that Meta judges comes later, in a `failed` status
//! (see [`crate::meta::judge`]). A 200 on a send means queued and no more.

pub mod bucket;
pub mod callback;
pub mod envelope;
pub mod gateway;
pub mod media;
pub mod optin;
pub mod read;
pub mod refusal;
pub mod send;
pub mod template;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{delete, get, post};

use crate::gateway::pass;
use crate::world::World;

/// Tata Tele Smartflo's WhatsApp.
#[derive(Debug)]
pub struct TataTele;

/// `/tata-tele/…`
pub fn routes(world: &World) -> Router<World> {
    Router::new()
        .route("/whatsapp-cloud/messages", post(send::send))
        .route("/whatsapp-cloud/messages/{wamid}", post(read::read))
        .route("/whatsapp-cloud/media", post(media::upload))
        .route("/whatsapp-cloud/media/handle", post(media::upload_handle))
        .route("/whatsapp-cloud/media/download/{id}", get(media::download))
        .route("/whatsapp-cloud/media/{id}", delete(media::delete))
        .route("/templates", post(template::create))
        .route("/business/optin_optout", post(optin::change))
        .fallback(unknown)
        .method_not_allowed_fallback(unknown)
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state((world.clone(), gateway::GATE), pass))
}

async fn unknown() -> refusal::Refusal {
    refusal::Refusal::NotFound
}
