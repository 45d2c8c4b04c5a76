//! A button of a template as the phone shows it.

use serde::{Deserialize, Serialize};

/// A button as the phone shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FilledButton {
    /// Sends its text back as an answer.
    QuickReply {
        /// What it says.
        text: String,
    },
    /// Opens a page.
    Url {
        /// What it says.
        text: String,
        /// The whole link.
        url: String,
    },
    /// Calls a number.
    Phone {
        /// What it says.
        text: String,
        /// The number.
        phone: String,
    },
    /// Copies a code.
    CopyCode {
        /// The code.
        code: String,
    },
    /// Copies a one-time code, or puts it into the customer's app.
    OneTimeCode {
        /// What it says; empty where the phone words it.
        text: String,
    },
    /// Opens a form.
    Flow {
        /// What it says.
        text: String,
    },
    /// Opens the catalogue.
    Catalogue {
        /// What it says.
        text: String,
    },
    /// Opens a choice of products.
    Products {
        /// What it says.
        text: String,
    },
    /// Opens one product.
    Product {
        /// What it says.
        text: String,
    },
    /// Opens a bill to pay it.
    OrderDetails {
        /// What it says.
        text: String,
    },
    /// Calls the business over the channel.
    VoiceCall {
        /// What it says.
        text: String,
    },
    /// Sends the customer's number.
    ContactInfo {
        /// What it says.
        text: String,
    },
    /// A kind of a newer peer.
    #[serde(other)]
    Unknown,
}

impl FilledButton {
    /// What it says; a code for a button that copies one.
    pub fn text(&self) -> &str {
        match self {
            Self::QuickReply { text }
            | Self::Url { text, .. }
            | Self::Phone { text, .. }
            | Self::CopyCode { code: text }
            | Self::OneTimeCode { text }
            | Self::Flow { text }
            | Self::Catalogue { text }
            | Self::Products { text }
            | Self::Product { text }
            | Self::OrderDetails { text }
            | Self::VoiceCall { text }
            | Self::ContactInfo { text } => text,
            Self::Unknown => "",
        }
    }
}
