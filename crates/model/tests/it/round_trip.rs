//! What a peer of another version says survives us byte for byte.

use crate::sample;
use model::content::Content;
use model::event::Change;
use model::{Channel, Event, Message};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Any JSON, with every number, escape and order of keys that it may have.
fn any_json() -> impl Strategy<Value = String> {
    let string = any::<String>().prop_map(|text| serde_json::to_string(&text).unwrap());
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        "-?[1-9][0-9]{0,25}(\\.[0-9]{1,30})?(e[+-]?[0-9]{1,2})?",
        "\"(\\\\u00e9|\\\\/|\\\\n|[a-z ]){0,8}\"",
        string.clone(),
    ];
    leaf.prop_recursive(4, 24, 5, move |inner| {
        let entry = (string.clone(), inner.clone()).prop_map(|(key, value)| format!("{key} :\t{value}"));
        prop_oneof![
            proptest::collection::vec(inner, 0..5).prop_map(|list| format!("[ {} ]", list.join(" ,\n"))),
            proptest::collection::vec(entry, 0..5).prop_map(|list| format!("{{{}}}", list.join(", "))),
        ]
    })
}

fn foreign_word() -> impl Strategy<Value = String> {
    "[a-z_]{1,20}".prop_filter("known words are read", |word| !Content::KINDS.contains(&word.as_str()))
}

proptest! {
    #[test]
    fn an_unknown_content(word in foreign_word(), rest in any_json()) {
        survives(&format!(r#"{{"x": {rest},"type" :"{word}"}}"#))?;
    }

    #[test]
    fn a_known_content_of_the_wrong_form(kind in prop::sample::select(Content::KINDS.to_vec()), rest in any_json()) {
        // Every known type needs a text, a list or a number that none of these fields has.
        let json = format!(r#"{{"type":"{kind}","body":[],"media":7,"latitude":"x","contacts":1,"buttons":{{}},"name":[],"title":{{}},"items":4,"code":[],"label":[],"reference_id":[],"cards":0,"state":[],"x":{rest}}}"#);
        survives(&json)?;
    }

    #[test]
    fn a_content_that_is_no_object(json in any_json().prop_filter("no object", |json| !json.starts_with('{'))) {
        survives(&json)?;
    }

    #[test]
    fn an_unknown_event(seq in 0u64..1 << 53, kind in "[a-z-]{1,12}".prop_filter("unknown", |kind| !KINDS.contains(&kind.as_str())), rest in any_json()) {
        let json = format!(r#"{{"extra":{rest} , "kind":"{kind}","seq":{seq}}}"#);
        let event: Event = serde_json::from_str(&json).unwrap();
        prop_assert_eq!((event.seq, event.kind(), event.is_logged()), (seq, kind.as_str(), true));
        prop_assert_eq!(serde_json::to_string(&event).unwrap(), json);
    }

    #[test]
    fn an_unknown_channel(word in "\\PC{0,20}") {
        let json = serde_json::to_string(&word).unwrap();
        let channel: Channel = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(serde_json::to_string(&channel).unwrap(), json);
    }

    #[test]
    fn any_json_is_read_without_panic(json in any_json()) {
        let _ = serde_json::from_str::<Event>(&json);
        let _ = serde_json::from_str::<Message>(&json);
        let _ = serde_json::from_str::<model::Template>(&json);
        let _ = serde_json::from_str::<model::Capabilities>(&json);
        prop_assert!(serde_json::from_str::<Content>(&json).is_ok());
    }
}

const KINDS: [&str; 7] = ["message", "status", "reaction", "edit", "typing", "thread", "reset"];

fn survives(json: &str) -> Result<(), TestCaseError> {
    let content: Content = serde_json::from_str(json).unwrap();
    prop_assert!(matches!(content, Content::Unsupported(_)), "{:?}", content);
    prop_assert_eq!(serde_json::to_string(&content).unwrap(), json);
    prop_assert!(!content.check(&sample::capabilities()).is_empty(), "what isn't understood can't be sent");
    // Inside a message as well.
    let message = Message { content, ..sample::message() };
    let again: Message = serde_json::from_str(&serde_json::to_string(&message).unwrap()).unwrap();
    prop_assert_eq!(serde_json::to_string(&again.content).unwrap(), json);
    Ok(())
}

#[test]
fn an_unknown_content_keeps_its_label_and_words() {
    let content: Content = serde_json::from_value(json!({"type": "hologram", "caption": "Wave at me"})).unwrap();
    let Content::Unsupported(row) = &content else { panic!("{content:?}") };
    assert_eq!((row.label.as_str(), row.text.as_deref()), ("hologram", Some("Wave at me")));
    let content: Content = serde_json::from_value(json!({"type": "text", "body": 5, "caption": "still here"})).unwrap();
    let Content::Unsupported(row) = &content else { panic!("{content:?}") };
    assert_eq!((row.label.as_str(), row.text.as_deref()), ("text", Some("still here")));
    assert!(row.detail.as_deref().unwrap().contains("invalid type"), "{row:?}");
}

#[test]
fn words_of_a_newer_peer_are_values() {
    let mut message = serde_json::to_value(sample::full_message()).unwrap();
    for (path, word) in [("/author/kind", "robot"), ("/provenance", "dream"), ("/status/state", "warm"), ("/channel", "pigeon")] {
        *message.pointer_mut(path).unwrap() = Value::from(word);
    }
    for path in ["/status/fault/who", "/status/fault/retry"] {
        *message.pointer_mut(path).unwrap() = Value::from("moon");
    }
    message["telepathy"] = json!(true);
    let message: Message = serde_json::from_value(message).unwrap();
    assert_eq!(message.channel, Channel::Unknown("pigeon".to_owned()));
    assert_eq!(message.status.state, model::State::Unknown);
    assert!(!message.status.fault.unwrap().retry_helps(sample::at("2030-01-01T00:00:00Z")), "an unknown class offers no retry");
}

#[test]
fn an_unreadable_event_still_has_its_place() {
    let event = Event { seq: 9, change: Change::Unknown(String::new()) };
    assert_eq!(serde_json::to_value(&event).unwrap(), json!({"seq": 9, "kind": "unknown"}));
}
