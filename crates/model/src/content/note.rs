//! `note`: a private word among agents. It is kept in the thread and never leaves for a provider.

use crate::capabilities::Capabilities;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// A note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    /// The words.
    pub body: String,
}

impl Note {
    /// Words.
    pub fn new(body: impl Into<String>) -> Self {
        Self { body: body.into() }
    }
}

impl Note {
    pub(super) fn check(&self, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        capabilities.limits.check_required("note.body", "A note", &self.body, "/body", problems);
    }
}
