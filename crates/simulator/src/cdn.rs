//! Public links to files that customers sent, for providers that put such links into their webhooks.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::StatusCode;
use http::header::CONTENT_TYPE;

use crate::world::World;

/// `/cdn/…`
pub fn routes() -> Router<World> {
    Router::new().route("/{id}", get(file))
}

/// The link to this file on the simulator that listens at `origin`.
#[must_use]
pub fn link(origin: &str, id: &str) -> String {
    format!("{origin}/cdn/{id}")
}

async fn file(State(world): State<World>, Path(id): Path<String>) -> Response {
    let now = crate::clock::now_ms();
    match world.state().media.get(&id).filter(|m| now < m.expires_at) {
        Some(media) => ([(CONTENT_TYPE, media.mime.clone())], media.bytes.clone()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
