//! Invariants 1 to 5, from the journal of the provider, the phones and the proxy's API.

use crate::load::{Everything, Said};
use crate::proxy::Proxy;
use crate::stage::{PHONES, Stage};
use model::{Event, Message, State};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What the provider's journal says about one of our messages.
#[derive(Default)]
struct Told {
    /// How often the provider took it.
    taken: u32,
    /// The furthest state that it has told us and that we have acknowledged.
    state: Option<State>,
}

pub(crate) async fn check(stage: &Stage, process: &Proxy, said: &Everything) {
    let journal = stage.witness("/_control/journal?after=0").await;
    let told = told(journal["entries"].as_array().unwrap());
    for phone in PHONES {
        let opened = process.post("/v1/threads/open", &json!({"phones": [phone]})).await;
        let thread = opened["thread"]["id"].as_str().unwrap();
        let messages = history(process, thread).await;
        let heard = stage.witness(&format!("/_control/phones/{phone}")).await;
        each_once(&messages, said.inbound.iter().chain(&said.outbound).filter(|(own, _)| *own == phone));
        no_holes(process, thread, opened["thread"]["seq"].as_u64().unwrap()).await;
        heard_at_most_once(phone, &heard);
        for message in messages.iter().filter(|message| message.client_id.is_some()) {
            settled(message, told.get(message.id.as_str()).unwrap_or(&Told::default()));
        }
    }
}

async fn history(process: &Proxy, thread: &str) -> Vec<Message> {
    let (mut messages, mut before) = (Vec::new(), String::new());
    loop {
        let page = process.get(&format!("/v1/threads/{thread}/messages?limit=200{before}")).await;
        let mut older: Vec<Message> = serde_json::from_value(page["messages"].clone()).unwrap();
        older.append(&mut messages);
        messages = older;
        match page["older"].as_str() {
            Some(cursor) => before = format!("&before={cursor}"),
            None => return messages,
        }
    }
}

/// Invariants 1 and 2: all that was acknowledged is there, once, and nothing else.
fn each_once<'a>(messages: &[Message], said: impl Iterator<Item = &'a Said>) {
    let mut found: Vec<&str> = messages.iter().map(|message| message.content.words().unwrap()).collect();
    let mut expected: Vec<&str> = said.map(|(_, words)| words.as_str()).collect();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected, "lost or doubled");
}

/// Invariant 2, on the customer's side: she never reads an answer twice.
fn heard_at_most_once(phone: &str, state: &Value) {
    let mut heard: Vec<&str> = state["messages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|message| message["direction"] == "in")
        .filter_map(|message| message["content"]["body"].as_str())
        .collect();
    let all = heard.len();
    assert!(all > 0, "no answer has reached {phone}: the test has proved nothing");
    heard.sort_unstable();
    heard.dedup();
    assert_eq!(heard.len(), all, "{phone} has read an answer twice");
}

/// Invariant 3: the log is 1, 2, 3 … up to the head.
async fn no_holes(process: &Proxy, thread: &str, head: u64) {
    let mut seq = 0;
    while seq < head {
        let page = process.get(&format!("/v1/threads/{thread}/events?after={seq}&wait=5")).await;
        let events: Vec<Event> = serde_json::from_value(page["events"].clone()).unwrap();
        assert!(!events.is_empty(), "the log ends at {seq} of {head}");
        for event in events {
            assert_eq!(event.seq, seq + 1, "a hole in the log of {thread}");
            seq = event.seq;
        }
    }
}

fn told(entries: &[Value]) -> BTreeMap<String, Told> {
    let mut told: BTreeMap<String, Told> = BTreeMap::new();
    for entry in entries {
        let outcome = entry["outcome"].as_str().unwrap();
        match entry["kind"].as_str().unwrap() {
            "api" if matches!(outcome, "accepted" | "cut_after_accept") => {
                if let Some(id) = entry["callback_data"].as_str() {
                    told.entry(id.to_owned()).or_default().taken += 1;
                }
            }
            "webhook" if outcome == "accepted" => {
                for status in entry["body"]["statuses"].as_array().into_iter().flatten() {
                    if let (Some(id), Some(word)) = (status["custom_callback_data"].as_str(), status["status"].as_str()) {
                        let known = told.entry(id.to_owned()).or_default();
                        known.state = known.state.max(Some(State::from(word)));
                    }
                }
            }
            _ => {}
        }
    }
    told
}

/// Invariants 2, 4 and 5: sent at most once; as far as the provider has told; unknown where nobody knows; never stuck.
fn settled(message: &Message, told: &Told) {
    let (id, state) = (&message.id, message.status.state);
    assert!(told.taken <= 1, "{id} was sent {} times", told.taken);
    match told.state {
        Some(furthest) => assert_eq!(state, furthest, "{id} is not as far as the provider has told"),
        None if told.taken == 1 => panic!("{id}: the provider took it and told nothing"),
        None => {
            assert!(matches!(state, State::Unknown | State::Failed), "{id} is {state:?}, and the provider never took it");
            assert!(message.status.fault.is_some(), "{id} says no reason");
        }
    }
}
