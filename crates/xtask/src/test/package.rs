//! The npm package as a stranger uses it.

use crate::binaries::{self, Profile};
use crate::failure::Outcome;
use crate::repo::Repo;
use crate::{browser, package, run};

/// Packs, installs into fresh projects, builds them and opens them in Chromium, against the real proxy and the simulator.
pub(super) fn package(repo: &Repo, beside_tests: bool) -> Outcome {
    let tarball = package::npm(repo)?;
    let binaries = binaries::build(repo, if beside_tests { Profile::DevBesideTests } else { Profile::Dev })?;
    let specs = browser::scripts(&repo.path("tests/package"), ".spec.mjs")?;
    let mut node = browser::node(repo, &binaries)?;
    node.env("SIDETHREAD_TARBALL", tarball);
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1", "--test-timeout=300000"]).args(specs);
    run::run(&mut node)
}
