//! What can be sent through Exotel, and how much of it: Meta's limits for the contents that its pages name.
//!
//! Source: wire-facts 2.1, 2.2, 4.4 and 9.2, <https://developer.exotel.com/api/send-messages-api>

use crate::cloud::capabilities::words;
use crate::narrowed;
use model::Capabilities;

/// The contents that the provider names.
pub(super) const CONTENT: &[&str] = &[
    "text", "image", "video", "audio", "document", "sticker", "location", "contacts", "buttons", "list", "cta", "products", "flow",
    "template",
];

pub(super) fn capabilities() -> Capabilities {
    let mut capabilities = narrowed::to(CONTENT);
    // `product` and `product_list` have codes of their own (30033 to 30038); a link is the only button named.
    capabilities.lacks.insert("products".to_owned(), words(&["catalogue"]));
    capabilities.lacks.insert("cta".to_owned(), words(&["call"]));
    capabilities.quotes = true;
    capabilities
}
