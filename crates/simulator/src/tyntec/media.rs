//! `/media`: uploads for later messages (beta), and the files that customers sent.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::clock::{iso, now_ms};
use crate::dialect::Dialect as _;
use crate::gateway::Caller;
use crate::meta::shelf::{Media, UPLOAD_LIFE_MS};
use crate::tyntec::Tyntec;
use crate::tyntec::problem::{Problem, Violations};
use crate::world::{State as Everything, World};

/// The room of one key, in bytes.
const QUOTA: usize = 1024 * 1024 * 1024;

/// The bytes of an upload or of a customer's file.
///
/// # Errors
/// 404.
pub async fn download(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let state = world.state();
    let mut owners = everyone(&state, &slug);
    owners.extend(uploads(&state, &slug));
    let media = owners.iter().find_map(|owner| state.media.usable(owner, &id, now_ms()));
    let media = media.ok_or_else(Problem::not_found)?;
    Ok(([(CONTENT_TYPE, media.mime.clone())], media.bytes.clone()).into_response())
}

/// What an upload's query says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Said {
    validity: Option<i64>,
    filename: Option<String>,
}

/// Keeps a file; `validity` is in minutes.
///
/// # Errors
/// 400 for an empty file or a validity that is none.
pub async fn upload(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Query(said): Query<Said>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Problem> {
    let mut wrong = Violations::default();
    wrong.ensure(!body.is_empty(), "body", "must not be empty");
    wrong.ensure(said.validity.is_none_or(|minutes| minutes > 0), "validity", "must be greater than 0");
    wrong.result()?;
    let mut state = world.state();
    let account = uploads(&state, &slug).ok_or_else(Problem::not_found)?;
    let mime = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("application/octet-stream").to_owned();
    let life = said.validity.map_or(UPLOAD_LIFE_MS, |minutes| minutes.saturating_mul(60_000));
    let media = Media { account: account.clone(), bytes: body, mime, filename: said.filename, expires_at: now_ms().saturating_add(life) };
    let id = state.media.keep_as(Uuid::new_v4().to_string(), media);
    let usage: usize = state.media.of(&[account], now_ms()).map(|(_, m)| m.bytes.len()).sum();
    let url = format!("{}/tyntec/conversations/v3/media/{id}", world.origin());
    Ok(Json(json!({"mediaId": id, "url": url, "quota": QUOTA, "usage": usage})))
}

/// All uploads of this key.
///
/// # Errors
/// Never; the signature is that of its neighbours.
pub async fn list(State(world): State<World>, Extension(Caller(slug)): Extension<Caller>) -> Result<Json<Value>, Problem> {
    let state = world.state();
    let owners: Vec<String> = uploads(&state, &slug).into_iter().collect();
    let mut shown: Vec<Value> = state
        .media
        .of(&owners, now_ms())
        .map(|(id, m)| {
            json!({
                "mediaId": id, "contentType": m.mime, "validity": iso(m.expires_at), "fileName": m.filename, "fileSize": m.bytes.len(),
            })
        })
        .collect();
    shown.sort_by_key(|m| m["mediaId"].to_string());
    Ok(Json(Value::Array(shown)))
}

/// Forgets an upload.
///
/// # Errors
/// 404.
pub async fn delete(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<StatusCode, Problem> {
    let mut state = world.state();
    let owner = uploads(&state, &slug).ok_or_else(Problem::not_found)?;
    state.media.usable(&owner, &id, now_ms()).ok_or_else(Problem::not_found)?;
    state.media.remove(&id);
    Ok(StatusCode::NO_CONTENT)
}

fn uploads(state: &Everything, slug: &str) -> Option<String> {
    state.accounts.get(slug).map(|a| Tyntec.shelf(a))
}

/// The slugs of all accounts of the same key.
fn everyone(state: &Everything, slug: &str) -> Vec<String> {
    let token = state.accounts.get(slug).map(|a| &a.token);
    state.accounts.values().filter(|a| Some(&a.token) == token).map(|a| a.slug.clone()).collect()
}
