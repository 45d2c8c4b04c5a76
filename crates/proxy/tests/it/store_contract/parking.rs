//! Words about messages come in any order, twice, and before their message: what stays is the same.

use super::kit::{ASHA, Kit, NOW, account, at, edit, quoting, reaction, reply, revoke, status, tenant, text, webhook};
use model::inbound::Inbound;
use model::message::Message;
use model::{Content, MessageId, State, Status};
use proptest::prelude::*;
use proxy::fact::{Claim, Outcome, Settled};
use std::collections::BTreeMap;

pub(crate) async fn words_about_unknown_messages_wait_for_them(kit: &Kit) {
    let parked = vec![
        reaction("r.1", "w.1", Some("👍"), at(-10)),
        edit("e.1", "w.1", Content::text("hello"), at(-9)),
        quoting("w.2", "and this", "w.1"),
        status("wamid.x", None, State::Read, at(-3)),
    ];
    let kept = kit.hear(parked).await;
    assert_eq!((kept.messages, kept.parked), (1, 3));
    assert_eq!(kit.figure("parked").await, 4);
    kit.hear(vec![text("w.1", "hell")]).await;
    let thread = kit.open(ASHA).await;
    let messages = kit.messages(&thread).await;
    assert_eq!(messages[0].content.words(), Some("hello"));
    assert_eq!(messages[0].reactions[0].emoji, "👍");
    assert_eq!(messages[1].reply_to.as_ref(), Some(&messages[0].id));
    assert_eq!(kit.figure("parked").await, 1, "the status of a message that nobody has named");
}

pub(crate) async fn of_two_emojis_of_one_second_the_later_arrival_stays(kit: &Kit) {
    kit.hear(vec![text("w.1", "hi")]).await;
    let thread = kit.open(ASHA).await;
    for (event, emoji) in [("r.9", "👍"), ("r.1", "❤"), ("r.9", "👍")] {
        kit.hear(vec![reaction(event, "w.1", Some(emoji), at(-6))]).await;
    }
    assert_eq!(kit.messages(&thread).await[0].reactions[0].emoji, "❤", "an event that comes again is not a later one");
    kit.hear(vec![reaction("r.2", "w.1", None, at(-6))]).await;
    assert!(kit.messages(&thread).await[0].reactions.is_empty());
    assert_eq!(kit.events(&thread).await.len(), 4);
}

pub(crate) async fn an_unknown_correlation_is_parked_under_the_name(kit: &Kit) {
    let foreign = MessageId::new("ms_01ARZ3NDEKTSV4RRFFQ69G5FAV");
    let heard = vec![status("w.1", Some(&foreign), State::Sent, at(-1)), status("w.2", Some(&"not ours".into()), State::Sent, at(-1))];
    assert_eq!(kit.hear(heard).await.parked, 2);
}

/// One thing that happens to the story below.
#[derive(Clone, Debug)]
enum Step {
    Heard(usize),
    Receipt,
}

/// The words of the story; the agent's answer has been queued before.
fn story(sent: &MessageId) -> Vec<Inbound> {
    vec![
        text("w.1", "hell"),
        quoting("w.2", "about that", "w.1"),
        quoting("w.3", "about yours", "wamid.o"),
        edit("e.1", "w.1", Content::text("hello"), at(-9)),
        edit("e.2", "w.1", Content::text("hello!"), at(-8)),
        reaction("r.1", "w.1", Some("👍"), at(-7)),
        reaction("r.2", "w.1", None, at(-6)),
        reaction("r.3", "w.2", Some("😮"), at(-6)),
        reaction("r.4", "w.2", Some("❤"), at(-5)),
        reaction("r.5", "wamid.o", Some("🙏"), at(4)),
        revoke("d.1", "w.3"),
        status("wamid.o", Some(sent), State::Sent, at(1)),
        status("wamid.o", None, State::Delivered, at(2)),
        status("wamid.o", None, State::Delivered, at(3)),
        status("uuid-1", None, State::Accepted, at(1)),
        status("wamid.o", None, State::Read, at(5)),
        status("wamid.o", Some(sent), State::Failed, at(6)),
    ]
}

async fn tell(steps: &[Step]) -> BTreeMap<String, Message> {
    let kit = super::kit::sqlite_memory().await;
    let thread = kit.open(ASHA).await;
    let sent = kit.ledger.record_reply(reply(&thread, "c-1", Content::text("answer"))).await.unwrap();
    let row = kit.ledger.claim(Claim { worker: "w".to_owned(), limit: 1, at: NOW }).await.unwrap()[0].row;
    let words = story(&sent.id);
    for step in steps {
        match step {
            Step::Heard(index) => drop(kit.ledger.record_webhook(webhook(vec![words[*index].clone()])).await.unwrap()),
            Step::Receipt => {
                let outcome = Outcome::Accepted { id: Some("uuid-1".into()), status: Status::new(State::Accepted, at(0)) };
                // The second time the row is gone.
                let _ = kit.ledger.settle(Settled { row, outcome, at: at(0) }).await;
            }
        }
    }
    assert_eq!(kit.figure("parked").await, 0);
    assert_eq!(kit.figure("outbox").await, 0);
    super::kit::unbroken(&kit.events(&thread).await);
    let messages = kit.messages(&thread).await;
    let names: BTreeMap<MessageId, String> =
        messages.iter().map(|message| (message.id.clone(), message.content.words().unwrap().to_owned())).collect();
    let same = |message: Message| Message {
        // Our own ids and positions differ from run to run; what they point at does not.
        id: "".into(),
        seq: 0,
        reply_to: message.reply_to.as_ref().map(|id| names[id].as_str().into()),
        ..message
    };
    messages.into_iter().map(|message| (names[&message.id].clone(), same(message))).collect()
}

fn steps() -> Vec<Step> {
    (0..story(&MessageId::default()).len()).map(Step::Heard).chain([Step::Receipt]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_order_and_any_repeats_end_the_same(
        shuffled in Just(steps()).prop_shuffle(),
        repeats in proptest::collection::vec((0..steps().len(), 0..2 * steps().len()), 0..12),
    ) {
        let mut told = shuffled.clone();
        for (which, place) in repeats {
            told.insert(place.min(told.len()), shuffled[which].clone());
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let straight = runtime.block_on(tell(&steps()));
        prop_assert_eq!(runtime.block_on(tell(&told)), straight);
    }
}

#[tokio::test]
async fn the_story_ends_as_it_should() {
    let told = tell(&steps()).await;
    let answer = &told["answer"];
    assert_eq!((answer.status.state, answer.status.at), (State::Read, at(5)));
    assert_eq!(answer.reactions[0].emoji, "🙏");
    assert_eq!(told["about yours"].reply_to, Some("answer".into()));
    assert!(told["about yours"].deleted);
    assert_eq!(told["about that"].reply_to, Some("hello!".into()));
    assert_eq!(told["about that"].reactions[0].emoji, "❤");
    assert!(told["hello!"].edited && told["hello!"].reactions.is_empty());
    assert_eq!((told.len(), &answer.account, tenant().as_str()), (4, &account(), "acme"));
}
