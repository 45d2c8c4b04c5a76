//! One word from two sides: what `check` and the codec say of a content, and what the provider's simulator, written from the
//! documents and not from the codecs, says of the request. They must agree on accept or refuse, whatever the content.
//!
//! A content that `check` refuses is encoded all the same and handed over: a limit that is too narrow is a bug as well.
//!
//! `DIFFERENTIAL_CASES` says how many cases a provider gets (10,000), `DIFFERENTIAL_SEED` repeats a run, `DIFFERENTIAL_CASE`
//! repeats one case of it. Disagreements that were settled stay in `settled.json`, as small as they can be.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]
#![allow(clippy::print_stdout, reason = "a run says by which seed it can be had again, and what it found")]

mod dice;
mod make;
mod report;
mod settled;
mod shrink;
mod sink;
mod stage;
mod together;
mod verdict;
mod words;

use dice::Dice;
use make::Make;
use report::Report;
use stage::{Line, Stage};
use std::collections::BTreeSet;
use verdict::Case;

/// So many cases travel together.
const BATCH: usize = 100;
/// How many of a provider's cases an account of several gets, in tenths; one alone has all.
const SHARES: [(&str, u64); 6] = [
    ("tyntec-whatsapp", 6),
    ("tyntec-viber", 3),
    ("tyntec-transaction", 2),
    ("tyntec-sms", 1),
    ("tata-tele-rcs-rcs", 6),
    ("tata-tele-rcs-google", 4),
];

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap())
}

async fn differ(provider: &str) {
    let cases = number("DIFFERENTIAL_CASES").unwrap_or(10_000);
    let seed = number("DIFFERENTIAL_SEED").unwrap_or_else(rand::random);
    println!("DIFFERENTIAL_SEED={seed} DIFFERENTIAL_CASES={cases}");
    let stage = Stage::build(provider).await;
    let mut report = Report::default();
    for line in &stage.lines {
        let share = SHARES.iter().find(|(slug, _)| *slug == line.slug).map_or(10, |(_, share)| *share);
        let only = number("DIFFERENTIAL_CASE");
        let run: Vec<u64> = only.map_or_else(|| (0..cases * share / 10).collect(), |case| vec![case]);
        let mut tried = BTreeSet::new();
        for batch in run.chunks(BATCH) {
            let made: Vec<Case> = batch.iter().map(|case| make(&stage, line, seed, *case, &mut tried)).collect();
            report.add(&stage, line, made).await;
        }
        if only.is_none() && cases >= 10_000 {
            check_reach(line, &tried);
        }
    }
    report.finish(&stage, provider, seed).await;
}

fn make(stage: &Stage, line: &Line, seed: u64, number: u64, tried: &mut BTreeSet<(String, u64)>) -> Case {
    let dice = Dice::new(seed, number, &line.capabilities.limits);
    let templates = if line.capabilities.templates { &stage.templates[..] } else { &[] };
    let mut make = Make { dice, capabilities: &line.capabilities, files: &stage.files, templates };
    let content = make.content();
    tried.append(&mut make.dice.tried);
    Case::new(stage, line, number, content)
}

/// A run that doesn't come to the edges of a limit has shown nothing of it.
fn check_reach(line: &Line, tried: &BTreeSet<(String, u64)>) {
    for (name, limit) in line.capabilities.limits.iter() {
        // These are reached by the templates' own words.
        if name.starts_with("template.") {
            continue;
        }
        for edge in [limit.max, limit.max + 1] {
            assert!(tried.contains(&(name.to_owned(), edge)), "{}: {name} was not tried at {edge}", line.slug);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tata_tele() {
    differ("tata-tele").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tata_tele_rcs() {
    differ("tata-tele-rcs").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tata_comms() {
    differ("tata-comms").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn redington() {
    differ("redington").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tyntec() {
    differ("tyntec").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn exotel() {
    differ("exotel").await;
}
