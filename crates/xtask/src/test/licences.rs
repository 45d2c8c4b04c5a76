//! What we depend on, judged by cargo-deny and deny.toml.

use crate::failure::Outcome;
use crate::repo::Repo;
use crate::{run, say, setup};

/// Licences, bans and sources always; advisories when their database can be had.
pub(super) fn licences(repo: &Repo) -> Outcome {
    let deny = setup::deny(repo)?;
    let check = ["--log-level", "warn", "check", "--hide-inclusion-graph", "licenses", "bans", "sources"];
    run::run(repo.command(&deny).args(check))?;
    match run::read(repo.command(&deny).args(["fetch", "db"])) {
        Ok(_) => run::run(repo.command(&deny).args(["--log-level", "error", "check", "--disable-fetch", "advisories"])),
        Err(failure) => {
            let reason = failure.to_string();
            let reason = reason.lines().find(|line| line.contains("ERROR") || line.contains("error")).unwrap_or(&reason);
            say::step(format!("advisories NOT checked: their database could not be had ({})", reason.trim()));
            Ok(())
        }
    }
}
