//! What can be sent over RCS, and how much of it.
//!
//! Google's limits, which other gateways repeat; the document names the buttons of a card (4) and the cards of a row (2 to 10).
//! Texts are counted in UTF-16 units, the safe reading of "characters". Source: seed 000 ("RCS API"), wire-facts 5.5.

use crate::cloud::capabilities::{table, words};
use model::{Capabilities, Limit, Limits};

const MIB: u64 = 1024 * 1024;

const CONTENT: [&str; 5] = ["text", "image", "video", "card", "carousel"];

const LIMITS: [(&str, Limit); 18] = [
    ("text.body", Limit::utf16(3072)),
    ("image.caption", Limit::utf16(2000)),
    ("video.caption", Limit::utf16(2000)),
    ("image.bytes", Limit::bytes(100 * MIB)),
    ("video.bytes", Limit::bytes(100 * MIB)),
    ("suggestions.count", Limit::items(11)),
    ("suggestions.text", Limit::utf16(25)),
    ("suggestions.data", Limit::utf16(2048)),
    ("card.title", Limit::utf16(200)),
    ("card.text", Limit::utf16(2000)),
    ("card.suggestions.count", Limit::items(4)),
    ("card.suggestions.text", Limit::utf16(25)),
    ("card.suggestions.data", Limit::utf16(2048)),
    ("carousel.cards", Limit::items(10).at_least(2)),
    ("suggestion.data", Limit::utf16(2048)),
    ("suggestion.url", Limit::utf16(2048)),
    ("suggestion.title", Limit::utf16(100)),
    ("suggestion.description", Limit::utf16(500)),
];

const MEDIA: [(&str, &[&str]); 2] = [
    ("image", &["image/jpeg", "image/png", "image/gif"]),
    ("video", &["video/h263", "video/m4v", "video/mp4", "video/mpeg", "video/webm"]),
];

/// What may stand on a card.
const FACES: [(&str, &[&str]); 2] = [("card", &["image", "video"]), ("carousel", &["image", "video"])];

const TAPS: &[&str] = &["reply", "open_url", "dial", "show_location", "share_location", "calendar_event"];

const SUGGESTIONS: [(&str, &[&str]); 3] = [("text", TAPS), ("card", TAPS), ("carousel", TAPS)];

const LACKS: [(&str, &[&str]); 2] = [("card", &["product"]), ("carousel", &["body", "product"])];

pub(super) fn capabilities() -> Capabilities {
    Capabilities {
        content: words(&CONTENT),
        limits: Limits::new(LIMITS),
        media: table(&MEDIA),
        headers: table(&FACES),
        suggestions: table(&SUGGESTIONS),
        lacks: table(&LACKS),
        ..Capabilities::default()
    }
}
