//! What lies at the root: what a newcomer sees first, and nothing else.

use std::collections::BTreeSet;

use crate::tree::Tree;
use crate::{finds, require};

const ALLOWED: [&str; 28] = [
    ".cargo",
    ".ci",
    ".editorconfig",
    ".gitattributes",
    ".gitignore",
    ".npmrc",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "clippy.toml",
    "crates",
    "deny.toml",
    "docs",
    "package-lock.json",
    "package.json",
    "pkg-templates",
    "rust-toolchain.toml",
    "rustfmt.toml",
    "src",
    "tests",
    "webdriver.json",
    "webpack.config.js",
    "www",
];

fn strangers(tree: &Tree) -> Vec<String> {
    let top: BTreeSet<&str> = tree.paths().filter_map(|path| path.split('/').next()).collect();
    let stranger = |name: &&str| !ALLOWED.contains(name);
    top.into_iter().filter(stranger).map(|name| format!("{name}: does not belong at the root")).collect()
}

#[test]
fn the_root_has_only_what_the_design_names() {
    require(strangers(&Tree::read()));
}

#[test]
fn a_stranger_at_the_root_is_found() {
    finds(strangers(&Tree::planted(&[("notes.txt", ""), ("src/lib.rs", ""), ("scripts/a.sh", "")])), &["notes.txt", "scripts"]);
}
