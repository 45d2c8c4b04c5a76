//! The error forms of the RCS API: 401 as its neighbours, 400 with a title, 403 and the rest as NestJS writes them.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::json;

use crate::gateway::Stop;

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// 401.
    Unauthorized,
    /// 400, in these words.
    Invalid(String),
    /// 403: the bot may not talk to more people.
    ConversationLimit,
    /// 404.
    NotFound,
    /// 413.
    TooLarge,
    /// 429.
    TooMany,
    /// 500.
    Broken,
}

/// The door's words.
pub fn stop(stop: Stop) -> Response {
    let refusal = match stop {
        Stop::NoKey | Stop::WrongKey | Stop::Forbidden => Refusal::Unauthorized,
        Stop::TooLarge => Refusal::TooLarge,
        Stop::TooMany => Refusal::TooMany,
        Stop::Broken => Refusal::Broken,
    };
    refusal.into_response()
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let nest = |status: StatusCode, message: &str, error: &str| {
            (status, json!({"message": message, "error": error, "statusCode": status.as_u16()}))
        };
        let (status, body) = match self {
            Self::Unauthorized => (
                StatusCode::UNAUTHORIZED,
                json!({
                    "status": "ERROR", "status_code": 401, "error": "UNAUTHORIZED", "error_code": "AUTH_FAILED",
                    "description": "authentication : JWT - Auth-Token not valid or expired",
                }),
            ),
            Self::Invalid(title) => (StatusCode::BAD_REQUEST, json!({"title": title, "code": 400})),
            Self::ConversationLimit => nest(StatusCode::FORBIDDEN, "Bot conversation limit is exceeded", "Forbidden"),
            Self::NotFound => nest(StatusCode::NOT_FOUND, "Cannot find this path", "Not Found"),
            Self::TooLarge => nest(StatusCode::PAYLOAD_TOO_LARGE, "request entity too large", "Payload Too Large"),
            Self::TooMany => nest(StatusCode::TOO_MANY_REQUESTS, "ThrottlerException: Too Many Requests", "Too Many Requests"),
            Self::Broken => nest(StatusCode::INTERNAL_SERVER_ERROR, "Internal server error", "Internal Server Error"),
        };
        (status, Json(body)).into_response()
    }
}
