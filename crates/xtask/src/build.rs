//! `cargo xtask build`: the widget as `dist/web/`; does nothing when nothing changed.

use std::path::{Path, PathBuf};

use crate::failure::{Doing, Failure, Outcome};
use crate::repo::Repo;
use crate::{listing, run, say, setup};

/// All that the widget is made of.
const INPUTS: [&str; 15] = [
    "src",
    "pkg-templates/embed",
    "crates/html/src",
    "crates/html/Cargo.toml",
    "crates/model/src",
    "crates/model/Cargo.toml",
    "Cargo.toml",
    "Cargo.lock",
    "package-lock.json",
    "webpack.config.js",
    "crates/xtask/bundle.mjs",
    "crates/xtask/names.mjs",
    "crates/xtask/split.mjs",
    "crates/xtask/src/build.rs",
    "rust-toolchain.toml",
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

/// The standard library is compiled with the widget: as it comes it is made for speed and keeps the words of every panic. Cargo can
/// do that for long, but not yet for everybody: hence `RUSTC_BOOTSTRAP`.
const STANDARD_LIBRARY: [&str; 2] = ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"];

/// What makes the least to download. Each was measured alone, after brotli.
const LEAN: [&str; 9] = [
    // A panic says nothing and stops at once; the console shows an "unreachable" and where.
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
    "-Zfmt-debug=none",
    // Eight bytes are moved by loading and storing, all else by the one instruction for it.
    "-Cllvm-args=-max-store-memcpy=1",
    "-Cllvm-args=-max-store-memmove=1",
    "-Cllvm-args=-max-store-memset=1",
    "-Cllvm-args=-inline-threshold=10",
    // Half a megabyte of stack: every address of data behind it is written in three bytes.
    "-Clink-arg=-zstack-size=524288",
];

/// What wasm-opt does, in this order. Its own `-Oz` leaves fewer bytes but less alike ones, of which brotli makes 6 % more: the wire is
/// what agents wait for. Each of these was kept because brotli made less of it; functions of like names are alike, and lie together.
const SHRINK: [&str; 15] = [
    "--dce",
    "--remove-unused-names",
    "--merge-blocks",
    "--remove-unused-brs",
    "--optimize-instructions",
    "--rse",
    "--vacuum",
    "--dae-optimizing",
    "--duplicate-function-elimination",
    "--remove-unused-module-elements",
    "--reorder-locals",
    "--reorder-functions-by-name",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
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
    let pkg = repo.target("wasm-pkg");
    say::step("compiling the widget to WASM");
    wasm(repo, "sidethread", &[], &pkg, Shape::Parted)?;
    say::step("bundling");
    let emitted = run::read(repo.node("crates/xtask/bundle.mjs").env("SIDETHREAD_WASM_PKG", &pkg))?;
    write(&stamp, format!("{fingerprint}\n{emitted}").as_bytes())
}

/// In how many files a WASM is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// In one.
    Whole,
    /// In two: `<name>_part.wasm` is fetched once something in it is asked for.
    Parted,
}

/// The crate as a WASM and its glue in a folder, under this name; `more` goes to cargo.
///
/// # Errors
/// When a tool is missing or a step fails.
pub(crate) fn wasm(repo: &Repo, name: &str, more: &[&str], pkg: &Path, shape: Shape) -> Outcome {
    setup::packages(repo)?;
    setup::wasm_target(repo)?;
    setup::rust_sources(repo)?;
    let bindgen = setup::bindgen(repo)?.bindgen;
    // Beside an `rlib`, cargo would leave the link-time optimisation out.
    let mut compile = repo.cargo(["rustc", "-p", "sidethread", "--lib", "--crate-type", "cdylib", "--profile", "wasm"]);
    compile.args(["--target", "wasm32-unknown-unknown"]).args(STANDARD_LIBRARY).args(more);
    let flags: Vec<String> = LEAN.map(str::to_owned).into_iter().chain(without_paths(repo)).collect();
    run::run(compile.env("RUSTC_BOOTSTRAP", "1").env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}")))?;
    let compiled = repo.target("wasm32-unknown-unknown/wasm/sidethread.wasm");
    let mut bind = repo.command(bindgen);
    bind.args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"]).arg(pkg).arg(&compiled);
    run::run(&mut bind)?;
    let module = pkg.join(format!("{name}_bg.wasm"));
    optimise(repo, name, &module, shape)?;
    run::run(repo.node("crates/xtask/names.mjs").args([module, pkg.join(format!("{name}.js"))]))
}

/// Keeps the folders of this machine out of what is shipped: panics name the file they happen in.
fn without_paths(repo: &Repo) -> Vec<String> {
    let home = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let cargo = home("CARGO_HOME").or_else(|| Some(home("HOME").or_else(|| home("USERPROFILE"))?.join(".cargo"))).unwrap_or_default();
    let sources = std::fs::read_dir(cargo.join("registry/src")).into_iter().flatten().flatten().map(|registry| (registry.path(), "crates"));
    let folders = sources.chain([(repo.path(""), "sidethread")]);
    folders.map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display())).collect()
}

/// Whether the last build had these inputs and its files are still there.
fn is_fresh(repo: &Repo, stamp: &Path, fingerprint: &str) -> bool {
    let Ok(last) = std::fs::read_to_string(stamp) else { return false };
    let mut lines = last.lines();
    lines.next() == Some(fingerprint) && lines.all(|name| repo.dist().join(name).is_file())
}

/// Makes the module small in place, and parts it if that is wanted; the result is kept, since most builds change only a script.
fn optimise(repo: &Repo, name: &str, module: &Path, shape: Shape) -> Outcome {
    let all_flags: Vec<&str> = FEATURES.into_iter().chain(SHRINK).collect();
    let inputs = [module.to_path_buf(), repo.path("package-lock.json"), repo.path("crates/xtask/split.mjs")];
    let (label, part) = match shape {
        Shape::Whole => (format!("{name}.whole"), None),
        Shape::Parted => (format!("{name}.parted"), Some(module.with_file_name(format!("{name}_part.wasm")))),
    };
    let key = listing::fingerprint(&inputs, &all_flags.join(" "))?;
    let kept = |what: &str| repo.target(format!("xtask/{label}.{what}"));
    let is_kept = kept("wasm").is_file() && (part.is_none() || kept("part.wasm").is_file());
    if !is_kept || std::fs::read_to_string(kept("key")).ok().as_ref() != Some(&key) {
        say::step("shrinking the WASM");
        run::make_folder(&repo.target("xtask"))?;
        let tool = repo.path("node_modules/binaryen/bin/wasm-opt");
        match shape {
            Shape::Whole => run::run(repo.node(&tool).args(all_flags).arg("-o").args([kept("wasm").as_path(), module]))?,
            Shape::Parted => {
                let mut split = repo.node("crates/xtask/split.mjs");
                run::run(split.args([module, &kept("wasm"), &kept("part.wasm"), &tool]).args(all_flags))?;
            }
        }
        write(&kept("key"), key.as_bytes())?;
    }
    for (made, place) in [(kept("wasm"), Some(module)), (kept("part.wasm"), part.as_deref())] {
        if let Some(place) = place {
            std::fs::copy(made, place).map(drop).doing(format!("writing {}", place.display()))?;
        }
    }
    Ok(())
}

fn write(path: &PathBuf, bytes: &[u8]) -> Outcome {
    let folder = path.parent().ok_or_else(|| Failure::new(format!("{} has no folder", path.display())))?;
    run::make_folder(folder)?;
    std::fs::write(path, bytes).doing(format!("writing {}", path.display()))
}
