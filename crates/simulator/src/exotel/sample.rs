//! `POST …/templates/sample?file_length=&file_type=`: a file for a template's header; its handle is no media id.

use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::Method;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use crate::clock::now_ms;
use crate::exotel::answer::{self, Item};
use crate::gateway::Caller;
use crate::meta::shelf::{Media, UPLOAD_LIFE_MS};
use crate::world::World;

/// What the query says about the file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Said {
    file_length: Option<usize>,
    file_type: Option<String>,
}

/// Keeps the file.
pub async fn upload(
    State(world): State<World>,
    Extension(Caller(slug)): Extension<Caller>,
    Query(said): Query<Said>,
    method: Method,
    body: Bytes,
) -> Response {
    let Some(kind) = said.file_type.filter(|t| !t.is_empty()) else {
        return answer::malformed(&method, "file_type is mandatory.");
    };
    if body.is_empty() || said.file_length != Some(body.len()) {
        return answer::malformed(&method, "file_length must be the size of the file in bytes.");
    }
    let seal = Uuid::new_v4().simple().to_string();
    let handle = format!("4::{}:AR{seal}:e:{}:{}", STANDARD.encode(&kind), now_ms() / 1000, &seal[..16]);
    let media =
        Media { account: format!("handle of {slug}"), bytes: body, mime: kind, filename: None, expires_at: now_ms() + UPLOAD_LIFE_MS };
    world.state().media.keep_as(handle.clone(), media);
    answer::plain(&method, &json!({"file_handle": answer::rows(&[Item::taken(200, json!({"id": handle}))])}))
}
