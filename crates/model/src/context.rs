//! What stands around a customer's message: that it was passed on, the advertisement or the product that it came from.
//!
//! Source: wire-facts 1.6 (`context`, `referral`).

use crate::content::ProductRef;
use serde::{Deserialize, Serialize};

/// What stands around a message. Kept and sent only where something is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Context {
    /// She passed it on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forwarded: Option<Forwarded>,
    /// The advertisement or post that led her here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referral: Option<Referral>,
    /// The product that she asks about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub referred_product: Option<ProductRef>,
}

impl Context {
    /// Nothing if nothing is known, else itself.
    pub fn known(self) -> Option<Box<Self>> {
        (self != Self::default()).then(|| Box::new(self))
    }
}

/// How often a message was passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Forwarded {
    /// At least once.
    Once,
    /// More than five times.
    Often,
    /// A newer peer's word.
    #[serde(other)]
    Unknown,
}

/// An advertisement or post with a button that opened the chat.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Referral {
    /// Its link.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its id at the platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// `ad` or `post`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Its headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// Its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The click's id, for measuring.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub click_id: Option<String>,
    /// What the chat greeted her with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub welcome: Option<String>,
}
