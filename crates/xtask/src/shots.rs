//! `cargo xtask shots`: pictures of every state of the panel, taken by tests/e2e/shots.mjs.

use std::path::PathBuf;

use crate::binaries::{self, Profile};
use crate::failure::Outcome;
use crate::repo::Repo;
use crate::{browser, build, run, say};

/// Where the pictures go.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The folder for the pictures
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Takes the pictures.
///
/// # Errors
/// When something does not build or the script fails.
pub(crate) fn shots(repo: &Repo, options: &Options) -> Outcome {
    build::widget(repo)?;
    let binaries = binaries::build(repo, Profile::Dev)?;
    let folder = options.out.clone().unwrap_or_else(|| repo.target("shots"));
    run::make_folder(&folder)?;
    let folder = folder.canonicalize()?;
    let mut node = browser::node(repo, &binaries)?;
    run::run(node.arg(repo.path("tests/e2e/shots.mjs")).env("SHOTS_DIR", &folder))?;
    say::line(format!("the pictures are in {}", folder.display()));
    Ok(())
}
