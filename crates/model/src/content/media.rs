//! `image`, `video`, `audio`, `document`, `sticker`: one file, and what stands under it.

use crate::capabilities::Capabilities;
use crate::id::MediaId;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// Whether a file can be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaState {
    /// In our store.
    #[default]
    Ready,
    /// Being fetched from the provider.
    Fetching,
    /// The provider no longer has it.
    Expired,
    /// The provider or our guard refused it.
    Refused,
    /// A newer peer's word.
    #[serde(other)]
    Unknown,
}

/// A file in our own store. To send one, only `id` is needed: the proxy knows the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Media {
    /// Its name in our store.
    pub id: MediaId,
    /// Whether it can be shown.
    pub state: MediaState,
    /// Its MIME type, with parameters if the provider gave any: `audio/ogg; codecs=opus`.
    pub mime: String,
    /// Its size in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// SHA-256 of the bytes, hex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// The name that people see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filename: Option<String>,
    /// Width in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Height in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Length in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
}

impl Media {
    /// A reference to send by.
    pub fn of(id: MediaId) -> Self {
        Self { id, ..Self::default() }
    }

    /// The MIME type without parameters, in lower case.
    pub fn essence(&self) -> String {
        self.mime.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }
}

/// A message that is a file. Captions go with images, videos and documents alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MediaMessage {
    /// The file.
    #[serde(default)]
    pub media: Media,
    /// Words under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// An `audio` that was recorded as a voice note.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub voice: bool,
    /// A `sticker` that moves.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub animated: bool,
}

impl MediaMessage {
    /// A file without words.
    pub fn new(media: Media) -> Self {
        Self { media, ..Self::default() }
    }

    pub(super) fn check(&self, kind: &str, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        check_file(&self.media, kind, "/media", capabilities, problems);
        if let Some(caption) = &self.caption {
            match kind {
                "audio" | "sticker" => {
                    problems.push(Problem::new("/caption", "forbidden", format!("A caption can't go with “{kind}”. Send it as a text.")));
                }
                _ => capabilities.limits.check_text(&format!("{kind}.caption"), caption, "/caption", problems),
            }
        }
        if self.voice && kind == "audio" && !self.media.mime.is_empty() && self.media.essence() != "audio/ogg" {
            problems.push(Problem::new("/voice", "media-type", "A voice note must be OGG with the Opus codec."));
        }
    }
}

/// Judges a file by the kind of message it goes into. Type and size are judged where they are known.
pub(crate) fn check_file(media: &Media, kind: &str, path: &str, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
    if media.id.is_empty() {
        problems.push(Problem::required(format!("{path}/id"), "A file"));
    }
    if !media.mime.is_empty() && !capabilities.takes(kind, &media.essence()) {
        let allowed = capabilities.media.get(kind).map(|types| types.join(", ")).unwrap_or_default();
        problems.push(Problem::new(
            format!("{path}/mime"),
            "media-type",
            format!("{} can't be sent as “{kind}”. Allowed: {allowed}.", media.mime),
        ));
    }
    if let Some(bytes) = media.bytes {
        capabilities.limits.check_number(&format!("{kind}.bytes"), bytes, &format!("{path}/bytes"), problems);
    }
}
