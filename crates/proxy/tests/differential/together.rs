//! Codec and simulator on one wire: every kind of content that an account carries is sent over HTTP and followed to its last
//! tick, and all that a customer can say comes back as the content that it is.

use crate::dice::Dice;
use crate::make::Make;
use crate::stage::{Line, Stage};
use crate::verdict::{Case, request};
use model::inbound::Inbound;
use model::{Channel, Content, State};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const SAID: &str = include_str!("said.json");

/// Something that a customer says, and what it should come to.
#[derive(Deserialize)]
struct Said {
    /// Where it can be said: channels, and slugs of accounts whose provider has no word for it, or another one.
    on: Vec<String>,
    say: Value,
    hear: Value,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_kind_is_sent_and_followed() {
    for codec in providers::registry::ALL {
        let stage = Stage::build(codec.provider()).await;
        for line in stage.lines.iter().chain(&stage.forms) {
            follow(&stage, line).await;
        }
    }
}

async fn follow(stage: &Stage, line: &Line) {
    let mut sent = BTreeMap::new();
    for kind in &line.capabilities.content {
        let own = format!("ms_{kind}");
        let wire = request(line, &own, plain(stage, line, kind)).unwrap();
        let response = stage.carry(wire).await;
        let answer = String::from_utf8_lossy(&response.body).into_owned();
        let receipt = line.codec.receipt(&response).unwrap_or_else(|error| panic!("{} {kind}: {error}: {answer}", line.slug));
        sent.insert(kind.clone(), (own, receipt.id));
    }
    let heard = stage.heard(line).await;
    for (kind, (own, id)) in &sent {
        let statuses = heard.iter().filter_map(|one| if let Inbound::Status(status) = one { Some(status) } else { None });
        let about = statuses.filter(|status| match &status.correlation {
            Some(correlation) => correlation.as_str() == own,
            None => Some(&status.id) == id.as_ref(),
        });
        let states: BTreeSet<State> = about.map(|status| status.status.state).collect();
        // tyntec says "accepted" where others say that it left, and nobody tells whether a text message was read.
        let left = if codec_says_accepted(line) { State::Accepted } else { State::Sent };
        let last = if line.account.channel == Channel::Sms { State::Delivered } else { State::Read };
        let wanted = [left, State::Delivered, last];
        assert!(wanted.iter().all(|state| states.contains(state)), "{} {kind}: {states:?}", line.slug);
        assert!(!states.contains(&State::Failed), "{} {kind}: {states:?}", line.slug);
    }
    assert!(!heard.iter().any(|one| matches!(one, Inbound::Unsupported(_))), "{}: {heard:?}", line.slug);
}

fn codec_says_accepted(line: &Line) -> bool {
    line.codec.provider() == "tyntec"
}

/// A content of this kind that nobody dislikes.
fn plain(stage: &Stage, line: &Line, kind: &str) -> Content {
    let templates = if line.capabilities.templates { &stage.templates[..] } else { &[] };
    let tries = (0..500).map(|seed| {
        let dice = Dice::tame(seed, &line.capabilities.limits);
        let content = Make { dice, capabilities: &line.capabilities, files: &stage.files, templates }.of(kind);
        Case::new(stage, line, 0, content)
    });
    let good = tries.into_iter().find(|case| case.problems.is_empty() && case.request.is_ok());
    good.unwrap_or_else(|| panic!("{}: nothing plain of {kind}", line.slug)).content
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_that_a_customer_says_is_understood() {
    let said: Vec<Said> = serde_json::from_str(SAID).unwrap();
    let mut wrong = Vec::new();
    for codec in providers::registry::ALL {
        let stage = Stage::build(codec.provider()).await;
        for line in stage.lines.iter().chain(&stage.forms) {
            let channel = line.account.channel.as_str();
            // What stands for one account alone stands over what stands for its channel.
            let own: BTreeSet<String> = said.iter().filter(|one| one.on.contains(&line.slug)).map(|one| one.say.to_string()).collect();
            let told =
                |one: &&Said| one.on.contains(&line.slug) || one.on.iter().any(|on| on == channel) && !own.contains(&one.say.to_string());
            for one in said.iter().filter(told) {
                let mut message = one.say.clone();
                message["account"] = json!(line.slug);
                stage.phone("messages", &message).await;
                let heard = stage.heard(line).await;
                let words: Vec<Value> = heard.iter().map(words).collect();
                if !words.iter().any(|words| holds(words, &one.hear)) {
                    wrong.push(format!("{}: {}\n  heard {}\n  not {}", line.slug, one.say, json!(words), one.hear));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What was heard, as far as it is told apart here.
fn words(inbound: &Inbound) -> Value {
    match inbound {
        Inbound::Message(message) => {
            let mut words = serde_json::to_value(&message.content).unwrap();
            words["files"] = json!(message.files.len());
            words
        }
        Inbound::Reaction(reaction) => json!({"reaction": reaction.emoji, "target": reaction.target}),
        Inbound::Edit(edit) => json!({"edit": edit.content, "target": edit.target}),
        Inbound::Revoke(revoke) => json!({"revoke": revoke.target}),
        Inbound::Moved(moved) => json!({"moved": moved.phone, "user_id": moved.user_id}),
        Inbound::Status(_) | Inbound::Typing(_) | Inbound::Consent(_) | Inbound::Template(_) => json!({}),
        Inbound::Unsupported(row) => json!({"row": row}),
    }
}

/// Whether all that is wanted is there.
fn holds(there: &Value, wanted: &Value) -> bool {
    match (there, wanted) {
        (Value::Object(there), Value::Object(wanted)) => {
            wanted.iter().all(|(key, inner)| there.get(key).is_some_and(|there| holds(there, inner)))
        }
        (Value::Array(there), Value::Array(wanted)) => {
            there.len() == wanted.len() && there.iter().zip(wanted).all(|(there, wanted)| holds(there, wanted))
        }
        (there, wanted) => there == wanted,
    }
}
