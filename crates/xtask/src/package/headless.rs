//! The second WASM of the npm package: the same crate behind its door without a panel.

use std::path::PathBuf;

use crate::failure::Outcome;
use crate::repo::Repo;
use crate::{build, say};

/// Builds it, and says in which folder it lies.
///
/// # Errors
/// When a tool is missing or a step fails.
pub(crate) fn build(repo: &Repo) -> Outcome<PathBuf> {
    say::step("compiling the widget without its panel");
    let pkg = repo.target("headless-pkg");
    build::wasm(repo, "headless", &["--features", "headless"], &pkg, build::Shape::Whole)?;
    Ok(pkg)
}
