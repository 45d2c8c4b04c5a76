//! `cargo xtask bench`: what the design promises in figures, each beside a floor measured in the same run.

use clap::ValueEnum;

use crate::binaries::{self, Profile};
use crate::failure::Outcome;
use crate::repo::Repo;
use crate::{build, run, say, stop};

mod browsers;
mod streams;
mod webhooks;

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only these parts
    parts: Vec<Part>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Durable webhooks per second over HTTP, beside bare inserts
    Webhooks,
    /// Memory and idle processor time with ten thousand open streams
    Streams,
    /// From a webhook to its bubble on the screen, at rest and at 500 a second
    Latency,
    /// From the page to its first bubble, beside a page of bare DOM
    Open,
    /// Webhooks decoded per second on one core, and the bytes that each allocates, for each provider
    Decode,
}

/// Builds for release and runs the parts.
///
/// # Errors
/// When something does not build or a part fails.
pub(crate) fn bench(repo: &Repo, options: &Options) -> Outcome {
    let is_wanted = |part: &&Part| options.parts.is_empty() || options.parts.contains(*part);
    let parts: Vec<&Part> = Part::value_variants().iter().filter(is_wanted).collect();
    if parts.contains(&&Part::Decode) {
        run::run(&mut repo.cargo(["bench", "-p", "providers", "--bench", "decode"]))?;
        say::line("");
    }
    if parts.iter().all(|part| **part == Part::Decode) {
        return Ok(());
    }
    // The others need its folder alone.
    if !repo.dist().is_dir() || parts.iter().any(|part| matches!(part, Part::Latency | Part::Open)) {
        build::widget(repo)?;
    }
    let binaries = binaries::build(repo, Profile::Release)?;
    stop::listen()?;
    for part in parts {
        match part {
            Part::Webhooks => webhooks::webhooks(repo, &binaries)?,
            Part::Streams => streams::streams(repo, &binaries)?,
            Part::Latency => browsers::latency(repo, &binaries)?,
            Part::Open => browsers::open(repo, &binaries)?,
            Part::Decode => continue,
        }
        say::line("");
    }
    Ok(())
}
