//! `text`: words, and whether a link in them should unfold.

use crate::capabilities::Capabilities;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// A text message. WhatsApp allows 4096 characters (wire-facts 2.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The words.
    pub body: String,
    /// Whether the phone should unfold the first http(s) link.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub preview_url: bool,
}

impl Text {
    /// Words alone.
    pub fn new(body: impl Into<String>) -> Self {
        Self { body: body.into(), preview_url: false }
    }

    pub(super) fn check(&self, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        capabilities.limits.check_required("text.body", "A text", &self.body, "/body", problems);
    }
}
