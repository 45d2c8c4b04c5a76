//! `unsupported`: nothing is blank. What we can't draw is a labelled row with whatever text it carried.

use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

/// A message, or a content of a newer peer, that this build can't draw.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Unsupported {
    /// What it is, as far as we know: `poll`, `request_welcome`, `unreadable` …
    pub label: String,
    /// The words that were in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Why it can't be drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// A content of a newer peer, kept to be passed on byte for byte.
    #[serde(skip)]
    pub raw: Option<Raw>,
}

/// JSON text that is carried unread.
#[derive(Clone, Debug)]
pub struct Raw(Box<RawValue>);

impl Raw {
    /// The text.
    pub fn get(&self) -> &str {
        self.0.get()
    }
}

impl PartialEq for Raw {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Serialize for Raw {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Unsupported {
    /// A row with a label and the words that were found.
    pub fn new(label: impl Into<String>, text: Option<String>) -> Self {
        Self { label: label.into(), text, detail: None, raw: None }
    }

    pub(super) fn foreign(raw: &RawValue, detail: Option<String>) -> Self {
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Known {
            r#type: Option<serde_json::Value>,
            body: Option<serde_json::Value>,
            text: Option<serde_json::Value>,
            caption: Option<serde_json::Value>,
            title: Option<serde_json::Value>,
        }
        let known: Known = serde_json::from_str(raw.get()).unwrap_or_default();
        let word = |value: Option<serde_json::Value>| value.and_then(|value| value.as_str().map(str::to_owned));
        Self {
            label: word(known.r#type).unwrap_or_else(|| "unreadable".to_owned()),
            text: word(known.body).or_else(|| word(known.text)).or_else(|| word(known.caption)).or_else(|| word(known.title)),
            detail,
            raw: Some(Raw(raw.to_owned())),
        }
    }
}
