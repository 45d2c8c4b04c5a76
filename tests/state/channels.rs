//! Several ways to one person: an answer goes where it was begun, and the next one where she wrote last.

use crate::world::{Panel, added, inbound, snapshot, whatsapp};
use model::thread::Sender;
use model::window::Window;
use sidethread::state::{Action, Effect, Message};

fn by_text_message(number: u64, words: &str) -> Message {
    Message { channel: "sms".into(), account: "acme-sms".into(), ..inbound(number, 0, words) }
}

fn panel() -> Panel {
    let mut open = snapshot("th_a", &[inbound(1, -10, "Which gate?")], None);
    let sms = Sender { channel: "sms".into(), account: "acme-sms".into(), label: "SMS".to_owned(), ..whatsapp(Window::Always) };
    open.channels.push(sms);
    Panel::open(open)
}

fn way(panel: &Panel) -> &str {
    panel.state.sender().expect("a way").account.as_str()
}

#[test]
fn an_answer_goes_the_way_that_it_was_begun() {
    let mut panel = panel();
    panel.act(Action::Draft("Gate three".to_owned()));
    panel.events(&[added(&by_text_message(2, "No data here"))]);
    assert_eq!(way(&panel), "acme-wa", "her word elsewhere does not take the draft along");
    let effects = panel.send("Gate three", "cl_1");
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Post(echo) if echo.sender.account == "acme-wa".into())));
    assert_eq!(way(&panel), "acme-sms", "the next answer goes where she wrote last");
}

#[test]
fn a_draft_that_was_taken_back_holds_nothing() {
    let mut panel = panel();
    panel.act(Action::Draft("Gate".to_owned()));
    panel.act(Action::Draft(String::new()));
    panel.events(&[added(&by_text_message(2, "No data here"))]);
    assert_eq!(way(&panel), "acme-sms");
}
