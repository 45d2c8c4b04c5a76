//! A row of cards: two to ten of one shape, with media and something to tap, or products (wire-facts 1.3 and 2.1).

use serde_json::Value;

use super::{Case, bad, interactive::need, length, link, list, media, missing, text};
use crate::meta::failure::Failure;

const BODY: usize = 160;
const LINES: usize = 3;
const LABEL: usize = 20;
const REPLIES: std::ops::RangeInclusive<usize> = 1..=3;

/// Judges the cards; those that are shown get the `url` of their media.
pub(super) fn judge(case: &Case<'_>, action: &Value, shown: &mut Value) -> Result<(), Failure> {
    let cards = list(action, "cards");
    if !(2..=10).contains(&cards.len()) {
        return Err(bad("Invalid cards count. Min allowed cards: 2, Max allowed cards: 10."));
    }
    for (place, card) in cards.iter().enumerate() {
        if card["card_index"] != place {
            return Err(bad("card_index must count from 0."));
        }
        match text(card, "type") {
            Some("product") => need(&card["action"], &["catalog_id", "product_retailer_id"])?,
            Some("cta_url") => shown["action"]["cards"][place]["header"] = judge_card(case, card)?,
            other => return Err(bad(format!("Card type {} is not supported.", other.unwrap_or("unknown")))),
        }
    }
    let first = shape(&cards[0]);
    if cards.iter().all(|card| shape(card) == first) { Ok(()) } else { Err(bad("All cards must have the same components.")) }
}

fn judge_card(case: &Case<'_>, card: &Value) -> Result<Value, Failure> {
    let mut header = card["header"].clone();
    match text(&card["header"], "type") {
        Some(kind @ ("image" | "video")) => {
            let file = card["header"].get(kind).ok_or_else(|| missing(&format!("header['{kind}']")))?;
            header[kind] = media::judge(case, kind, file, file)?;
        }
        _ => return Err(bad("A card must have an image or a video as its header.")),
    }
    if let Some(body) = text(&card["body"], "text") {
        length("Card body", body, BODY)?;
        if body.split('\n').count() > LINES {
            return Err(bad("A card body can have at most 2 line breaks."));
        }
    }
    judge_taps(&card["action"])?;
    Ok(header)
}

fn judge_taps(action: &Value) -> Result<(), Failure> {
    if text(action, "name") == Some("cta_url") {
        length("Display text", text(&action["parameters"], "display_text").unwrap_or_default(), LABEL)?;
        return link::judge("Card url", text(&action["parameters"], "url").unwrap_or_default());
    }
    let replies = list(action, "buttons");
    if !REPLIES.contains(&replies.len()) {
        return Err(bad("Invalid buttons count of a card. Min allowed buttons: 1, Max allowed buttons: 3."));
    }
    for reply in replies {
        if text(reply, "type") != Some("quick_reply") {
            return Err(bad("Buttons of a card must be quick_reply."));
        }
        length("Quick reply id", text(&reply["quick_reply"], "id").unwrap_or_default(), LABEL)?;
        length("Quick reply title", text(&reply["quick_reply"], "title").unwrap_or_default(), LABEL)?;
    }
    Ok(())
}

/// What all cards of a message must have alike.
fn shape(card: &Value) -> (Option<&str>, Option<&str>, bool, Option<&str>, usize) {
    let action = &card["action"];
    (text(card, "type"), text(&card["header"], "type"), card.get("body").is_some(), text(action, "name"), list(action, "buttons").len())
}
