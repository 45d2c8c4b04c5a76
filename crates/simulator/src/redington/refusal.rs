//! The codes of the document's last page, as strings, with its words.
//!
//! The document shows the codes but no error body; the form here, `{code, message, details}`, is the simulator's.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::json;

use crate::gateway::Stop;
use crate::meta::failure::Failure;

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// 400, not JSON.
    Malformed(String),
    /// 401.
    Unauthorized,
    /// 403.
    Forbidden,
    /// 404.
    NotFound,
    /// 405.
    Method,
    /// 413.
    TooLarge,
    /// 429.
    TooMany,
    /// 500.
    Broken,
    /// 601 with everything that is wrong.
    Parameter(Vec<String>),
    /// 602.
    Number,
    /// 603.
    TooLong(String),
    /// 604.
    Type(String),
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        match failure.code {
            _ if failure.too_long => Self::TooLong(failure.details),
            131_051 => Self::Type(failure.details),
            code => Self::Parameter(vec![format!("({code}) {}", failure.details)]),
        }
    }
}

/// The door's words.
pub fn stop(stop: Stop) -> Response {
    let refusal = match stop {
        Stop::NoKey | Stop::WrongKey => Refusal::Unauthorized,
        Stop::Forbidden => Refusal::Forbidden,
        Stop::TooLarge => Refusal::TooLarge,
        Stop::TooMany => Refusal::TooMany,
        Stop::Broken => Refusal::Broken,
    };
    refusal.into_response()
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, code, message, details) = match self {
            Self::Malformed(why) => (400, 400, "Bad Request: The request is invalid or malformed. Check parameters.", vec![why]),
            Self::Unauthorized => (401, 401, "Unauthorized: Authentication failed. Verify credentials.", vec![]),
            Self::Forbidden => (403, 403, "Forbidden: Permission denied. Ensure account permissions.", vec![]),
            Self::NotFound => (404, 404, "Not Found: The resource could not be found. Check the URL or endpoint.", vec![]),
            Self::Method => (405, 405, "Method Not Allowed: HTTP method is not supported. Check the API documentation.", vec![]),
            Self::TooLarge => (413, 400, "Bad Request: The request is invalid or malformed. Check parameters.", vec![]),
            Self::TooMany => (429, 429, "Too Many Requests: Rate limit exceeded. Implement backoff strategies or increase limits.", vec![]),
            Self::Broken => (500, 500, "Internal Server Error: An unexpected server error occurred. Try again later.", vec![]),
            Self::Parameter(why) => (400, 601, "Invalid Parameter: One or more parameters are invalid. Verify values and formats.", why),
            Self::Number => (400, 602, "Invalid Phone Number: Phone number provided is not valid. Check format and validity.", vec![]),
            Self::TooLong(why) => {
                (400, 603, "Message Content Too Long: Content exceeds allowed length. Shorten or split the message.", vec![why])
            }
            Self::Type(why) => (400, 604, "Invalid Message Type: Message type is not supported. Check API documentation.", vec![why]),
        };
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, Json(json!({"code": code.to_string(), "message": message, "details": details}))).into_response()
    }
}
