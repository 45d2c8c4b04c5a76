//! Path = name: a file is called what it is about, and is short enough to be about one thing.

use crate::tree::Tree;
use crate::{finds, require};

/// Names that say nothing about what is inside.
const EMPTY: [&str; 10] = ["util", "utils", "common", "commons", "helper", "helpers", "core", "misc", "type", "types"];
/// More lines are a second file.
const MOST: usize = 500;

fn empty_names(tree: &Tree) -> Vec<String> {
    let parts = |path: &str| path.split('/').any(|part| EMPTY.contains(&part.split('.').next().unwrap_or_default()));
    tree.paths().filter(|path| parts(path)).map(|path| format!("{path}: has a name that says nothing")).collect()
}

fn mod_files(tree: &Tree) -> Vec<String> {
    let is_mod = |path: &&str| path.rsplit('/').next() == Some("mod.rs");
    tree.paths().filter(is_mod).map(|path| format!("{path}: write foo.rs beside foo/")).collect()
}

fn without_purpose(tree: &Tree) -> Vec<String> {
    let rust = tree.written().filter(|(path, _)| path.ends_with(".rs"));
    let silent = rust.filter(|(_, text)| !text.starts_with("//! "));
    silent.map(|(path, _)| format!("{path}: its first line must be `//! ` and say what lives here")).collect()
}

fn too_long(tree: &Tree) -> Vec<String> {
    let code = [".rs", ".js", ".mjs", ".css", ".html", ".sql"];
    let files = tree.written().filter(|(path, _)| code.iter().any(|end| path.ends_with(end)));
    let counted = files.map(|(path, text)| (path, text.lines().count())).filter(|(_, lines)| *lines > MOST);
    counted.map(|(path, lines)| format!("{path}: has {lines} lines, at most {MOST} are allowed")).collect()
}

#[test]
fn no_name_says_nothing() {
    require(empty_names(&Tree::read()));
}

#[test]
fn no_file_is_called_mod() {
    require(mod_files(&Tree::read()));
}

#[test]
fn every_file_says_what_lives_in_it() {
    require(without_purpose(&Tree::read()));
}

#[test]
fn no_file_is_too_long() {
    require(too_long(&Tree::read()));
}

#[test]
fn planted_names_are_found() {
    let planted = [("src/common/a.rs", ""), ("src/net/mod.rs", ""), ("src/types.rs", ""), ("src/typeset.rs", "")];
    finds(empty_names(&Tree::planted(&planted)), &["src/common/a.rs", "src/types.rs"]);
    finds(mod_files(&Tree::planted(&planted)), &["src/net/mod.rs"]);
}

#[test]
fn planted_files_without_purpose_or_measure_are_found() {
    let long = "//! Long.\n".repeat(MOST + 1);
    let planted = [("a.rs", "use std;\n"), ("b.rs", long.as_str()), ("c.rs", &long[.."//! Long.\n".len() * MOST])];
    finds(without_purpose(&Tree::planted(&planted)), &["a.rs"]);
    finds(too_long(&Tree::planted(&planted)), &["b.rs"]);
}
