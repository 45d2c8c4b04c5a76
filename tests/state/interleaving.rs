//! The law of the timeline: whatever order events, pages and repeats come in, the thread is the same in the end.

use crate::world::{Panel, added, at, inbound, outbound, snapshot, status};
use model::api::get_history::Page;
use model::event::Change;
use model::message::{AuthorKind, Reaction};
use model::status::State as Far;
use proptest::prelude::*;
use sidethread::state::{Action, Carried, Connection, Event, Message};

/// Messages 1 to 4 are on an older page, 5 to 8 in the snapshot, 5 and 6 in both, the rest comes live; then things happen to all.
fn history() -> (Vec<Message>, Vec<Message>, Vec<Event>) {
    let first: Vec<Message> = (1..=4).map(|n| outbound(n, n as i64 * 10 - 1000, "older", None)).collect();
    let second: Vec<Message> = (5..=8).map(|n| inbound(n, n as i64 * 10 - 500, "newest")).collect();
    let reaction = |emoji: &str, seq| Reaction { emoji: emoji.to_owned(), author: AuthorKind::Customer, at: at(seq) };
    let react = |seq: u64, message: &str, emoji: &str| Event {
        seq,
        change: Change::Reaction { message_id: message.into(), reactions: vec![reaction(emoji, seq as i64)] },
    };
    let edit = |seq: u64, message: &str, words: &str| Event {
        seq,
        change: Change::Edit { message_id: message.into(), content: Box::new(inbound(0, 0, words).content), edited: true, deleted: false },
    };
    let events = vec![
        status(9, 2, Far::Sent, 1),
        added(&inbound(10, 5, "live")),
        react(11, "ms_00006", "👍"),
        edit(12, "ms_00003", "edited once"),
        status(13, 2, Far::Read, 3),
        status(14, 2, Far::Delivered, 2),
        react(15, "ms_00006", "🎉"),
        edit(16, "ms_00003", "edited twice"),
        added(&outbound(17, 4, "out of its place", None)),
        edit(18, "ms_00005", "the page still has the old words"),
    ];
    (first, second, events)
}

/// What the proxy would hold at a log position: the messages with the events up to there applied.
fn as_of(messages: &[Message], events: &[Event], seq: u64) -> Vec<Message> {
    let mut messages = messages.to_vec();
    for event in events.iter().filter(|event| event.seq <= seq) {
        for message in &mut messages {
            match &event.change {
                Change::Status { message_id, status } if *message_id == message.id => {
                    message.status = message.status.clone().merge(status.clone())
                }
                Change::Reaction { message_id, reactions } if *message_id == message.id => message.reactions.clone_from(reactions),
                Change::Edit { message_id, content, .. } if *message_id == message.id => {
                    message.content = Carried::clone(content);
                    message.edited = true;
                }
                _ => {}
            }
        }
    }
    messages
}

fn faces(panel: &Panel) -> Vec<Message> {
    panel.state.timeline.iter().map(|row| row.message.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_interleaving_gives_the_same_thread(
        cuts in proptest::collection::vec(0usize..=10, 0..6),
        repeats in proptest::collection::vec(0usize..10, 0..6),
        asked in 0usize..=10,
        served in 0u64..=10,
        arrives in 0usize..=10,
        jumps in proptest::collection::vec(0usize..10, 0..3),
    ) {
        let (first, second, events) = history();
        let mut expected = first.clone();
        expected.extend(second.clone());
        expected.extend(events.iter().filter_map(|event| match &event.change { Change::Message(message) => Some(Message::clone(message)), _ => None }));
        let mut expected = as_of(&expected, &events, u64::MAX);
        expected.sort_by(|a, b| a.order().cmp(&b.order()));

        let mut opening = snapshot("th_a", &second, Some("c1"));
        opening.complete_to = 8;
        let mut panel = Panel::open(opening);
        let overlapping: Vec<Message> = first.iter().chain(&second[..2]).cloned().collect();
        let arrives = arrives.max(asked);
        let mut question = None;
        for step in 0..=events.len() {
            if step == asked {
                panel.act(Action::LoadOlder);
                question = Some(panel.state.complete_to);
            }
            if step == arrives {
                let known = question.expect("it was asked");
                let there = 8 + (served.max(known.saturating_sub(8))).min(arrives as u64).max(known - 8);
                let page = Page { messages: as_of(&overlapping, &events, there), older: None };
                panel.act(Action::OlderLoaded { thread: "th_a".into(), cursor: "c1".into(), as_of: known, page });
            }
            for repeat in repeats.iter().filter(|repeat| **repeat < step) {
                panel.events(&events[*repeat..=*repeat]);
            }
            if jumps.contains(&step) && step + 1 < events.len() {
                panel.events(&events[step + 1..step + 2]);
                panel.act(Action::Connection(Connection::Online));
            }
            if step < events.len() {
                let until = if cuts.contains(&step) { (step + 2).min(events.len()) } else { step + 1 };
                panel.events(&events[step..until]);
            }
        }
        prop_assert_eq!(panel.state.complete_to, 18);
        prop_assert_eq!(panel.state.hole, None);
        prop_assert_eq!(faces(&panel), expected);
    }
}
