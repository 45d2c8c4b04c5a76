//! Disagreements that were settled, each as small as it can be: what both sides say of them now.

use crate::stage::Stage;
use crate::verdict::{Case, theirs};
use model::Content;
use serde::Deserialize;
use std::collections::BTreeSet;

const SETTLED: &str = include_str!("settled.json");

/// One that was settled.
#[derive(Deserialize)]
struct Settled {
    /// Whose: `tyntec-viber`.
    lines: Vec<String>,
    /// What both say now.
    both: Word,
    /// Who was wrong, and what settles it.
    why: String,
    content: Content,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Word {
    Accept,
    Refuse,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_settled_stays_settled() {
    let settled: Vec<Settled> = serde_json::from_str(SETTLED).unwrap();
    let slugs: BTreeSet<&String> = settled.iter().flat_map(|one| &one.lines).collect();
    let mut judged = 0;
    for codec in providers::registry::ALL {
        let stage = Stage::build(codec.provider()).await;
        for line in stage.lines.iter().filter(|line| slugs.contains(&line.slug)) {
            for one in settled.iter().filter(|one| one.lines.contains(&line.slug)) {
                let case = Case::new(&stage, line, 0, one.content.clone());
                let word = match &case.request {
                    Ok(request) => stage.judge(line, &[request]).await.pop(),
                    Err(_) => None,
                };
                let ours = if case.problems.is_empty() { Word::Accept } else { Word::Refuse };
                let told = format!("{}: {}\n  ours: {}\n  theirs: {}", line.slug, one.why, case.ours(), theirs(word.as_ref()));
                assert_eq!(ours, one.both, "{told}");
                assert_eq!(case.split(word.as_ref()), None, "{told}");
                judged += 1;
            }
        }
    }
    assert_eq!(judged, settled.iter().map(|one| one.lines.len()).sum::<usize>(), "a line that doesn't exist");
}
