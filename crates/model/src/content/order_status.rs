//! `order_status`: how far the order behind a bill has come.
//!
//! Source: wire-facts 1.3 (`review_order`) and 1.5.

use super::bill::check_reference;
use super::frame::check_frame;
use crate::capabilities::Capabilities;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// News of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderStatus {
    /// The words; 1024 characters on WhatsApp.
    pub body: String,
    /// Small print; 60 characters on WhatsApp.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<String>,
    /// The bill's `reference_id`.
    pub reference_id: String,
    /// How far it is.
    pub status: OrderState,
    /// The same in words; 120 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// How far an order is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// As a bill begins; can't be sent again.
    #[default]
    Pending,
    /// Being made ready.
    Processing,
    /// Some of it is on its way.
    PartiallyShipped,
    /// All of it is on its way.
    Shipped,
    /// It is there.
    Completed,
    /// It will not come.
    Canceled,
    /// A newer peer's word.
    #[serde(other)]
    Unknown,
}

impl OrderState {
    /// The word on the wire, ours and WhatsApp's.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Processing => "processing",
            Self::PartiallyShipped => "partially_shipped",
            Self::Shipped => "shipped",
            Self::Completed => "completed",
            Self::Canceled => "canceled",
            Self::Unknown => "unknown",
        }
    }
}

impl OrderStatus {
    pub(super) fn check(&self, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        check_frame("order_status", None, &self.body, self.footer.as_deref(), capabilities, problems);
        check_news(&self.reference_id, self.status, self.description.as_deref(), "", capabilities, problems);
    }
}

/// Judges news of an order; also in a template.
pub(crate) fn check_news(
    reference_id: &str,
    status: OrderState,
    description: Option<&str>,
    at: &str,
    capabilities: &Capabilities,
    problems: &mut Vec<Problem>,
) {
    check_reference(reference_id, &format!("{at}/reference_id"), capabilities, problems);
    if matches!(status, OrderState::Pending | OrderState::Unknown) {
        let words = format!("An order can't become “{}” again.", status.as_str());
        problems.push(Problem::new(format!("{at}/status"), "forbidden", words));
    }
    capabilities.limits.check_text("order_status.description", description.unwrap_or_default(), &format!("{at}/description"), problems);
}
