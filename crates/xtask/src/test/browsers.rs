//! The parts that run in Chromium.

use crate::binaries::{self, Profile};
use crate::failure::{Failure, Outcome};
use crate::repo::Repo;
use crate::{browser, build, run, say, setup};

/// The widget's own tests inside the browser.
pub(super) fn wasm(repo: &Repo) -> Outcome {
    setup::wasm_target(repo)?;
    let runner = setup::bindgen(repo)?.test_runner;
    let driver = setup::driver(repo)?;
    setup::browser(repo)?;
    let arguments = ["test", "-p", "sidethread", "--target", "wasm32-unknown-unknown", "--test", "web"];
    run::run(
        repo.cargo(arguments)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner)
            .env("CHROMEDRIVER", driver)
            .env("WASM_BINDGEN_TEST_TIMEOUT", "300"),
    )
}

/// Every `*.spec.mjs`, against what ships. A file that fails is tried once more: what passes only then is named, since a race
/// in it has still to be found, but it keeps nobody from landing.
pub(super) fn e2e(repo: &Repo, beside_tests: bool) -> Outcome {
    build::widget(repo)?;
    let profile = if beside_tests { Profile::DevBesideTests } else { Profile::Dev };
    let binaries = binaries::build(repo, profile)?;
    let specs = browser::scripts(&repo.path("tests/e2e"), ".spec.mjs")?;
    if specs.is_empty() {
        return Err(Failure::new("tests/e2e has no *.spec.mjs"));
    }
    let mut unsteady = Vec::new();
    let mut failed = Vec::new();
    for spec in &specs {
        let name = spec.file_name().unwrap_or_default().to_string_lossy();
        say::step(format!("e2e {name}"));
        let try_it = || {
            let mut node = browser::node(repo, &binaries)?;
            run::run(node.args(["--test", "--test-reporter=spec", "--test-concurrency=1", "--test-timeout=300000"]).arg(spec))
        };
        if try_it().is_err() {
            say::step(format!("e2e {name}, once more"));
            let list = if try_it().is_ok() { &mut unsteady } else { &mut failed };
            list.push(name.into_owned());
        }
    }
    if !unsteady.is_empty() {
        say::step(format!("UNSTEADY, passed only the second time: {}", unsteady.join(", ")));
    }
    if failed.is_empty() { Ok(()) } else { Err(Failure::new(format!("failed twice: {}", failed.join(", ")))) }
}
