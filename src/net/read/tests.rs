//! Both roads, this one and the model's own `Deserialize`, give the same for every golden file of the model.

use super::{Read, Unreadable, read};
use model::api::ErrorBody;
use model::api::open_thread::Snapshot;
use model::{Content, Event, Message};
use serde::de::DeserializeOwned;
use std::fmt::Debug;
use std::path::{Path, PathBuf};

fn golden(part: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/model/tests/golden").join(part);
    let files =
        if folder.is_dir() { std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect() } else { vec![folder] };
    files.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

fn agree<T: Read + DeserializeOwned + PartialEq + Debug>(part: &str, at_least: usize) {
    let files = golden(part);
    assert!(files.len() >= at_least, "{part} has {} files", files.len());
    for (path, text) in files {
        assert_eq!(read::<T>(&text).unwrap(), serde_json::from_str::<T>(&text).unwrap(), "{}", path.display());
    }
}

#[test]
fn both_roads_agree() {
    agree::<Message>("message.json", 1);
    agree::<Message>("message-full.json", 1);
    agree::<Snapshot>("snapshot.json", 1);
    agree::<ErrorBody>("error.json", 1);
    agree::<Content>("content", Content::KINDS.len());
    agree::<Event>("event", 6);
}

#[test]
fn what_is_unknown_is_a_value() {
    let content: Content = read(r#"{"type":"poll","title":"Which day?"}"#).unwrap();
    assert!(matches!(&content, Content::Unsupported(it) if it.label == "poll" && it.text.as_deref() == Some("Which day?")));
    let content: Content = read(r#"{"type":"text","body":7}"#).unwrap();
    assert!(matches!(&content, Content::Unsupported(it) if it.label == "text"));
    let event: Event = read(r#"{"seq":9,"kind":"presence","who":"x"}"#).unwrap();
    assert_eq!((event.seq, event.is_logged()), (9, true));
}

#[test]
fn a_fault_is_not_read_over() {
    let text = golden("snapshot.json").remove(0).1.replacen("\"direction\"", "\"direktion\"", 1);
    assert_eq!(read::<Snapshot>(&text), Err(Unreadable));
    assert!(read::<Snapshot>("{").is_err());
}
