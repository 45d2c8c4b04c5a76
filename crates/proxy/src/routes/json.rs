//! Reads a JSON request and says where it doesn't fit.

use super::body;
use crate::error::AppError;
use crate::state::AppState;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use axum::http::request::Parts;
use model::Problem;
use model::api::Code;
use serde::de::DeserializeOwned;
use serde_path_to_error::{Path, Segment};

/// A request body of this form.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<AppState> for Json<T> {
    type Rejection = AppError;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Self::Rejection> {
        let (_, bytes) = raw(request, state).await?;
        read(&bytes).map(Self)
    }
}

/// The head and the bytes of a request that says it is JSON, for those who check a signature over them.
///
/// # Errors
/// 415 for another type, and those of [`body::whole`].
pub async fn raw(request: Request, state: &AppState) -> Result<(Parts, Bytes), AppError> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if essence != "application/json" {
        return Err(AppError::new(Code::MediaType, "JSON is needed here.").detail("Send the header Content-Type: application/json."));
    }
    let (parts, body) = request.into_parts();
    // Extensions carry the limit of bodies.
    let request = Request::from_parts(parts.clone(), body);
    Ok((parts, body::whole(request, state).await?))
}

/// Reads JSON bytes.
///
/// # Errors
/// 400 with the path of what doesn't fit.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, AppError> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = pointer(error.path());
        let inner = error.into_inner();
        let rule = if inner.is_data() { "form" } else { "json" };
        misread(Problem::new(path, rule, inner.to_string()))
    })?;
    deserializer.end().map_err(|error| misread(Problem::new("", "json", error.to_string())))?;
    Ok(value)
}

fn misread(problem: Problem) -> AppError {
    AppError::bad_request("The request isn't what this endpoint takes.").problems(vec![problem])
}

/// The path as a JSON pointer.
fn pointer(path: &Path) -> String {
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { variant } => format!("/{variant}"),
            Segment::Unknown => "/?".to_owned(),
        })
        .collect()
}
