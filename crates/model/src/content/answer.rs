//! `answer`: what the customer chose. The message's `reply_to` names the question.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What kind of question was answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// A reply button, or a template's quick reply.
    #[default]
    Button,
    /// A row of a list.
    List,
    /// A form.
    Flow,
    /// An address form.
    Address,
    /// A suggestion chip.
    Suggestion,
    /// A question for permission.
    Permission,
    /// A newer peer's word.
    #[serde(other)]
    Unknown,
}

/// One choice.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// What kind of question was answered.
    pub kind: AnswerKind,
    /// The id that the question gave this choice; a provider may put an internal one here, so show the title.
    #[serde(default)]
    pub id: String,
    /// What the customer saw on it.
    pub title: String,
    /// Its second line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What was filled in, for forms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fields: Option<Value>,
}
