//! `cta`: words with one button that leads out of the thread: to a web page, or into a call with the business.
//!
//! Source: wire-facts 1.3 (`cta_url`, `voice_call`) and 2.1.

use super::frame::{check_frame, check_url};
use super::header::Header;
use crate::capabilities::Capabilities;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// Words and one button. Either `url` or `call` is there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cta {
    /// A line or a file above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// The words; 1024 characters on WhatsApp.
    pub body: String,
    /// Small print; 60 characters on WhatsApp.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<String>,
    /// What the button says; 20 characters on WhatsApp.
    pub label: String,
    /// The page that it opens: `https://…` or `http://…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// It calls the business over the channel itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<CallButton>,
}

/// A button that calls the business.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CallButton {
    /// For how many minutes it works: 1 to 43,200 (30 days). The provider decides where it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// Comes back with the call; 512 characters on WhatsApp.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payload: Option<String>,
}

impl Cta {
    pub(super) fn check(&self, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        check_frame("cta", self.header.as_ref(), &self.body, self.footer.as_deref(), capabilities, problems);
        capabilities.limits.check_required("cta.label", "The text of the button", &self.label, "/label", problems);
        match (&self.url, &self.call) {
            (Some(_), _) if capabilities.lacks("cta", "url") => {
                problems.push(Problem::new("/url", "forbidden", "A button can't open a page here."));
            }
            (_, Some(_)) if capabilities.lacks("cta", "call") => {
                problems.push(Problem::new("/call", "forbidden", "A button can't begin a call here."));
            }
            (Some(url), None) => check_url("cta.url", url, "/url", capabilities, problems),
            (None, Some(call)) => check_call(call.minutes, call.payload.as_deref(), "/call", capabilities, problems),
            (None, None) => problems.push(Problem::required("/url", "What the button does")),
            (Some(_), Some(_)) => problems.push(Problem::new("/call", "forbidden", "A button either opens a page or calls.")),
        }
    }
}

/// Judges what a button that calls carries; also behind a template's button.
pub(crate) fn check_call(
    minutes: Option<u32>,
    payload: Option<&str>,
    path: &str,
    capabilities: &Capabilities,
    problems: &mut Vec<Problem>,
) {
    if let Some(minutes) = minutes {
        capabilities.limits.check_number("call.minutes", minutes.into(), &format!("{path}/minutes"), problems);
    }
    capabilities.limits.check_text("call.payload", payload.unwrap_or_default(), &format!("{path}/payload"), problems);
}
