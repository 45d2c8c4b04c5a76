//! What a thread may carry on one channel now: a provider seen as data. The widget knows providers by nothing else.

use crate::limits::Limits;
use crate::table::Table;
use crate::window::WindowRule;
use serde::{Deserialize, Serialize};

/// What can be sent, and how much of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Capabilities {
    /// Content types that can be sent: the words of `content.type`.
    pub content: Vec<String>,
    /// Limits by name: `text.body`, `image.caption`, `image.bytes`.
    pub limits: Limits,
    /// MIME types by content type; `*/*` for any. A type that is absent takes no file.
    pub media: Table<Vec<String>>,
    /// What may stand above each content type: `text`, `image`, `video`, `document`, `location`. A type that is absent has no
    /// header. For `card` and `carousel` it is what may stand in a card as its media.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub headers: Table<Vec<String>>,
    /// What a suggestion may do: the words of [`crate::content::SuggestedAction::kind`], by content type (`text`, `card`, `carousel`).
    /// A type that is absent takes none.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub suggestions: Table<Vec<String>>,
    /// What must be there although the content could go without: paths by content type, such as `carousel: ["body"]`.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub needs: Table<Vec<String>>,
    /// What the channel has no word for, by content type in the same way: `card: ["title"]`.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub lacks: Table<Vec<String>>,
    /// The rule for free text; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<WindowRule>,
    /// Templates can be sent.
    pub templates: bool,
    /// A message can quote another.
    pub quotes: bool,
    /// The agent can react.
    pub reactions: bool,
    /// The customer can be shown that her message was read.
    pub read: bool,
    /// The customer can be shown that an answer is being written.
    pub typing: bool,
}

impl Capabilities {
    /// Whether this content type can be sent.
    pub fn carries(&self, kind: &str) -> bool {
        self.content.iter().any(|known| known == kind)
    }

    /// Whether a file of this MIME type (without parameters) can be sent as this content type.
    pub fn takes(&self, kind: &str, essence: &str) -> bool {
        self.media.get(kind).is_some_and(|types| types.iter().any(|known| known == "*/*" || known == essence))
    }

    /// Whether this may stand above a content of this type.
    pub fn heads(&self, kind: &str, header: &str) -> bool {
        names(&self.headers, kind, header)
    }

    /// Whether a suggestion of a content of this type may do this.
    pub fn suggests(&self, kind: &str, action: &str) -> bool {
        names(&self.suggestions, kind, action)
    }

    /// Whether this part of this content type must be there.
    pub fn needs(&self, kind: &str, part: &str) -> bool {
        names(&self.needs, kind, part)
    }

    /// Whether this part of this content type can't be carried.
    pub fn lacks(&self, kind: &str, part: &str) -> bool {
        names(&self.lacks, kind, part)
    }

    /// The content type that fits a file best: the first of image, video, audio, document that takes its MIME type.
    pub fn kind_for(&self, essence: &str) -> Option<&'static str> {
        ["image", "video", "audio", "document"].into_iter().find(|kind| self.carries(kind) && self.takes(kind, essence))
    }
}

fn names(table: &Table<Vec<String>>, kind: &str, word: &str) -> bool {
    table.get(kind).is_some_and(|words| words.iter().any(|known| known == word))
}
