//! Both roads, this one and the model's own `Deserialize` and `Serialize`, agree for every golden file of the model.

use super::{Read, Unreadable, Write, Written, read, write};
use model::api::ErrorBody;
use model::api::open_thread::Snapshot;
use model::template::TemplateButton;
use model::{Content, Event, Message, Template};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fmt::Debug;
use std::path::{Path, PathBuf};

fn golden(part: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/model/tests/golden").join(part);
    let files =
        if folder.is_dir() { std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect() } else { vec![folder] };
    files.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

fn reads<T: Read + DeserializeOwned + PartialEq + Debug>(part: &str, at_least: usize) {
    let files = golden(part);
    assert!(files.len() >= at_least, "{part} has {} files", files.len());
    for (path, text) in files {
        assert_eq!(read::<T>(&text).unwrap(), serde_json::from_str::<T>(&text).unwrap(), "{}", path.display());
    }
}

fn writes<T: Write + Serialize + DeserializeOwned>(part: &str, at_least: usize) {
    let files = golden(part);
    assert!(files.len() >= at_least, "{part} has {} files", files.len());
    for (path, text) in files {
        agree(&serde_json::from_str::<T>(&text).unwrap(), &path);
    }
}

fn agree(value: &(impl Write + Serialize), path: &Path) {
    let written: Value = serde_json::from_str(&write(value)).unwrap();
    assert_eq!(plain(written), plain(serde_json::to_value(value).unwrap()), "{}", path.display());
}

/// With one kind of number: a browser has no other.
fn plain(value: Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items.into_iter().map(plain).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, plain(value))).collect(),
        Value::Null | Value::Bool(_) | Value::String(_) => value,
    }
}

#[test]
fn both_roads_agree() {
    reads::<Message>("message.json", 1);
    reads::<Message>("message-full.json", 1);
    reads::<Snapshot>("snapshot.json", 1);
    reads::<ErrorBody>("error.json", 1);
    reads::<Content>("content", Content::KINDS.len());
    reads::<Event>("event", 6);
}

#[test]
fn both_roads_back_agree() {
    writes::<Message>("message.json", 1);
    writes::<Message>("message-full.json", 1);
    writes::<Snapshot>("snapshot.json", 1);
    writes::<ErrorBody>("error.json", 1);
    writes::<Content>("content", Content::KINDS.len());
}

#[test]
fn a_text_of_json_goes_out_as_it_is() {
    let inner = r#"{"type":"poll",  "x":1e2}"#;
    assert_eq!(write(&vec![Written(inner.to_owned())]), ["[", inner, "]"].concat());
}

#[test]
fn any_json_that_was_filled_in_comes_back() {
    let text = r#"{"":{},"a":[null,-3,7,0.5,{"b\"":[]}],"c":"\u0001\\é\n","d":true}"#;
    let value: Value = read(text).unwrap();
    assert_eq!(value, serde_json::from_str::<Value>(text).unwrap());
    assert_eq!(plain(serde_json::from_str(&write(&value)).unwrap()), plain(value));
}

#[test]
fn what_is_unknown_is_a_value() {
    let content: Content = read(r#"{"type":"poll","title":"Which day?"}"#).unwrap();
    assert!(matches!(&content, Content::Unsupported(it) if it.label == "poll" && it.text.as_deref() == Some("Which day?")));
    let content: Content = read(r#"{"type":"text","body":7}"#).unwrap();
    assert!(matches!(&content, Content::Unsupported(it) if it.label == "text"));
    let event: Event = read(r#"{"seq":9,"kind":"presence","who":"x"}"#).unwrap();
    assert_eq!((event.seq, event.is_logged()), (9, true));
    let template: Template = read(r#"{"name":"n","language":"en","body":"","buttons":[{"type":"new"}],"status":"odd"}"#).unwrap();
    assert_eq!(template.buttons, [TemplateButton::Unknown]);
}

#[test]
fn a_fault_is_not_read_over() {
    let text = golden("snapshot.json").remove(0).1.replacen("\"direction\"", "\"direktion\"", 1);
    assert_eq!(read::<Snapshot>(&text), Err(Unreadable));
    assert!(read::<Snapshot>("{").is_err());
    assert!(read::<Template>(r#"{"name":"n","language":"en","body":"","buttons":[{"type":"url","text":"t"}]}"#).is_err());
}
