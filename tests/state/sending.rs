//! From Send to a bubble: one bubble for one answer, whichever way the news comes.

use crate::world::{Panel, added, at, inbound, outbound, snapshot, status};
use model::Content;
use model::api::{Code, ErrorBody};
use model::fault::{Fault, Retry, Who};
use model::status::{State as Far, Status};
use proptest::prelude::*;
use sidethread::state::{Action, Effect, Message, Stage};

fn accepted(client_id: &str, message: Message) -> Action {
    Action::Accepted { client_id: client_id.into(), message: Box::new(message) }
}

#[test]
fn an_echo_gives_way_to_its_message_before_and_after_the_answer() {
    for stream_first in [true, false] {
        let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "question")], None));
        let effects = panel.send("answer", "cl_1");
        assert!(matches!(&effects[..], [Effect::Post(_)]));
        assert_eq!(panel.lines(), ["question", "answer"]);
        assert_eq!(panel.state.composer.text, "", "ready for the next one");
        let message = outbound(2, 0, "answer", Some("cl_1"));
        let steps: [&dyn Fn(&mut Panel); 2] =
            [&|panel| drop(panel.events(&[added(&message)])), &|panel| drop(panel.act(accepted("cl_1", message.clone())))];
        for step in if stream_first { [steps[0], steps[1]] } else { [steps[1], steps[0]] } {
            step(&mut panel);
            assert_eq!(panel.lines(), ["question", "answer"], "stream first: {stream_first}");
            assert_eq!(panel.state.echoes().count(), 0);
        }
    }
}

#[test]
fn a_late_answer_does_not_move_the_tick_back() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "question")], None));
    panel.send("answer", "cl_1");
    let message = outbound(2, 0, "answer", Some("cl_1"));
    panel.events(&[added(&message), status(3, 2, Far::Delivered, 5)]);
    panel.act(accepted("cl_1", message));
    assert_eq!(panel.far(2), Far::Delivered);
}

#[test]
fn a_refused_answer_stays_with_its_reason_and_can_be_sent_again_or_taken_back() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "question")], None));
    panel.send("answer", "cl_1");
    let error = ErrorBody::new(Code::RateLimited, "Too many messages");
    panel.act(Action::RefusedSend { client_id: "cl_1".into(), error: error.clone() });
    assert_eq!(panel.state.echoes().next().expect("the echo").stage, Stage::Refused(error));
    assert_eq!(panel.state.announce.as_ref().expect("said aloud").text.as_deref(), Some("Too many messages"));
    let effects = panel.act(Action::RetryEcho("cl_1".into()));
    assert!(matches!(&effects[..], [Effect::Post(echo)] if echo.client_id == "cl_1".into() && echo.stage == Stage::Sending));
    panel.act(Action::Discard("cl_1".into()));
    assert_eq!(panel.lines(), ["question", "answer"], "what is on its way can't be taken back");
    panel.act(Action::Unreached { client_id: "cl_1".into() });
    panel.act(Action::Discard("cl_1".into()));
    assert_eq!(panel.lines(), ["question"]);
    assert_eq!(panel.state.composer.text, "answer", "the words are not lost");
}

#[test]
fn pressing_send_twice_sends_once() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "question")], None));
    panel.send("answer", "cl_1");
    assert_eq!(panel.act(Action::Send { client_id: "cl_2".into(), at: at(1) }), []);
    assert_eq!(panel.lines(), ["question", "answer"]);
}

#[test]
fn too_long_a_text_stays_in_the_composer_with_all_its_problems() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "question")], None));
    let words = "x".repeat(4097);
    assert_eq!(panel.send(&words, "cl_1"), []);
    assert_eq!(panel.state.composer.text, words);
    assert_eq!(panel.state.composer.problems.iter().map(|problem| problem.path.as_str()).collect::<Vec<_>>(), ["/body"]);
    panel.act(Action::Draft("short".to_owned()));
    assert!(panel.state.composer.problems.is_empty());
}

#[test]
fn blank_words_are_not_sent() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "question")], None));
    assert_eq!(panel.send(" \n\u{200b}", "cl_1"), []);
    assert_eq!(panel.lines(), ["question"]);
}

#[test]
fn a_failed_message_is_sent_again_only_where_that_helps_and_as_a_new_one() {
    for (retry, helps) in [(Retry::Backoff, true), (Retry::Never, false), (Retry::Template, false)] {
        let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "question")], None));
        let fault =
            Fault { code: "131000".into(), title: "Not sent".into(), action: "Retry.".into(), who: Who::Provider, retry, retry_at: None };
        let failed = Message { status: Status::failed(at(-4), fault), ..outbound(2, -5, "answer", Some("cl_1")) };
        panel.events(&[added(&failed)]);
        let effects = panel.act(Action::RetryMessage { message: failed.id.clone(), client_id: "cl_2".into(), at: at(0) });
        match (&effects[..], helps) {
            ([Effect::Post(echo)], true) => {
                assert_eq!(echo.client_id, "cl_2".into());
                assert_eq!(echo.content, failed.content);
            }
            ([], false) => {}
            other => panic!("{retry:?}: {other:?}"),
        }
    }
}

#[test]
fn a_failure_of_ours_is_said_aloud_once() {
    let mut panel = Panel::open(snapshot("th_a", &[outbound(1, -5, "answer", None)], None));
    let fault = Fault {
        code: "131026".into(),
        title: "This number isn't on WhatsApp.".into(),
        action: "Call.".into(),
        who: Who::Customer,
        retry: Retry::Never,
        retry_at: None,
    };
    let failed = model::event::Change::Status { message_id: "ms_00001".into(), status: Status::failed(at(0), fault) };
    panel.events(&[model::Event { seq: 2, change: failed.clone() }]);
    let said = panel.state.announce.clone().expect("said aloud");
    assert_eq!((said.key, said.text.as_deref()), ("message-failed", Some("This number isn't on WhatsApp.")));
    panel.events(&[model::Event { seq: 3, change: failed }]);
    assert_eq!(panel.state.announce.as_ref().map(|said| said.serial), Some(1));
}

#[test]
fn a_link_asks_for_its_preview() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "question")], None));
    panel.send("see https://example.org", "cl_1");
    let echo = panel.state.echoes().next().expect("the echo").clone();
    assert!(matches!(&*echo.content, Content::Text(text) if text.preview_url));
}

proptest! {
    /// However answers, events, repeats and lost answers are mixed: one line for each answer.
    #[test]
    fn one_line_for_each_answer(order in Just((0..12usize).collect::<Vec<_>>()).prop_shuffle(), twice in proptest::bool::ANY) {
        let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "question")], None));
        let names = ["cl_1", "cl_2", "cl_3"];
        for name in names {
            panel.send(name, name);
        }
        let messages: Vec<Message> = (0..3).map(|at| outbound(at as u64 + 2, at, names[at as usize], Some(names[at as usize]))).collect();
        for step in order {
            let (which, what) = (step % 3, step / 3);
            match what {
                0 => drop(panel.events(&[added(&messages[which])])),
                1 => drop(panel.act(accepted(names[which], messages[which].clone()))),
                2 => drop(panel.act(Action::Unreached { client_id: names[which].into() })),
                _ if twice => drop(panel.act(Action::RetryEcho(names[which].into()))),
                _ => {}
            }
            let mut lines = panel.lines();
            lines.sort();
            prop_assert_eq!(lines, ["cl_1", "cl_2", "cl_3", "question"]);
        }
        prop_assert_eq!(panel.state.echoes().count(), 0);
        prop_assert_eq!(panel.lines(), ["question", "cl_1", "cl_2", "cl_3"]);
    }
}
