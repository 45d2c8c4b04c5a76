//! The sixteen kinds of templates that providers name, told by a template's parts. Source: seed 000.

use super::Template;
use super::button::TemplateButton;
use super::header::TemplateHeader;
use serde::{Deserialize, Serialize};

/// What kind of template it is: the most special of its parts decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateKind {
    /// Words alone.
    Text,
    /// With a file above.
    Media,
    /// With quick replies, links or numbers to tap.
    Interactive,
    /// With a place above.
    Location,
    /// With a choice of products.
    Products,
    /// With a catalogue, or one product of it.
    Catalogue,
    /// With a bill, as a service.
    OrderDetails,
    /// With a bill, as advertising: its button says “Buy now”.
    CheckoutButton,
    /// With news of an order.
    OrderStatus,
    /// With a code to copy.
    CouponCode,
    /// With cards in a row.
    Carousel,
    /// With a form.
    Form,
    /// With an offer that ends.
    LimitedTimeOffer,
    /// With a one-time code.
    Authentication,
    /// With a button that calls the business.
    VoiceCall,
    /// It asks for leave to call.
    CallPermission,
}

impl TemplateKind {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Text,
        Self::Media,
        Self::Interactive,
        Self::Location,
        Self::Products,
        Self::Catalogue,
        Self::OrderDetails,
        Self::CheckoutButton,
        Self::OrderStatus,
        Self::CouponCode,
        Self::Carousel,
        Self::Form,
        Self::LimitedTimeOffer,
        Self::Authentication,
        Self::VoiceCall,
        Self::CallPermission,
    ];
}

impl Template {
    /// What kind it is.
    pub fn kind(&self) -> TemplateKind {
        let has = |wanted: fn(&TemplateButton) -> bool| self.buttons.iter().any(wanted);
        if self.is_authentication() {
            TemplateKind::Authentication
        } else if !self.cards.is_empty() {
            TemplateKind::Carousel
        } else if self.offer.is_some() {
            TemplateKind::LimitedTimeOffer
        } else if self.order_status {
            TemplateKind::OrderStatus
        } else if self.call_permission {
            TemplateKind::CallPermission
        } else if has(|button| matches!(button, TemplateButton::OrderDetails { .. })) {
            if self.category.as_deref() == Some("marketing") { TemplateKind::CheckoutButton } else { TemplateKind::OrderDetails }
        } else if has(|button| matches!(button, TemplateButton::Products { .. })) {
            TemplateKind::Products
        } else if has(|button| matches!(button, TemplateButton::Catalogue { .. } | TemplateButton::Product { .. })) {
            TemplateKind::Catalogue
        } else if has(|button| matches!(button, TemplateButton::Flow(_))) {
            TemplateKind::Form
        } else if has(|button| matches!(button, TemplateButton::VoiceCall { .. })) {
            TemplateKind::VoiceCall
        } else if has(|button| matches!(button, TemplateButton::CopyCode { .. })) {
            TemplateKind::CouponCode
        } else if matches!(self.header, Some(TemplateHeader::Location)) {
            TemplateKind::Location
        } else if self.header.as_ref().is_some_and(TemplateHeader::is_file) {
            TemplateKind::Media
        } else if !self.buttons.is_empty() {
            TemplateKind::Interactive
        } else {
            TemplateKind::Text
        }
    }

    /// Whether it brings a one-time code. Its words are fixed by the provider.
    pub fn is_authentication(&self) -> bool {
        self.code.is_some() || self.category.as_deref() == Some("authentication")
    }
}
