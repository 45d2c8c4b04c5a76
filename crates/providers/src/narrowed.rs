//! Meta's table of WhatsApp cut down to what a provider's own document names.

use crate::cloud::capabilities::{whatsapp, words};
use model::{Capabilities, Limits, Table};

/// Limits of contents that hold for what fills a template, too.
const IN_TEMPLATES: [&str; 9] = [
    "image.bytes",
    "video.bytes",
    "document.bytes",
    "location.name",
    "location.address",
    "products.sections",
    "products.count",
    "products.section.title",
    "order_status.description",
];

/// Files that may stand above a template.
const HEADERS: [&str; 3] = ["image", "video", "document"];

/// What remains if only these contents can be sent. Quotes, reactions, read marks and typing are off: who has them says so.
pub(crate) fn to(kinds: &[&str]) -> Capabilities {
    let all = whatsapp();
    let stays = |kind: &str| kinds.contains(&kind);
    let table = |table: &Table<Vec<String>>| table.clone().into_iter().filter(|(kind, _)| stays(kind)).collect();
    let has = |part: &str| match part {
        "bill" => stays("order_details") || stays("template"),
        "call" => stays("cta") || stays("template"),
        "card" | "suggestion" => stays("carousel"),
        kind => stays(kind),
    };
    let limits = all
        .limits
        .iter()
        .filter(|(name, _)| has(name.split('.').next().unwrap_or_default()) || stays("template") && IN_TEMPLATES.contains(name));
    Capabilities {
        content: words(kinds),
        limits: Limits::default().with(limits),
        media: all
            .media
            .clone()
            .into_iter()
            .filter(|(kind, _)| stays(kind) || stays("template") && HEADERS.contains(&kind.as_str()))
            .collect(),
        headers: table(&all.headers),
        suggestions: table(&all.suggestions),
        needs: table(&all.needs),
        lacks: all.lacks.clone().into_iter().filter(|(kind, _)| has(kind)).collect(),
        window: all.window,
        templates: stays("template"),
        ..Capabilities::default()
    }
}
