//! What WhatsApp carries, and how much of it, as Meta says. A provider takes this and changes what differs.
//!
//! Source: wire-facts 2.1 and 2.2; where sources disagree, the narrower one, so that nothing is refused after it left.

use model::window::WindowRule;
use model::{Capabilities, Limit, Limits, Table};

const MIB: u64 = 1024 * 1024;
const KIB: u64 = 1024;

/// Everything that can be sent.
const CONTENT: [&str; 21] = [
    "text",
    "image",
    "video",
    "audio",
    "document",
    "sticker",
    "location",
    "location_request",
    "contacts",
    "contact_request",
    "buttons",
    "list",
    "cta",
    "products",
    "flow",
    "address_request",
    "call_request",
    "order_details",
    "order_status",
    "carousel",
    "template",
];

/// Meta's limits by name. Each is the last that is allowed.
pub const LIMITS: [(&str, Limit); 73] = [
    ("text.body", Limit::utf16(4096)),
    ("image.caption", Limit::utf16(1024)),
    ("video.caption", Limit::utf16(1024)),
    ("document.caption", Limit::utf16(1024)),
    ("image.bytes", Limit::bytes(5 * MIB)),
    ("video.bytes", Limit::bytes(16 * MIB)),
    ("audio.bytes", Limit::bytes(16 * MIB)),
    ("document.bytes", Limit::bytes(100 * MIB)),
    // Moving ones may have 500 KiB, but whether it moves is only known to who decodes it.
    ("sticker.bytes", Limit::bytes(100 * KIB)),
    // Meta is silent on these two; 256 is what another provider of the same channel states.
    ("location.name", Limit::utf16(256)),
    ("location.address", Limit::utf16(256)),
    ("contacts.count", Limit::items(257)),
    ("location_request.body", Limit::utf16(1024)),
    ("contact_request.body", Limit::utf16(1024)),
    ("call_request.body", Limit::utf16(1024)),
    ("buttons.count", Limit::items(3)),
    ("buttons.title", Limit::utf16(20)),
    ("buttons.id", Limit::utf16(256)),
    ("buttons.header", Limit::utf16(60)),
    ("buttons.body", Limit::utf16(1024)),
    ("buttons.footer", Limit::utf16(60)),
    ("list.sections", Limit::items(10)),
    ("list.rows", Limit::items(10)),
    ("list.button", Limit::utf16(20)),
    ("list.header", Limit::utf16(60)),
    ("list.body", Limit::utf16(4096)),
    ("list.footer", Limit::utf16(60)),
    ("list.section.title", Limit::utf16(24)),
    ("list.row.id", Limit::utf16(200)),
    ("list.row.title", Limit::utf16(24)),
    ("list.row.description", Limit::utf16(72)),
    ("cta.label", Limit::utf16(20)),
    ("cta.url", Limit::utf16(2000)),
    ("cta.header", Limit::utf16(60)),
    ("cta.body", Limit::utf16(1024)),
    ("cta.footer", Limit::utf16(60)),
    ("call.minutes", Limit::minutes(43_200).at_least(1)),
    ("call.payload", Limit::utf16(512)),
    ("products.header", Limit::utf16(60)),
    ("products.body", Limit::utf16(1024)),
    ("products.footer", Limit::utf16(60)),
    ("products.sections", Limit::items(10)),
    ("products.count", Limit::items(30)),
    ("products.section.title", Limit::utf16(24)),
    ("flow.header", Limit::utf16(60)),
    ("flow.body", Limit::utf16(1024)),
    ("flow.footer", Limit::utf16(60)),
    ("flow.label", Limit::utf16(20)),
    ("address_request.header", Limit::utf16(60)),
    ("address_request.body", Limit::utf16(1024)),
    ("address_request.footer", Limit::utf16(60)),
    ("address_request.id", Limit::utf16(256)),
    ("order_details.body", Limit::utf16(1024)),
    ("order_details.footer", Limit::utf16(60)),
    ("bill.reference_id", Limit::utf16(35)),
    ("bill.name", Limit::utf16(60)),
    ("bill.description", Limit::utf16(60)),
    ("bill.expiry", Limit::utf16(120)),
    ("bill.configuration", Limit::utf16(60)),
    ("order_status.body", Limit::utf16(1024)),
    ("order_status.footer", Limit::utf16(60)),
    ("order_status.description", Limit::utf16(120)),
    ("carousel.body", Limit::utf16(1024)),
    ("carousel.cards", Limit::items(10).at_least(2)),
    ("card.text", Limit::utf16(160)),
    ("card.lines", Limit::lines(3)),
    ("card.suggestions.count", Limit::items(3)),
    ("card.suggestions.text", Limit::utf16(20)),
    ("card.suggestions.data", Limit::utf16(20)),
    ("suggestion.url", Limit::utf16(2000)),
    ("template.header", Limit::utf16(60)),
    ("template.body", Limit::utf16(1024)),
    ("template.card.body", Limit::utf16(160)),
];

const MEDIA: [(&str, &[&str]); 5] = [
    ("image", &["image/jpeg", "image/png"]),
    ("video", &["video/mp4", "video/3gpp"]),
    ("audio", &["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"]),
    ("document", &["*/*"]),
    ("sticker", &["image/webp"]),
];

const HEADERS: [(&str, &[&str]); 8] = [
    ("buttons", &["text", "image", "video", "document"]),
    ("list", &["text"]),
    ("cta", &["text", "image", "video", "document"]),
    ("products", &["text"]),
    ("flow", &["text", "image", "video", "document"]),
    ("address_request", &["text", "image", "video", "document"]),
    ("order_details", &["image", "video", "document"]),
    ("carousel", &["image", "video"]),
];

const SUGGESTIONS: [(&str, &[&str]); 1] = [("carousel", &["reply", "open_url"])];

/// All cards alike, each with media and something to tap, under a text.
const NEEDS: [(&str, &[&str]); 1] = [("carousel", &["body", "alike", "media", "suggestions", "one_link"])];

/// A card has no title and one size; a bill is paid in rupees alone.
const LACKS: [(&str, &[&str]); 2] = [("carousel", &["title", "height", "narrow", "chips"]), ("bill", &["currency"])];

/// What Meta lets through on WhatsApp.
pub fn whatsapp() -> Capabilities {
    Capabilities {
        content: words(&CONTENT),
        limits: Limits::new(LIMITS),
        media: table(&MEDIA),
        headers: table(&HEADERS),
        suggestions: table(&SUGGESTIONS),
        needs: table(&NEEDS),
        lacks: table(&LACKS),
        window: Some(WindowRule::WHATSAPP),
        templates: true,
        quotes: true,
        reactions: true,
        read: true,
        typing: true,
    }
}

/// A table of words by content type, as capabilities keep it.
pub fn table(rows: &[(&str, &[&str])]) -> Table<Vec<String>> {
    rows.iter().map(|(kind, list)| ((*kind).to_owned(), words(list))).collect()
}

/// A list of words, as capabilities keep it.
pub fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}
