//! What can stand above the body of a question or a template: a line of text, a file or a place.

use super::location::Location;
use super::media::{Media, check_file};
use crate::capabilities::Capabilities;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// A header. On the wire `{"type":"text","text":…}`, `{"type":"image","media":{…}}`, `{"type":"location","latitude":…}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Header {
    /// One line; 60 characters on WhatsApp.
    Text {
        /// The line.
        text: String,
    },
    /// A picture.
    Image {
        /// The file.
        media: Media,
    },
    /// A film.
    Video {
        /// The file.
        media: Media,
    },
    /// A document.
    Document {
        /// The file.
        media: Media,
    },
    /// A place on a map; in templates alone.
    Location(Location),
}

impl Header {
    /// The word in `type`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::Image { .. } => "image",
            Self::Video { .. } => "video",
            Self::Document { .. } => "document",
            Self::Location(_) => "location",
        }
    }

    /// The file, if it is one.
    pub fn media(&self) -> Option<&Media> {
        match self {
            Self::Image { media } | Self::Video { media } | Self::Document { media } => Some(media),
            Self::Text { .. } | Self::Location(_) => None,
        }
    }

    /// The file, to be changed.
    pub fn media_mut(&mut self) -> Option<&mut Media> {
        match self {
            Self::Image { media } | Self::Video { media } | Self::Document { media } => Some(media),
            Self::Text { .. } | Self::Location(_) => None,
        }
    }

    pub(super) fn check(&self, kind: &str, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        self.check_at(kind, "/header", capabilities, problems);
    }

    /// Judges it where it stands, such as the media of a card.
    pub(super) fn check_at(&self, kind: &str, path: &str, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        if !capabilities.heads(kind, self.kind()) {
            problems.push(Problem::new(path, "forbidden", format!("“{}” can't stand in “{kind}”.", self.kind())));
            return;
        }
        match self {
            Self::Text { text } => {
                capabilities.limits.check_required(&format!("{kind}.header"), "The header", text, &format!("{path}/text"), problems);
            }
            Self::Image { media } | Self::Video { media } | Self::Document { media } => {
                check_file(media, self.kind(), &format!("{path}/media"), capabilities, problems);
            }
            Self::Location(location) => location.check(capabilities, path, problems),
        }
    }
}
