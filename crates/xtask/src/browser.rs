//! A Node script that drives the system's Chromium.

use std::path::Path;
use std::process::Command;

use crate::binaries::Binaries;
use crate::failure::Outcome;
use crate::repo::Repo;
use crate::setup;

/// Node at the root of the checkout, told by environment where everything lies: `CHROMIUM`, `SIDETHREAD_BIN`,
/// `SIMULATOR_BIN`, `SIDETHREAD_DIST`.
///
/// # Errors
/// When Chromium or the npm packages are missing and cannot be installed.
pub(crate) fn node(repo: &Repo, binaries: &Binaries) -> Outcome<Command> {
    setup::packages(repo)?;
    setup::packages_in(repo, "pkg-templates")?;
    let chromium = setup::browser(repo)?;
    let mut node = repo.command("node");
    node.env("CHROMIUM", chromium)
        .env("SIDETHREAD_BIN", &binaries.sidethread)
        .env("SIMULATOR_BIN", &binaries.simulator)
        .env("SIDETHREAD_DIST", repo.dist());
    Ok(node)
}

/// The files of a folder whose names end so, sorted.
///
/// # Errors
/// When the folder cannot be read.
pub(crate) fn scripts(folder: &Path, end: &str) -> Outcome<Vec<std::path::PathBuf>> {
    let all = crate::listing::files(folder)?;
    Ok(all.into_iter().filter(|file| file.to_string_lossy().ends_with(end)).collect())
}
