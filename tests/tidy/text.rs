//! What no file may say: unfinished work, and anything about the machine it was written on.

use crate::tree::Tree;
use crate::{finds, require};

/// Words of unfinished work, in two halves so that this file does not break its own rule.
const UNFINISHED: [(&str, &str); 3] = [("TO", "DO"), ("FIX", "ME"), ("XX", "X")];
/// Where home directories lie, likewise.
const HOMES: [(&str, &str); 3] = [("/ho", "me/"), ("/ro", "ot/"), ("/Us", "ers/")];
/// Hosts of package registries, likewise.
const REGISTRIES: [(&str, &str); 5] =
    [("registry.np", "mjs.org"), ("index.cra", "tes.io"), ("static.cra", "tes.io"), ("arti", "factory"), ("registry.ya", "rnpkg.com")];

/// `words` as whole words, `anywhere` also inside others.
fn said(tree: &Tree, forbidden: &[(&str, &str)], starts_word: bool, ends_word: bool) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in tree.written() {
        for (number, line) in text.lines().enumerate() {
            let breaks = forbidden.iter().map(|(a, b)| format!("{a}{b}")).find(|word| has(line, word, starts_word, ends_word));
            found.extend(breaks.map(|word| format!("{path}: line {} says {word}", number + 1)));
        }
    }
    found
}

fn has(line: &str, word: &str, starts_word: bool, ends_word: bool) -> bool {
    let outside = |sign: Option<char>| sign.is_none_or(|sign| !sign.is_alphanumeric() && sign != '_');
    line.match_indices(word).any(|(at, _)| {
        (!starts_word || outside(line[..at].chars().next_back())) && (!ends_word || outside(line[at + word.len()..].chars().next()))
    })
}

fn unfinished(tree: &Tree) -> Vec<String> {
    said(tree, &UNFINISHED, true, true)
}

fn homes(tree: &Tree) -> Vec<String> {
    said(tree, &HOMES, true, false)
}

/// Lock files too: they are where such hosts creep in.
fn registries(tree: &Tree) -> Vec<String> {
    let mut found = said(tree, &REGISTRIES, false, false);
    for path in ["Cargo.lock", "package-lock.json"] {
        let text = tree.text(path).unwrap_or_default();
        let host = REGISTRIES.iter().map(|(a, b)| format!("{a}{b}")).find(|host| text.contains(host.as_str()));
        found.extend(host.map(|host| format!("{path}: names {host}")));
    }
    found
}

#[test]
fn nothing_is_left_unfinished() {
    require(unfinished(&Tree::read()));
}

#[test]
fn no_home_directory_is_named() {
    require(homes(&Tree::read()));
}

#[test]
fn no_registry_host_is_named() {
    require(registries(&Tree::read()));
}

#[test]
fn planted_words_are_found() {
    let [todo, home, host] = [UNFINISHED[0], HOMES[0], REGISTRIES[0]].map(|(a, b)| format!("{a}{b}"));
    let later = format!("// {todo}: later");
    let spelled = format!("{todo}S are words, and so is MAS{todo}N; https://a.example{home}x is a page");
    let at_home = format!("path = \"{home}me/x\"");
    let tree = Tree::planted(&[("a.rs", &later), ("b.rs", &spelled), ("c.toml", &at_home), ("Cargo.lock", &host)]);
    finds(unfinished(&tree), &["a.rs"]);
    finds(homes(&tree), &["c.toml"]);
    finds(registries(&tree), &["Cargo.lock"]);
}
