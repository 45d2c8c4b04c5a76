//! Where things lie in the checkout.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Doing, Failure, Outcome};
use crate::run;

/// The checkout this command works in.
pub(crate) struct Repo {
    root: PathBuf,
    target: PathBuf,
}

impl Repo {
    /// The workspace that `cargo run` was started for.
    ///
    /// # Errors
    /// When cargo cannot describe the workspace.
    pub(crate) fn find() -> Outcome<Self> {
        let here = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = here.join("../..").canonicalize().doing("finding the repository")?;
        let mut ask = Command::new(cargo_program());
        ask.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]).current_dir(&root);
        let described: serde_json::Value = serde_json::from_str(&run::read(&mut ask)?)?;
        let target = described["target_directory"].as_str().ok_or_else(|| Failure::new("cargo metadata names no target directory"))?;
        Ok(Self { root, target: PathBuf::from(target) })
    }

    /// A path inside the checkout.
    pub(crate) fn path(&self, inside: impl AsRef<Path>) -> PathBuf {
        self.root.join(inside)
    }

    /// A path inside cargo's target directory.
    pub(crate) fn target(&self, inside: impl AsRef<Path>) -> PathBuf {
        self.target.join(inside)
    }

    /// The built widget.
    pub(crate) fn dist(&self) -> PathBuf {
        self.path("dist/web")
    }

    /// A program to be run at the root.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// Cargo, to be run at the root.
    pub(crate) fn cargo<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = self.command(cargo_program());
        command.args(arguments);
        command
    }

    /// Node, to be run at the root with a script of the repository.
    pub(crate) fn node(&self, script: impl AsRef<Path>) -> Command {
        let mut command = self.command("node");
        command.arg(self.path(script));
        command
    }
}

fn cargo_program() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
