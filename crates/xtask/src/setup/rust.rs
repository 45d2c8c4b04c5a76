//! Pieces of the Rust toolchain and programs that cargo installs.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Doing, Failure, Outcome};
use crate::repo::Repo;
use crate::{run, say};

const WASM: &str = "wasm32-unknown-unknown";

/// The two programs of wasm-bindgen-cli, of exactly the version the widget is built with.
pub(crate) struct Bindgen {
    /// Turns the compiled module into what a page can load.
    pub(crate) bindgen: PathBuf,
    /// Runs tests in a browser.
    pub(crate) test_runner: PathBuf,
}

/// The standard library for WASM.
///
/// # Errors
/// When it is missing and cannot be installed.
pub(crate) fn wasm_target(repo: &Repo) -> Outcome {
    if rustlib(repo)?.join(WASM).join("lib").is_dir() {
        return Ok(());
    }
    say::step(format!("installing the Rust target {WASM}"));
    run::run(repo.command("rustup").args(["target", "add", WASM]))
        .doing(format!("the Rust target {WASM} is missing; install it, or install rustup, which can"))
}

/// The standard library as sources, to be compiled with the widget.
///
/// # Errors
/// When they are missing and cannot be installed.
pub(crate) fn rust_sources(repo: &Repo) -> Outcome {
    if rustlib(repo)?.join("src/rust/library/Cargo.lock").is_file() {
        return Ok(());
    }
    say::step("installing the Rust component rust-src");
    run::run(repo.command("rustup").args(["component", "add", "rust-src"]))
        .doing("the sources of Rust's standard library are missing; install them, or install rustup, which can")
}

fn rustlib(repo: &Repo) -> Outcome<PathBuf> {
    let sysroot = run::read(repo.command("rustc").args(["--print", "sysroot"]))?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib"))
}

/// A part of the toolchain, such as `clippy`.
///
/// # Errors
/// When it is missing and cannot be installed.
pub(crate) fn component(repo: &Repo, name: &str) -> Outcome {
    let subcommand = name.trim_start_matches("rust");
    if run::read(&mut repo.cargo([subcommand, "--version"])).is_ok() {
        return Ok(());
    }
    say::step(format!("installing the Rust component {name}"));
    run::run(repo.command("rustup").args(["component", "add", name]))
}

/// wasm-bindgen of the version in Cargo.lock, from PATH or from our own folder of tools.
///
/// # Errors
/// When it cannot be installed.
pub(crate) fn bindgen(repo: &Repo) -> Outcome<Bindgen> {
    let wanted = locked_version(repo, "wasm-bindgen")?;
    let found = |at: &Path| version(at).is_some_and(|has| has == wanted);
    let own = tools(repo).join("bin/wasm-bindgen");
    let from_path = run::find("wasm-bindgen").filter(|at| found(at));
    let bindgen = match from_path {
        Some(at) => at,
        None if found(&own) => own,
        None => {
            say::step(format!("installing wasm-bindgen {wanted} (some minutes, once)"));
            install(repo, "wasm-bindgen-cli", &wanted)?;
            own
        }
    };
    let test_runner = bindgen.with_file_name("wasm-bindgen-test-runner");
    Ok(Bindgen { bindgen, test_runner })
}

/// Whether cargo-nextest is there; without it `cargo test` does the same more slowly.
pub(crate) fn nextest(repo: &Repo) -> bool {
    run::read(&mut repo.cargo(["nextest", "--version"])).is_ok()
}

/// cargo-deny, from PATH or from our own folder of tools.
///
/// # Errors
/// When it cannot be installed.
pub(crate) fn deny(repo: &Repo) -> Outcome<PathBuf> {
    const VERSION: &str = "0.20.2";
    let own = tools(repo).join("bin/cargo-deny");
    if let Some(at) = run::find("cargo-deny").or_else(|| own.is_file().then(|| own.clone())) {
        return Ok(at);
    }
    say::step(format!("installing cargo-deny {VERSION} (some minutes, once)"));
    install(repo, "cargo-deny", VERSION)?;
    Ok(own)
}

/// cargo-fuzz, from PATH or from our own folder of tools.
///
/// # Errors
/// When it cannot be installed.
pub(crate) fn fuzz(repo: &Repo) -> Outcome<PathBuf> {
    const VERSION: &str = "0.13.2";
    let own = tools(repo).join("bin/cargo-fuzz");
    if let Some(at) = run::find("cargo-fuzz").or_else(|| own.is_file().then(|| own.clone())) {
        return Ok(at);
    }
    say::step(format!("installing cargo-fuzz {VERSION} (a minute, once)"));
    install(repo, "cargo-fuzz", VERSION)?;
    Ok(own)
}

fn install(repo: &Repo, package: &str, version: &str) -> Outcome {
    let mut command = repo.cargo(["install", package, "--version", version, "--force", "--root"]);
    command.arg(tools(repo));
    // Outside the checkout's own target folder, so that cargo does not wait for a lock that we may hold.
    command.env_remove("CARGO_TARGET_DIR");
    run::run(&mut command)
}

fn tools(repo: &Repo) -> PathBuf {
    repo.target("tools")
}

fn version(program: &Path) -> Option<String> {
    let said = run::read(Command::new(program).arg("--version")).ok()?;
    said.split_whitespace().nth(1).map(str::to_owned)
}

fn locked_version(repo: &Repo, package: &str) -> Outcome<String> {
    let lock = std::fs::read_to_string(repo.path("Cargo.lock")).doing("reading Cargo.lock")?;
    version_in(&lock, package).ok_or_else(|| Failure::new(format!("Cargo.lock does not name {package}")))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.next()?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::version_in;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.9\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";

    #[test]
    fn the_version_is_that_of_the_exact_name() {
        assert_eq!(version_in(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(LOCK, "wasm"), None);
    }
}
