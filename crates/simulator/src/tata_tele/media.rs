//! Media: upload, handle for templates, download (a presigned link), delete. Real bytes, real expiry.
//!
//! A file that is too big is refused at once with what Meta's proxy says, 413 wrapped in 424. Whether a file fits
//! the message that uses it is judged when it is sent.

use std::collections::HashMap;

use axum::extract::{Multipart, Path, State};
use axum::http::HeaderMap;
use axum::{Extension, Json};
use bytes::{Bytes, BytesMut};
use rand::RngExt as _;
use serde_json::{Value, json};

use crate::clock::now_ms;
use crate::tata_tele::bucket;
use crate::tata_tele::gateway::Caller;
use crate::tata_tele::refusal::Refusal;
use crate::world::World;

/// Uploaded media live 30 days (seed 000).
pub const UPLOAD_LIFE_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// Media that a webhook named live 7 days (wire-facts 1.6).
pub const WEBHOOK_LIFE_MS: i64 = 7 * 24 * 60 * 60 * 1000;

const MB: usize = 1024 * 1024;

/// One file.
#[derive(Debug, Clone)]
pub struct Media {
    /// The account it belongs to.
    pub account: String,
    /// Its bytes.
    pub bytes: Bytes,
    /// Its type, with parameters as they were given.
    pub mime: String,
    /// Its name, if it has one.
    pub filename: Option<String>,
    /// When the id dies, in ms.
    pub expires_at: i64,
}

/// All media by id.
#[derive(Debug, Default)]
pub struct Shelf(HashMap<String, Media>);

impl Shelf {
    /// Keeps a file under a fresh id of 16 digits.
    pub fn keep(&mut self, media: Media) -> String {
        let id = rand::rng().random_range(1_000_000_000_000_000_u64..10_000_000_000_000_000).to_string();
        self.0.insert(id.clone(), media);
        id
    }

    /// The file with this id, expired or not.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Media> {
        self.0.get(id)
    }

    /// The file that this account may use now under this id.
    #[must_use]
    pub fn usable(&self, account: &str, id: &str, now: i64) -> Option<&Media> {
        self.0.get(id).filter(|m| m.account == account && now < m.expires_at)
    }

    /// Lets an id die at this moment (ms).
    pub fn expire(&mut self, id: &str, at: i64) -> bool {
        self.0.get_mut(id).map(|m| m.expires_at = at).is_some()
    }

    fn remove(&mut self, id: &str) {
        self.0.remove(id);
    }
}

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

async fn read_file(account: String, mut form: Multipart) -> Result<Media, Refusal> {
    loop {
        let field = form.next_field().await.map_err(|e| Refusal::invalid(format!("Multipart: {e}")))?;
        let Some(mut field) = field else { return Err(Refusal::invalid("file should not be empty")) };
        if field.name() != Some("file") {
            continue;
        }
        let filename = field.file_name().map(ToOwned::to_owned);
        let mime = field.content_type().unwrap_or("application/octet-stream").to_owned();
        let limit = size_limit(&mime);
        let mut bytes = BytesMut::new();
        let mut size = 0;
        // The rest is read and thrown away, or the client would see a broken pipe instead of the answer.
        while let Some(chunk) = field.chunk().await.map_err(|e| Refusal::invalid(format!("Multipart: {e}")))? {
            size += chunk.len();
            if size <= limit {
                bytes.extend_from_slice(&chunk);
            }
        }
        if size > limit {
            return Err(Refusal::Meta {
                error: "UPLOAD_MEDIA",
                message: "Can't upload media",
                meta: json!({"message": "Request failed with status code 413"}),
            });
        }
        if size == 0 {
            return Err(Refusal::invalid("file should not be empty"));
        }
        return Ok(Media { account, bytes: bytes.freeze(), mime, filename, expires_at: now_ms() + UPLOAD_LIFE_MS });
    }
}

/// The most bytes an upload of this type may have (wire-facts 2.2).
#[must_use]
pub fn size_limit(mime: &str) -> usize {
    match essence(mime).as_str() {
        "image/jpeg" | "image/png" => 5 * MB,
        "image/webp" => 500 * 1024,
        kind if kind.starts_with("video/") || kind.starts_with("audio/") => 16 * MB,
        _ => 100 * MB,
    }
}

/// A media type without its parameters.
#[must_use]
pub fn essence(mime: &str) -> String {
    mime.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn missing(error: &'static str, message: &'static str, verb: &str, id: &str) -> Refusal {
    let words = format!(
        "Unsupported {verb} request. Object with ID '{id}' does not exist, cannot be loaded due to missing \
         permissions, or does not support this operation. Please read the Graph API documentation at \
         https://developers.facebook.com/docs/graph-api"
    );
    Refusal::Meta { error, message, meta: json!({"message": words, "code": 100}) }
}
