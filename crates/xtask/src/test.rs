//! `cargo xtask test`: all that CI runs, part after part; a part that fails does not hide the later ones.

use std::time::Instant;

use clap::ValueEnum;

use crate::failure::{Failure, Outcome};
use crate::repo::Repo;
use crate::{say, size};

mod browsers;
mod licences;
mod package;
mod packages;
mod rust;

/// What to test.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only these parts
    parts: Vec<Part>,
    /// As at night: 200 crash rounds instead of 20, a million contents for each provider instead of ten thousand
    #[arg(long)]
    long: bool,
}

/// The parts in the order they run: what fails soonest comes first.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Formatting
    Fmt,
    /// Lints, for the machine and for WASM, no warning allowed
    Clippy,
    /// Tests of all crates and of the repository's rules, and examples in the docs
    Native,
    /// The repository's rules alone; part of `native`
    Tidy,
    /// The widget's tests inside Chromium
    Wasm,
    /// Whole walks in Chromium against the real proxy and the simulator
    E2e,
    /// The npm package in fresh projects of several bundlers
    Package,
    /// The CRM packages' own tests
    Packages,
    /// The proxy killed at random moments under load
    Crash,
    /// Documentation builds without a warning
    Docs,
    /// Licences, banned and doubled crates, sources, advisories
    Licences,
    /// Bytes on the wire
    Size,
}

/// Runs the parts and counts them.
///
/// # Errors
/// When a part failed.
pub(crate) fn test(repo: &Repo, options: &Options) -> Outcome {
    let parts: Vec<Part> = Part::value_variants()
        .iter()
        .copied()
        .filter(|part| match options.parts.is_empty() {
            true => *part != Part::Tidy,
            false => options.parts.contains(part),
        })
        .collect();
    let whole = parts.contains(&Part::Native);
    let mut lines = Vec::new();
    let mut failed = 0;
    for part in &parts {
        let name = name(*part);
        say::step(format!("test {name}"));
        let start = Instant::now();
        let outcome = run_part(repo, *part, whole, options.long);
        let took = start.elapsed().as_secs_f64();
        let verdict = match &outcome {
            Ok(()) => "passed".to_owned(),
            Err(failure) => {
                failed += 1;
                say::failure(format!("{name}: {failure}"));
                format!("FAILED: {}", failure.to_string().lines().next().unwrap_or_default())
            }
        };
        lines.push(format!("{name:<9} {took:>7.1} s  {verdict}"));
    }
    lines.iter().for_each(say::line);
    say::line(format!("{} passed, {failed} failed", parts.len() - failed));
    match failed {
        0 => Ok(()),
        _ => Err(Failure::new("not all parts passed")),
    }
}

fn run_part(repo: &Repo, part: Part, whole: bool, long: bool) -> Outcome {
    match part {
        Part::Fmt => rust::fmt(repo),
        Part::Clippy => rust::clippy(repo),
        Part::Native => rust::native(repo, long),
        Part::Tidy => rust::tidy(repo),
        Part::Wasm => browsers::wasm(repo),
        Part::E2e => browsers::e2e(repo, whole),
        Part::Package => package::package(repo, whole),
        Part::Packages => packages::packages(repo),
        Part::Crash => rust::crash(repo, long),
        Part::Docs => rust::docs(repo),
        Part::Licences => licences::licences(repo),
        Part::Size => size::command(repo),
    }
}

fn name(part: Part) -> String {
    part.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}
