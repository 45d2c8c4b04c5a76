//! An approved template: its placeholders, its live preview and what is wrong with a set of values.
//!
//! The same [`Template::fill`] draws the preview in the picker and the message that is kept. Rules: wire-facts 2.3.

pub mod button;
pub mod card;
mod check;
mod fill;
pub mod header;
pub mod kind;
pub mod lint;
pub mod placeholder;

pub use button::{App, CodeWay, FlowButton, OneTimeCode, TemplateButton};
pub use card::TemplateCard;
pub use header::TemplateHeader;
pub use kind::TemplateKind;
pub use lint::{Finding, lint};
pub use placeholder::{Placeholder, PlaceholderKind};

use crate::content::template::Value;
use crate::id::AccountSlug;
use crate::problem::Problem;
use crate::table::Table;
use serde::{Deserialize, Serialize};

/// The values of one sending, by placeholder key.
pub type Values = Table<Value>;

/// A template of one business account.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Template {
    /// The account it belongs to.
    #[serde(default)]
    pub account: AccountSlug,
    /// The provider's own id of it, which editing and deleting may need.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its name at the provider: a-z, 0-9 and underscore, at most 512.
    pub name: String,
    /// Its language code.
    pub language: String,
    /// `marketing`, `utility`, `authentication`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// Where its review stands.
    #[serde(default)]
    pub status: TemplateStatus,
    /// How customers take it: `green`, `yellow`, `red`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<String>,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejection: Option<String>,
    /// What stands above the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<TemplateHeader>,
    /// The words, with `{{1}}` or `{{name}}` where values go.
    pub body: String,
    /// Example values of the body, by placeholder name.
    #[serde(default, skip_serializing_if = "Table::is_empty")]
    pub examples: Table<String>,
    /// Small print.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub footer: Option<String>,
    /// What can be tapped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<TemplateButton>,
    /// Cards in a row under it: 2 to 10.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<TemplateCard>,
    /// An offer that ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<TemplateOffer>,
    /// It brings a one-time code; then body and footer hold the provider's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<TemplateCode>,
    /// It tells how far an order is.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub order_status: bool,
    /// It asks for leave to call.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub call_permission: bool,
    /// For how many seconds the provider tries to deliver it: authentication 30 to 900, utility 30 to 43,200, marketing
    /// 43,200 to 2,592,000; -1 for the channel's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<i64>,
}

/// An offer that ends, with a clock that runs down on the phone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplateOffer {
    /// What it is called; 16 characters.
    pub text: String,
    /// Whether the clock is shown; the end is chosen at sending.
    pub expires: bool,
}

/// What a template with a one-time code says beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplateCode {
    /// It warns not to share the code.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub warning: bool,
    /// For how many minutes the code is good: 1 to 90.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
}

/// Where a template's review stands. Only an approved one can be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateStatus {
    /// May be sent.
    Approved,
    /// In review.
    Pending,
    /// Refused; see `rejection`.
    Rejected,
    /// Held for low quality; may come back.
    Paused,
    /// Taken out for good.
    Disabled,
    /// Named by the configuration, and not on the provider's list.
    Missing,
    /// Any other word; can't be sent.
    #[default]
    #[serde(other)]
    Unknown,
}

impl Template {
    /// Why it can't be sent at all, if so.
    pub fn obstacle(&self) -> Option<Problem> {
        let why = match self.status {
            TemplateStatus::Approved => None,
            TemplateStatus::Pending => Some("is still in review"),
            TemplateStatus::Rejected => Some("was rejected"),
            TemplateStatus::Paused => Some("is paused for low quality"),
            TemplateStatus::Disabled => Some("is disabled"),
            TemplateStatus::Missing => Some("is not known to the provider"),
            TemplateStatus::Unknown => Some("is not approved"),
        };
        if let Some(why) = why {
            return Some(Problem::new("/name", "template-not-approved", format!("The template “{}” {why}. Choose another.", self.name)));
        }
        let headers = self.header.iter().chain(self.cards.iter().filter_map(|card| card.header.as_ref()));
        let mut buttons = self.buttons.iter().chain(self.cards.iter().flat_map(|card| &card.buttons));
        let unknown = !headers.into_iter().all(TemplateHeader::can_be_sent) || buttons.any(|button| *button == TemplateButton::Unknown);
        unknown.then(|| self.unfit())
    }

    fn unfit(&self) -> Problem {
        Problem::new("/name", "unsupported-content", format!("The template “{}” has parts that can't be filled here.", self.name))
    }
}
