//! Older pages and jumps.

use crate::world::{Panel, added, at, inbound, snapshot};
use model::api::get_history::Page;
use model::message::Provenance;
use sidethread::state::{Action, Effect, Message};

fn page(messages: &[Message], older: Option<&str>, cursor: &str, as_of: u64) -> Action {
    let page = Page { messages: messages.to_vec(), older: older.map(str::to_owned) };
    Action::OlderLoaded { thread: "th_a".into(), cursor: cursor.to_owned(), as_of, page }
}

#[test]
fn pages_that_overlap_give_no_doubles_and_are_asked_for_once() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(3, -30, "three"), inbound(4, -20, "four")], Some("c1")));
    let effects = panel.act(Action::LoadOlder);
    assert!(matches!(&effects[..], [Effect::LoadOlder { cursor, as_of: 4, .. }] if cursor == "c1"));
    assert_eq!(panel.act(Action::LoadOlder), [], "one at a time");
    panel.act(page(&[inbound(1, -50, "one"), inbound(2, -40, "two"), inbound(3, -30, "three")], None, "c1", 4));
    assert_eq!(panel.lines(), ["one", "two", "three", "four"]);
    panel.act(page(&[inbound(1, -50, "one")], Some("c1"), "c1", 4));
    assert_eq!(panel.state.older.cursor, None, "an answer to a question that was answered is left alone");
    assert_eq!(panel.act(Action::LoadOlder), [], "the start of history");
}

#[test]
fn what_happens_to_a_message_while_its_page_is_on_its_way_is_not_lost() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(4, -20, "four")], Some("c1")));
    panel.act(Action::LoadOlder);
    let edit = model::event::Change::Edit {
        message_id: "ms_00001".into(),
        content: Box::new(inbound(1, 0, "one, edited").content),
        edited: true,
        deleted: false,
    };
    panel.events(&[model::Event { seq: 5, change: edit }]);
    panel.act(page(&[inbound(1, -50, "one")], None, "c1", 4));
    assert_eq!(panel.lines(), ["one, edited", "four"]);
}

#[test]
fn a_page_of_another_thread_is_left_alone() {
    let mut panel = Panel::open(snapshot("th_b", &[inbound(4, -20, "four")], Some("c1")));
    panel.act(page(&[inbound(1, -50, "one")], None, "c1", 4));
    assert_eq!(panel.lines(), ["four"]);
}

#[test]
fn imported_history_above_the_loaded_rows_waits_for_its_page() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(4, -20, "four")], Some("c1")));
    let import = Message { provenance: Provenance::Import, ..inbound(5, -90, "long ago") };
    panel.events(&[added(&import)]);
    assert_eq!(panel.lines(), ["four"]);
    let late = inbound(6, -80, "late but live");
    panel.events(&[added(&late)]);
    assert_eq!(panel.lines(), ["late but live", "four"], "a live message is never hidden");
    panel.act(page(&[import, late], None, "c1", 6));
    assert_eq!(panel.lines(), ["long ago", "late but live", "four"]);
}

#[test]
fn a_jump_loads_pages_until_the_message_is_there_or_says_that_it_is_not() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(4, -20, "four")], Some("c1")));
    assert_eq!(panel.act(Action::Jump("ms_00001".into())).len(), 1);
    let effects = panel.act(page(&[inbound(3, -30, "three")], Some("c2"), "c1", 4));
    assert!(matches!(&effects[..], [Effect::LoadOlder { cursor, .. }] if cursor == "c2"));
    panel.act(page(&[inbound(1, -50, "one")], None, "c2", 4));
    assert_eq!(panel.state.jump, Some("ms_00001".into()));
    panel.act(Action::Jumped);
    assert_eq!(panel.act(Action::Jump("ms_99999".into())), []);
    assert_eq!(panel.state.announce.as_ref().map(|said| said.key), Some("message-gone"));
}

#[test]
fn a_page_that_failed_can_be_asked_for_again() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(4, -20, "four")], Some("c1")));
    panel.act(Action::LoadOlder);
    panel.act(Action::OlderFailed { thread: "th_a".into() });
    assert!(panel.state.older.failed && !panel.state.older.loading);
    assert_eq!(panel.act(Action::LoadOlder).len(), 1);
}

#[test]
fn a_long_thread_stands_in_order_and_every_row_is_found() {
    let mut panel = Panel::open(snapshot("th_a", &[], None));
    let numbers: Vec<u64> = (1..=3000).collect();
    let events: Vec<_> = numbers.iter().map(|number| added(&inbound(*number, ((number * 7919) % 3001) as i64, "x"))).collect();
    panel.events(&events);
    let timeline = &panel.state.timeline;
    assert_eq!(timeline.len(), 3000);
    let orders: Vec<_> = timeline.iter().map(|row| row.message.at).collect();
    assert!(orders.is_sorted());
    for (place, row) in timeline.iter().enumerate() {
        assert_eq!(timeline.position(&row.message.id), Some(place));
        assert_eq!(timeline.get(place).map(|row| row.message.at), Some(row.message.at));
    }
    let slice: Vec<_> = timeline.slice(700, 900).iter().map(|row| row.message.at).collect();
    assert_eq!(slice, orders[700..900]);
    assert!(timeline.get(3000).is_none() && at(0) <= orders[0]);
}
