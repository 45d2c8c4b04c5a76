//! The files that belong to the repository: those git tracks and those it would, were they added.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// Paths with `/` between the parts, and what the files say; a picture says nothing.
pub(crate) struct Tree(BTreeMap<String, Option<String>>);

impl Tree {
    /// The real one.
    pub(crate) fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        let listed = Command::new("git").args(list).current_dir(root).output().expect("git is needed to list the files");
        assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
        let listed = String::from_utf8(listed.stdout).expect("paths are UTF-8");
        let paths = listed.split('\0').filter(|path| !path.is_empty() && root.join(path).is_file());
        Self(paths.map(|path| (path.to_owned(), std::fs::read_to_string(root.join(path)).ok())).collect())
    }

    /// One made for a test.
    pub(crate) fn planted(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|&(path, text)| (path.to_owned(), Some(text.to_owned()))).collect())
    }

    /// All paths.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Path and text of every file that is text and was not written by a tool.
    pub(crate) fn written(&self) -> impl Iterator<Item = (&str, &str)> {
        let by_hand = |path: &str| !matches!(path, "Cargo.lock" | "package-lock.json");
        self.0.iter().filter_map(move |(path, text)| Some((path.as_str(), text.as_deref()?)).filter(|_| by_hand(path)))
    }

    /// What a file says.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.0.get(path)?.as_deref()
    }

    /// Whether anything lies under this folder.
    pub(crate) fn has_folder(&self, folder: &str) -> bool {
        self.paths().any(|path| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }
}
