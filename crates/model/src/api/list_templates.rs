//! `GET /v1/templates?account=&q=&status=&language=&refresh=`: what can be sent, and what waits for its review.

use crate::id::AccountSlug;
use crate::template::Template;
use serde::{Deserialize, Serialize};

/// The path.
pub const PATH: &str = "/v1/templates";

/// Which templates; what is absent doesn't narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// Of this account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountSlug>,
    /// With these words in name or body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// In this state: `approved`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// In this language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// The answer, sorted by name and language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// What was found.
    pub templates: Vec<Template>,
}
