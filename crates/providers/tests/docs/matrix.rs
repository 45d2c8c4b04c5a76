//! The page over all providers: which content goes where.

use crate::endpoint::By;
use crate::guide::{GUIDES, Guide};
use crate::page::HOW;
use crate::received;
use crate::table::table;
use model::{Channel, Content};

/// `README.md`.
pub(crate) fn write() -> String {
    let columns: Vec<(&Guide, &Channel)> =
        GUIDES.iter().flat_map(|guide| guide.codec().channels().iter().map(move |channel| (*guide, channel))).collect();
    let [a, b, c, d, e, f, g, h] = columns[..] else { panic!("{} columns", columns.len()) };
    let columns = [a, b, c, d, e, f, g, h];
    let heads = columns.map(|(guide, channel)| format!("[{}]({}.md), {}", short(guide), guide.provider, channel.label()));
    let [a, b, c, d, e, f, g, h] = heads.each_ref().map(String::as_str);
    let rows: Vec<_> = Content::KINDS
        .iter()
        .map(|kind| {
            let [a, b, c, d, e, f, g, h] = columns.map(|(guide, channel)| cell(guide, channel, kind));
            [format!("`{kind}`"), a, b, c, d, e, f, g, h]
        })
        .filter(|row| row[1..].iter().any(|cell| !cell.is_empty()))
        .collect();
    let covered: Vec<_> = GUIDES.iter().map(|guide| count(guide)).collect();
    format!(
        "{HOW}# Providers\n\nWhat can be sent (→) and arrives (←), by provider and channel. Limits, set-up, faults and addresses are on the \
         page of each. What arrives and is in no row becomes a labelled bubble: nothing is dropped.\n\n{}\n\
         ## Addresses of their documents\n\n{}\n\
         Campaigns, analytics, insights, forms, profile, logo, commerce, settings and calls come later.\n\n\
         Shared by all WhatsApp providers: [codes of Meta and of HTTP](whatsapp.md). Every example of the documents and its fixture: \
         [examples.md](../../crates/providers/tests/examples.md).\n",
        table(["content", a, b, c, d, e, f, g, h], &rows),
        table(
            ["provider", "addresses", "asked for by the codec or beside it", "answered by the simulator", "later", "not needed"],
            &covered
        )
    )
}

fn short(guide: &Guide) -> &'static str {
    guide.title.split(':').next().unwrap_or_default()
}

fn cell(guide: &Guide, channel: &Channel, kind: &str) -> String {
    let sends = guide.capabilities(channel).carries(kind);
    let hears = received::kinds(guide, channel).contains(kind);
    match (sends, hears) {
        (true, true) => "→ ←",
        (true, false) => "→",
        (false, true) => "←",
        (false, false) => "",
    }
    .to_owned()
}

fn count(guide: &Guide) -> [String; 6] {
    let all = guide.endpoints;
    let asked = all.iter().filter(|one| matches!(one.by, By::Codec(_) | By::Beside(_))).count();
    let later = all.iter().filter(|one| matches!(one.by, By::Later(_))).count();
    let simulated = all.iter().filter(|one| one.simulated).count();
    [format!("[{}]({}.md)", short(guide), guide.provider)]
        .into_iter()
        .chain([all.len(), asked, simulated, later, all.len() - asked - later].map(|number| number.to_string()))
        .collect::<Vec<_>>()
        .try_into()
        .unwrap()
}
