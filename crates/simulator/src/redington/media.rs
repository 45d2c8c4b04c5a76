//! `POST /media`: a file for later messages.

use axum::extract::{Multipart, State};
use axum::{Extension, Json};
use serde_json::{Value, json};

use crate::gateway::Caller;
use crate::meta::file::{self, NoFile};
use crate::redington::refusal::Refusal;
use crate::world::World;

/// Keeps the file.
///
/// # Errors
/// 601 without a file, 603 for one that is too big.
pub async fn upload(
    State(world): State<World>,
    Extension(Caller(account)): Extension<Caller>,
    form: Multipart,
) -> Result<Json<Value>, Refusal> {
    let media = file::read(account, form).await.map_err(|why| match why {
        NoFile::Unreadable(words) => Refusal::Malformed(words),
        NoFile::Missing => Refusal::Parameter(vec!["file is mandatory".to_owned()]),
        NoFile::TooBig => Refusal::TooLong("the file is larger than its type allows".to_owned()),
    })?;
    Ok(Json(json!({"id": world.state().media.keep(media)})))
}
