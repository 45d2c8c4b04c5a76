//! `POST /v1/templates/samples`: the file that shows a reviewer what a template's header will look like.

use super::{Target, find};
use crate::auth::{Agent, Scope};
use crate::error::AppError;
use crate::routes::media;
use crate::state::AppState;
use crate::transport::FileBody;
use axum::Json;
use axum::extract::{Multipart, Query, State};
use axum::http::StatusCode;
use model::api::change_templates::Sample;

/// Uploads a sample to the provider: 201 with its name there.
///
/// # Errors
/// 409 `unsupported` where the provider takes none, 422 `provider-refused` with its words.
pub async fn post(
    State(state): State<AppState>,
    agent: Agent,
    Query(target): Query<Target>,
    form: Multipart,
) -> Result<(StatusCode, Json<Sample>), AppError> {
    agent.require(Scope::TemplateWrite)?;
    let account = find(&agent, target.account.as_ref())?;
    let media = media::take(&state, form, None).await?;
    let (path, bytes) = media.sha256.as_deref().and_then(|hash| state.files.path(hash)).zip(media.bytes).ok_or_else(AppError::not_found)?;
    let filename = media.filename.as_deref().unwrap_or("sample");
    let handle = state.templates.sample(&account, filename, &media.mime, FileBody { path, bytes }).await?;
    Ok((StatusCode::CREATED, Json(Sample { handle })))
}
