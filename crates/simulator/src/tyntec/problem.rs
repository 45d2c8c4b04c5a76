//! tyntec's errors: `application/problem+json`, with every violation of the schema.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde_json::{Value, json};

use crate::gateway::Stop;
use crate::meta::judge::seen::is_seen;

/// A problem to answer with.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    status: StatusCode,
    body: Value,
}

/// One thing that breaks the schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Where, with dots.
    pub field: String,
    /// What must hold.
    pub message: String,
}

/// Collects violations.
#[derive(Debug, Default)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Notes one.
    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        self.0.push(Violation { field: format!("validate.request.{field}"), message: message.into() });
    }

    /// Notes one unless this holds.
    pub fn ensure(&mut self, holds: bool, field: &str, message: &str) {
        if !holds {
            self.add(field, message);
        }
    }

    /// A text that shows something, of at most so many UTF-16 units, or a violation; answers the text.
    pub fn text(&mut self, holder: &Value, key: &str, field: &str, most: usize) -> String {
        let text = holder[key].as_str().unwrap_or_default();
        if !is_seen(text) {
            self.add(field, "must not be empty");
        } else if text.encode_utf16().count() > most {
            self.add(field, format!("size must be between 1 and {most}"));
        }
        text.to_owned()
    }

    /// All of them as one problem.
    ///
    /// # Errors
    /// When there is any.
    pub fn result(self) -> Result<(), Problem> {
        if self.0.is_empty() {
            return Ok(());
        }
        let all: Vec<Value> = self.0.iter().map(|v| json!({"field": v.field, "message": v.message})).collect();
        Err(Problem { status: StatusCode::BAD_REQUEST, body: json!({"status": 400, "violations": all, "title": "Constraint Violation"}) })
    }
}

impl Problem {
    /// What is wrong, in one line.
    #[must_use]
    pub fn words(&self) -> String {
        let violations = self.body["violations"].as_array().into_iter().flatten();
        let words: Vec<String> = violations
            .map(|v| format!("{} {}", v["field"].as_str().unwrap_or_default(), v["message"].as_str().unwrap_or_default()))
            .collect();
        if words.is_empty() { self.body.to_string() } else { words.join("; ") }
    }

    /// 404 with this title.
    #[must_use]
    pub fn missing(title: &str) -> Self {
        Self { status: StatusCode::NOT_FOUND, body: json!({"status": 404, "title": title}) }
    }

    /// 404 as the operations on messages write it.
    #[must_use]
    pub fn not_found() -> Self {
        Self::http(StatusCode::NOT_FOUND, "Not Found")
    }

    /// 403: a number that is somebody else's.
    #[must_use]
    pub fn forbidden() -> Self {
        Self::http(StatusCode::FORBIDDEN, "Forbidden")
    }

    /// 400 for what is not JSON.
    #[must_use]
    pub fn unreadable(detail: &str) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            body: json!({
                "type": "https://docs.tyntec.com/problems/DataNotParseable", "title": "Data given was not parseable", "status": 400,
                "detail": detail,
            }),
        }
    }

    fn http(status: StatusCode, title: &str) -> Self {
        let code = status.as_u16();
        Self { status, body: json!({"type": format!("https://httpstatuses.com/{code}"), "title": title, "status": code}) }
    }
}

/// The door's words.
pub fn stop(stop: Stop) -> Response {
    let (status, title) = match stop {
        Stop::NoKey | Stop::WrongKey => (StatusCode::UNAUTHORIZED, "Unauthorized"),
        Stop::Forbidden => (StatusCode::FORBIDDEN, "Forbidden"),
        Stop::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "Payload Too Large"),
        Stop::TooMany => (StatusCode::TOO_MANY_REQUESTS, "Too Many Requests"),
        Stop::Broken => (StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error"),
    };
    Problem::http(status, title).into_response()
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, [(CONTENT_TYPE, "application/problem+json")], self.body.to_string()).into_response()
    }
}
