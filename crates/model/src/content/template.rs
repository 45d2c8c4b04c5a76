//! `template`: a pre-approved message as the phone shows it, and the values that were filled in.

use super::header::Header;
use super::location::Location;
use super::media::Media;
use crate::problem::Problem;
use crate::table::Table;
use serde::{Deserialize, Serialize};

/// A template that is sent or was sent. To send one, `name`, `language` and `values` are needed: the proxy fills the parts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TemplateMessage {
    /// Its name at the provider.
    pub name: String,
    /// Its language code: `en`, `en_US`, `hi`.
    pub language: String,
    /// `marketing`, `utility`, `authentication`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// What the phone shows.
    #[serde(default)]
    pub parts: Parts,
    /// What was filled in, by placeholder key (see [`crate::template::Placeholder`]).
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub values: Table<Value>,
}

/// The parts of a filled template, top to bottom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Parts {
    /// A line, a file or a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// The words.
    pub body: String,
    /// Small print.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<String>,
    /// What can be tapped.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<FilledButton>,
}

/// A button as the phone shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FilledButton {
    /// Sends its text back as an answer.
    QuickReply {
        /// What it says.
        text: String,
    },
    /// Opens a page.
    Url {
        /// What it says.
        text: String,
        /// The whole link.
        url: String,
    },
    /// Calls a number.
    Phone {
        /// What it says.
        text: String,
        /// The number.
        phone: String,
    },
    /// Copies a code.
    CopyCode {
        /// The code.
        code: String,
    },
    /// A kind of a newer peer.
    #[serde(other)]
    Unknown,
}

/// What fills one placeholder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Value {
    /// Words, or the variable end of a link.
    Text {
        /// The words.
        text: String,
    },
    /// A coupon code.
    Code {
        /// The code, at most 15 letters and digits.
        code: String,
    },
    /// The file of the header.
    Media {
        /// The file.
        media: Media,
    },
    /// The place of the header.
    Location(Location),
}

impl Value {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    /// The file, if it is one.
    pub fn media(&self) -> Option<&Media> {
        match self {
            Self::Media { media } => Some(media),
            Self::Text { .. } | Self::Code { .. } | Self::Location(_) => None,
        }
    }

    /// The file, to be changed.
    pub fn media_mut(&mut self) -> Option<&mut Media> {
        match self {
            Self::Media { media } => Some(media),
            Self::Text { .. } | Self::Code { .. } | Self::Location(_) => None,
        }
    }
}

impl TemplateMessage {
    pub(super) fn check(&self, problems: &mut Vec<Problem>) {
        if self.name.trim().is_empty() {
            problems.push(Problem::required("/name", "The name of a template"));
        }
        if self.language.trim().is_empty() {
            problems.push(Problem::required("/language", "The language of the template"));
        }
    }
}
