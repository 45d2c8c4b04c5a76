//! Kong's errors, and Meta's behind it.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::json;

use crate::gateway::Stop;
use crate::meta::error;
use crate::meta::failure::Failure;

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// One of Kong's, in its words.
    Kong(StatusCode, &'static str),
    /// 404 of Kong.
    NotFound,
    /// 400 with Meta's envelope.
    Meta(Box<Failure>),
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::Meta(Box::new(failure))
    }
}

/// The door's words.
pub fn stop(stop: Stop) -> Response {
    let (status, words) = match stop {
        Stop::NoKey => (StatusCode::UNAUTHORIZED, "No API key found in request"),
        Stop::WrongKey => (StatusCode::UNAUTHORIZED, "Invalid authentication credentials"),
        Stop::Forbidden => (StatusCode::FORBIDDEN, "You cannot consume this service"),
        Stop::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "Request size limit exceeded"),
        Stop::TooMany => (StatusCode::TOO_MANY_REQUESTS, "API rate limit exceeded"),
        Stop::Broken => (StatusCode::INTERNAL_SERVER_ERROR, "An unexpected error occurred"),
    };
    Refusal::Kong(status, words).into_response()
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Kong(status, message) => (status, Json(json!({"message": message}))).into_response(),
            Self::NotFound => (StatusCode::NOT_FOUND, Json(json!({"message": "no Route matched with those values"}))).into_response(),
            Self::Meta(failure) => (StatusCode::BAD_REQUEST, Json(error::envelope(&failure))).into_response(),
        }
    }
}
