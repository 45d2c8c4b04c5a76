//! `order`: what the customer put into the basket of a catalogue.

use serde::{Deserialize, Serialize};

/// A basket. Numbers are text, since providers write them as numbers or as strings and we never add them up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Order {
    /// The catalogue it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub catalog_id: Option<String>,
    /// What the customer wrote beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The goods.
    pub items: Vec<OrderItem>,
}

/// One line of a basket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderItem {
    /// The shop's own id of the product.
    pub product_id: String,
    /// How many.
    pub quantity: String,
    /// The price of one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<String>,
    /// ISO 4217.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}
