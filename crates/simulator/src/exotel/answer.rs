//! The envelope that every answer of Exotel has, and the results of the items of a bulk inside it.
//!
//! How an error of the whole request looks is not in the seed; it has the same envelope here, with `error_data`.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::gateway::Stop;

/// "Invalid request", the one code of an item that the seed shows.
const INVALID: i64 = 1003;

/// The result of one item.
#[derive(Debug, Clone)]
pub struct Item {
    /// HTTP status of this item.
    pub code: u16,
    /// Its data, or what is wrong in words.
    pub data: Result<Value, String>,
}

impl Item {
    /// Taken, with this status.
    #[must_use]
    pub fn taken(code: u16, data: Value) -> Self {
        Self { code, data: Ok(data) }
    }

    /// Refused with 400.
    #[must_use]
    pub fn refused(description: impl Into<String>) -> Self {
        Self { code: 400, data: Err(description.into()) }
    }

    fn show(&self) -> Value {
        match &self.data {
            Ok(data) => json!({"code": self.code, "error_data": null, "status": "success", "data": data}),
            Err(why) => json!({
                "code": self.code, "status": "failure", "data": null,
                "error_data": {"code": INVALID, "message": "Invalid request", "description": why},
            }),
        }
    }
}

/// The answer to a bulk: the usual status when all went well, 400 when nothing did, 207 otherwise.
pub fn bulk(method: &Method, list: &str, items: &[Item]) -> Response {
    let failed = items.iter().filter(|item| item.data.is_err()).count();
    let status = match failed {
        0 => items.first().map_or(200, |item| item.code),
        n if n == items.len() => 400,
        _ => 207,
    };
    let shown: Vec<Value> = items.iter().map(Item::show).collect();
    let body = json!({
        "metadata": {"failed": failed, "total": items.len(), "success": items.len() - failed},
        "response": {"whatsapp": {list: shown}},
    });
    around(method, StatusCode::from_u16(status).unwrap_or(StatusCode::OK), body)
}

/// An answer with this under `response.whatsapp`.
pub fn plain(method: &Method, whatsapp: &Value) -> Response {
    around(method, StatusCode::OK, json!({"response": {"whatsapp": whatsapp}}))
}

/// Items as a list shows them, without `metadata`.
#[must_use]
pub fn rows(items: &[Item]) -> Vec<Value> {
    items.iter().map(Item::show).collect()
}

/// The whole request is refused.
pub fn whole(method: &Method, status: StatusCode, message: &str, description: &str) -> Response {
    let code = if status == StatusCode::BAD_REQUEST { INVALID } else { i64::from(status.as_u16()) };
    around(method, status, json!({"error_data": {"code": code, "message": message, "description": description}, "response": null}))
}

/// 400 for a body that cannot be read.
pub fn malformed(method: &Method, description: &str) -> Response {
    whole(method, StatusCode::BAD_REQUEST, "Bad Request", description)
}

/// The door's words; they are the seed's.
pub fn stop(stop: Stop) -> Response {
    let (status, words) = match stop {
        Stop::NoKey | Stop::WrongKey => (StatusCode::UNAUTHORIZED, "Necessary credentials were either missing or invalid."),
        Stop::Forbidden => (StatusCode::FORBIDDEN, "Your credentials are valid, but you don’t have access to the requested resource."),
        Stop::TooLarge => (StatusCode::BAD_REQUEST, "Something in your header or request body was malformed."),
        Stop::TooMany => (StatusCode::TOO_MANY_REQUESTS, "Too many requests."),
        Stop::Broken => (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on our end. Please try again."),
    };
    whole(&Method::POST, status, status.canonical_reason().unwrap_or_default(), words)
}

fn around(method: &Method, status: StatusCode, mut body: Value) -> Response {
    body["request_id"] = json!(Uuid::new_v4().simple().to_string());
    body["method"] = json!(method.as_str());
    body["http_code"] = json!(status.as_u16());
    (status, Json(body)).into_response()
}
