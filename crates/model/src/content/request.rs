//! `location_request`, `call_request`, `contact_request`: a question with one fixed button, answered by a tap.
//!
//! The phone words the button. Source: wire-facts 1.3 (`location_request_message`, `call_permission_request`,
//! `request_contact_info`) and 2.1.

use crate::capabilities::Capabilities;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// A question for the customer's place, for leave to call her, or for her number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Request {
    /// The question; 1024 characters on WhatsApp. A `call_request` may go without.
    pub body: String,
}

impl Request {
    /// A question.
    pub fn new(body: impl Into<String>) -> Self {
        Self { body: body.into() }
    }
}

impl Request {
    pub(super) fn check(&self, kind: &str, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        let limit = format!("{kind}.body");
        if kind == "call_request" && !capabilities.needs(kind, "body") {
            capabilities.limits.check_text(&limit, &self.body, "/body", problems);
        } else {
            capabilities.limits.check_required(&limit, "A question", &self.body, "/body", problems);
        }
    }
}
