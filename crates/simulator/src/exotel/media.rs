//! `GET /media/{id}`: a file that a customer sent; the link in the webhook asks for the same Basic key.

use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use http::{Method, StatusCode};

use crate::clock::now_ms;
use crate::exotel::answer;
use crate::gateway::Caller;
use crate::world::World;

/// The bytes.
pub async fn download(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path(id): Path<String>,
    method: Method,
) -> Response {
    let state = world.state();
    let token = state.accounts.get(&slug).map(|a| a.token.clone());
    let mut own = state.accounts.values().filter(|a| Some(&a.token) == token.as_ref());
    match own.find_map(|a| state.media.usable(&a.slug, &id, now_ms())) {
        Some(media) => ([(CONTENT_TYPE, media.mime.clone())], media.bytes.clone()).into_response(),
        None => answer::whole(&method, StatusCode::NOT_FOUND, "Not Found", "The object you’re requesting doesn’t exist."),
    }
}
