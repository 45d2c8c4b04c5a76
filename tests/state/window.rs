//! The reply window under a typing agent.

use crate::world::{HOUR, Panel, added, at, inbound, snapshot};
use model::Content;
use model::window::Window;
use sidethread::state::{Action, Lock, Message};

#[test]
fn a_window_that_closes_locks_the_composer_and_keeps_the_draft() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -HOUR, "hello")], None));
    panel.act(Action::Draft("half a thou".to_owned()));
    panel.act(Action::Tick(at(20 * HOUR - 1)));
    assert_eq!(panel.state.lock(), None);
    assert!(panel.state.counts_down());
    panel.act(Action::Tick(at(20 * HOUR)));
    assert_eq!(panel.state.lock(), Some(Lock::WindowClosed { templates: true }));
    assert_eq!(panel.act(Action::Send { client_id: "cl_1".into(), at: at(20 * HOUR) }), []);
    assert_eq!(panel.state.composer.text, "half a thou");
}

#[test]
fn the_customer_s_word_opens_it_for_a_day() {
    let mut closed = snapshot("th_a", &[inbound(1, -30 * HOUR, "hello")], None);
    closed.channels[0].window = Window::Closed { closed_at: Some(at(-6 * HOUR)) };
    let mut panel = Panel::open(closed);
    assert!(panel.state.lock().is_some());
    panel.events(&[added(&inbound(2, 0, "still there?"))]);
    assert_eq!(panel.state.lock(), None);
    assert_eq!(panel.state.senders[0].window, Window::Open { closes_at: at(24 * HOUR) });
}

#[test]
fn an_old_word_that_comes_late_opens_nothing() {
    let mut closed = snapshot("th_a", &[inbound(1, -30 * HOUR, "hello")], None);
    closed.channels[0].window = Window::Closed { closed_at: Some(at(-6 * HOUR)) };
    let mut panel = Panel::open(closed);
    panel.events(&[added(&inbound(2, -25 * HOUR, "yesterday"))]);
    assert!(panel.state.lock().is_some());
}

#[test]
fn our_own_word_opens_nothing() {
    let mut closed = snapshot("th_a", &[], None);
    closed.channels[0].window = Window::Closed { closed_at: None };
    let mut panel = Panel::open(closed);
    panel.events(&[added(&crate::world::outbound(1, 0, "template", None))]);
    assert!(panel.state.lock().is_some());
}

#[test]
fn an_opted_out_customer_gets_nothing() {
    let mut out = snapshot("th_a", &[inbound(1, -HOUR, "STOP")], None);
    out.channels[0].consent = model::thread::Consent::OptedOut;
    let mut panel = Panel::open(out);
    assert_eq!(panel.state.lock(), Some(Lock::OptedOut));
    assert_eq!(panel.send("but", "cl_1"), []);
}

#[test]
fn the_answer_goes_out_where_the_customer_wrote_last() {
    let mut two = snapshot("th_a", &[Message { account: "second".into(), ..inbound(1, -HOUR, "hello") }], None);
    let mut second = two.channels[0].clone();
    second.account = "second".into();
    two.channels.push(second);
    let mut panel = Panel::open(two);
    panel.send("answer", "cl_1");
    let echo = panel.state.echoes().next().expect("the echo");
    assert_eq!(echo.sender.account, "second".into());
    assert!(matches!(*echo.content, Content::Text(_)));
}
