//! Suggestions: chips under a message, buttons on a card. A tap on one comes back as [`super::Answer`] with its `data`.
//!
//! Source: wire-facts 5.5 (RCS), 8.2 (Viber's buttons) and 1.3 (buttons of WhatsApp's cards).

use super::frame::check_url;
use super::location::Location;
use crate::address::PhoneNumber;
use crate::capabilities::Capabilities;
use crate::problem::Problem;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One suggestion.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Suggestion {
    /// What it says; 25 characters on RCS, 20 on WhatsApp.
    pub text: String,
    /// Comes back when it is tapped; 2048 characters on RCS.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub data: String,
    /// What a tap does.
    pub action: SuggestedAction,
}

/// What a tap on a suggestion does. On the wire `{"type":"open_url","url":…}`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum SuggestedAction {
    /// It answers.
    #[default]
    Reply,
    /// It opens a page.
    OpenUrl {
        /// The page: `https://…` or `http://…`.
        url: String,
    },
    /// It calls a number.
    Dial {
        /// The number in E.164, with its `+`.
        phone: String,
    },
    /// It shows a place on a map.
    ShowLocation(Location),
    /// It sends where the customer is.
    ShareLocation,
    /// It writes into the customer's calendar.
    CalendarEvent {
        /// What it is called.
        title: String,
        /// What it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        /// When it begins.
        start: Timestamp,
        /// When it ends.
        end: Timestamp,
    },
    /// A kind of a newer peer.
    #[serde(other)]
    Unknown,
}

impl Suggestion {
    /// An answer to tap.
    pub fn reply(text: impl Into<String>, data: impl Into<String>) -> Self {
        Self { text: text.into(), data: data.into(), action: SuggestedAction::Reply }
    }

    /// A link to tap.
    pub fn open_url(text: impl Into<String>, url: impl Into<String>) -> Self {
        Self { text: text.into(), data: String::new(), action: SuggestedAction::OpenUrl { url: url.into() } }
    }
}

impl SuggestedAction {
    /// The word in `type`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::OpenUrl { .. } => "open_url",
            Self::Dial { .. } => "dial",
            Self::ShowLocation(_) => "show_location",
            Self::ShareLocation => "share_location",
            Self::CalendarEvent { .. } => "calendar_event",
            Self::Unknown => "unknown",
        }
    }
}

/// Judges chips under a message or buttons on a card: `limit` names what they may say and how many there may be.
pub(super) fn check_suggestions(
    kind: &str,
    limit: &str,
    suggestions: &[Suggestion],
    path: &str,
    capabilities: &Capabilities,
    problems: &mut Vec<Problem>,
) {
    capabilities.limits.check_number(&format!("{limit}.count"), suggestions.len() as u64, path, problems);
    for (index, suggestion) in suggestions.iter().enumerate() {
        suggestion.check(kind, limit, &format!("{path}/{index}"), capabilities, problems);
    }
}

impl Suggestion {
    fn check(&self, kind: &str, limit: &str, at: &str, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        let limits = &capabilities.limits;
        if !capabilities.suggests(kind, self.action.kind()) {
            let words = format!("A suggestion of “{kind}” can't do this here: {}.", self.action.kind());
            problems.push(Problem::new(format!("{at}/action"), "forbidden", words));
            return;
        }
        limits.check_required(&format!("{limit}.text"), "A suggestion's text", &self.text, &format!("{at}/text"), problems);
        if self.action == SuggestedAction::Reply {
            limits.check_required(&format!("{limit}.data"), "What the answer sends back", &self.data, &format!("{at}/data"), problems);
        } else {
            limits.check_text("suggestion.data", &self.data, &format!("{at}/data"), problems);
        }
        match &self.action {
            SuggestedAction::OpenUrl { url } => check_url("suggestion.url", url, &format!("{at}/action/url"), capabilities, problems),
            SuggestedAction::Dial { phone } => {
                if let Err(error) = PhoneNumber::parse(phone) {
                    problems.push(Problem::new(format!("{at}/action/phone"), "format", format!("Not a number: {error}.")));
                }
            }
            SuggestedAction::ShowLocation(location) => location.check(capabilities, &format!("{at}/action"), problems),
            SuggestedAction::CalendarEvent { title, description, start, end } => {
                limits.check_required("suggestion.title", "The event's title", title, &format!("{at}/action/title"), problems);
                let description = description.as_deref().unwrap_or_default();
                limits.check_text("suggestion.description", description, &format!("{at}/action/description"), problems);
                if end <= start {
                    problems.push(Problem::new(format!("{at}/action/end"), "range", "The event must end after it begins."));
                }
            }
            SuggestedAction::Reply | SuggestedAction::ShareLocation | SuggestedAction::Unknown => {}
        }
    }
}
