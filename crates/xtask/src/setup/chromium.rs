//! A Chromium and its driver: those that are there, or the distribution's by apt.

use std::path::PathBuf;
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::repo::Repo;
use crate::{run, say};

const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PACKAGES: [&str; 4] = ["chromium", "chromium-driver", "fonts-noto-core", "fonts-noto-color-emoji"];

/// The browser: the one named in `CHROMIUM`, or what PATH has.
///
/// # Errors
/// When it is missing and cannot be installed.
pub(crate) fn browser(repo: &Repo) -> Outcome<PathBuf> {
    found_or_installed(repo, "CHROMIUM", &BROWSERS)
}

/// The driver that wasm tests speak to: the one named in `CHROMEDRIVER`, or what PATH has.
///
/// # Errors
/// When it is missing and cannot be installed.
pub(crate) fn driver(repo: &Repo) -> Outcome<PathBuf> {
    found_or_installed(repo, "CHROMEDRIVER", &["chromedriver"])
}

fn found_or_installed(repo: &Repo, variable: &str, names: &[&str]) -> Outcome<PathBuf> {
    let look = || std::env::var_os(variable).map(PathBuf::from).or_else(|| names.iter().find_map(|name| run::find(name)));
    if let Some(found) = look() {
        return Ok(found);
    }
    let name = names[0];
    if run::find("apt-get").is_none() || !is_root(repo) {
        return Err(Failure::new(format!(
            "{name} is needed and was not found; as root: apt-get install {}; or say in {variable} where it is",
            PACKAGES.join(" ")
        )));
    }
    say::step("installing Chromium, its driver and fonts by apt (some minutes, once)");
    run::read(apt(repo).arg("update"))?;
    run::read(apt(repo).args(["install", "--yes", "--no-install-recommends"]).args(PACKAGES))?;
    look().ok_or_else(|| Failure::new(format!("apt installed no {name}; install one and say in {variable} where it is")))
}

fn apt(repo: &Repo) -> Command {
    let mut command = repo.command("apt-get");
    command.arg("--quiet").env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn is_root(repo: &Repo) -> bool {
    run::read(repo.command("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
