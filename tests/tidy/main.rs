//! The rules of the repository: where things lie, how they are named, what must come in pairs, what must not be said.
//!
//! Every rule is a function from the tree to the sentences about what breaks it. It is asked twice: about the real
//! tree, which must be clean, and about a planted one, in which it must find exactly what was planted.

#![cfg(not(target_family = "wasm"))]

mod map;
mod naming;
mod pairs;
mod root;
mod text;
mod tree;

use tree::Tree;

/// Fails with every sentence, not the first.
#[track_caller]
fn require(found: Vec<String>) {
    assert!(found.is_empty(), "\n{}\n", found.join("\n"));
}

/// The planted tree breaks the rule in these places and no others.
#[track_caller]
fn finds(found: Vec<String>, planted: &[&str]) {
    let named: Vec<&str> = found.iter().map(|sentence| sentence.split(": ").next().unwrap_or_default()).collect();
    assert_eq!(named, planted, "{found:#?}");
}

#[test]
fn the_tree_is_read_at_all() {
    let tree = Tree::read();
    assert!(tree.text("tests/tidy/main.rs").is_some_and(|text| text.contains("the_tree_is_read_at_all")));
}
