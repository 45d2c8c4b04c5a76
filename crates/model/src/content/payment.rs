//! `payment`: what became of a bill. It comes from the provider, never from us.
//!
//! Each step of a payment is a message of its own in the thread, and its `reply_to` names the bill. Source: wire-facts 1.5.

use serde::{Deserialize, Serialize};

/// A step of a payment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Payment {
    /// The bill's `reference_id`.
    pub reference_id: String,
    /// What happened.
    pub status: PaymentState,
    /// How much, in hundredths of the currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<u64>,
    /// ISO 4217.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// The payment provider's name of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<String>,
    /// `upi`, `card`, `wallet` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub way: Option<String>,
    /// Why it failed, in the provider's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What happened to a payment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// Not decided yet.
    Pending,
    /// The money is there.
    Captured,
    /// It was not paid.
    Failed,
    /// Any other word.
    #[default]
    #[serde(other)]
    Unknown,
}

impl PaymentState {
    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Captured => "captured",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }
}

impl From<&str> for PaymentState {
    fn from(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "pending" => Self::Pending,
            "captured" | "success" | "completed" => Self::Captured,
            "failed" | "canceled" | "cancelled" => Self::Failed,
            _ => Self::Unknown,
        }
    }
}
