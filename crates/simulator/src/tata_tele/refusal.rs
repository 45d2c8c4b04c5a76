//! The provider's error envelopes, word for word as the seed prints them.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

/// Why a request is refused at once.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// 401: no token, or one of nobody.
    Unauthorized,
    /// 400: all that the gateway itself finds wrong.
    Invalid(Vec<String>),
    /// 404: no such path for this method.
    NotFound,
    /// 424: Meta refused; the gateway wraps what it said.
    Meta {
        /// Tata's word, such as `UPLOAD_MEDIA`.
        error: &'static str,
        /// Tata's sentence.
        message: &'static str,
        /// Meta's error object.
        meta: Value,
    },
    /// 429.
    TooMany,
    /// 500.
    Broken,
}

impl Refusal {
    /// One thing wrong with the request.
    pub fn invalid(detail: impl Into<String>) -> Self {
        Self::Invalid(vec![detail.into()])
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let trace = Uuid::new_v4().to_string();
        let (status, body) = match self {
            Self::Unauthorized => (
                StatusCode::UNAUTHORIZED,
                json!({
                    "status": "ERROR", "status_code": 401, "error": "UNAUTHORIZED",
                    "error_code": "AUTH_FAILED", "description": "JWT - Auth-Token not valid",
                }),
            ),
            Self::Invalid(details) => {
                (StatusCode::BAD_REQUEST, json!({"message": "Bad Request Exception", "details": details, "traceId": trace}))
            }
            Self::NotFound => (StatusCode::NOT_FOUND, json!({"message": "Not Found Exception", "details": [], "traceId": trace})),
            Self::Meta { error, message, meta } => {
                (StatusCode::FAILED_DEPENDENCY, json!({"error": error, "meta": meta, "message": message, "traceId": trace}))
            }
            Self::TooMany => (
                StatusCode::TOO_MANY_REQUESTS,
                json!({"message": "Too Many Requests", "details": ["ThrottlerException: Too Many Requests"], "traceId": trace}),
            ),
            Self::Broken => {
                (StatusCode::INTERNAL_SERVER_ERROR, json!({"message": "Internal Server Error", "details": [], "traceId": trace}))
            }
        };
        (status, Json(body)).into_response()
    }
}
