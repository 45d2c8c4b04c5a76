//! The parts that need only the Rust toolchain.

use crate::failure::Outcome;
use crate::repo::Repo;
use crate::{run, setup};

/// Contents for each provider that `check` and its simulator must agree on, at night.
const MILLION: &str = "1000000";

/// Every file as rustfmt writes it.
pub(super) fn fmt(repo: &Repo) -> Outcome {
    setup::component(repo, "rustfmt")?;
    run::run(&mut repo.cargo(["fmt", "--all", "--check"]))
}

/// No warning, on the machine and for WASM, with the panel and without.
pub(super) fn clippy(repo: &Repo) -> Outcome {
    setup::component(repo, "clippy")?;
    setup::wasm_target(repo)?;
    run::run(&mut repo.cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    let for_wasm = ["clippy", "-p", "sidethread", "--target", "wasm32-unknown-unknown", "--lib"];
    run::run(repo.cargo(for_wasm).args(["--test", "web", "--", "-D", "warnings"]))?;
    run::run(repo.cargo(for_wasm).args(["--features", "headless", "--", "-D", "warnings"]))
}

/// All tests but the crash rounds, which are a part of their own, then the examples in the docs.
pub(super) fn native(repo: &Repo, long: bool) -> Outcome {
    if setup::nextest(repo) {
        // nextest refuses a filter that names a binary which does not exist.
        let has_crash = ["crash.rs", "crash/main.rs"].iter().any(|file| repo.path("crates/proxy/tests").join(file).is_file());
        let filter: &[&str] = if has_crash { &["-E", "not binary(crash)"] } else { &[] };
        run::run(
            repo.cargo(["nextest", "run", "--config-file", "crates/xtask/nextest.toml", "--workspace", "--no-fail-fast"]).args(filter),
        )?;
    } else {
        run::run(repo.cargo(["test", "--workspace", "--no-fail-fast", "--lib", "--bins", "--tests"]).env("CRASH_ROUNDS", "1"))?;
    }
    if long {
        let arguments = ["test", "--release", "-p", "proxy", "--test", "differential", "--", "--nocapture"];
        run::run(repo.cargo(arguments).env("DIFFERENTIAL_CASES", MILLION))?;
    }
    run::run(&mut repo.cargo(["test", "--workspace", "--doc"]))
}

/// The rules of the repository.
pub(super) fn tidy(repo: &Repo) -> Outcome {
    run::run(&mut repo.cargo(["test", "-p", "sidethread", "--test", "tidy"]))
}

/// The proxy killed under load, 20 times or 200.
pub(super) fn crash(repo: &Repo, long: bool) -> Outcome {
    let rounds = if long { "200" } else { "20" };
    let arguments = ["test", "-p", "proxy", "--test", "crash", "--", "--nocapture"];
    run::run(repo.cargo(arguments).env("CRASH_ROUNDS", rounds))
}

/// Documentation of all libraries.
pub(super) fn docs(repo: &Repo) -> Outcome {
    let arguments = ["doc", "--workspace", "--lib", "--no-deps"];
    run::run(repo.cargo(arguments).env("RUSTDOCFLAGS", "-D warnings"))
}
