//! What can be sent through tyntec over each channel, and how much of it.
//!
//! WhatsApp is Meta's table with what tyntec narrows. Source: seed 003, wire-facts 2.1 and 8.2 (Viber and SMS: the public
//! specification, since the seed breaks off before them). Texts are counted in UTF-16 units, the safe reading of "characters".

use crate::cloud::capabilities::{self, table, words};
use crate::narrowed;
use model::{Capabilities, Limit, Limits, Table};

const MIB: u64 = 1024 * 1024;

/// What Meta has and tyntec has no word for.
const NOT_ON_WHATSAPP: [&str; 3] = ["order_details", "order_status", "carousel"];

/// Schema lengths of tyntec that are narrower than Meta's.
const WHATSAPP_LIMITS: [(&str, Limit); 4] = [
    ("list.body", Limit::utf16(1024)),
    // The schema's maximum of a row's payload.
    ("list.row.id", Limit::utf16(24)),
    ("location.name", Limit::utf16(256)),
    ("location.address", Limit::utf16(256)),
];

/// Headers are lines of text above all but buttons.
const WHATSAPP_HEADERS: [(&str, &[&str]); 6] = [
    ("buttons", &["text", "image", "video", "document"]),
    ("list", &["text"]),
    ("cta", &["text"]),
    ("products", &["text"]),
    ("flow", &["text"]),
    ("address_request", &["text"]),
];

const WHATSAPP_NEEDS: [(&str, &[&str]); 1] = [("call_request", &["body"])];

const WHATSAPP_LACKS: [(&str, &[&str]); 3] =
    [("products", &["catalogue"]), ("flow", &["flow_name"]), ("template", &["product", "bill", "order_status", "named"])];

pub(super) fn whatsapp() -> Capabilities {
    let all = capabilities::whatsapp();
    let carried: Vec<&str> = all.content.iter().map(String::as_str).filter(|kind| !NOT_ON_WHATSAPP.contains(kind)).collect();
    let meta = narrowed::to(&carried);
    Capabilities {
        limits: Limits::default().with(meta.limits.iter().filter(|(name, _)| !name.starts_with("bill."))).with(WHATSAPP_LIMITS),
        headers: table(&WHATSAPP_HEADERS),
        suggestions: table(&[]),
        needs: table(&WHATSAPP_NEEDS),
        lacks: table(&WHATSAPP_LACKS),
        quotes: true,
        reactions: true,
        read: true,
        typing: true,
        ..meta
    }
}

const VIBER: [&str; 7] = ["text", "image", "document", "buttons", "cta", "card", "carousel"];

const VIBER_LIMITS: [(&str, Limit); 18] = [
    ("text.body", Limit::utf16(3000)),
    ("image.caption", Limit::utf16(3000)),
    ("document.caption", Limit::utf16(3000)),
    // tyntec states sizes of films alone, at most 200 MB; other files are held to the same.
    ("image.bytes", Limit::bytes(200 * MIB)),
    ("document.bytes", Limit::bytes(200 * MIB)),
    ("buttons.body", Limit::utf16(3000)),
    ("buttons.count", Limit::items(5).at_least(2)),
    ("cta.body", Limit::utf16(3000)),
    ("cta.footer", Limit::utf16(3000)),
    ("card.title", Limit::utf16(3000)),
    ("card.text", Limit::utf16(3000)),
    ("carousel.body", Limit::utf16(3000)),
    ("carousel.cards", Limit::items(5).at_least(2)),
    ("card.suggestions.count", Limit::items(2)),
    // tyntec is silent on these; Viber's own buttons and links have no more.
    ("cta.label", Limit::utf16(30)),
    ("card.suggestions.text", Limit::utf16(30)),
    ("cta.url", Limit::utf16(2000)),
    ("suggestion.url", Limit::utf16(2000)),
];

const VIBER_MEDIA: [(&str, &[&str]); 2] = [("image", &["image/jpeg", "image/png"]), ("document", &["*/*"])];

const VIBER_HEADERS: [(&str, &[&str]); 3] = [("cta", &["image"]), ("card", &["image"]), ("carousel", &["image"])];

const VIBER_SUGGESTIONS: [(&str, &[&str]); 2] = [("card", &["open_url"]), ("carousel", &["open_url"])];

const VIBER_NEEDS: [(&str, &[&str]); 1] = [("carousel", &["body", "media", "title", "suggestions"])];

/// A card in a row has one line of words; no card has chips, a size or a product.
const VIBER_LACKS: [(&str, &[&str]); 4] = [
    // The words of an answer come back, not its id.
    ("buttons", &["id", "footer"]),
    ("cta", &["call"]),
    ("card", &["height", "product", "horizontal", "chips"]),
    ("carousel", &["text", "height", "product", "narrow", "chips"]),
];

pub(super) fn viber() -> Capabilities {
    Capabilities {
        content: words(&VIBER),
        limits: Limits::new(VIBER_LIMITS),
        media: table(&VIBER_MEDIA),
        headers: table(&VIBER_HEADERS),
        suggestions: table(&VIBER_SUGGESTIONS),
        needs: table(&VIBER_NEEDS),
        lacks: table(&VIBER_LACKS),
        ..Capabilities::default()
    }
}

/// What goes out as `transaction`. A card in a row keeps its picture.
const TRANSACTION: [&str; 3] = ["text", "buttons", "carousel"];

/// Limits of what stands in a row of cards.
const IN_CAROUSELS: [&str; 5] = ["image.bytes", "card.title", "card.suggestions.count", "card.suggestions.text", "suggestion.url"];

pub(super) fn viber_transaction() -> Capabilities {
    let all = viber();
    let stays = |name: &str| TRANSACTION.contains(&name);
    let table = |table: Table<Vec<String>>| table.into_iter().filter(|(kind, _)| stays(kind)).collect();
    let limits = all.limits.iter().filter(|(name, _)| stays(name.split('.').next().unwrap_or_default()) || IN_CAROUSELS.contains(name));
    Capabilities {
        content: words(&TRANSACTION),
        limits: Limits::default().with(limits),
        media: all.media.into_iter().filter(|(kind, _)| kind == "image").collect(),
        headers: table(all.headers),
        suggestions: table(all.suggestions),
        needs: table(all.needs),
        lacks: table(all.lacks),
        ..Capabilities::default()
    }
}

/// Text alone; a long one is cut into parts on its way and comes out whole.
pub(super) fn sms() -> Capabilities {
    Capabilities { content: words(&["text"]), limits: Limits::new([("text.body", Limit::utf16(3000))]), ..Capabilities::default() }
}
