//! Node and the npm packages that bundle and drive the browser.

use std::path::Path;
use std::time::SystemTime;

use crate::failure::{Doing, Failure, Outcome};
use crate::repo::Repo;
use crate::{run, say};

const OLDEST_NODE: u32 = 20;

/// `node_modules` of the root as its lock file says it.
///
/// # Errors
/// When Node is missing or too old, or npm fails.
pub(crate) fn packages(repo: &Repo) -> Outcome {
    packages_in(repo, "")
}

/// The same for a folder that has a lock file of its own.
///
/// # Errors
/// As [`packages`].
pub(crate) fn packages_in(repo: &Repo, folder: &str) -> Outcome {
    let said =
        run::read(repo.command("node").arg("--version")).doing(format!("Node {OLDEST_NODE} or later is needed and was not found"))?;
    let major = said.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST_NODE) {
        return Err(Failure::new(format!("Node {OLDEST_NODE} or later is needed; this is {}", said.trim())));
    }
    let installed = changed(&repo.path(folder).join("node_modules/.package-lock.json"));
    if installed.is_some_and(|installed| Some(installed) >= changed(&repo.path(folder).join("package-lock.json"))) {
        return Ok(());
    }
    say::step("installing npm packages");
    run::read(repo.command("npm").current_dir(repo.path(folder)).args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])).map(drop)
}

fn changed(file: &Path) -> Option<SystemTime> {
    std::fs::metadata(file).and_then(|about| about.modified()).ok()
}
