//! What is on the wire, letter by letter. `BLESS=1` accepts what comes out now.

use crate::sample;
use model::{Event, Message};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt::Debug;
use std::path::Path;

/// Compares with the golden file, and reads the file back.
fn check<T: Serialize + DeserializeOwned + PartialEq + Debug>(name: &str, value: &T) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.json"));
    let written = format!("{}\n", serde_json::to_string_pretty(value).unwrap());
    if std::env::var_os("BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &written).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert_eq!(written, golden, "{name}");
    assert_eq!(&serde_json::from_str::<T>(&golden).unwrap(), value, "{name} is read as something else");
}

#[test]
fn a_message() {
    check("message", &sample::message());
    check("message-full", &sample::full_message());
}

#[test]
fn each_content() {
    let contents = sample::contents();
    for kind in model::Content::KINDS {
        assert!(contents.iter().any(|(_, content)| content.kind() == *kind), "{kind} has no golden file");
    }
    for (name, content) in &contents {
        check(&format!("content/{name}"), content);
    }
}

#[test]
fn each_event() {
    for (name, event) in &sample::events() {
        assert_eq!(event.kind(), *name);
        check(&format!("event/{name}"), event);
    }
}

#[test]
fn a_snapshot_and_a_refusal() {
    check("snapshot", &sample::snapshot());
    check("error", &sample::error_body());
}

/// The examples of the public contract: each field that they name is there with that value; more may stand beside.
#[test]
fn the_contract_by_example() {
    let example = json!({
        "thread": {"id": "th_01K", "contact": {"name": "Asha", "addresses": [{"kind": "phone", "value": "+919999999999"}]},
            "seq": 7, "waiting_since": null},
        "channels": [{"channel": "whatsapp", "account": "acme-wa", "label": "WhatsApp +1 555-130-5682",
            "window": {"state": "open", "closes_at": "2026-11-21T08:00:00Z"}, "consent": "unknown",
            "capabilities": {"content": ["text", "image"], "limits": {"text.body": {"max": 4096, "unit": "utf16"}},
                "templates": true, "reactions": true, "read": true, "typing": false}}],
        "messages": [{"id": "ms_01K", "seq": 7, "direction": "inbound", "channel": "whatsapp", "account": "acme-wa",
            "author": {"kind": "customer", "name": "User Name"}, "content": {"type": "text", "body": "hi"},
            "at": "2025-04-08T10:46:45Z", "received_at": "2026-11-20T08:00:00Z", "status": {"state": "delivered"},
            "reactions": [], "provenance": "live"}],
        "older": null, "complete_to": 7
    });
    contains(&serde_json::to_value(sample::snapshot()).unwrap(), &example, "");
    let problem = json!({"type": "https://sidethread.dev/problems/invalid-message", "title": "The message cannot be sent", "status": 422,
        "code": "invalid-message", "problems": [{"path": "/content/body", "rule": "max-length", "limit": 4096, "actual": 4097,
            "unit": "utf16", "message": "At most 4096 characters; remove 1."}], "request_id": "01K"});
    assert_eq!(serde_json::to_value(sample::error_body()).unwrap(), problem);
    let message: Message = serde_json::from_value(example["messages"][0].clone()).unwrap();
    let event: Event = serde_json::from_value(json!({"seq": 8, "kind": "message", "message": message})).unwrap();
    assert_eq!((event.seq, event.kind()), (8, "message"));
}

fn contains(found: &Value, example: &Value, path: &str) {
    match example {
        Value::Object(fields) => {
            for (key, value) in fields {
                assert!(found.get(key).is_some(), "{path}/{key} is missing");
                contains(&found[key], value, &format!("{path}/{key}"));
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                contains(&found[index], item, &format!("{path}/{index}"));
            }
        }
        plain => assert_eq!(found, plain, "{path}"),
    }
}
