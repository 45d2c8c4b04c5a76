//! `text`: words, whether a link in them should unfold, and chips under them.

use super::suggestion::{Suggestion, check_suggestions};
use crate::capabilities::Capabilities;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// A text message. WhatsApp allows 4096 characters, RCS 3072, SMS and Viber 3000 (wire-facts 2.1, 5.5, 8.2).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// The words.
    pub body: String,
    /// Whether the phone should unfold the first http(s) link.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub preview_url: bool,
    /// Chips under it; 11 on RCS.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<Suggestion>,
}

impl Text {
    /// Words alone.
    pub fn new(body: impl Into<String>) -> Self {
        Self { body: body.into(), ..Self::default() }
    }

    pub(super) fn check(&self, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        capabilities.limits.check_required("text.body", "A text", &self.body, "/body", problems);
        check_suggestions("text", "suggestions", &self.suggestions, "/suggestions", capabilities, problems);
    }
}
