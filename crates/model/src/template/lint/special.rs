//! The rules of single kinds: carousels, offers that end, one-time codes, products, bills, calls.

use super::{BODY, FOOTER, Findings, HEADER, PARAMETER};
use crate::limits::is_blank;
use crate::template::{Template, TemplateButton, TemplateCard, TemplateHeader, TemplateKind};

const OFFER_MAX: u64 = 16;

pub(super) fn lint(template: &Template, findings: &mut Findings) {
    let category = template.category.as_deref().unwrap_or_default();
    let kind = template.kind();
    let allowed: &[&str] = match kind {
        TemplateKind::Carousel
        | TemplateKind::LimitedTimeOffer
        | TemplateKind::CouponCode
        | TemplateKind::Products
        | TemplateKind::Catalogue
        | TemplateKind::CheckoutButton => &["marketing"],
        TemplateKind::OrderStatus => &["utility"],
        TemplateKind::Authentication => &["authentication"],
        TemplateKind::Text
        | TemplateKind::Media
        | TemplateKind::Interactive
        | TemplateKind::Location
        | TemplateKind::OrderDetails
        | TemplateKind::Form
        | TemplateKind::VoiceCall
        | TemplateKind::CallPermission => &["marketing", "utility"],
    };
    if !allowed.contains(&category) {
        let words = format!("A template with these parts is {}.", allowed.join(" or "));
        findings.refuse(PARAMETER, "/category", "category", words);
    }
    match kind {
        TemplateKind::Carousel => carousel(template, findings),
        TemplateKind::LimitedTimeOffer => offer(template, findings),
        TemplateKind::Authentication => authentication(template, findings),
        TemplateKind::Products if !matches!(template.header, Some(TemplateHeader::Text { .. })) => {
            findings.refuse(HEADER, "/header", "required", "A choice of products needs a line above.");
        }
        TemplateKind::Catalogue => catalogue(template, findings),
        TemplateKind::OrderStatus if template.header.is_some() || !template.buttons.is_empty() => {
            findings.refuse(PARAMETER, "/header", "forbidden", "News of an order has a text and a footer alone.");
        }
        TemplateKind::CallPermission if !template.buttons.is_empty() => {
            findings.refuse(PARAMETER, "/buttons", "forbidden", "The question for leave to call brings its own button.");
        }
        TemplateKind::Products
        | TemplateKind::OrderStatus
        | TemplateKind::CallPermission
        | TemplateKind::Text
        | TemplateKind::Media
        | TemplateKind::Interactive
        | TemplateKind::Location
        | TemplateKind::OrderDetails
        | TemplateKind::CheckoutButton
        | TemplateKind::CouponCode
        | TemplateKind::Form
        | TemplateKind::VoiceCall => {}
    }
    if matches!(template.header, Some(TemplateHeader::Gif { .. })) && category != "marketing" {
        findings.refuse(HEADER, "/header", "category", "A moving picture goes with marketing alone.");
    }
}

fn carousel(template: &Template, findings: &mut Findings) {
    if !(2..=10).contains(&template.cards.len()) {
        findings.refuse(PARAMETER, "/cards", "min-items", "A row has 2 to 10 cards.");
    }
    if template.header.is_some() || template.footer.is_some() || !template.buttons.is_empty() {
        findings.refuse(PARAMETER, "/header", "forbidden", "Above the cards stands a text alone.");
    }
    let first = template.cards.first().map(shape);
    for (index, card) in template.cards.iter().enumerate() {
        let path = format!("/cards/{index}");
        match &card.header {
            Some(TemplateHeader::Image { .. } | TemplateHeader::Video { .. } | TemplateHeader::Product) => {}
            _ => findings.refuse(HEADER, format!("{path}/header"), "required", "A card needs a picture, a film or a product."),
        }
        if !(1..=2).contains(&card.buttons.len()) {
            findings.refuse(PARAMETER, format!("{path}/buttons"), "min-items", "A card has one or two buttons.");
        }
        let fits = |button: &TemplateButton| {
            matches!(
                button,
                TemplateButton::QuickReply { .. }
                    | TemplateButton::Url { .. }
                    | TemplateButton::Phone { .. }
                    | TemplateButton::Product { .. }
                    | TemplateButton::OrderDetails { .. }
            )
        };
        if !card.buttons.iter().all(fits) {
            findings.refuse(
                PARAMETER,
                format!("{path}/buttons"),
                "forbidden",
                "A card's buttons are quick replies, links, numbers or products.",
            );
        }
        if Some(shape(card)) != first {
            findings.refuse(PARAMETER, path, "alike", "All cards must have the same parts and the same buttons.");
        }
    }
}

/// The parts of a card, to be compared with another's.
fn shape(card: &TemplateCard) -> (Option<std::mem::Discriminant<TemplateHeader>>, bool, Vec<std::mem::Discriminant<TemplateButton>>) {
    let buttons = card.buttons.iter().map(std::mem::discriminant).collect();
    (card.header.as_ref().map(std::mem::discriminant), card.body.is_some(), buttons)
}

fn offer(template: &Template, findings: &mut Findings) {
    let Some(offer) = &template.offer else { return };
    findings.length(&offer.text, OFFER_MAX, "/offer/text");
    if is_blank(&offer.text) {
        findings.refuse(PARAMETER, "/offer/text", "required", "The offer needs a name.");
    }
    if template.footer.is_some() {
        findings.refuse(FOOTER, "/footer", "forbidden", "An offer that ends has no footer.");
    }
    if matches!(template.header, Some(TemplateHeader::Text { .. } | TemplateHeader::Document { .. } | TemplateHeader::Location)) {
        findings.refuse(HEADER, "/header", "forbidden", "Above an offer stands a picture, a film or nothing.");
    }
    let code = template.buttons.iter().position(|button| matches!(button, TemplateButton::CopyCode { .. }));
    if code.is_some_and(|place| place > 0) {
        findings.refuse(PARAMETER, "/buttons", "grouping", "The code to copy is the first button.");
    }
    if !template.buttons.iter().any(|button| matches!(button, TemplateButton::Url { .. })) {
        findings.refuse(PARAMETER, "/buttons", "required", "An offer needs a link.");
    }
    if template.offer.as_ref().is_some_and(|offer| offer.expires) && code.is_none() {
        findings.warn(PARAMETER, "/buttons", "required", "An offer with a clock usually has a code to copy.");
    }
}

fn authentication(template: &Template, findings: &mut Findings) {
    if template.code.as_ref().and_then(|code| code.minutes).is_some_and(|minutes| !(1..=90).contains(&minutes)) {
        findings.refuse(FOOTER, "/code/minutes", "range", "A code is good for 1 to 90 minutes.");
    }
    if template.header.is_some() || !template.cards.is_empty() || template.offer.is_some() {
        findings.refuse(BODY, "/header", "forbidden", "A one-time code stands alone: no header, no cards, no offer.");
    }
}

fn catalogue(template: &Template, findings: &mut Findings) {
    let is_product = template.buttons.iter().any(|button| matches!(button, TemplateButton::Product { .. }));
    let above = matches!(template.header, Some(TemplateHeader::Product));
    if is_product && !above {
        findings.refuse(HEADER, "/header", "required", "A button for one product needs the product above.");
    }
    if !is_product && template.header.is_some() {
        findings.refuse(HEADER, "/header", "forbidden", "The catalogue brings its own picture.");
    }
}
