//! `template`: a pre-approved message as the phone shows it, and the values that were filled in.

pub mod button;
pub mod value;

pub use button::FilledButton;
pub use value::Value;

use super::header::Header;
use crate::problem::Problem;
use crate::table::Table;
use crate::time::Timestamp;
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
    /// An offer that ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offer: Option<FilledOffer>,
    /// The words.
    pub body: String,
    /// Small print.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<String>,
    /// What can be tapped.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<FilledButton>,
    /// Cards in a row under it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<FilledCard>,
    /// It asks for leave to call.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub call_permission: bool,
}

/// A card of a filled template.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FilledCard {
    /// A picture or a film. A product's card has none: the phone takes it from the catalogue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// The words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// What can be tapped.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<FilledButton>,
}

/// An offer as the phone shows it, with a clock that runs down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FilledOffer {
    /// What it is called.
    pub text: String,
    /// When it ends, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends: Option<Timestamp>,
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
