//! `docs/providers`: what each provider carries, its limits, its faults and how it is set up, written from what the codecs say of
//! themselves and from the guides beside this file. `cargo xtask docs` writes the pages; without it this test fails when they are
//! not current.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod carried;
mod endpoint;
mod faults;
mod guide;
mod matrix;
mod page;
mod received;
mod table;

use guide::GUIDES;
use providers::registry;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/providers")
}

/// Every page by the name of its file.
fn pages() -> BTreeMap<String, String> {
    let mut pages: BTreeMap<String, String> = GUIDES.iter().map(|guide| (format!("{}.md", guide.provider), page::write(guide))).collect();
    pages.insert("README.md".to_owned(), matrix::write());
    pages.insert("whatsapp.md".to_owned(), faults::write());
    pages
}

#[test]
fn the_pages_are_current() {
    let mut old = Vec::new();
    for (name, text) in pages() {
        let path = folder().join(&name);
        if std::env::var_os("BLESS").is_some() {
            std::fs::create_dir_all(folder()).unwrap();
            std::fs::write(path, text).unwrap();
        } else if std::fs::read_to_string(path).unwrap_or_default() != text {
            old.push(name);
        }
    }
    assert!(old.is_empty(), "not current, run `cargo xtask docs`: {}", old.join(", "));
}

#[test]
fn no_page_is_of_nobody() {
    let known = pages();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(known.contains_key(&name), "nothing writes docs/providers/{name}");
    }
}

#[test]
fn each_provider_has_a_guide() {
    let guides: Vec<_> = GUIDES.iter().map(|guide| guide.provider).collect();
    assert_eq!(guides, registry::ALL.iter().map(|codec| codec.provider()).collect::<Vec<_>>());
}

/// The account that a page shows is one that the codec would take.
#[test]
fn the_account_of_each_page_is_good() {
    for guide in GUIDES {
        for channel in guide.codec().channels() {
            let wrong = guide.codec().check_account(&guide.account(channel));
            assert!(wrong.is_empty(), "{}: {wrong:?}", guide.provider);
        }
    }
}

/// What a page says a codec covers is what a case of the goldens asks for.
#[test]
fn each_endpoint_that_a_codec_covers_is_asked_for_by_a_case() {
    let wrong: Vec<_> = GUIDES.iter().flat_map(|guide| guide.endpoints.iter().filter_map(|endpoint| endpoint.lie(guide))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
