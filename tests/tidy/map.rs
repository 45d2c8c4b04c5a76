//! The map is true: what the page of the architecture and the README name in the tree is there.

use crate::tree::Tree;
use crate::{finds, require};

const MAPS: [&str; 2] = ["ARCHITECTURE.md", "README.md"];
/// Where a short path may begin. A room's name stands for its sources.
const ROOTS: [&str; 8] =
    ["", "src/", "crates/", "crates/model/src/", "crates/providers/", "crates/providers/src/", "crates/proxy/src/", "crates/xtask/src/"];
/// What is no file of the tree: an example, a rule, the operator's own.
const ELSEWHERE: [&str; 3] = ["foo.rs", "mod.rs", "sidethread.toml"];
const ROOMS: [&str; 5] = ["model", "providers", "proxy", "simulator", "xtask"];

fn lost(tree: &Tree) -> Vec<String> {
    let named = MAPS.iter().flat_map(|map| words(tree.text(map).unwrap_or_default()).map(move |word| (map, word)));
    named.filter(|(_, word)| !is_there(tree, word)).map(|(map, word)| format!("{map}: names {word}, which is not there")).collect()
}

/// What stands between backticks, or as the address of a link, and can only be a path.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let quoted = text.lines().flat_map(|line| line.split('`').skip(1).step_by(2)).filter(|word| {
        let is_file = [".rs", ".js", ".mjs", ".toml", ".json", ".html", ".md", ".css"].iter().any(|end| word.ends_with(end));
        let is_plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte));
        is_plain && !ELSEWHERE.contains(word) && !word.starts_with('/') && (is_file || word.trim_end_matches('/').contains('/'))
    });
    let linked = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()).filter(|link| !link.contains("://"));
    quoted.chain(linked)
}

fn is_there(tree: &Tree, word: &str) -> bool {
    let word = word.trim_end_matches('/');
    let in_room = ROOMS.iter().find_map(|room| Some(format!("crates/{room}/src/{}", word.strip_prefix(room)?.strip_prefix('/')?)));
    let mut places = ROOTS.iter().map(|root| format!("{root}{word}")).chain(in_room);
    places.any(|place| tree.has_folder(&place) || tree.paths().any(|path| path == place))
}

#[test]
fn every_path_on_the_map_is_there() {
    require(lost(&Tree::read()));
}

#[test]
fn a_path_that_went_away_is_found() {
    let map = "`proxy/ledger.rs`, `view.rs`, `crates/model`, `tests/`, `cargo xtask test`, `GET /v1/x`, [a](docs/README.md#x)\n`proxy/gone.rs` [b](docs/gone.md)";
    let tree = Tree::planted(&[
        ("ARCHITECTURE.md", map),
        ("README.md", "[c](https://a.example/b)"),
        ("crates/proxy/src/ledger.rs", ""),
        ("crates/model/src/lib.rs", ""),
        ("src/view.rs", ""),
        ("docs/README.md", ""),
    ]);
    finds(lost(&tree), &["ARCHITECTURE.md", "ARCHITECTURE.md"]);
}
