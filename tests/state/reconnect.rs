//! Holes, repeats and resets of the log: nothing is lost, nothing is doubled, nothing the agent wrote goes.

use crate::world::{Panel, added, at, inbound, outbound, snapshot, status};
use model::event::Change;
use model::status::State as Far;
use sidethread::state::{Action, Connection, Effect, Event, Stage};

#[test]
fn a_hole_is_seen_filled_by_the_stream_and_closed() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "one")], None));
    let effects = panel.events(&[added(&inbound(4, -7, "four"))]);
    assert_eq!(effects, [Effect::Resume]);
    assert_eq!(panel.state.complete_to, 1, "the mark doesn't move over a hole");
    assert!(panel.state.hole.is_some_and(|hole| (hole.after, hole.before) == (1, 4)));
    assert_eq!(panel.lines(), ["one", "four"], "what came is shown all the same");

    panel.act(Action::Connection(Connection::Online));
    panel.events(&[added(&inbound(2, -9, "two")), added(&inbound(3, -8, "three"))]);
    assert!(panel.state.hole.is_some());
    panel.events(&[added(&inbound(4, -7, "four"))]);
    assert_eq!(panel.state.hole, None);
    assert_eq!(panel.state.complete_to, 4);
    assert_eq!(panel.lines(), ["one", "two", "three", "four"]);
}

#[test]
fn a_hole_that_the_stream_cannot_fill_opens_the_thread_again() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "one")], None));
    panel.events(&[added(&inbound(3, -8, "three"))]);
    panel.act(Action::Connection(Connection::Online));
    let effects = panel.events(&[added(&inbound(3, -8, "three")), added(&inbound(4, -7, "four"))]);
    assert_eq!(effects, [Effect::Reopen], "once, not for every event behind the hole");
    let all = [inbound(1, -10, "one"), inbound(2, -9, "two"), inbound(3, -8, "three"), inbound(4, -7, "four")];
    panel.act(Action::Opened(Box::new(snapshot("th_a", &all, None))));
    assert_eq!(panel.state.hole, None);
    assert_eq!(panel.lines(), ["one", "two", "three", "four"]);
}

#[test]
fn repeated_events_change_nothing() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "one")], None));
    let events = [added(&outbound(2, -5, "two", None)), status(3, 2, Far::Sent, -4), status(4, 2, Far::Delivered, -3)];
    panel.events(&events);
    let once = panel.state.clone();
    panel.events(&events);
    panel.events(&events[1..]);
    assert_eq!(panel.state, once);
}

#[test]
fn reset_keeps_the_draft_and_what_was_not_sent() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "one")], None));
    panel.send("refused", "cl_1");
    panel.act(Action::RefusedSend {
        client_id: "cl_1".into(),
        error: model::api::ErrorBody::new(model::api::Code::RateLimited, "Too many"),
    });
    panel.send("unreached", "cl_2");
    panel.act(Action::Unreached { client_id: "cl_2".into() });
    panel.act(Action::Draft("half a thou".to_owned()));
    panel.act(Action::QuoteStart("ms_00001".into()));

    assert_eq!(panel.events(&[Event { seq: 0, change: Change::Reset }]), [Effect::Reopen]);
    panel.act(Action::Opened(Box::new(snapshot("th_a", &[inbound(1, -10, "one"), inbound(9, -1, "nine")], None))));
    assert_eq!(panel.lines(), ["one", "nine", "refused", "unreached"]);
    assert_eq!(panel.state.composer.text, "half a thou");
    assert_eq!(panel.state.composer.reply_to, Some("ms_00001".into()));
}

#[test]
fn a_snapshot_that_holds_an_echo_s_message_takes_its_place() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "one")], None));
    panel.send("answer", "cl_1");
    panel.act(Action::Opened(Box::new(snapshot("th_a", &[inbound(1, -10, "one"), outbound(2, 0, "answer", Some("cl_1"))], None))));
    assert_eq!(panel.lines(), ["one", "answer"]);
}

#[test]
fn what_the_proxy_did_not_hear_is_posted_again_when_the_line_is_back() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "one")], None));
    panel.send("lost", "cl_1");
    panel.act(Action::Unreached { client_id: "cl_1".into() });
    panel.act(Action::Connection(Connection::Retrying { attempt: 1, next_at: at(1000) }));
    let effects = panel.act(Action::Connection(Connection::Online));
    assert!(matches!(&effects[..], [Effect::Post(echo)] if echo.client_id == "cl_1".into() && echo.stage == Stage::Unreached));
}

#[test]
fn an_unknown_event_moves_the_log_on() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "one")], None));
    panel.events(&[Event { seq: 2, change: Change::Unknown("poll".to_owned()) }, added(&inbound(3, -8, "three"))]);
    assert_eq!((panel.state.complete_to, panel.state.hole), (3, None));
}

#[test]
fn typing_has_no_place_in_the_log_and_goes_by_itself() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "one")], None));
    panel.events(&[Event { seq: 1, change: Change::Typing { who: "customer".to_owned() } }]);
    assert!(panel.state.typing.is_some());
    assert_eq!(panel.state.complete_to, 1);
    panel.act(Action::Tick(at(7_000)));
    assert!(panel.state.typing.is_none());
}

#[test]
fn statuses_out_of_order_never_move_a_tick_back_and_the_journal_has_them_all() {
    let mut panel = Panel::open(snapshot("th_a", &[outbound(1, -10, "answer", None)], None));
    panel.events(&[status(2, 1, Far::Read, -3), status(3, 1, Far::Sent, -6), status(4, 1, Far::Delivered, -5)]);
    assert_eq!(panel.far(1), Far::Read);
    let row = panel.state.timeline.find(&"ms_00001".into()).expect("a row").clone();
    assert_eq!(row.journal.iter().map(|status| status.state).collect::<Vec<_>>(), [Far::Queued, Far::Sent, Far::Delivered, Far::Read]);
}
