//! `cargo xtask build`: the widget as `dist/web/`; does nothing when nothing changed.

use std::path::{Path, PathBuf};

use crate::failure::{Doing, Failure, Outcome};
use crate::repo::Repo;
use crate::{listing, run, say, setup};

/// All that the widget is made of.
const INPUTS: [&str; 11] = [
    "src",
    "pkg-templates/embed",
    "crates/model/src",
    "crates/model/Cargo.toml",
    "Cargo.toml",
    "Cargo.lock",
    "package-lock.json",
    "webpack.config.js",
    "crates/xtask/bundle.mjs",
    "crates/xtask/names.mjs",
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
    for file in listing::files(&repo.dist())?.iter().filter(|file| file.ends_with("integrity.txt")) {
        let version = file.parent().and_then(Path::file_name).unwrap_or_default().display();
        let integrity = std::fs::read_to_string(file).doing("reading what pins the script")?;
        say::line(format!("pinned: <script async src=\"…/{version}/sidethread.js\" integrity=\"{}\" crossorigin>", integrity.trim()));
    }
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
    setup::packages(repo)?;
    setup::wasm_target(repo)?;
    let bindgen = setup::bindgen(repo)?.bindgen;
    say::step("compiling the widget to WASM");
    let package = "sidethread";
    let mut compile = repo.cargo(["build", "-p", package, "--lib", "--target", "wasm32-unknown-unknown", "--profile", "wasm"]);
    run::run(compile.env("CARGO_ENCODED_RUSTFLAGS", without_paths(repo)))?;
    let compiled = repo.target("wasm32-unknown-unknown/wasm/sidethread.wasm");
    let pkg = repo.target("wasm-pkg");
    let mut bind = repo.command(bindgen);
    bind.args(["--target", "web", "--no-typescript", "--out-name", package, "--out-dir"]).arg(&pkg).arg(&compiled);
    run::run(&mut bind)?;
    optimise(repo, &pkg.join("sidethread_bg.wasm"))?;
    let names = pkg.join("sidethread_bg.wasm");
    run::run(repo.node("crates/xtask/names.mjs").args([names, pkg.join("sidethread.js")]))?;
    say::step("bundling");
    let emitted = run::read(repo.node("crates/xtask/bundle.mjs").env("SIDETHREAD_WASM_PKG", &pkg))?;
    write(&stamp, format!("{fingerprint}\n{emitted}").as_bytes())
}

/// Keeps the folders of this machine out of what is shipped: panics name the file they happen in.
fn without_paths(repo: &Repo) -> String {
    let home = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let cargo = home("CARGO_HOME").or_else(|| Some(home("HOME").or_else(|| home("USERPROFILE"))?.join(".cargo"))).unwrap_or_default();
    let sources = std::fs::read_dir(cargo.join("registry/src")).into_iter().flatten().flatten().map(|registry| (registry.path(), "crates"));
    let folders = sources.chain([(repo.path(""), "sidethread")]);
    let flags: Vec<String> = folders.map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display())).collect();
    flags.join("\u{1f}")
}

/// Whether the last build had these inputs and its files are still there.
fn is_fresh(repo: &Repo, stamp: &Path, fingerprint: &str) -> bool {
    let Ok(last) = std::fs::read_to_string(stamp) else { return false };
    let mut lines = last.lines();
    lines.next() == Some(fingerprint) && lines.all(|name| repo.dist().join(name).is_file())
}

/// Runs wasm-opt over the module in place; the result is kept, since most builds change only a script.
fn optimise(repo: &Repo, module: &Path) -> Outcome {
    // `-O1` leaves more bytes than `-Oz` but more alike ones: brotli makes 5 % less of them, and the wire is what agents wait for.
    let flags = ["-O1", "--strip-debug", "--strip-producers", "--strip-target-features"];
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
