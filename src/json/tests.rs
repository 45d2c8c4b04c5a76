//! What is written here is what `serde_json` would write, for every golden file of the model and for every shape there is.

use super::*;
use model::api::open_thread::Snapshot;
use model::{Content, Event, Message};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::path::Path;

fn agree(value: &impl Serialize) {
    let written = write(value);
    let read: Value = serde_json::from_str(&written).expect(&written);
    assert_eq!(read, serde_json::to_value(value).expect("a value"));
}

fn golden<T: DeserializeOwned + Serialize>(part: &str, at_least: usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/model/tests/golden").join(part);
    let files: Vec<_> = if folder.is_dir() {
        std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect()
    } else {
        vec![folder]
    };
    assert!(files.len() >= at_least, "{part} has {} files", files.len());
    for file in files {
        agree(&serde_json::from_str::<T>(&std::fs::read_to_string(file).expect("a file")).expect("a value"));
    }
}

#[test]
fn both_writers_agree_on_the_contract() {
    golden::<Message>("message.json", 1);
    golden::<Message>("message-full.json", 1);
    golden::<Snapshot>("snapshot.json", 1);
    golden::<Content>("content", Content::KINDS.len());
    golden::<Event>("event", 6);
}

#[derive(Serialize)]
enum Shape {
    Unit,
    One(u8),
    Two(i16, char),
    Named { a: Option<f32>, b: () },
}

#[test]
fn every_shape_is_written() {
    agree(&(Shape::Unit, Shape::One(1), Shape::Two(-2, '"'), Shape::Named { a: None, b: () }));
    agree(&(0.25_f64, f64::INFINITY, i64::MIN, u64::MAX, [true, false], Some("\u{1}\\é\n")));
    agree(&serde_json::json!({"a": [null, -3, 7, 0.5, {"b\"": []}], "": {}}));
}

#[test]
fn what_is_json_already_goes_out_as_it_is() {
    let inner = r#"{"type":"poll",  "x":1e2}"#;
    assert_eq!(write(&[Written(inner.to_owned())]), [r"[", inner, "]"].concat());
    let foreign: Content = serde_json::from_str(inner).expect("a content");
    assert_eq!(write(&foreign), inner);
}

struct Stubborn;

impl Serialize for Stubborn {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(ser::Error::custom("no"))
    }
}

#[test]
fn what_refuses_is_nothing() {
    assert_eq!(write(&[Stubborn]), "");
}
