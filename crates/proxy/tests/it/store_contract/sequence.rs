//! Whatever comes in whatever order: nobody answers what isn't said yet, and what was just said stands at the end.

use super::kit::{ASHA, NOW, message_from, reply, sqlite_memory, tenant, webhook};
use model::inbound::{Inbound, InboundMessage};
use model::{Content, Message, Timestamp};
use proptest::prelude::*;
use std::collections::HashMap;

/// One step: somebody writes.
#[derive(Clone, Debug)]
enum Step {
    /// The customer, told by her provider in whole seconds so many seconds before, quoting the message of that step.
    Customer { late: i64, quotes: Option<usize> },
    /// The agent, quoting the message of that step if it is there.
    Agent { quotes: Option<usize> },
}

fn steps() -> impl Strategy<Value = Vec<(i64, Step)>> {
    let quotes = || prop::option::of(0_usize..12);
    let late = prop_oneof![6 => 0_i64..2, 2 => 2_i64..90, 1 => -300_i64..0];
    let step = prop_oneof![
        (late, quotes()).prop_map(|(late, quotes)| Step::Customer { late, quotes }),
        quotes().prop_map(|quotes| Step::Agent { quotes }),
    ];
    prop::collection::vec((0_i64..1500, step), 2..12)
}

fn name(place: usize) -> String {
    format!("w.{place}")
}

async fn play(steps: &[(i64, Step)]) -> Result<(), TestCaseError> {
    let kit = sqlite_memory().await;
    let thread = kit.open(ASHA).await;
    let mut now = NOW;
    let mut ids: HashMap<usize, Message> = HashMap::new();
    for (place, (passed, step)) in steps.iter().enumerate() {
        now = now.plus_millis(*passed);
        match step {
            Step::Customer { late, quotes } => {
                let told = Timestamp::from_seconds(now.seconds() - late);
                let message = message_from(ASHA, &name(place), Content::text(name(place)), told);
                let quoted = quotes.filter(|quoted| *quoted != place).map(|quoted| name(quoted).as_str().into());
                let mut webhook = webhook(vec![Inbound::Message(Box::new(InboundMessage { quoted, ..message }))]);
                webhook.at = now;
                kit.ledger.record_webhook(webhook).await.unwrap();
                let messages = kit.messages(&thread).await;
                let own = messages.iter().find(|own| own.content.words() == Some(name(place).as_str())).unwrap();
                ids.insert(place, own.clone());
                if *late < 2 && quotes.is_none() {
                    let said_before = messages.iter().filter(|other| other.received_at <= now && other.at <= now);
                    let last = said_before.max_by_key(|other| (other.at, other.id.clone())).unwrap();
                    prop_assert_eq!(&last.id, &own.id, "what she has just written stands below all that was said by then");
                }
            }
            Step::Agent { quotes } => {
                let mut answer = reply(&thread, &name(place), Content::text(name(place)));
                answer.at = now;
                answer.reply_to = quotes.and_then(|quoted| ids.get(&quoted)).map(|quoted| quoted.id.clone());
                let sent = kit.ledger.record_reply(answer).await.unwrap();
                // What answers something is moved below it, by a millisecond at a time.
                let last = kit.messages(&thread).await.iter().map(|other| other.at).max().unwrap();
                prop_assert!(last.since(sent.at) <= 32, "an answer stands {} ms above what was there", last.since(sent.at));
                ids.insert(place, sent);
            }
        }
    }
    let messages = kit.messages(&thread).await;
    prop_assert!(messages.is_sorted_by_key(|message| (message.at, message.id.clone())));
    let (mut pages, mut before) = (Vec::new(), None::<String>);
    loop {
        let page = kit.store().page(&tenant(), &thread, before.as_deref(), 2).await.unwrap();
        pages.push(page.messages);
        before = page.older;
        if before.is_none() {
            break;
        }
    }
    let glued: Vec<Message> = pages.into_iter().rev().flatten().collect();
    prop_assert_eq!(&glued, &messages, "page by page");
    let place = |id| messages.iter().position(|message| message.id == id);
    for (own, message) in messages.iter().enumerate() {
        // A ring of messages that quote each other has no order.
        let Some(quoted) = message.reply_to.clone().filter(|_| !is_ring(&messages, message)) else { continue };
        prop_assert!(place(quoted).unwrap() < own, "{:?} stands above what it answers", message.content.words());
    }
    Ok(())
}

fn is_ring(messages: &[Message], message: &Message) -> bool {
    let mut at = message.reply_to.clone();
    for _ in 0..messages.len() {
        let Some(next) = at else { return false };
        at = messages.iter().find(|other| other.id == next).and_then(|other| other.reply_to.clone());
    }
    at.is_some()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn an_answer_never_stands_above_its_message(steps in steps()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(play(&steps))?;
    }
}
