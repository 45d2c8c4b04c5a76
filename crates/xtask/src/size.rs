//! `cargo xtask size`: what an agent's browser downloads, against the budgets of the design.

use std::path::Path;

use crate::build;
use crate::failure::{Doing, Failure, Outcome};
use crate::repo::Repo;
use crate::table::Table;
use crate::{listing, say};

/// A promise about bytes on the wire, after brotli at quality 11. A kilobyte has 1,000 bytes.
struct Budget {
    /// How people call it.
    what: &'static str,
    /// The artefact's name, or none for all of them together that everybody downloads.
    artefact: Option<&'static str>,
    /// What the design allows. More is a failure.
    most: u64,
    /// What we would be glad of.
    aim: Option<u64>,
}

/// What only some pages load: the embed page's own script, the parent's half of its port, the frame where WASM is forbidden, the
/// probe; and what some visits fetch late: the part of the WASM for templates, uploads and what is seldom seen.
const BESIDE: [&str; 5] = ["v1/page.", "v1/embed.", "v1/framed.", "v1/probe.", "v1/sidethread_part."];

const BUDGETS: [Budget; 3] = [
    Budget { what: "all an agent needs", artefact: None, most: 200_000, aim: Some(132_000) },
    Budget { what: "the loader script", artefact: Some("sidethread.js"), most: 6_000, aim: None },
    Budget { what: "the parent's half of the port", artefact: Some("v1/embed.js"), most: 5_000, aim: None },
];

/// One file of the widget in three sizes.
struct Artefact {
    name: String,
    raw: u64,
    gzip: u64,
    brotli: u64,
}

impl Artefact {
    /// Whether everybody downloads it. A table of words is fetched by those who read its language, one of them at most; the
    /// folder of a version holds the same loader once more.
    fn is_for_all(&self) -> bool {
        let is_beside = self.name.ends_with(".json") || BESIDE.iter().any(|start| self.name.starts_with(start));
        !is_beside && !self.name.starts_with(|first: char| first.is_ascii_digit())
    }
}

/// Builds if need be, prints the table, and fails over a budget.
///
/// # Errors
/// When the build fails or a budget is exceeded.
pub(crate) fn command(repo: &Repo) -> Outcome {
    build::widget(repo)?;
    let artefacts = measure(&repo.dist())?;
    say::line(table(&artefacts));
    let (lines, over) = judge(&artefacts)?;
    lines.iter().for_each(say::line);
    match over.is_empty() {
        true => Ok(()),
        false => Err(Failure::new(over.join("; "))),
    }
}

fn measure(dist: &Path) -> Outcome<Vec<Artefact>> {
    let mut artefacts = Vec::new();
    for file in listing::files(dist)? {
        if file.extension().is_some_and(|end| end == "br" || end == "gz") {
            continue;
        }
        let size = |end: &str| {
            let mut path = file.clone().into_os_string();
            path.push(end);
            let about = std::fs::metadata(&path).doing(format!("looking at {}", Path::new(&path).display()))?;
            Outcome::Ok(about.len())
        };
        let name = file.strip_prefix(dist).unwrap_or(&file).display().to_string();
        artefacts.push(Artefact { name, raw: size("")?, gzip: size(".gz")?, brotli: size(".br")? });
    }
    Ok(artefacts)
}

fn table(artefacts: &[Artefact]) -> String {
    let mut table = Table::new(&["artefact", "raw", "gzip -9", "brotli -11"]);
    let sum = |size: fn(&Artefact) -> u64| artefacts.iter().filter(|file| file.is_for_all()).map(size).sum();
    let total = Artefact {
        name: "all an agent needs".to_owned(),
        raw: sum(|file| file.raw),
        gzip: sum(|file| file.gzip),
        brotli: sum(|file| file.brotli),
    };
    for file in artefacts.iter().chain([&total]) {
        table.row([file.name.clone(), grouped(file.raw), grouped(file.gzip), grouped(file.brotli)]);
    }
    table.text()
}

/// A line for each budget, and a sentence for each that is exceeded.
fn judge(artefacts: &[Artefact]) -> Outcome<(Vec<String>, Vec<String>)> {
    let (mut lines, mut over) = (Vec::new(), Vec::new());
    for budget in &BUDGETS {
        let counted: Vec<&Artefact> =
            artefacts.iter().filter(|file| budget.artefact.map_or(file.is_for_all(), |name| file.name == name)).collect();
        if counted.is_empty() {
            return Err(Failure::new(format!("{} is not in dist/web", budget.artefact.unwrap_or("anything"))));
        }
        let size: u64 = counted.iter().map(|file| file.brotli).sum();
        let aim = budget.aim.map_or_else(String::new, |aim| format!(", aim {}", grouped(aim)));
        let (what, most) = (budget.what, budget.most);
        lines.push(format!("{what}: {} of at most {} bytes{aim}", grouped(size), grouped(most)));
        if size > most {
            over.push(format!("{what} is {} bytes over its budget of {}", grouped(size - most), grouped(most)));
        }
    }
    Ok((lines, over))
}

/// 1234567 as 1,234,567.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Artefact, grouped, judge};

    fn file(name: &str, brotli: u64) -> Artefact {
        Artefact { name: name.to_owned(), raw: brotli * 3, gzip: brotli * 2, brotli }
    }

    #[test]
    fn numbers_are_read_in_threes() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }

    /// The files of a whole build, of which these two count.
    fn build(loader: u64, wasm: u64) -> [Artefact; 5] {
        let others = [("v1/embed.js", 5_000), ("v1/page.js", 9_000), ("0.1.0/sidethread.js", loader)];
        let [embed, page, pinned] = others.map(|(name, brotli)| file(name, brotli));
        [file("sidethread.js", loader), file("v1/a.wasm", wasm), embed, page, pinned]
    }

    #[test]
    fn a_budget_holds_to_the_last_byte() {
        let fits = build(6_000, 194_000);
        assert!(judge(&fits).unwrap().1.is_empty());
        let over = build(6_001, 194_000);
        let (_, failed) = judge(&over).unwrap();
        let loader = "the loader script is 1 bytes over its budget of 6,000";
        assert_eq!(failed, ["all an agent needs is 1 bytes over its budget of 200,000", loader]);
    }

    #[test]
    fn a_table_of_words_is_no_part_of_what_everybody_needs() {
        let mut fits = Vec::from(build(6_000, 194_000));
        fits.push(file("v1/hi.0.json", 4_000));
        assert!(judge(&fits).unwrap().1.is_empty());
    }

    #[test]
    fn a_missing_loader_is_a_failure_and_not_a_small_one() {
        assert!(judge(&[file("v1/a.wasm", 1)]).is_err());
    }
}
