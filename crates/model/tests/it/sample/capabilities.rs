//! What the account of these tests can carry.

use model::content::Content;
use model::limits::{Limit, Limits};
use model::window::WindowRule;
use model::{Capabilities, Table};

/// What is told, never sent.
const TOLD: [&str; 6] = ["answer", "order", "payment", "call", "notice", "unsupported"];

/// All that a suggestion can do.
const ACTIONS: [&str; 6] = ["reply", "open_url", "dial", "show_location", "share_location", "calendar_event"];

pub(crate) fn table(rows: &[(&str, &[&str])]) -> Table<Vec<String>> {
    rows.iter().map(|(kind, words)| ((*kind).to_owned(), words.iter().map(|word| (*word).to_owned()).collect())).collect()
}

/// Everything can be sent, within limits small enough to test.
pub(crate) fn capabilities() -> Capabilities {
    Capabilities {
        content: Content::KINDS.iter().filter(|kind| !TOLD.contains(kind)).map(|kind| (*kind).to_owned()).collect(),
        limits: Limits::new([("text.body", Limit::utf16(4096))]),
        media: table(&[("image", &["image/jpeg"])]),
        headers: table(&[
            ("buttons", &["text", "image"]),
            ("list", &["text"]),
            ("cta", &["text", "image"]),
            ("products", &["text"]),
            ("flow", &["text", "image"]),
            ("address_request", &["text", "image"]),
            ("order_details", &["image"]),
            ("card", &["image"]),
            ("carousel", &["image"]),
        ]),
        suggestions: table(&[("text", &ACTIONS), ("card", &ACTIONS), ("carousel", &ACTIONS)]),
        needs: Table::new(),
        lacks: Table::new(),
        window: Some(WindowRule::WHATSAPP),
        templates: true,
        quotes: true,
        reactions: true,
        read: true,
        typing: false,
    }
}
