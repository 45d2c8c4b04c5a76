//! An approved template: its placeholders, its live preview and what is wrong with a set of values.
//!
//! The same [`Template::fill`] draws the preview in the picker and the message that is kept. Rules: wire-facts 2.3.

pub mod placeholder;

pub use placeholder::{Placeholder, PlaceholderKind};

use crate::capabilities::Capabilities;
use crate::content::template::{FilledButton, Parts, TemplateMessage, Value};
use crate::content::{Header, Media};
use crate::id::AccountSlug;
use crate::limits::is_blank;
use crate::problem::Problem;
use crate::table::Table;
use serde::{Deserialize, Serialize};

/// The values of one sending, by placeholder key.
pub type Values = Table<Value>;

/// A template of one business account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Template {
    /// The account it belongs to.
    #[serde(default)]
    pub account: AccountSlug,
    /// Its name at the provider: a-z, 0-9 and underscore, at most 512.
    pub name: String,
    /// Its language code.
    pub language: String,
    /// `marketing`, `utility`, `authentication`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Where its review stands.
    #[serde(default)]
    pub status: TemplateStatus,
    /// How customers take it: `green`, `yellow`, `red`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<String>,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejection: Option<String>,
    /// What stands above the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<TemplateHeader>,
    /// The words, with `{{1}}` or `{{name}}` where values go.
    pub body: String,
    /// Example values of the body, by placeholder name.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub examples: Table<String>,
    /// Small print.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub footer: Option<String>,
    /// What can be tapped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<TemplateButton>,
}

/// Where a template's review stands. Only an approved one can be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateStatus {
    /// May be sent.
    Approved,
    /// In review.
    Pending,
    /// Refused; see `rejection`.
    Rejected,
    /// Held for low quality; may come back.
    Paused,
    /// Taken out for good.
    Disabled,
    /// Any other word; can't be sent.
    #[default]
    #[serde(other)]
    Unknown,
}

/// What stands above a template's body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum TemplateHeader {
    /// A line with at most one placeholder.
    Text {
        /// The line.
        text: String,
        /// An example of its value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        example: Option<String>,
    },
    /// A picture chosen at sending.
    Image,
    /// A film chosen at sending.
    Video,
    /// A document chosen at sending.
    Document,
    /// A place chosen at sending.
    Location,
    /// A kind that this build doesn't know: the template can't be sent.
    #[serde(other)]
    Unknown,
}

/// A button of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum TemplateButton {
    /// Sends its text back.
    QuickReply {
        /// What it says.
        text: String,
    },
    /// Opens a page; the link may end in one placeholder.
    Url {
        /// What it says.
        text: String,
        /// The link, with `{{1}}` at its end where it varies.
        url: String,
        /// An example of the whole link or its end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        example: Option<String>,
    },
    /// Calls a number.
    Phone {
        /// What it says.
        text: String,
        /// The number.
        phone: String,
    },
    /// Copies a code chosen at sending.
    CopyCode {
        /// An example code.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        example: Option<String>,
    },
    /// A kind that this build doesn't know: the template can't be sent.
    #[serde(other)]
    Unknown,
}

impl Template {
    /// Why it can't be sent at all, if so.
    pub fn obstacle(&self) -> Option<Problem> {
        let why = match self.status {
            TemplateStatus::Approved => None,
            TemplateStatus::Pending => Some("is still in review"),
            TemplateStatus::Rejected => Some("was rejected"),
            TemplateStatus::Paused => Some("is paused for low quality"),
            TemplateStatus::Disabled => Some("is disabled"),
            TemplateStatus::Unknown => Some("is not approved"),
        };
        if let Some(why) = why {
            return Some(Problem::new("/name", "template-not-approved", format!("The template “{}” {why}. Choose another.", self.name)));
        }
        let unknown = matches!(self.header, Some(TemplateHeader::Unknown)) || self.buttons.contains(&TemplateButton::Unknown);
        unknown.then(|| {
            Problem::new("/name", "unsupported-content", format!("The template “{}” has parts that can't be filled here.", self.name))
        })
    }

    /// The template with these values, as the phone will show it. What has no value yet stays as its placeholder.
    pub fn fill(&self, values: &Values) -> TemplateMessage {
        let text = |key: &str| match values.get(key) {
            Some(Value::Text { text }) if !text.is_empty() => Some(text.clone()),
            _ => None,
        };
        let media = |key: &str| values.get(key).and_then(Value::media).cloned().unwrap_or_default();
        let header = self.header.as_ref().and_then(|header| match header {
            TemplateHeader::Text { text: line, .. } => {
                Some(Header::Text { text: placeholder::fill(line, |name| text(&format!("header.{name}"))) })
            }
            TemplateHeader::Image => Some(Header::Image { media: media("header") }),
            TemplateHeader::Video => Some(Header::Video { media: media("header") }),
            TemplateHeader::Document => Some(Header::Document { media: media("header") }),
            TemplateHeader::Location => match values.get("header") {
                Some(Value::Location(location)) => Some(Header::Location(location.clone())),
                _ => Some(Header::Location(crate::content::Location::default())),
            },
            TemplateHeader::Unknown => None,
        });
        let buttons = self.buttons.iter().enumerate().map(|(index, button)| match button {
            TemplateButton::QuickReply { text } => FilledButton::QuickReply { text: text.clone() },
            TemplateButton::Url { text: title, url, .. } => {
                FilledButton::Url { text: title.clone(), url: placeholder::fill(url, |_| text(&format!("buttons.{index}"))) }
            }
            TemplateButton::Phone { text, phone } => FilledButton::Phone { text: text.clone(), phone: phone.clone() },
            TemplateButton::CopyCode { .. } => FilledButton::CopyCode {
                code: match values.get(&format!("buttons.{index}")) {
                    Some(Value::Code { code }) => code.clone(),
                    _ => String::new(),
                },
            },
            TemplateButton::Unknown => FilledButton::Unknown,
        });
        TemplateMessage {
            name: self.name.clone(),
            language: self.language.clone(),
            category: self.category.clone(),
            parts: Parts {
                header,
                body: placeholder::fill(&self.body, |name| text(&format!("body.{name}"))),
                footer: self.footer.clone(),
                buttons: buttons.collect(),
            },
            values: values.clone(),
        }
    }

    /// Everything that is wrong with these values; paths start at the content: `/values/body.1`.
    pub fn check(&self, values: &Values, capabilities: &Capabilities) -> Vec<Problem> {
        let mut problems: Vec<Problem> = self.obstacle().into_iter().collect();
        let placeholders = self.placeholders();
        for placeholder in &placeholders {
            placeholder.check(values.get(&placeholder.key), capabilities, &mut problems);
        }
        for key in values.keys().filter(|key| !placeholders.iter().any(|placeholder| placeholder.key == **key)) {
            problems.push(Problem::new(format!("/values/{key}"), "unknown-value", format!("The template has no placeholder “{key}”.")));
        }
        let filled = self.fill(values);
        let limits = &capabilities.limits;
        limits.check_text("template.body", &filled.parts.body, "/parts/body", &mut problems);
        if let Some(Header::Text { text }) = &filled.parts.header {
            limits.check_text("template.header", text, "/parts/header/text", &mut problems);
        }
        problems
    }
}

/// Judges one value that was typed: what a provider refuses in any of them.
fn check_words(text: &str, path: &str, problems: &mut Vec<Problem>) {
    if is_blank(text) {
        problems.push(Problem::required(path, "A value"));
        return;
    }
    if text.contains(['\n', '\r', '\t']) {
        problems.push(Problem::new(path, "no-line-breaks", "A value can't hold line breaks or tabs."));
    }
    if text.contains("     ") {
        problems.push(Problem::new(path, "no-wide-gaps", "A value can't hold more than four spaces in a row."));
    }
}

fn check_media(media: &Media, kind: &str, path: &str, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
    crate::content::media::check_file(media, kind, &format!("{path}/media"), capabilities, problems);
}
