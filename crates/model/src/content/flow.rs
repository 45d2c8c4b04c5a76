//! `flow`: a form that opens over the thread. What was filled in comes back as [`super::Answer`].
//!
//! Source: wire-facts 1.3 (`flow`) and 2.1.

use super::frame::check_frame;
use super::header::Header;
use crate::capabilities::Capabilities;
use crate::limits::is_blank;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// An invitation to fill in a form that the provider knows by id or by name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Flow {
    /// A line or a file above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// The words; 1024 characters on WhatsApp.
    pub body: String,
    /// Small print; 60 characters on WhatsApp.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<String>,
    /// The form's id at the provider. Either this or `flow_name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow_id: Option<String>,
    /// The form's name at the provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow_name: Option<String>,
    /// What the button says; 20 characters, no emoji on WhatsApp.
    pub label: String,
    /// Comes back with the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The form is still a draft.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
    /// The form asks the business's own server for its first screen.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub data_exchange: bool,
    /// The first screen; not with `data_exchange`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub screen: Option<String>,
    /// What the first screen starts with: an object. Needs a `screen`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Value>,
}

impl Flow {
    pub(super) fn check(&self, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        check_frame("flow", self.header.as_ref(), &self.body, self.footer.as_deref(), capabilities, problems);
        capabilities.limits.check_required("flow.label", "The text of the button", &self.label, "/label", problems);
        let named = |name: &Option<String>| name.as_deref().is_some_and(|name| !is_blank(name));
        match (named(&self.flow_id), named(&self.flow_name)) {
            (false, false) => problems.push(Problem::required("/flow_id", "The form")),
            (true, true) => problems.push(Problem::new("/flow_name", "forbidden", "The form is named by its id already.")),
            (false, true) if capabilities.lacks("flow", "flow_name") => {
                problems.push(Problem::new("/flow_name", "forbidden", "Name the form by its id here."));
            }
            (true, false) | (false, true) => {}
        }
        match (&self.screen, &self.data) {
            (Some(_), _) if self.data_exchange => {
                problems.push(Problem::new("/screen", "forbidden", "The server chooses the first screen."));
            }
            (Some(screen), _) if is_blank(screen) => problems.push(Problem::required("/screen", "The name of the first screen")),
            (None, Some(_)) if self.data_exchange => {
                problems.push(Problem::new("/data", "forbidden", "The server fills the first screen."));
            }
            (None, Some(_)) => problems.push(Problem::required("/screen", "The first screen for this data")),
            (_, Some(data)) if data.as_object().is_none_or(serde_json::Map::is_empty) => {
                problems.push(Problem::new("/data", "format", "The data of a screen is an object with at least one field."));
            }
            (_, _) => {}
        }
    }
}
