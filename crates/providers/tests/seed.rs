//! The requests of the providers' documents, word for word in `fixtures/<provider>/seed`, against what the codecs write: each has
//! a case of its name in `out`, and all that it says must come out again.
//!
//! What a document leaves open matches anything: `<Link to Image, https>`, `{{Recipient-Phone-Number}}`, `91XXXXXXXXXX`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use providers::registry;
use serde_json::Value;
use std::path::Path;

/// Old words of the documents, and what became of them.
const RENAMED: [(&str, &str); 1] = [("TRANSACTIONAL", "UTILITY")];

/// What has no counterpart in the model, and why it may go.
const LEFT_OUT: [(&str, &str); 5] = [
    ("tata-comms/contacts/contacts/0/name/middle_name", "the model's card has no such part of a name"),
    ("tata-comms/contacts/contacts/0/name/prefix", "as above"),
    ("tata-comms/contacts/contacts/0/name/suffix", "as above"),
    ("redington/create-text/message_action_type", "the example says “All” without a button; it is optional"),
    ("/label", "the provider's own title of a template: the name takes its place"),
];

#[test]
fn each_request_of_a_document_comes_out_again() {
    let mut lost = Vec::new();
    let mut compared = 0;
    for codec in registry::ALL {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(codec.provider().replace('-', "_"));
        let Ok(entries) = std::fs::read_dir(root.join("seed")) else { continue };
        for entry in entries.map(|entry| entry.unwrap().path()) {
            let name = entry.file_stem().unwrap().to_string_lossy().into_owned();
            let read =
                |path: &Path| -> Value { serde_json::from_str(&std::fs::read_to_string(path).unwrap_or_default()).unwrap_or_default() };
            let ours = &read(&root.join("out").join(format!("{name}.expected.json")))["body"];
            compare(&read(&entry), ours, &format!("{}/{name}", codec.provider()), &mut lost);
            compared += 1;
        }
    }
    assert!(lost.is_empty(), "{} of {compared} lost something:\n{}", lost.len(), lost.join("\n"));
    assert!(compared > 30, "{compared}");
}

fn compare(seed: &Value, ours: &Value, path: &str, lost: &mut Vec<String>) {
    if LEFT_OUT.iter().any(|(known, _)| path.ends_with(known)) {
        return;
    }
    match (seed, ours) {
        (Value::Object(seed), Value::Object(ours)) => {
            for (key, value) in seed {
                compare(value, ours.get(key).unwrap_or(&Value::Null), &format!("{path}/{key}"), lost);
            }
        }
        (Value::Array(seed), Value::Array(ours)) if seed.len() == ours.len() => {
            for (place, (seed, ours)) in seed.iter().zip(ours).enumerate() {
                compare(seed, ours, &format!("{path}/{place}"), lost);
            }
        }
        _ if is_same(seed, ours) => {}
        _ => lost.push(format!("{path}: {seed} became {ours}")),
    }
}

/// False and null say no more than nothing does; keywords may come in either case.
fn is_same(seed: &Value, ours: &Value) -> bool {
    match (seed, ours) {
        (Value::Null | Value::Bool(false), Value::Null) => true,
        (Value::String(seed), Value::String(ours)) => {
            let now = RENAMED.iter().find(|(old, _)| old == seed).map_or(seed.as_str(), |(_, now)| now);
            now.eq_ignore_ascii_case(ours) || is_open(seed)
        }
        (Value::String(seed), Value::Number(_)) => is_open(seed),
        _ => seed == ours,
    }
}

fn is_open(text: &str) -> bool {
    text.starts_with(['<', '{']) || text.ends_with("XXXX") || text == "PHONE_NUMBER"
}
