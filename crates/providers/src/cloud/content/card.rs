//! A row of cards: media with one link or quick replies, or products.
//!
//! Source: wire-facts 1.3,
//! <https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-media-carousel-messages>

use super::interactive::{With, question};
use super::object;
use crate::error::EncodeError;
use model::content::{Card, Carousel, SuggestedAction, Suggestion};
use serde_json::{Value, json};

pub(super) fn carousel(with: &With<'_>, carousel: &Carousel) -> Result<Value, EncodeError> {
    if !carousel.chips.is_empty() {
        return Err(with.cannot("suggestions under cards"));
    }
    if carousel.narrow {
        return Err(with.cannot("narrow cards"));
    }
    let mut cards = Vec::with_capacity(carousel.cards.len());
    for (index, card) in carousel.cards.iter().enumerate() {
        if card.title.is_some() || card.height.is_some() || card.horizontal || !card.chips.is_empty() {
            return Err(with.cannot("a card with a title, a size or chips"));
        }
        cards.push(match &card.product {
            Some(_) if card.media.is_some() || card.text.is_some() || !card.suggestions.is_empty() => {
                return Err(with.cannot("a product's card with words or media of its own"));
            }
            Some(product) => json!({
                "card_index": index, "type": "product",
                "action": {"catalog_id": product.catalog_id, "product_retailer_id": product.product_id},
            }),
            None => media_card(with, index, card)?,
        });
    }
    let mut wire = question("carousel", carousel.body.as_deref().unwrap_or_default(), None);
    wire.insert("action".to_owned(), json!({"cards": cards}));
    Ok(Value::Object(wire))
}

/// Meta's examples give every card the type `cta_url`, those with quick replies too.
fn media_card(with: &With<'_>, index: usize, card: &Card) -> Result<Value, EncodeError> {
    let mut wire = object(json!({"card_index": index, "type": "cta_url"}));
    if let Some(media) = &card.media {
        wire.insert("header".to_owned(), with.header("a card", media)?);
    }
    if let Some(text) = &card.text {
        wire.insert("body".to_owned(), json!({"text": text}));
    }
    wire.insert("action".to_owned(), action(with, &card.suggestions)?);
    Ok(Value::Object(wire))
}

fn action(with: &With<'_>, suggestions: &[Suggestion]) -> Result<Value, EncodeError> {
    if let [Suggestion { text, action: SuggestedAction::OpenUrl { url }, .. }] = suggestions {
        return Ok(json!({"name": "cta_url", "parameters": {"display_text": text, "url": url}}));
    }
    let mut buttons = Vec::with_capacity(suggestions.len());
    for suggestion in suggestions {
        match suggestion.action {
            SuggestedAction::Reply => {
                buttons.push(json!({"type": "quick_reply", "quick_reply": {"id": suggestion.data, "title": suggestion.text}}));
            }
            SuggestedAction::OpenUrl { .. } => return Err(with.cannot("a card with more than one link")),
            SuggestedAction::Dial { .. }
            | SuggestedAction::ShowLocation(_)
            | SuggestedAction::ShareLocation
            | SuggestedAction::CalendarEvent { .. }
            | SuggestedAction::Unknown => return Err(with.cannot(&format!("{} on a card", suggestion.action.kind()))),
        }
    }
    if buttons.is_empty() { Err(EncodeError::Missing("a button on each card".to_owned())) } else { Ok(json!({"buttons": buttons})) }
}
