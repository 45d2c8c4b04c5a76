//! `/sidethread.js`, `/v1/*` and `/<version>/sidethread.js`: the built widget, as it lies in the web folder, compressed beforehand.
//!
//! Any page may load these: they hold no secret and know no tenant.

use crate::error::AppError;
use crate::state::AppState;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::io::ErrorKind;

/// The path of what the scripts load, named by its content, and of the scripts of this major version.
pub const FILE: &str = "/v1/{file}";
/// The path of the script of exactly one version, for pages that pin it by SRI.
pub const PINNED: &str = "/{version}/sidethread.js";
/// The path of the script.
pub const SCRIPT: &str = "/sidethread.js";

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const SCRIPT_TYPE: &str = "text/javascript; charset=utf-8";
/// For what keeps its name while its content changes.
const SOON: &str = "public, max-age=300";
/// For what never changes.
const NEVER: &str = "public, max-age=31536000, immutable";
/// Scripts under `/v1/` that keep their names: the loader, the embed page's, and the parent's half of its port.
const EVERGREEN: [&str; 3] = ["page.js", "embed.js", "embed.mjs"];
/// Encodings that lie beside a file, best first.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// The script: its name stays, so it is asked for again soon.
///
/// # Errors
/// 404 when the widget was not built.
pub async fn script(State(state): State<AppState>, headers: HeaderMap) -> Result<Response, AppError> {
    serve(&state, "sidethread.js", SCRIPT_TYPE, SOON, &headers).await
}

/// The script of one version, which stays as it is for as long as the operator keeps its folder.
///
/// # Errors
/// 404 for a version that isn't here.
pub async fn pinned(State(state): State<AppState>, Path(version): Path<String>, headers: HeaderMap) -> Result<Response, AppError> {
    let is_version = version.starts_with(|first: char| first.is_ascii_digit()) && is_name(&version);
    if !is_version {
        return Err(AppError::not_found());
    }
    serve(&state, &format!("{version}/sidethread.js"), SCRIPT_TYPE, NEVER, &headers).await
}

/// What is named by its content, and the scripts of this major version.
///
/// # Errors
/// 404 for all else.
pub async fn file(State(state): State<AppState>, Path(file): Path<String>, headers: HeaderMap) -> Result<Response, AppError> {
    if file == "sidethread.js" {
        return script(State(state), headers).await;
    }
    let kind = match file.rsplit('.').next() {
        Some("js" | "mjs") => SCRIPT_TYPE,
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        _ => return Err(AppError::not_found()),
    };
    if !is_name(&file) {
        return Err(AppError::not_found());
    }
    let cache = if EVERGREEN.contains(&file.as_str()) { SOON } else { NEVER };
    serve(&state, &format!("v1/{file}"), kind, cache, &headers).await
}

/// Whether the text can only be a name inside a folder.
fn is_name(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)) && !text.starts_with('.')
}

async fn serve(state: &AppState, file: &str, kind: &'static str, cache: &'static str, headers: &HeaderMap) -> Result<Response, AppError> {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let path = state.config.web_dir.join(file);
    let mut found = None;
    for (encoding, suffix) in ENCODINGS.into_iter().filter(|(encoding, _)| accepts(accepted, encoding)) {
        let mut name = path.clone().into_os_string();
        name.push(suffix);
        if let Ok(bytes) = tokio::fs::read(name).await {
            found = Some((bytes, Some(encoding)));
            break;
        }
    }
    let (bytes, encoding) = match found {
        Some(found) => found,
        None => match tokio::fs::read(&path).await {
            Ok(bytes) => (bytes, None),
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(AppError::not_found().because(format!("no {file} in web_dir"))),
            Err(error) => return Err(AppError::internal(format!("{file} can't be read: {error}"))),
        },
    };
    let tag = format!("\"{}\"", hex::encode(&Sha256::digest(&bytes)[..16]));
    let is_known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).is_some_and(|known| known.contains(&tag));
    let mut response = if is_known { StatusCode::NOT_MODIFIED.into_response() } else { Body::from(bytes).into_response() };
    let answered = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, cache),
        (header::VARY, "accept-encoding"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (RESOURCE_POLICY, "cross-origin"),
    ] {
        answered.insert(name, HeaderValue::from_static(value));
    }
    if let Some(encoding) = encoding {
        answered.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if let Ok(tag) = HeaderValue::try_from(tag) {
        answered.insert(header::ETAG, tag);
    }
    Ok(response)
}

/// Whether `Accept-Encoding` names a coding without refusing it.
fn accepts(header: &str, coding: &str) -> bool {
    header.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let names = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(coding));
        let is_refused = parts.any(|parameter| parameter.strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0)));
        names && !is_refused
    })
}
