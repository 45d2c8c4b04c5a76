//! How tall a row will be, before it was ever drawn: a guess, replaced by the truth once it is on the screen.

use crate::view::row::Item;
use model::Content;

const LINE: f64 = 20.0;
const FRAME: f64 = 18.0;

/// Pixels, for a panel of middle width.
pub(super) fn height(item: &Item) -> f64 {
    let lines = |text: Option<&str>| {
        let text = text.unwrap_or_default();
        (text.len() as f64 / 38.0).ceil().max(1.0) + text.matches('\n').take(200).count() as f64
    };
    let words = lines(item.content().words()) * LINE + FRAME;
    let body = match item.content() {
        Content::Text(_) => words,
        Content::Image(_) | Content::Video(_) => 190.0 + words,
        Content::Audio(_) => 76.0,
        Content::Document(_) => 72.0 + words - LINE,
        Content::Sticker(_) => 136.0,
        Content::Location(_) => 190.0,
        Content::Contacts(it) => 24.0 + 96.0 * it.contacts.len() as f64,
        Content::Buttons(it) => words + 36.0 * it.buttons.len() as f64,
        Content::List(_) => words + 56.0,
        Content::LocationRequest(_)
        | Content::ContactRequest(_)
        | Content::CallRequest(_)
        | Content::Cta(_)
        | Content::Flow(_)
        | Content::AddressRequest(_) => words + 44.0,
        Content::Products(it) => 40.0 + words + 28.0 * it.sections.iter().map(|section| section.products.len()).sum::<usize>() as f64,
        Content::OrderDetails(it) => 96.0 + words + 28.0 * it.bill.items.len() as f64,
        Content::OrderStatus(_) | Content::Note(_) => words + 24.0,
        Content::Payment(_) => 72.0,
        Content::Card(it) => words + 60.0 + 36.0 * it.suggestions.len() as f64 + if it.media.is_some() { 150.0 } else { 0.0 },
        Content::Carousel(_) => words + 280.0,
        Content::Template(it) => words + 40.0 + 36.0 * it.parts.buttons.len() as f64 + if it.parts.header.is_some() { 64.0 } else { 0.0 },
        Content::Answer(_) => words + 40.0,
        Content::Order(it) => 60.0 + 28.0 * it.items.len() as f64 + words,
        Content::Notice(_) | Content::Call(_) => words,
        Content::Unsupported(_) => words + 72.0,
    };
    let quote = if item.reply_to().is_some() { 44.0 } else { 0.0 };
    let reactions = item.message().is_some_and(|message| !message.reactions.is_empty());
    body + quote + if reactions { 24.0 } else { 0.0 } + 4.0
}
