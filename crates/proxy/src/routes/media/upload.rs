//! `POST /v1/media`: a file of an agent, stored once and sent by its id.

use crate::auth::{Agent, Scope};
use crate::error::AppError;
use crate::fact::Uploaded;
use crate::files::{FileError, sniff};
use crate::routes::body;
use crate::state::AppState;
use axum::Json;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{Multipart, Query, State};
use axum::http::StatusCode;
use model::api::Code;
use model::api::upload_media::FIELD;
use model::content::{Media, MediaState};
use model::{AccountSlug, Capabilities, MediaId, Problem};
use serde::Deserialize;

/// How long an upload may take, in milliseconds: as long as the longest token lives.
const PATIENCE_MS: i64 = 15 * 60_000;
/// The most characters of a file's name.
const NAME_MAX: usize = 240;
/// The kinds of messages that are files.
const KINDS: [&str; 5] = ["image", "video", "audio", "document", "sticker"];

/// Where the file will be sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Target {
    /// The account; with it the file is judged by what its channel takes.
    #[serde(default)]
    pub account: Option<AccountSlug>,
}

/// Stores a file: 201 with what we know of it.
///
/// # Errors
/// 413 for a file over the limit, 415 for one that the channel can't take, 503 when the disk is full.
pub async fn post(
    State(state): State<AppState>,
    agent: Agent,
    Query(target): Query<Target>,
    form: Multipart,
) -> Result<(StatusCode, Json<Media>), AppError> {
    agent.require(Scope::ThreadWrite)?;
    let capabilities = match &target.account {
        None => None,
        Some(slug) => {
            let account = agent.tenant.account(slug.as_str());
            Some(&account.ok_or_else(|| AppError::bad_request("There is no such account."))?.capabilities)
        }
    };
    let media = take(&state, form, capabilities).await?;
    let uploaded = Uploaded { tenant: agent.tenant.id.clone(), media, by: Some(agent.uploader()), at: state.clock.now() };
    Ok((StatusCode::CREATED, Json(state.ledger.record_upload(uploaded).await?)))
}

/// Stores the file of a form; what is known of it has no id yet.
///
/// # Errors
/// As [`post`].
pub async fn take(state: &AppState, mut form: Multipart, capabilities: Option<&Capabilities>) -> Result<Media, AppError> {
    body::within(state, PATIENCE_MS, receive(state, &mut form, capabilities)).await
}

async fn receive(state: &AppState, form: &mut Multipart, capabilities: Option<&Capabilities>) -> Result<Media, AppError> {
    while let Some(field) = form.next_field().await? {
        if field.name() == Some(FIELD) {
            return store(state, field, capabilities).await;
        }
    }
    let problem = Problem::required(format!("/{FIELD}"), "A file");
    Err(AppError::bad_request("There is no file in the form.").problems(vec![problem]))
}

async fn store(state: &AppState, field: Field<'_>, capabilities: Option<&Capabilities>) -> Result<Media, AppError> {
    let filename = field.file_name().map(clean).filter(|name| !name.is_empty());
    let declared = field.content_type().map(str::to_owned).filter(|mime| !mime.starts_with("application/octet-stream"));
    let mut media = Media { id: MediaId::default(), state: MediaState::Ready, filename, ..Media::default() };
    if let Some(mime) = &declared {
        media.mime.clone_from(mime);
        capabilities.map_or(Ok(()), |it| check_kind(it, &media))?;
    }
    let stored = state.files.put(field, state.config.media_max_bytes).await.map_err(|error| match error {
        FileError::TooLarge(limit) => too_large(limit, None),
        FileError::Source(cause) => AppError::bad_request("The file ended before it was whole.").because(cause),
        FileError::Disk(cause) => AppError::unavailable(format!("a file can't be stored: {cause}")),
    })?;
    // Browsers say `audio/ogg` of a voice note, and providers want its codec named.
    let more = |seen: &str| declared.as_deref().is_none_or(|declared| seen.starts_with(declared));
    media.mime =
        sniff(&stored.head).filter(|seen| more(seen)).map(str::to_owned).or(declared).unwrap_or("application/octet-stream".to_owned());
    (media.bytes, media.sha256) = (Some(stored.bytes), Some(stored.sha256));
    if let Some(capabilities) = capabilities {
        check_kind(capabilities, &media)?;
        check_size(capabilities, &media)?;
    }
    Ok(media)
}

fn kinds<'a>(capabilities: &'a Capabilities, media: &Media) -> impl Iterator<Item = &'static str> + use<'a> {
    let essence = media.essence();
    KINDS.into_iter().filter(move |kind| capabilities.takes(kind, &essence))
}

fn check_kind(capabilities: &Capabilities, media: &Media) -> Result<(), AppError> {
    if kinds(capabilities, media).next().is_some() {
        return Ok(());
    }
    let problem = Problem::new(format!("/{FIELD}"), "media-type", format!("{} can't be sent on this channel.", media.mime));
    Err(AppError::new(Code::MediaType, "This kind of file can't be sent on this channel.").problems(vec![problem]))
}

fn check_size(capabilities: &Capabilities, media: &Media) -> Result<(), AppError> {
    let limits: Vec<_> = kinds(capabilities, media).map(|kind| capabilities.limits.get(&format!("{kind}.bytes"))).collect();
    // A kind without a limit takes any size.
    let Some(limit) = limits.into_iter().collect::<Option<Vec<_>>>().and_then(|limits| limits.into_iter().map(|it| it.max).max()) else {
        return Ok(());
    };
    let bytes = media.bytes.unwrap_or_default();
    if bytes > limit { Err(too_large(limit, Some(bytes))) } else { Ok(()) }
}

fn too_large(limit: u64, actual: Option<u64>) -> AppError {
    let mut problem = Problem::new(format!("/{FIELD}"), "max-bytes", format!("At most {limit} bytes are allowed."));
    (problem.limit, problem.actual, problem.unit) = (Some(limit), actual, Some(model::Unit::Bytes));
    AppError::new(Code::MediaTooLarge, "The file is too large.").problems(vec![problem])
}

/// The last part of a name, without what no file name has.
fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(NAME_MAX).collect::<String>().trim().to_owned()
}

impl From<MultipartError> for AppError {
    fn from(error: MultipartError) -> Self {
        if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            return Self::new(Code::MediaTooLarge, "The file is too large.");
        }
        Self::bad_request("The form can't be read.").because(error.body_text())
    }
}
