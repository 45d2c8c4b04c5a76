//! `cargo xtask build`: the widget as `dist/web/`; does nothing when nothing changed.

use std::path::{Path, PathBuf};

use crate::failure::{Doing, Failure, Outcome};
use crate::repo::Repo;
use crate::{listing, run, say, setup};

/// All that the widget is made of.
const INPUTS: [&str; 9] = [
    "src",
    "crates/model/src",
    "crates/model/Cargo.toml",
    "Cargo.toml",
    "Cargo.lock",
    "package-lock.json",
    "webpack.config.js",
    "crates/xtask/bundle.mjs",
    "crates/xtask/src/build.rs",
];

/// What a browser of the last years can do and rustc uses; wasm-opt is told rather than left to guess.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Builds, and says where the result is.
///
/// # Errors
/// When a tool is missing or a step fails.
pub(crate) fn command(repo: &Repo) -> Outcome {
    widget(repo)?;
    say::line(format!("the widget is in {}", repo.dist().display()));
    Ok(())
}

/// Makes `dist/web` match the sources.
///
/// # Errors
/// When a tool is missing or a step fails.
pub(crate) fn widget(repo: &Repo) -> Outcome {
    let rustc = run::read(repo.command("rustc").arg("--version"))?;
    let fingerprint = listing::fingerprint(&INPUTS.map(|input| repo.path(input)), &rustc)?;
    let stamp = repo.target("xtask/web.stamp");
    if is_fresh(repo, &stamp, &fingerprint) {
        return Ok(());
    }
    setup::wasm_target(repo)?;
    let bindgen = setup::bindgen(repo)?.bindgen;
    setup::packages(repo)?;
    say::step("compiling the widget to WASM");
    let package = "sidethread";
    run::run(&mut repo.cargo(["build", "-p", package, "--lib", "--target", "wasm32-unknown-unknown", "--profile", "wasm"]))?;
    let compiled = repo.target("wasm32-unknown-unknown/wasm/sidethread.wasm");
    let pkg = repo.target("wasm-pkg");
    let mut bind = repo.command(bindgen);
    bind.args(["--target", "web", "--no-typescript", "--out-name", package, "--out-dir"]).arg(&pkg).arg(&compiled);
    run::run(&mut bind)?;
    optimise(repo, &pkg.join("sidethread_bg.wasm"))?;
    say::step("bundling");
    let emitted = run::read(repo.node("crates/xtask/bundle.mjs").env("SIDETHREAD_WASM_PKG", &pkg))?;
    write(&stamp, format!("{fingerprint}\n{emitted}").as_bytes())
}

/// Whether the last build had these inputs and its files are still there.
fn is_fresh(repo: &Repo, stamp: &Path, fingerprint: &str) -> bool {
    let Ok(last) = std::fs::read_to_string(stamp) else { return false };
    let mut lines = last.lines();
    lines.next() == Some(fingerprint) && lines.all(|name| repo.dist().join(name).is_file())
}

/// Runs wasm-opt over the module in place; the result is kept, since most builds change only a script.
fn optimise(repo: &Repo, module: &Path) -> Outcome {
    let flags = ["-Oz", "--strip-debug", "--strip-producers", "--strip-target-features"];
    let all_flags: Vec<&str> = FEATURES.into_iter().chain(flags).collect();
    let key = listing::fingerprint(&[module.to_path_buf(), repo.path("package-lock.json")], &all_flags.join(" "))?;
    let kept = repo.target("xtask/optimised.wasm");
    let kept_key = repo.target("xtask/optimised.key");
    if !kept.is_file() || std::fs::read_to_string(&kept_key).ok().as_ref() != Some(&key) {
        say::step("shrinking the WASM");
        run::make_folder(&repo.target("xtask"))?;
        run::run(repo.node("node_modules/binaryen/bin/wasm-opt").args(all_flags).arg("-o").args([&kept, module]))?;
        write(&kept_key, key.as_bytes())?;
    }
    std::fs::copy(&kept, module).map(drop).doing(format!("writing {}", module.display()))
}

fn write(path: &PathBuf, bytes: &[u8]) -> Outcome {
    let folder = path.parent().ok_or_else(|| Failure::new(format!("{} has no folder", path.display())))?;
    run::make_folder(folder)?;
    std::fs::write(path, bytes).doing(format!("writing {}", path.display()))
}
