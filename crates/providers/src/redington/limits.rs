//! What can be sent through Redington, and how much of it: the four contents of its document, with Meta's limits.
//!
//! The platform behind it probably takes more; what its own document does not name, code 604 refuses.
//! Source: seed 002 (5 and 6), wire-facts 2.1, 2.2 and 7.1.

use crate::narrowed;
use model::Capabilities;

/// The contents that the document has.
pub(super) const CONTENT: &[&str] = &["text", "image", "document", "template"];

pub(super) fn capabilities() -> Capabilities {
    narrowed::to(CONTENT)
}
