//! What stands above a template's body, or on one of its cards.

use super::placeholder::PlaceholderKind;
use serde::{Deserialize, Serialize};

/// What stands above a template's body, or on one of its cards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum TemplateHeader {
    /// A line with at most one placeholder; 60 characters.
    Text {
        /// The line.
        text: String,
        /// An example of its value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        example: Option<String>,
    },
    /// A picture chosen at sending.
    Image {
        /// The provider's name of an uploaded example, or a link to it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        example: Option<String>,
    },
    /// A film chosen at sending.
    Video {
        /// As with a picture.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        example: Option<String>,
    },
    /// A short film without sound; WhatsApp sends it through its marketing API alone.
    Gif {
        /// As with a picture.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        example: Option<String>,
    },
    /// A document chosen at sending.
    Document {
        /// As with a picture.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        example: Option<String>,
    },
    /// A place chosen at sending.
    Location,
    /// A product of the catalogue chosen at sending.
    Product,
    /// A kind that this build doesn't know: the template can't be sent.
    #[serde(other)]
    Unknown,
}

impl TemplateHeader {
    /// What goes in as a whole at sending; a line of text has placeholders of its own.
    pub fn placeholder(&self) -> Option<PlaceholderKind> {
        match self {
            Self::Image { .. } => Some(PlaceholderKind::Image),
            Self::Video { .. } => Some(PlaceholderKind::Video),
            Self::Document { .. } => Some(PlaceholderKind::Document),
            Self::Location => Some(PlaceholderKind::Location),
            Self::Product => Some(PlaceholderKind::Product),
            Self::Text { .. } | Self::Gif { .. } | Self::Unknown => None,
        }
    }

    /// The example of a file, where it is one.
    pub fn sample(&self) -> Option<&str> {
        match self {
            Self::Image { example } | Self::Video { example } | Self::Gif { example } | Self::Document { example } => example.as_deref(),
            Self::Text { .. } | Self::Location | Self::Product | Self::Unknown => None,
        }
    }

    /// Whether a file goes in.
    pub fn is_file(&self) -> bool {
        matches!(self, Self::Image { .. } | Self::Video { .. } | Self::Gif { .. } | Self::Document { .. })
    }

    /// Whether it can be sent from here.
    pub fn can_be_sent(&self) -> bool {
        !matches!(self, Self::Gif { .. } | Self::Unknown)
    }
}
