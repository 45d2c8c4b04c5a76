//! What can be sent through Tata Tele, and how much of it.
//!
//! Meta's limits: the provider passes on what Meta takes. Seed 000 names narrower file types (documents as PDF alone) that
//! neither Meta nor the gateway enforces. Source: wire-facts 2.1 and 2.2.

use model::window::WindowRule;
use model::{Capabilities, Limit, Limits};

const MIB: u64 = 1024 * 1024;
const KIB: u64 = 1024;

const CONTENT: [&str; 11] =
    ["text", "image", "video", "audio", "document", "sticker", "location", "contacts", "buttons", "list", "template"];

const LIMITS: [(&str, Limit); 33] = [
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
    // Meta is silent on these three; 256 is what another provider of the same channel states.
    ("location.name", Limit::utf16(256)),
    ("location.address", Limit::utf16(256)),
    ("contacts.name", Limit::utf16(256)),
    ("contacts.count", Limit::items(257)),
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
    ("template.header", Limit::utf16(60)),
    ("template.body", Limit::utf16(1024)),
    ("template.footer", Limit::utf16(60)),
    ("template.name", Limit::utf16(512)),
];

const MEDIA: [(&str, &[&str]); 5] = [
    ("image", &["image/jpeg", "image/png"]),
    ("video", &["video/mp4", "video/3gpp"]),
    ("audio", &["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"]),
    ("document", &["*/*"]),
    ("sticker", &["image/webp"]),
];

const HEADERS: [(&str, &[&str]); 2] = [("buttons", &["text", "image", "video", "document"]), ("list", &["text"])];

pub(super) fn capabilities() -> Capabilities {
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    Capabilities {
        content: words(&CONTENT),
        limits: Limits::new(LIMITS),
        media: MEDIA.into_iter().map(|(kind, types)| (kind.to_owned(), words(types))).collect(),
        window: Some(WindowRule::WHATSAPP),
        templates: true,
        quotes: true,
        reactions: true,
        read: true,
        typing: true,
        headers: HEADERS.into_iter().map(|(kind, types)| (kind.to_owned(), words(types))).collect(),
        ..Capabilities::default()
    }
}
