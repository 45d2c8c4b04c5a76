//! `cargo xtask fuzz`: feeds the decoders with libFuzzer, from the fixtures and the small corpus that the repository keeps.
//!
//! It builds with the toolchain of the repository: coverage is LLVM's own, and no sanitizer is asked for, since the codecs forbid
//! unsafe code.

use std::path::{Path, PathBuf};

use crate::failure::{Doing, Failure, Outcome};
use crate::repo::Repo;
use crate::{run, say, setup};

const FOLDER: &str = "crates/providers/fuzz";
/// One for each codec's webhooks, and one for the answers to all of them.
const TARGETS: [&str; 7] = ["tata-tele", "tata-tele-rcs", "tyntec", "tata-comms", "redington", "exotel", "answers"];
/// So many inputs are kept for a target, none larger than so many bytes and all together within so many: 100 KB for all targets.
const FILES: usize = 40;
const LARGEST: u64 = 1_000;
const KEPT: u64 = 14_000;

/// What to feed, and for how long.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only this target
    target: Option<String>,
    /// For so many seconds each
    #[arg(long, default_value_t = 300)]
    seconds: u64,
    /// Keeps a choice of what was found in the repository
    #[arg(long)]
    keep: bool,
}

/// Runs the targets one after the other; the first that falls ends it, and libFuzzer names the input.
///
/// # Errors
/// When a decoder panics, or something can't be installed.
pub(crate) fn fuzz(repo: &Repo, options: &Options) -> Outcome {
    let wanted = |target: &&str| options.target.as_deref().is_none_or(|only| only == *target);
    let targets: Vec<&str> = TARGETS.into_iter().filter(wanted).collect();
    if targets.is_empty() {
        return Err(Failure::new(format!("there is no such target; there are {}", TARGETS.join(", "))));
    }
    let program = setup::fuzz(repo)?;
    for target in targets {
        say::step(format!("fuzz {target} for {} s", options.seconds));
        let found = repo.target("fuzz/corpus").join(target);
        run::make_folder(&found)?;
        let mut folders = vec![found];
        folders.extend([kept(repo, target), fixtures(repo, target)].into_iter().filter(|folder| folder.is_dir()));
        let time = format!("-max_total_time={}", options.seconds);
        libfuzzer(repo, &program, target, &folders, &[&time, "-max_len=8192", "-timeout=10", "-print_final_stats=1"])?;
        if options.keep {
            keep(repo, &program, target, &folders)?;
        }
    }
    Ok(())
}

fn kept(repo: &Repo, target: &str) -> PathBuf {
    repo.path(FOLDER).join("corpus").join(target)
}

/// The webhooks of the provider's fixtures; answers start from what was kept alone.
fn fixtures(repo: &Repo, target: &str) -> PathBuf {
    repo.path("crates/providers/tests/fixtures").join(target.replace('-', "_")).join("in")
}

fn libfuzzer(repo: &Repo, program: &Path, target: &str, folders: &[PathBuf], flags: &[&str]) -> Outcome {
    let mut command = repo.command(program);
    command.args(["fuzz", "run", "--fuzz-dir", FOLDER, "--sanitizer", "none", "--target-dir"]).arg(repo.target("fuzz")).arg(target);
    command.args(folders).arg("--").args(flags).env("RUSTC_BOOTSTRAP", "1");
    run::run(&mut command)
}

/// Merges what was found into the fewest inputs that cover as much, and keeps a choice of those of all sizes.
fn keep(repo: &Repo, program: &Path, target: &str, folders: &[PathBuf]) -> Outcome {
    let merged = repo.target("fuzz/merged").join(target);
    let _ = std::fs::remove_dir_all(&merged);
    run::make_folder(&merged)?;
    let all: Vec<PathBuf> = std::iter::once(merged.clone()).chain(folders.iter().cloned()).collect();
    libfuzzer(repo, program, target, &all, &["-merge=1", "-max_len=8192"])?;
    let doing = || format!("keeping the corpus of {target}");
    let mut inputs = Vec::new();
    for entry in std::fs::read_dir(&merged).doing(doing())? {
        let entry = entry.doing(doing())?;
        inputs.push((entry.metadata().doing(doing())?.len(), entry.path()));
    }
    inputs.retain(|(size, _)| *size <= LARGEST);
    inputs.sort();
    let step = inputs.len().div_ceil(FILES).max(1);
    let kept = kept(repo, target);
    let _ = std::fs::remove_dir_all(&kept);
    run::make_folder(&kept)?;
    let mut weight = 0;
    for (size, path) in inputs.into_iter().step_by(step) {
        weight += size;
        if weight > KEPT {
            break;
        }
        let name = path.file_name().map(PathBuf::from).unwrap_or_default();
        std::fs::copy(&path, kept.join(name)).doing(doing())?;
    }
    Ok(())
}
