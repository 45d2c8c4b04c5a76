//! `cargo xtask package`: what is given away, under `dist/`: the npm package and one archive for each CRM.

use std::path::Path;

use crate::failure::{Failure, Outcome};
use crate::repo::Repo;
use crate::{build, run, say, setup};

mod archive;
mod headless;

/// CRMs whose folder under `pkg-templates/` becomes an archive, once it is there.
const CRMS: [&str; 3] = ["salesforce", "zoho", "hubspot"];

/// Builds the widget if need be, writes all packages, and names them.
///
/// # Errors
/// When a tool is missing, a step fails, or the npm package is not one that bundlers understand.
pub(crate) fn command(repo: &Repo) -> Outcome {
    say::line(npm(repo)?.display());
    for crm in CRMS {
        let folder = repo.path("pkg-templates").join(crm);
        if folder.is_dir() {
            let archive = repo.path("dist").join(format!("{crm}.zip"));
            finish(repo, &folder)?;
            archive::write(&folder, &archive)?;
            say::line(archive.display());
        }
    }
    Ok(())
}

/// The npm package as a tarball.
///
/// # Errors
/// As [`command`].
pub(crate) fn npm(repo: &Repo) -> Outcome<std::path::PathBuf> {
    build::widget(repo)?;
    setup::packages(repo)?;
    // Who bundles it has one address for the WASM to give, so it is one file there.
    let whole = repo.target("whole-pkg");
    say::step("compiling the widget in one piece");
    build::wasm(repo, "sidethread", &[], &whole, build::Shape::Whole)?;
    let headless = headless::build(repo)?;
    say::step("packing for npm");
    let folder = repo.target("npm");
    run::run(repo.node("crates/xtask/src/package/assemble.mjs").args([whole, headless, folder.clone()]))?;
    let dist = repo.path("dist");
    let mut pack = repo.command("npm");
    pack.args(["pack", "--silent", "--pack-destination"]).arg(&dist).arg(&folder);
    let name = run::read(&mut pack)?;
    let tarball = dist.join(name.lines().last().unwrap_or_default().trim());
    judge(repo, &tarball)?;
    Ok(tarball)
}

/// What the tools that know every bundler's and compiler's ways say about it.
fn judge(repo: &Repo, tarball: &Path) -> Outcome {
    let publint = repo.node("node_modules/publint/src/cli.js").args(["run", "--strict"]).arg(tarball).output()?;
    if !publint.status.success() {
        return Err(Failure::new(String::from_utf8_lossy(&[publint.stdout, publint.stderr].concat()).into_owned()));
    }
    let mut attw = repo.node("node_modules/@arethetypeswrong/cli/dist/index.js");
    attw.arg(tarball).args(["--profile", "esm-only", "--format", "ascii", "--no-color", "--no-emoji"]);
    attw.args(["--exclude-entrypoints", "./sidethread_bg.wasm", "./headless_bg.wasm", "./custom-elements.json"]);
    run::read(&mut attw).map(drop)
}

/// Lets the package's own `build.mjs` put in what is made and not written.
fn finish(repo: &Repo, folder: &Path) -> Outcome {
    let script = folder.join("build.mjs");
    if !script.is_file() {
        return Ok(());
    }
    say::step(format!("building {}", folder.file_name().unwrap_or_default().display()));
    setup::packages_in(repo, "pkg-templates")?;
    run::run(&mut repo.node(&script))
}
