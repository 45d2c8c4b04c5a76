//! The templates that an account has, in Meta's form.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

/// One template in one language, as Meta defines it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Definition {
    /// The provider's id.
    #[serde(default = "fresh_id")]
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its language code.
    pub language: String,
    /// `MARKETING`, `UTILITY` or `AUTHENTICATION`.
    pub category: String,
    /// `APPROVED`, `PENDING`, `REJECTED`, `PAUSED`, `DISABLED` …
    #[serde(default = "approved")]
    pub status: String,
    /// Header, body, footer, buttons … in Meta's form.
    #[serde(default)]
    pub components: Vec<Value>,
    /// Whatever else the definition says.
    #[serde(flatten)]
    pub rest: serde_json::Map<String, Value>,
}

impl Definition {
    /// The component of this type, in whatever case it was written.
    #[must_use]
    pub fn component(&self, kind: &str) -> Option<&Value> {
        component(&self.components, kind)
    }
}

/// The component of this type among these.
#[must_use]
pub fn component<'a>(components: &'a [Value], kind: &str) -> Option<&'a Value> {
    components.iter().find(|c| c["type"].as_str().is_some_and(|t| t.eq_ignore_ascii_case(kind)))
}

/// The placeholders of a text, each once: `{{1}}` gives `1`, `{{first_name}}` gives `first_name`.
#[must_use]
pub fn placeholders(text: &str) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    let parts = text.split("{{").skip(1).filter_map(|rest| rest.split_once("}}"));
    parts.map(|(name, _)| name.trim()).filter(|name| seen.insert(*name)).collect()
}

/// A fresh id.
#[must_use]
pub fn fresh_id() -> String {
    Uuid::new_v4().to_string()
}

fn approved() -> String {
    "APPROVED".to_owned()
}
