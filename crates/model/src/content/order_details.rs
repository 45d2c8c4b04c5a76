//! `order_details`: a bill in the thread, with a button to pay it. What becomes of it comes as [`super::Payment`].
//!
//! Source: wire-facts 1.3 (`review_and_pay`) and 1.5.

use super::bill::Bill;
use super::frame::check_frame;
use super::header::Header;
use crate::capabilities::Capabilities;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// A bill to be paid here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderDetails {
    /// A picture, a film or a document above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// The words; 1024 characters on WhatsApp.
    pub body: String,
    /// Small print; 60 characters on WhatsApp.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<String>,
    /// The bill.
    pub bill: Bill,
}

impl OrderDetails {
    pub(super) fn check(&self, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        check_frame("order_details", self.header.as_ref(), &self.body, self.footer.as_deref(), capabilities, problems);
        self.bill.check(capabilities, "/bill", problems);
    }
}
