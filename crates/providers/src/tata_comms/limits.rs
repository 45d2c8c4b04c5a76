//! What can be sent through Tata Communications, and how much of it.
//!
//! Meta's limits but for what the document says otherwise. Source: seed 001, wire-facts 2.1, 2.2 and 6.

use crate::cloud::capabilities::words;
use crate::narrowed;
use model::{Capabilities, Limit};

/// The contents that the document has: stickers stand in its table of files, products in its table of interactive messages.
pub(super) const CONTENT: &[&str] =
    &["text", "image", "video", "audio", "document", "sticker", "location", "contacts", "buttons", "list", "products", "template"];

/// "The body object": 1024 characters for every interactive message, where Meta allows a list 4096.
const NARROWER: [(&str, Limit); 1] = [("list.body", Limit::utf16(1024))];

pub(super) fn capabilities() -> Capabilities {
    let mut capabilities = narrowed::to(CONTENT);
    capabilities.limits = capabilities.limits.with(NARROWER);
    // `product` and `product_list` alone are listed.
    capabilities.lacks.insert("products".to_owned(), words(&["catalogue"]));
    // From integrators, not from the document.
    capabilities.read = true;
    capabilities
}
