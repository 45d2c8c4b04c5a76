//! An answer, and what a test asks of it.

use axum::body::Bytes;
use axum::http::HeaderMap;
use serde_json::Value;

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The code of a refusal, after a look at its form.
    pub(crate) fn refusal(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        let body = self.json();
        assert_eq!(body["status"], self.status);
        assert_eq!(body["request_id"].as_str().unwrap(), self.header("x-request-id"));
        assert!(!self.header("x-request-id").is_empty());
        (self.status, body["code"].as_str().unwrap().to_owned())
    }

    /// The paths and rules of everything that is wrong.
    pub(crate) fn problems(&self) -> Vec<(String, String)> {
        let body = self.json();
        let word = |value: &Value| value.as_str().unwrap().to_owned();
        body["problems"].as_array().unwrap().iter().map(|it| (word(&it["path"]), word(&it["rule"]))).collect()
    }
}
