//! Files on the shelf: shown to the phone on the demo page, laid there without an upload, left to die.

use axum::Json;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Refused;
use crate::clock::now_ms;
use crate::meta::shelf::{Media, UPLOAD_LIFE_MS};
use crate::world::World;

type Answer = Result<Json<Value>, Refused>;

/// `GET /_control/media/{id}`: the bytes, for the phone on the demo page.
pub async fn show(State(world): State<World>, Path(id): Path<String>) -> Response {
    match world.state().media.get(&id) {
        Some(media) => ([(CONTENT_TYPE, media.mime.clone())], media.bytes.clone()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// `POST /_control/media/{id}/expire`: lets a media id die now, as after its 7 or 30 days.
///
/// # Errors
/// 404 without such media.
pub async fn expire(State(world): State<World>, Path(id): Path<String>) -> Answer {
    if world.state().media.expire(&id, now_ms()) { Ok(Json(json!({"id": id}))) } else { Err(Refused::missing("no such media")) }
}

/// A file that nobody uploaded.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blank {
    account: String,
    mime: String,
    bytes: usize,
}

/// `PUT /_control/media/{id}`: lays a file of so many zero bytes on an account's shelf, under an id of the caller's.
///
/// # Errors
/// 404 without the account.
pub async fn put(State(world): State<World>, Path(id): Path<String>, Json(blank): Json<Blank>) -> Answer {
    let mut state = world.state();
    let account = state.accounts.get(&blank.account).cloned().ok_or_else(|| Refused::missing("no such account"))?;
    let media = Media {
        account: account.provider.dialect().shelf(&account),
        bytes: vec![0; blank.bytes].into(),
        mime: blank.mime,
        filename: None,
        expires_at: now_ms() + UPLOAD_LIFE_MS,
    };
    state.media.keep_as(id.clone(), media);
    Ok(Json(json!({"id": id})))
}
