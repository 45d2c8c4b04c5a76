//! What fills one placeholder of a template.

use crate::content::bill::Bill;
use crate::content::location::Location;
use crate::content::media::Media;
use crate::content::order_status::OrderState;
use crate::content::products::{ProductRef, ProductSection};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What fills one placeholder. On the wire `{"type":"text","text":…}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Value {
    /// Words, or the variable end of a link.
    Text {
        /// The words.
        text: String,
    },
    /// A coupon code or a one-time code.
    Code {
        /// The code, at most 15 letters and digits.
        code: String,
    },
    /// The file of a header.
    Media {
        /// The file.
        media: Media,
    },
    /// The place of a header.
    Location(Location),
    /// Money in a text, which some phones write in their own way.
    Currency {
        /// What is shown where the phone can't: `₹ 210.50`.
        fallback: String,
        /// ISO 4217.
        code: String,
        /// Thousandths of the currency.
        amount_1000: i64,
    },
    /// A date or a time in a text, which some phones write in their own way.
    DateTime {
        /// What is shown where the phone can't.
        fallback: String,
    },
    /// The product of a header.
    Product(ProductRef),
    /// The products behind a button.
    Products {
        /// The one whose picture is shown.
        thumbnail: String,
        /// The choice.
        sections: Vec<ProductSection>,
    },
    /// The catalogue behind a button.
    Catalogue {
        /// The product whose picture is shown.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        thumbnail: Option<String>,
    },
    /// The bill behind a button.
    Bill(Box<Bill>),
    /// How far an order is.
    OrderStatus {
        /// The bill's `reference_id`.
        reference_id: String,
        /// How far.
        status: OrderState,
        /// The same in words; 120 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<String>,
    },
    /// The form behind a button.
    Flow {
        /// Comes back with the answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<String>,
        /// What its first screen starts with.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        data: Option<serde_json::Value>,
    },
    /// When an offer ends.
    Expiry {
        /// The end.
        at: Timestamp,
    },
    /// The call behind a button.
    Call {
        /// For how many minutes the button works.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        minutes: Option<u32>,
        /// Comes back with the call; 512 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        payload: Option<String>,
    },
    /// What a quick reply sends back beside its text; 128 characters.
    Payload {
        /// The payload.
        payload: String,
    },
}

impl Value {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    /// What stands in the text for it, where it stands in a text.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Text { text } => Some(text),
            Self::Code { code } => Some(code),
            Self::Currency { fallback, .. } | Self::DateTime { fallback } => Some(fallback),
            Self::Media { .. }
            | Self::Location(_)
            | Self::Product(_)
            | Self::Products { .. }
            | Self::Catalogue { .. }
            | Self::Bill(_)
            | Self::OrderStatus { .. }
            | Self::Flow { .. }
            | Self::Expiry { .. }
            | Self::Call { .. }
            | Self::Payload { .. } => None,
        }
    }

    /// The file, if it is one.
    pub fn media(&self) -> Option<&Media> {
        if let Self::Media { media } = self { Some(media) } else { None }
    }

    /// The file, to be changed.
    pub fn media_mut(&mut self) -> Option<&mut Media> {
        if let Self::Media { media } = self { Some(media) } else { None }
    }
}
