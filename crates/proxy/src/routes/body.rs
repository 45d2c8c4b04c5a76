//! Reads whole request bodies, and no longer than a patient reader would.

use crate::error::AppError;
use crate::state::AppState;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use model::api::Code;

/// How long a webhook or a JSON request may take to come, in milliseconds.
const PATIENCE_MS: i64 = 30_000;

/// The whole body.
///
/// # Errors
/// 413 above the size cap, 408 when it takes too long, 400 when it breaks off.
pub async fn whole(request: Request, state: &AppState) -> Result<Bytes, AppError> {
    within(state, PATIENCE_MS, async { Ok(Bytes::from_request(request, state).await?) }).await
}

/// What comes of reading, if it ends within so many milliseconds.
///
/// # Errors
/// 408 if it doesn't.
pub async fn within<T>(state: &AppState, millis: i64, reading: impl Future<Output = Result<T, AppError>>) -> Result<T, AppError> {
    tokio::select! {
        biased;
        read = reading => read,
        () = state.clock.sleep_until(state.clock.now().plus_millis(millis)) => {
            Err(AppError::new(Code::RequestTimeout, "The request came too slowly."))
        }
    }
}

impl From<BytesRejection> for AppError {
    fn from(rejection: BytesRejection) -> Self {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::new(Code::MediaTooLarge, "The request is too large."),
            _ => Self::bad_request("The request ended before it was whole.").because(rejection.body_text()),
        }
    }
}
