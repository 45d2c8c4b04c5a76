//! Everything that is wrong with a draft or a request: one entry a fault, each with its path.

use crate::limits::{Limit, Unit};
use serde::{Deserialize, Serialize};

/// One thing that is wrong, where, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// JSON pointer into the request: `/content/body`. Checks of a content start at the content itself: `/body`.
    pub path: String,
    /// The rule that was broken, a stable word: `required`, `max-length`, `min-items`, `media-type`, …
    pub rule: String,
    /// The number the rule allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// The number that was found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actual: Option<u64>,
    /// What the numbers count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Unit>,
    /// The same in words, with what to do.
    pub message: String,
}

impl Problem {
    /// A problem without numbers.
    pub fn new(path: impl Into<String>, rule: &str, message: impl Into<String>) -> Self {
        Self { path: path.into(), rule: rule.to_owned(), limit: None, actual: None, unit: None, message: message.into() }
    }

    /// Something that must be there is missing or blank.
    pub fn required(path: impl Into<String>, what: &str) -> Self {
        Self::new(path, "required", format!("{what} is needed."))
    }

    /// More than the limit allows.
    pub fn too_much(path: impl Into<String>, limit: Limit, actual: u64) -> Self {
        let (rule, words) = match limit.unit {
            Unit::Items => ("max-items", format!("At most {} are allowed; there are {actual}.", limit.max)),
            Unit::Bytes => ("max-bytes", format!("At most {} bytes are allowed; the file has {actual}.", limit.max)),
            Unit::Chars | Unit::Utf16 => ("max-length", format!("At most {} characters; remove {}.", limit.max, actual - limit.max)),
            Unit::Lines => ("max-lines", format!("At most {} lines are allowed; there are {actual}.", limit.max)),
            Unit::Minutes => ("range", format!("At most {} minutes are allowed, not {actual}.", limit.max)),
        };
        Self { limit: Some(limit.max), actual: Some(actual), unit: Some(limit.unit), ..Self::new(path, rule, words) }
    }

    /// Less than the limit asks for.
    pub fn too_little(path: impl Into<String>, limit: Limit, actual: u64) -> Self {
        let (rule, words) = match limit.unit {
            Unit::Items => ("min-items", format!("At least {} are needed; there are {actual}.", limit.min)),
            Unit::Bytes => ("min-bytes", format!("At least {} bytes are needed; the file has {actual}.", limit.min)),
            Unit::Chars | Unit::Utf16 => ("min-length", format!("At least {} characters are needed.", limit.min)),
            Unit::Lines => ("min-lines", format!("At least {} lines are needed.", limit.min)),
            Unit::Minutes => ("range", format!("At least {} minutes are needed, not {actual}.", limit.min)),
        };
        Self { limit: Some(limit.min), actual: Some(actual), unit: Some(limit.unit), ..Self::new(path, rule, words) }
    }

    /// The same problem seen from one level further out: `/body` becomes `/content/body`.
    #[must_use]
    pub fn under(mut self, parent: &str) -> Self {
        self.path.insert_str(0, parent);
        self
    }
}
