//! Media: upload, handle for templates, download (a presigned link), delete. Real bytes, real expiry.
//!
//! A file that is too big is refused at once with what Meta's proxy says, 413 wrapped in 424. Whether a file fits
//! the message that uses it is judged when it is sent.

use axum::extract::{Multipart, Path, State};
use axum::http::HeaderMap;
use axum::{Extension, Json};
use serde_json::{Value, json};

use crate::clock::now_ms;
use crate::gateway::Caller;
use crate::meta::file::{self, NoFile};
use crate::meta::shelf::Media;
use crate::tata_tele::bucket;
use crate::tata_tele::refusal::Refusal;
use crate::world::World;

/// `POST /whatsapp-cloud/media`
///
/// # Errors
/// 400 without a file, 424 when it is too big.
pub async fn upload(
    State(world): State<World>,
    Extension(Caller(account)): Extension<Caller>,
    form: Multipart,
) -> Result<Json<Value>, Refusal> {
    let media = read_file(account, form).await?;
    let id = world.state().media.keep(media);
    Ok(Json(json!({"id": id})))
}

/// `POST /whatsapp-cloud/media/handle`: the id is a handle for template creation and no media id.
///
/// # Errors
/// As for an upload.
pub async fn upload_handle(
    State(world): State<World>,
    Extension(Caller(account)): Extension<Caller>,
    form: Multipart,
) -> Result<Json<Value>, Refusal> {
    let mut media = read_file(account, form).await?;
    media.account = format!("handle of {}", media.account);
    let id = world.state().media.keep(media);
    Ok(Json(json!({"id": id})))
}

/// `GET /whatsapp-cloud/media/download/{id}`: a link that works for 900 s, without the token.
///
/// # Errors
/// 424 for an id that is unknown, expired or somebody else's.
pub async fn download(
    State(world): State<World>,
    Extension(Caller(account)): Extension<Caller>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    let state = world.state();
    let Some(media) = state.media.usable(&account, &id, now_ms()) else {
        return Err(missing("GET_MEDIA_URL", "Can't retrieve media url", "get", &id));
    };
    let host = headers.get("host").and_then(|v| v.to_str().ok()).unwrap_or("127.0.0.1");
    Ok(Json(json!({"url": bucket::presign(host, &id, now_ms()), "mime_type": media.mime})))
}

/// `DELETE /whatsapp-cloud/media/{id}`
///
/// # Errors
/// 424 for an id that is unknown, expired or somebody else's.
pub async fn delete(
    State(world): State<World>,
    Extension(Caller(account)): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Json<Value>, Refusal> {
    let mut state = world.state();
    if state.media.usable(&account, &id, now_ms()).is_none() {
        return Err(missing("DELETE_MEDIA", "Can't delete media", "delete", &id));
    }
    state.media.remove(&id);
    Ok(Json(json!({"success": true})))
}

async fn read_file(account: String, form: Multipart) -> Result<Media, Refusal> {
    file::read(account, form).await.map_err(|why| match why {
        NoFile::Unreadable(words) => Refusal::invalid(format!("Multipart: {words}")),
        NoFile::Missing => Refusal::invalid("file should not be empty"),
        NoFile::TooBig => Refusal::Meta {
            error: "UPLOAD_MEDIA",
            message: "Can't upload media",
            meta: json!({"message": "Request failed with status code 413"}),
        },
    })
}

fn missing(error: &'static str, message: &'static str, verb: &str, id: &str) -> Refusal {
    let words = format!(
        "Unsupported {verb} request. Object with ID '{id}' does not exist, cannot be loaded due to missing \
         permissions, or does not support this operation. Please read the Graph API documentation at \
         https://developers.facebook.com/docs/graph-api"
    );
    Refusal::Meta { error, message, meta: json!({"message": words, "code": 100}) }
}
