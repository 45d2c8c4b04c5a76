//! Every example of the providers' documents is a fixture, word for word, or listed with the reason: `examples.md` is the list.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use providers::registry;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How many examples each document shows, each counted once.
const SHOWN: [(&str, usize); 6] =
    [("tata-tele", 32), ("tata-tele-rcs", 7), ("tata-comms", 16), ("redington", 45), ("tyntec", 85), ("exotel", 15)];

/// What may come later. All else must be read or written.
const LATER: [&str; 9] = ["analytics", "calls", "campaigns", "commerce", "flows", "insights", "logo", "profile", "settings"];

/// The folders that hold words of a document and nothing else.
const WORD_FOR_WORD: [&str; 4] = ["seed", "document", "account", "message"];

/// One row: an example, and where it went.
struct Example {
    hash: String,
    place: String,
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The rows by provider.
fn examples() -> BTreeMap<String, Vec<Example>> {
    let text = std::fs::read_to_string(tests().join("examples.md")).unwrap();
    let mut all: BTreeMap<String, Vec<Example>> = BTreeMap::new();
    let mut provider = "";
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            provider = name;
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let ["", number, hash, place, _, ""] = cells[..]
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && !provider.is_empty()
        {
            let example = Example { hash: hash.to_owned(), place: place.to_owned() };
            all.entry(provider.to_owned()).or_default().push(example);
        }
    }
    all
}

/// The fixture's path and the place inside it.
fn fixture(place: &str) -> Option<(&str, &str)> {
    let inside = place.strip_prefix('`')?.strip_suffix('`')?;
    Some(inside.split_once('#').unwrap_or((inside, "")))
}

/// Keys sorted, no white space: what the hashes are taken of.
fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(object) => {
            let sorted: BTreeMap<_, _> = object.iter().collect();
            for (index, (key, value)) in sorted.into_iter().enumerate() {
                out.push_str(if index == 0 { "{" } else { "," });
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                canonical(value, out);
            }
            out.push_str(if object.is_empty() { "{}" } else { "}" });
        }
        Value::Array(list) => {
            out.push('[');
            for (index, value) in list.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                canonical(value, out);
            }
            out.push(']');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => out.push_str(&value.to_string()),
    }
}

fn hash(value: &Value) -> String {
    let mut text = String::new();
    canonical(value, &mut text);
    Sha256::digest(text).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn every_example_is_a_fixture_or_has_a_reason() {
    let mut wrong = Vec::new();
    for example in examples().values().flatten() {
        let place = &example.place;
        if let Some((path, pointer)) = fixture(place) {
            let text = std::fs::read_to_string(tests().join("fixtures").join(path)).unwrap_or_default();
            let whole: Value = serde_json::from_str(&text).unwrap_or_default();
            let found = whole.pointer(pointer).map(hash);
            if found.as_ref() != Some(&example.hash) {
                wrong.push(format!("{place}: {found:?}, not {}", example.hash));
            }
        } else if !(LATER.iter().any(|what| *place == format!("later: {what}")) || place.starts_with("never: ")) {
            wrong.push(format!("{}: “{place}” is no reason", example.hash));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_example_stands_once_and_all_are_counted() {
    let all = examples();
    let providers: BTreeSet<&str> = registry::ALL.iter().map(|codec| codec.provider()).collect();
    assert_eq!(all.keys().map(String::as_str).collect::<BTreeSet<_>>(), providers);
    let summary = std::fs::read_to_string(tests().join("examples.md")).unwrap();
    for (provider, shown) in SHOWN {
        let rows = &all[provider];
        let hashes: BTreeSet<_> = rows.iter().map(|example| &example.hash).collect();
        assert_eq!((rows.len(), hashes.len()), (shown, shown), "{provider}");
        let read = rows.iter().filter(|example| fixture(&example.place).is_some()).count();
        let line = format!("| {shown} | {read} | {} |", shown - read);
        assert!(summary.lines().any(|row| row.starts_with(&format!("| {provider} |")) && row.ends_with(&line)), "{provider}: {line}");
    }
}

/// What is kept as words of a document is in the list: nothing made up stands among it.
#[test]
fn what_is_kept_as_the_documents_words_is_listed() {
    let all = examples();
    let listed: BTreeSet<&str> = all.values().flatten().filter_map(|example| Some(fixture(&example.place)?.0)).collect();
    let listed_hashes: BTreeSet<&str> = all.values().flatten().map(|example| example.hash.as_str()).collect();
    let mut strangers = Vec::new();
    for codec in registry::ALL {
        let module = codec.provider().replace('-', "_");
        for folder in WORD_FOR_WORD {
            let folder = tests().join("fixtures").join(&module).join(folder);
            let Ok(entries) = std::fs::read_dir(&folder) else { continue };
            for path in entries.map(|entry| entry.unwrap().path()).filter(|path| !path.to_string_lossy().ends_with(".expected.json")) {
                let name = path.strip_prefix(tests().join("fixtures")).unwrap().to_string_lossy().into_owned();
                let value: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
                if !listed.contains(name.as_str()) && !listed_hashes.contains(hash(&value).as_str()) {
                    strangers.push(name);
                }
            }
        }
    }
    assert!(strangers.is_empty(), "not in examples.md: {}", strangers.join(", "));
}
