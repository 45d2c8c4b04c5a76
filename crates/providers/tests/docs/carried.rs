//! What a channel carries: one row a content, with its files, its parts, its limits and where these come from.

use crate::guide::Guide;
use crate::received;
use crate::table::table;
use model::limits::Unit;
use model::{Capabilities, Channel, Content, Limit};
use providers::Account;
use providers::cloud::capabilities::LIMITS;
use std::collections::BTreeSet;

/// Limits that more than one content has, by the content that uses them.
const SHARED: [(&str, &[&str]); 6] = [
    ("cta", &["call"]),
    ("order_details", &["bill"]),
    ("card", &["suggestions", "suggestion"]),
    ("carousel", &["card", "suggestions", "suggestion"]),
    ("text", &["suggestions", "suggestion"]),
    ("contacts", &[]),
];

/// The table of an account: what can be sent or arrives.
pub(crate) fn write(guide: &Guide, account: &Account) -> String {
    let (channel, capabilities) = (&account.channel, guide.codec().capabilities(account));
    let received = received::kinds(guide, channel);
    let rows: Vec<_> = Content::KINDS
        .iter()
        .filter(|kind| capabilities.carries(kind) || received.contains(**kind))
        .map(|kind| row(guide, channel, &capabilities, &received, kind))
        .collect();
    table(["content", "send", "receive", "files and parts", "limits", "source"], &rows)
}

/// What goes beside contents: quotes, reactions, marks.
pub(crate) fn beside(guide: &Guide, channel: &Channel) -> String {
    let capabilities = guide.capabilities(channel);
    let received = received::kinds(guide, channel);
    let yes = |there: bool| if there { "yes" } else { "" }.to_owned();
    let heard = |kind: &str| yes(received.contains(&format!("~{kind}")));
    let rows = [
        ["templates".to_owned(), yes(capabilities.templates), String::new()],
        ["quoted replies".to_owned(), yes(capabilities.quotes), String::new()],
        ["reactions".to_owned(), yes(capabilities.reactions), heard("reaction")],
        ["read marks".to_owned(), yes(capabilities.read), heard("status")],
        ["typing".to_owned(), yes(capabilities.typing), heard("typing")],
        ["edits".to_owned(), String::new(), heard("edit")],
        ["deletions".to_owned(), String::new(), heard("revoke")],
        ["number or id changed".to_owned(), String::new(), heard("moved")],
        ["opt-in and opt-out".to_owned(), String::new(), heard("consent")],
        ["review of a template".to_owned(), String::new(), heard("template")],
    ];
    let said: Vec<_> = rows.into_iter().filter(|row| !row[1].is_empty() || !row[2].is_empty()).collect();
    table(["beside contents", "we do", "we hear"], &said)
}

fn row(guide: &Guide, channel: &Channel, capabilities: &Capabilities, received: &BTreeSet<String>, kind: &str) -> [String; 6] {
    let sends = capabilities.carries(kind);
    let yes = |there: bool| if there { "yes" } else { "" }.to_owned();
    let (parts, (limits, source)) =
        if sends { (parts(capabilities, kind), limits(guide, channel, capabilities, kind)) } else { Default::default() };
    [format!("`{kind}`"), yes(sends), yes(received.contains(kind)), parts, limits, source]
}

fn parts(capabilities: &Capabilities, kind: &str) -> String {
    let list = |words: Option<&Vec<String>>| words.map(|words| words.join(", ")).filter(|words| !words.is_empty());
    let types = list(capabilities.media.get(kind)).map(|types| types.replace("*/*", "any type"));
    let above = if matches!(kind, "card" | "carousel") { "media" } else { "header" };
    let said = [
        types,
        list(capabilities.headers.get(kind)).map(|words| format!("{above}: {words}")),
        list(capabilities.suggestions.get(kind)).map(|words| format!("taps: {words}")),
        list(capabilities.needs.get(kind)).map(|words| format!("needs: {words}")),
        list(capabilities.lacks.get(kind)).map(|words| format!("without: {words}")),
    ];
    said.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// The limits of a content, its own before those that it shares, and where they come from.
fn limits(guide: &Guide, channel: &Channel, capabilities: &Capabilities, kind: &str) -> (String, String) {
    let shared = SHARED.iter().find(|(of, _)| *of == kind).map_or(&[][..], |(_, prefixes)| prefixes);
    let taps = capabilities.suggestions.contains_key(kind);
    let prefix = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
    let is_shared = |name: &str| {
        let prefix = prefix(name);
        shared.contains(&prefix.as_str()) && (taps || !prefix.starts_with("suggestion")) && !capabilities.lacks(kind, &prefix)
    };
    let all = || capabilities.limits.iter();
    let named = all().filter(|(name, _)| prefix(name) == kind).chain(all().filter(|(name, _)| is_shared(name)));
    let mut said = Vec::new();
    let mut sources: Vec<(&str, Vec<&str>)> = Vec::new();
    for (name, limit) in named {
        let own = name.strip_prefix(kind).and_then(|rest| rest.strip_prefix('.')).filter(|rest| !rest.starts_with("suggestions"));
        let short = own.unwrap_or(name);
        said.push(format!("{short} {}", amount(limit)));
        let is_metas = *channel == Channel::WhatsApp && LIMITS.contains(&(name, limit));
        let source = if is_metas { "Meta" } else { guide.source(channel, name) };
        match sources.iter_mut().find(|(known, _)| *known == source) {
            Some((_, names)) => names.push(short),
            None => sources.push((source, vec![short])),
        }
    }
    // The one that most come from is said last, and of all others what comes from them.
    sources.sort_by_key(|(_, names)| names.len());
    let last = sources.pop().map(|(source, _)| if sources.is_empty() { source.to_owned() } else { format!("else {source}") });
    let few = sources.into_iter().map(|(source, names)| format!("{}: {source}", names.join(", ")));
    (said.join("; "), few.chain(last).collect::<Vec<_>>().join("; "))
}

/// `2 to 10`, `5 MB`, `1,024`.
pub(crate) fn amount(limit: Limit) -> String {
    let most = match limit.unit {
        Unit::Bytes => return bytes(limit.max),
        Unit::Lines => format!("{} lines", grouped(limit.max)),
        Unit::Minutes => format!("{} minutes", grouped(limit.max)),
        Unit::Items | Unit::Chars | Unit::Utf16 => grouped(limit.max),
    };
    if limit.min > 0 { format!("{} to {most}", grouped(limit.min)) } else { most }
}

fn bytes(number: u64) -> String {
    const KIB: u64 = 1024;
    const MIB: u64 = 1024 * KIB;
    match number {
        _ if number.is_multiple_of(MIB) => format!("{} MB", number / MIB),
        _ if number.is_multiple_of(KIB) => format!("{} KB", number / KIB),
        _ => format!("{} bytes", grouped(number)),
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
