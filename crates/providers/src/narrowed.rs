//! Meta's table of WhatsApp cut down to what a provider's own document names.

use crate::cloud::capabilities::{whatsapp, words};
use model::{Capabilities, Content, Limits};

/// What remains if only these contents can be sent. Quotes, reactions, read marks and typing are off: who has them says so.
pub(crate) fn to(kinds: &[&str]) -> Capabilities {
    let all = whatsapp();
    let stays = |kind: &str| kinds.contains(&kind);
    let table = |mut table: std::collections::BTreeMap<String, Vec<String>>| {
        table.retain(|kind, _| stays(kind));
        table
    };
    let limits = all.limits.iter().filter(|(name, _)| {
        let kind = name.split('.').next().unwrap_or_default();
        stays(kind) || !Content::KINDS.contains(&kind)
    });
    Capabilities {
        content: words(kinds),
        limits: Limits::default().with(limits),
        media: table(all.media.clone()),
        headers: table(all.headers.clone()),
        suggestions: table(all.suggestions.clone()),
        needs: table(all.needs.clone()),
        lacks: table(all.lacks.clone()),
        window: all.window,
        templates: stays("template"),
        ..Capabilities::default()
    }
}
