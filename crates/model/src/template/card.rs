//! A card of a carousel template.

use super::button::TemplateButton;
use super::header::TemplateHeader;
use crate::table::Table;
use serde::{Deserialize, Serialize};

/// A card: all cards of a template have the same parts in the same order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplateCard {
    /// A picture, a film or a product chosen at sending.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<TemplateHeader>,
    /// The words, with placeholders; 160 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Example values of the body, by placeholder name.
    #[serde(skip_serializing_if = "Table::is_empty")]
    pub examples: Table<String>,
    /// What can be tapped: 1 or 2.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<TemplateButton>,
}
