//! What waits for the agent: unread, unanswered, since when.

use crate::world::{HOUR, Panel, added, at, inbound, outbound, snapshot};
use model::message::Provenance;
use sidethread::state::{Action, Effect, Message};

#[test]
fn what_waits_is_counted_until_it_is_answered() {
    let mut panel = Panel::open(snapshot("th_a", &[], None));
    panel.events(&[added(&inbound(1, 1, "one")), added(&inbound(2, 2, "two"))]);
    assert_eq!(panel.state.unread.unanswered, 2);
    assert_eq!(panel.state.thread.as_ref().and_then(|thread| thread.waiting_since), Some(at(1)));
    let effects = panel.act(Action::Seen("ms_00002".into()));
    assert_eq!(effects, [Effect::MarkRead { thread: "th_a".into(), up_to: "ms_00002".into() }]);
    assert_eq!((panel.state.unread.count, panel.state.unread.unanswered), (0, 2), "seen is not answered");
    panel.events(&[added(&outbound(3, 3, "answer", None))]);
    assert_eq!(panel.state.unread.unanswered, 0);
    assert_eq!(panel.state.thread.as_ref().and_then(|thread| thread.waiting_since), None);
}

#[test]
fn a_mark_goes_out_once_and_only_forward() {
    let mut panel = Panel::open(snapshot("th_a", &[], None));
    panel.events(&[added(&inbound(1, 1, "one")), added(&outbound(2, 2, "answer", None)), added(&inbound(3, 3, "three"))]);
    assert_eq!(panel.act(Action::Seen("ms_00002".into())), [Effect::MarkRead { thread: "th_a".into(), up_to: "ms_00001".into() }]);
    assert_eq!(panel.state.unread.count, 1);
    assert_eq!(panel.act(Action::Seen("ms_00001".into())), []);
    assert_eq!(panel.act(Action::Seen("ms_00003".into())).len(), 1);
    assert_eq!(panel.act(Action::Seen("ms_00003".into())), []);
}

#[test]
fn the_divider_stands_before_the_first_unread_until_the_agent_answers() {
    let mut panel = Panel::open(snapshot("th_a", &[], None));
    panel.events(&[added(&inbound(1, 1, "one"))]);
    panel.act(Action::Seen("ms_00001".into()));
    panel.events(&[added(&inbound(2, 2, "two")), added(&inbound(3, 3, "three"))]);
    assert_eq!(panel.state.unread.divider, Some("ms_00002".into()));
    panel.send("answer", "cl_1");
    assert_eq!(panel.state.unread.divider, None);
}

#[test]
fn a_thread_that_waits_already_opens_with_its_count() {
    let mut waiting =
        snapshot("th_a", &[inbound(1, -3 * HOUR, "old"), outbound(2, -2 * HOUR, "answer", None), inbound(3, -HOUR, "new")], None);
    waiting.thread.waiting_since = Some(at(-HOUR));
    let panel = Panel::open(waiting);
    assert_eq!((panel.state.unread.count, panel.state.unread.unanswered), (1, 1));
    assert_eq!(panel.state.unread.divider, Some("ms_00003".into()));
}

#[test]
fn imported_history_waits_for_nobody() {
    let mut panel = Panel::open(snapshot("th_a", &[], None));
    panel.events(&[added(&Message { provenance: Provenance::Import, ..inbound(1, 1, "imported") })]);
    assert_eq!((panel.state.unread.count, panel.state.unread.unanswered), (0, 0));
}
