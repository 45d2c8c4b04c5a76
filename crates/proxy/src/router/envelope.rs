//! What is around every request: its id, its line in the log, and one form for every refusal, axum's own included.

use crate::error::AppError;
use crate::metrics;
use axum::body::to_bytes;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use model::api::Code;
use model::api::error::MEDIA_TYPE;
use std::time::Instant;
use ulid::Ulid;

/// Where the request id stands in an answer.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The most bytes of an extractor's own words that we repeat.
const WORDS_MAX: usize = 4096;

/// Gives the request an id, answers in our form and writes the log line. The log gets the route's pattern, never the path:
/// a path may hold a hook's secret.
pub async fn envelope(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = Ulid::generate().to_string();
    let method = request.method().clone();
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    let status = response.status();
    let route = matched.as_ref().map_or("unmatched", MatchedPath::as_str);
    if status.is_client_error() || status.is_server_error() {
        let refusal = match response.extensions_mut().remove::<AppError>() {
            Some(refusal) => Some(refusal),
            None if is_problem(&response) => None,
            None => Some(foreign(status, &mut response).await),
        };
        if let Some(refusal) = refusal {
            let (code, cause) = (refusal.code().as_str().to_owned(), refusal.cause().unwrap_or_default().to_owned());
            if status.is_server_error() {
                tracing::error!(request_id = id, %method, route, status = status.as_u16(), code, cause, "refused");
            } else {
                tracing::info!(request_id = id, %method, route, status = status.as_u16(), code, cause, "refused");
            }
            let mut ours = refusal.respond(&id);
            for name in [header::ALLOW, header::CONTENT_RANGE, header::VARY] {
                if let Some(value) = response.headers().get(&name) {
                    ours.headers_mut().insert(name, value.clone());
                }
            }
            response = ours;
        }
    }
    let spent = started.elapsed();
    metrics::request(route, status.as_u16(), spent);
    tracing::debug!(request_id = id, %method, route, status = status.as_u16(), ms = spent.as_secs_f64() * 1000.0, "answered");
    if let Ok(value) = HeaderValue::try_from(id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

fn is_problem(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == MEDIA_TYPE)
}

/// A refusal that axum or a layer made.
async fn foreign(status: StatusCode, response: &mut Response) -> AppError {
    let body = std::mem::take(response.body_mut());
    let words = to_bytes(body, WORDS_MAX).await.ok().and_then(|bytes| String::from_utf8(bytes.into()).ok()).unwrap_or_default();
    match status {
        StatusCode::NOT_FOUND => AppError::not_found(),
        StatusCode::METHOD_NOT_ALLOWED => AppError::new(Code::MethodNotAllowed, "This can't be done here."),
        StatusCode::PAYLOAD_TOO_LARGE => AppError::new(Code::MediaTooLarge, "The request is too large."),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => AppError::new(Code::MediaType, "The request has the wrong content type.").detail(words),
        _ if status.is_client_error() => AppError::bad_request("The request can't be read.").detail(words),
        _ => AppError::internal(words),
    }
}
