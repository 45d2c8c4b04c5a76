//! `GET /v1/whatsapp/media?media_id=&from=`: the bytes of a file that a customer sent.

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use serde::Deserialize;

use crate::clock::now_ms;
use crate::gateway::Caller;
use crate::meta::failure::Failure;
use crate::tata_comms::refusal::Refusal;
use crate::world::World;

/// Which file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    media_id: String,
    from: Option<String>,
}

/// The file's bytes.
///
/// # Errors
/// 400 with Meta's envelope for an id that is unknown, expired or another number's.
pub async fn download(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Refusal> {
    let state = world.state();
    let own = state.accounts.get(&slug).ok_or(Refusal::NotFound)?;
    let mut same_key = state.accounts.values().filter(|a| a.provider == own.provider && a.token == own.token);
    let account = same_key.find(|a| wanted.from.as_ref().map_or(a.slug == slug, |from| a.is_number(from)));
    let media = account.and_then(|a| state.media.usable(&a.slug, &wanted.media_id, now_ms()));
    let Some(media) = media else {
        let why = format!("Unsupported get request. Object with ID '{}' does not exist", wanted.media_id);
        return Err(Failure::new(100, why).into());
    };
    Ok(([(CONTENT_TYPE, media.mime.clone())], media.bytes.clone()).into_response())
}
