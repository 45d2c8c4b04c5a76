//! The proxy and the simulator as programs.

use std::path::PathBuf;

use crate::failure::Outcome;
use crate::repo::Repo;
use crate::{run, say};

/// Where the two programs lie.
pub(crate) struct Binaries {
    /// The proxy.
    pub(crate) sidethread: PathBuf,
    /// The provider and its customers.
    pub(crate) simulator: PathBuf,
}

/// How they are built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Starts soonest.
    Dev,
    /// As `Dev`, but built together with all tests, so that nothing is compiled twice in a full test run.
    DevBesideTests,
    /// For measurements.
    Release,
}

/// Builds both.
///
/// # Errors
/// When they do not compile.
pub(crate) fn build(repo: &Repo, profile: Profile) -> Outcome<Binaries> {
    let (arguments, folder): (&[&str], _) = match profile {
        Profile::Dev => (&["-p", "proxy", "-p", "simulator", "--bins"], "debug"),
        Profile::DevBesideTests => (&["--workspace", "--bins", "--tests"], "debug"),
        Profile::Release => (&["-p", "proxy", "-p", "simulator", "--bins", "--release"], "release"),
    };
    say::step(format!("compiling the proxy and the simulator ({folder})"));
    run::run(repo.cargo(["build"]).args(arguments))?;
    let at = |name: &str| repo.target(folder).join(name);
    Ok(Binaries { sidethread: at("sidethread"), simulator: at("simulator") })
}
