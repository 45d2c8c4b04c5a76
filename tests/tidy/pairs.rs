//! What must come in pairs, so that who adds one is told of the other.

use std::collections::BTreeSet;

use crate::tree::Tree;
use crate::{finds, require};

/// Each kind of content has a bubble of the same name.
fn contents_without_bubble(tree: &Tree) -> Vec<String> {
    let Some(source) = tree.text("crates/model/src/content.rs") else {
        return vec!["crates/model/src/content.rs: is missing".to_owned()];
    };
    let bubble = |module: &&str| tree.text(&format!("src/view/bubble/{module}.rs")).is_none();
    let contents = content_modules(source);
    let mut found: Vec<String> = contents.iter().filter(|module| bubble(module)).map(missing_bubble).collect();
    if contents.is_empty() {
        found.push("crates/model/src/content.rs: names no content".to_owned());
    }
    found
}

fn missing_bubble(module: &&str) -> String {
    format!("src/view/bubble/{module}.rs: is missing, and crates/model/src/content/{module}.rs is a content")
}

/// The files that hold a payload of `enum Content`, by way of their `pub use`.
fn content_modules(source: &str) -> BTreeSet<&str> {
    let variants = source.split_once("pub enum Content {").and_then(|(_, rest)| rest.split_once('}'));
    let variants = variants.map_or("", |(variants, _)| variants);
    let payloads = variants.lines().filter_map(|line| line.trim().strip_suffix("),")?.split_once('('));
    let payloads: BTreeSet<&str> = payloads.map(|(_, payload)| payload).collect();
    let uses = source.lines().filter_map(|line| line.strip_prefix("pub use ")?.strip_suffix(';')?.split_once("::"));
    let has_payload = |names: &str| names.split(|sign: char| !sign.is_alphanumeric()).any(|name| payloads.contains(name));
    uses.filter(|(_, names)| has_payload(names)).map(|(module, _)| module).collect()
}

/// Each provider in the registry has fixtures for what comes in and what goes out.
fn providers_without_fixtures(tree: &Tree) -> Vec<String> {
    let Some(source) = tree.text("crates/providers/src/registry.rs") else {
        return vec!["crates/providers/src/registry.rs: is missing".to_owned()];
    };
    let providers = providers(source, tree);
    if providers.is_empty() {
        return vec!["crates/providers/src/registry.rs: names no provider".to_owned()];
    }
    let folders =
        providers.iter().flat_map(|provider| ["in", "out"].map(|way| format!("crates/providers/tests/fixtures/{provider}/{way}")));
    folders.filter(|folder| !tree.has_folder(folder)).map(|folder| format!("{folder}: has no fixture")).collect()
}

/// The modules beside the registry that it names.
fn providers<'a>(registry: &'a str, tree: &Tree) -> BTreeSet<&'a str> {
    let words = registry.lines().filter(|line| !line.trim_start().starts_with("//"));
    let words = words.flat_map(|line| line.split(|sign: char| !sign.is_alphanumeric() && sign != '_'));
    let part_of_all = ["codec", "wire", "error", "lenient", "signature", "registry", "refusal", "cloud"];
    words
        .filter(|word| !part_of_all.contains(word))
        .filter(|word| tree.text(&format!("crates/providers/src/{word}.rs")).is_some_and(|_| *word != "lib"))
        .collect()
}

/// Each CRM package can be seen and is tried: a host page with its assumptions, a spec in a browser, a guide.
fn crms_without_host(tree: &Tree) -> Vec<String> {
    let ours = ["embed", "node_modules", "npm"];
    let folders = tree.paths().filter_map(|path| path.strip_prefix("pkg-templates/")?.split_once('/'));
    let crms: BTreeSet<&str> = folders.map(|(crm, _)| crm).filter(|crm| !ours.contains(crm)).collect();
    let needed = crms.iter().flat_map(|crm| {
        let assumptions = format!("www/hosts/{crm}/assumptions.json");
        [format!("www/hosts/{crm}.html"), assumptions, format!("tests/e2e/{crm}.spec.mjs"), format!("docs/embedding/{crm}.md")]
    });
    needed.filter(|path| tree.text(path).is_none()).map(|path| format!("{path}: is missing, and pkg-templates has its package")).collect()
}

#[test]
fn each_crm_has_its_host() {
    require(crms_without_host(&Tree::read()));
}

#[test]
fn a_crm_without_host_is_found() {
    let planted = [
        ("pkg-templates/README.md", ""),
        ("pkg-templates/embed/index.js", ""),
        ("pkg-templates/acme/app.json", "{}"),
        ("www/hosts/acme.html", ""),
        ("docs/embedding/acme.md", ""),
    ];
    finds(crms_without_host(&Tree::planted(&planted)), &["www/hosts/acme/assumptions.json", "tests/e2e/acme.spec.mjs"]);
}

#[test]
fn each_content_has_its_bubble() {
    require(contents_without_bubble(&Tree::read()));
}

#[test]
fn each_provider_has_its_fixtures() {
    require(providers_without_fixtures(&Tree::read()));
}

#[test]
fn a_content_without_bubble_is_found() {
    let source = "pub use text::Text;\npub use choice::{Button, List};\npub use header::Header;\n\
                  pub enum Content {\n    /// `text`\n    Text(Text),\n    List(List),\n}\n";
    let planted = [("crates/model/src/content.rs", source), ("src/view/bubble/text.rs", "")];
    finds(contents_without_bubble(&Tree::planted(&planted)), &["src/view/bubble/choice.rs"]);
}

#[test]
fn a_provider_without_fixtures_is_found() {
    let planted = [
        ("crates/providers/src/registry.rs", "//! The list.\nuse crate::codec::Codec;\npub const ALL: [&dyn Codec; 1] = [&acme::Acme];\n"),
        ("crates/providers/src/codec.rs", ""),
        ("crates/providers/src/acme.rs", ""),
        ("crates/providers/tests/fixtures/acme/in/text.json", "{}"),
    ];
    finds(providers_without_fixtures(&Tree::planted(&planted)), &["crates/providers/tests/fixtures/acme/out"]);
}
