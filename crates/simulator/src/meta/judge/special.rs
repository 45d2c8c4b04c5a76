//! Meta's rules for carousel, limited-time-offer and authentication templates (wire-facts 2.3, seed 004).

use serde_json::Value;

use super::{list, text, units};
use crate::meta::template::{Definition, component};

/// Judges the special parts of a definition; the words are those of the first rule it breaks.
///
/// # Errors
/// In words.
pub fn judge(template: &Definition) -> Result<(), String> {
    if let Some(carousel) = template.component("CAROUSEL") {
        ensure(template.category == "MARKETING", "Carousel templates must be MARKETING")?;
        judge_cards(list(carousel, "cards"))?;
    }
    if let Some(offer) = template.component("LIMITED_TIME_OFFER") {
        ensure(template.category == "MARKETING", "Limited-time offer templates must be MARKETING")?;
        let words = text(&offer["limited_time_offer"], "text").unwrap_or_default();
        ensure((1..=16).contains(&units(words)), "Limited-time offer text must be 1 to 16 characters")?;
    }
    if template.category == "AUTHENTICATION" {
        judge_authentication(template)?;
    }
    Ok(())
}

fn judge_cards(cards: &[Value]) -> Result<(), String> {
    ensure((2..=10).contains(&cards.len()), "Carousel templates can have 2 to 10 cards")?;
    let shape = |card: &Value| -> Vec<String> {
        let parts = list(card, "components");
        let header = component(parts, "HEADER").and_then(|h| text(h, "format")).unwrap_or_default().to_ascii_uppercase();
        let buttons = component(parts, "BUTTONS").map_or(&[][..], |b| list(b, "buttons"));
        let kinds = buttons.iter().map(|b| text(b, "type").unwrap_or_default().to_ascii_uppercase());
        std::iter::once(header).chain(kinds).collect()
    };
    let first = cards.first().map(shape).unwrap_or_default();
    for card in cards {
        let parts = list(card, "components");
        ensure(shape(card) == first, "All cards must have the same header format and the same buttons in the same order")?;
        ensure((2..=3).contains(&first.len()) || first.first().is_some_and(|h| h == "PRODUCT"), "A card must have 1 or 2 buttons")?;
        let body = component(parts, "BODY").and_then(|b| text(b, "text")).unwrap_or_default();
        ensure(units(body) <= 160, "Card body must be at most 160 characters")?;
    }
    Ok(())
}

fn judge_authentication(template: &Definition) -> Result<(), String> {
    if let Some(minutes) = template.component("FOOTER").and_then(|f| f.get("code_expiration_minutes")) {
        ensure(minutes.as_i64().is_some_and(|m| (1..=90).contains(&m)), "code_expiration_minutes must be 1 to 90")?;
    }
    let buttons = template.component("BUTTONS").map_or(&[][..], |b| list(b, "buttons"));
    let Some(button) = buttons.first() else { return Ok(()) };
    let kind = text(button, "otp_type").unwrap_or_default().to_ascii_uppercase();
    ensure(["COPY_CODE", "ONE_TAP", "ZERO_TAP"].contains(&kind.as_str()), "otp_type must be COPY_CODE, ONE_TAP or ZERO_TAP")?;
    for label in ["text", "autofill_text"] {
        ensure(text(button, label).is_none_or(|l| units(l) <= 25), "Button text must be at most 25 characters")?;
    }
    if kind == "COPY_CODE" {
        return Ok(());
    }
    ensure(kind != "ZERO_TAP" || button["zero_tap_terms_accepted"] == true, "zero_tap_terms_accepted must be true")?;
    let apps = list(button, "supported_apps");
    let flat = [button.clone()];
    let apps = if apps.is_empty() { &flat[..] } else { apps };
    ensure(apps.len() <= 5, "supported_apps can have at most 5 apps")?;
    apps.iter().try_for_each(judge_app)
}

fn judge_app(app: &Value) -> Result<(), String> {
    let package = text(app, "package_name").unwrap_or_default();
    let segment = |s: &str| s.starts_with(|c: char| c.is_ascii_alphabetic()) && s.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let fits = package.len() <= 224 && package.split('.').count() >= 2 && package.split('.').all(segment);
    ensure(fits, "package_name is not valid")?;
    let hash = text(app, "signature_hash").unwrap_or_default();
    let sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
    ensure(hash.len() == 11 && hash.chars().all(sign), "signature_hash must be exactly 11 characters")
}

fn ensure(holds: bool, otherwise: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(otherwise.to_owned()) }
}
