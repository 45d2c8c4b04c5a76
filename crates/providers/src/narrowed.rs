//! Meta's table of WhatsApp cut down to what a provider's own document names.

use crate::cloud::capabilities::{whatsapp, words};
use model::{Capabilities, Content, Limits, Table};

/// What remains if only these contents can be sent. Quotes, reactions, read marks and typing are off: who has them says so.
pub(crate) fn to(kinds: &[&str]) -> Capabilities {
    let all = whatsapp();
    let stays = |kind: &str| kinds.contains(&kind);
    let table = |table: &Table<Vec<String>>| table.clone().into_iter().filter(|(kind, _)| stays(kind)).collect();
    let limits = all.limits.iter().filter(|(name, _)| {
        let kind = name.split('.').next().unwrap_or_default();
        stays(kind) || !Content::KINDS.contains(&kind)
    });
    Capabilities {
        content: words(kinds),
        limits: Limits::default().with(limits),
        media: table(&all.media),
        headers: table(&all.headers),
        suggestions: table(&all.suggestions),
        needs: table(&all.needs),
        lacks: table(&all.lacks),
        window: all.window,
        templates: stays("template"),
        ..Capabilities::default()
    }
}
