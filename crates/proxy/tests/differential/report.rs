//! Counts the words, and shows where they differ: one example of each sort, cut down to what matters.

use crate::shrink::shrink;
use crate::stage::{Line, Stage};
use crate::verdict::{Case, theirs};
use model::Content;
use serde_json::Value;
use std::collections::BTreeMap;

/// So many sorts are shown; the rest are counted.
const SHOWN: usize = 12;

#[derive(Default)]
pub(crate) struct Report {
    accepted: u64,
    refused: u64,
    /// Refused by `check`, and there was no way to say it to the provider.
    unsaid: u64,
    sorts: BTreeMap<String, Sort>,
}

/// Disagreements that look alike.
struct Sort {
    cases: u64,
    slug: String,
    example: Case,
}

impl Report {
    /// Has these judged and compares.
    pub(crate) async fn add(&mut self, stage: &Stage, line: &Line, cases: Vec<Case>) {
        let requests: Vec<&Value> = cases.iter().filter_map(|case| case.request.as_ref().ok()).collect();
        let mut words = stage.judge(line, &requests).await.into_iter();
        for case in cases {
            let word = case.request.is_ok().then(|| words.next().unwrap());
            if case.split(word.as_ref()).is_some() {
                let sort = sort(line, &case, word.as_ref());
                let slug = line.slug.clone();
                self.sorts.entry(sort).or_insert(Sort { cases: 0, slug, example: case }).cases += 1;
            } else if case.problems.is_empty() {
                self.accepted += 1;
            } else if word.is_some() {
                self.refused += 1;
            } else {
                self.unsaid += 1;
            }
        }
    }

    /// Prints the figures, and fails if anything differs.
    pub(crate) async fn finish(self, stage: &Stage, provider: &str, seed: u64) {
        let all = self.accepted + self.refused + self.unsaid;
        println!(
            "{provider}: {all} agreed: {} accepted, {} refused, {} refused that can't be said",
            self.accepted, self.refused, self.unsaid
        );
        for (sort, Sort { cases, .. }) in &self.sorts {
            println!("{cases} times {sort}");
        }
        for (sort, Sort { slug, example, .. }) in self.sorts.iter().take(SHOWN) {
            let line = stage.lines.iter().find(|line| line.slug == *slug).unwrap();
            let (small, word) = shrink(stage, line, example.clone()).await;
            println!("\n{sort}\n  DIFFERENTIAL_SEED={seed} DIFFERENTIAL_CASE={}", example.number);
            println!("  content: {}", shown(&small.content));
            println!("  ours: {}\n  theirs: {}", small.ours(), theirs(word.as_ref()));
        }
        assert!(self.sorts.is_empty(), "{provider}: {} sorts of disagreement", self.sorts.len());
        assert!(all < 1000 || self.accepted * 5 > all && self.refused * 20 > all, "{provider}: hardly anything was tried on one side");
    }
}

/// As a client would send it: the parts of a template are the proxy's own.
pub(crate) fn shown(content: &Content) -> Value {
    let mut json = serde_json::to_value(content).unwrap();
    if let (Content::Template(_), Some(object)) = (content, json.as_object_mut()) {
        object.remove("parts");
    }
    json
}

/// What disagreements that look alike have in common.
pub(crate) fn sort(line: &Line, case: &Case, word: Option<&Value>) -> String {
    format!("{} {}: {} | {}", line.slug, case.content.kind(), plain(&case.ours()), plain(&theirs(word)))
}

/// Without the numbers and names of the one case.
fn plain(words: &str) -> String {
    let mut plain: String = words.chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect();
    while plain.contains("##") {
        plain = plain.replace("##", "#");
    }
    plain.chars().take(160).collect()
}
