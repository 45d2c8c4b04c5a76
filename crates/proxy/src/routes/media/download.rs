//! `GET /v1/media/{id}`: a file, whole or a range of it; and the same by a public link, for a provider.
//!
//! What a customer sent is never run in our origin: only pictures (no SVG, nothing in XML), sound and film may be drawn, all else is a
//! download; nothing is sniffed, and opened on its own it is sandboxed.

use super::may_read;
use super::range::{Wanted, wanted};
use crate::auth::{Agent, Scope};
use crate::error::AppError;
use crate::state::AppState;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use model::MediaId;
use model::api::Code;
use model::content::{Media, MediaState};
use std::io::{self, SeekFrom};
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

/// Seconds after which a file that is being fetched may be there.
const FETCHING: u32 = 2;

/// A file of a thread that the token may open, or one that its agent has just uploaded.
///
/// # Errors
/// 404 for a foreign or vanished file, 503 while it is being fetched, 416 for a range that it doesn't have.
pub async fn get(State(state): State<AppState>, agent: Agent, Path(id): Path<MediaId>, headers: HeaderMap) -> Result<Response, AppError> {
    agent.require(Scope::ThreadRead)?;
    let file = state.ledger.store().media(&agent.tenant.id, &id).await?;
    if !may_read(&state, &agent, &file).await? {
        return Err(AppError::not_found().because("the file stands in other people's threads, or is another agent's"));
    }
    answer(&state, &file.media, &headers, "private, max-age=31536000, immutable").await
}

/// A file of a message that went to a provider by a link; the link alone opens it. See [`crate::link`].
///
/// # Errors
/// 404 for a link that isn't ours or has ended, one text for all; 416 for a range that the file doesn't have.
pub async fn public(
    State(state): State<AppState>,
    Path((id, expires, signature)): Path<(MediaId, String, String)>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    if !state.links.admits(&id, &expires, &signature, state.clock.now()) {
        return Err(AppError::not_found().because("the link isn't ours or has ended"));
    }
    let media = state.ledger.store().public_media(&id).await?;
    answer(&state, &media, &headers, "private, no-store").await
}

async fn answer(state: &AppState, media: &Media, headers: &HeaderMap, cache: &'static str) -> Result<Response, AppError> {
    let hash = match (media.state, media.sha256.as_deref()) {
        (MediaState::Ready, Some(hash)) => hash,
        (MediaState::Fetching, _) => {
            return Err(AppError::new(Code::Unavailable, "The file is still being fetched.").retry_after(FETCHING));
        }
        _ => return Err(AppError::not_found().detail("The file is no longer there.")),
    };
    let tag = HeaderValue::try_from(format!("\"{hash}\"")).map_err(|_| AppError::internal("a hash is no header"))?;
    let told = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let is_tag = |text: &str| text.split(',').any(|one| one.trim().trim_start_matches("W/").as_bytes() == tag.as_bytes());
    let mut response = if told(header::IF_NONE_MATCH).is_some_and(is_tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let range = told(header::RANGE).filter(|_| told(header::IF_RANGE).is_none_or(|text| text.as_bytes() == tag.as_bytes()));
        body(state, hash, range).await?
    };
    let answered = response.headers_mut();
    answered.insert(header::ETAG, tag);
    describe(media, cache, answered);
    Ok(response)
}

async fn body(state: &AppState, hash: &str, range: Option<&str>) -> Result<Response, AppError> {
    let (mut file, size) = state.files.read(hash).await.map_err(|error| lost(&error))?;
    let (first, length, status) = match wanted(range, size) {
        Wanted::Whole => (0, size, StatusCode::OK),
        Wanted::Part { first, last } => (first, last - first + 1, StatusCode::PARTIAL_CONTENT),
        Wanted::Nothing => {
            let refused = AppError::bad_request("The file has no such bytes.").status(StatusCode::RANGE_NOT_SATISFIABLE.as_u16());
            let mut response = refused.into_response();
            if let Ok(value) = HeaderValue::try_from(format!("bytes */{size}")) {
                response.headers_mut().insert(header::CONTENT_RANGE, value);
            }
            return Ok(response);
        }
    };
    file.seek(SeekFrom::Start(first)).await.map_err(|error| lost(&error))?;
    let mut response = (status, Body::from_stream(ReaderStream::new(file.take(length)))).into_response();
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    if status == StatusCode::PARTIAL_CONTENT
        && let Ok(value) = HeaderValue::try_from(format!("bytes {first}-{}/{size}", first + length - 1))
    {
        response.headers_mut().insert(header::CONTENT_RANGE, value);
    }
    Ok(response)
}

fn lost(error: &io::Error) -> AppError {
    AppError::internal(format!("a stored file can't be read: {error}"))
}

/// What a page of ours would run or obey if it were led to load it: our own origin is the one that its policy trusts.
fn is_code(essence: &str) -> bool {
    ["javascript", "ecmascript", "jscript", "livescript", "text/css", "wasm"].iter().any(|word| essence.contains(word))
}

fn describe(media: &Media, cache: &'static str, headers: &mut HeaderMap) {
    let essence = media.essence();
    let is_drawn = !essence.ends_with("xml") && ["image/", "audio/", "video/"].iter().any(|kind| essence.starts_with(kind));
    let kind = HeaderValue::try_from(media.mime.as_str()).ok().filter(|_| essence.contains('/') && !is_code(&essence));
    let kind = kind.unwrap_or(HeaderValue::from_static("application/octet-stream"));
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, cache),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
        (header::ACCEPT_RANGES, "bytes"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_TYPE, kind);
    if let Ok(value) = HeaderValue::try_from(disposition(is_drawn, media.filename.as_deref())) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
}

/// `Content-Disposition` with the name in the extended form (RFC 8187), which takes any script.
fn disposition(is_drawn: bool, filename: Option<&str>) -> String {
    let kind = if is_drawn { "inline" } else { "attachment" };
    let Some(name) = filename else { return kind.to_owned() };
    let mut coded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            coded.push(char::from(byte));
        } else {
            coded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{kind}; filename*=UTF-8''{coded}")
}
