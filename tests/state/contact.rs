//! The host moves on to another contact: nothing written for one can land with the other.

use crate::world::{Panel, added, inbound, outbound, snapshot};
use sidethread::state::{Action, AttachmentId, AttachmentStage, Chosen, Effect, UploadTarget};

fn to_bob(panel: &mut Panel) {
    panel.act(Action::Opening { channel: None });
    panel.act(Action::Opened(Box::new(snapshot("th_bob", &[inbound(1, -10, "I am Bob")], None))));
}

fn to_asha(panel: &mut Panel) {
    panel.act(Action::Opening { channel: None });
    panel.act(Action::Opened(Box::new(snapshot("th_asha", &[inbound(1, -10, "I am Asha")], None))));
}

#[test]
fn a_draft_stays_with_its_thread() {
    let mut panel = Panel::default();
    to_asha(&mut panel);
    panel.act(Action::Draft("for Asha".to_owned()));
    to_bob(&mut panel);
    assert_eq!(panel.state.composer.text, "");
    assert_eq!(panel.lines(), ["I am Bob"]);
    panel.act(Action::Draft("for Bob".to_owned()));
    to_asha(&mut panel);
    assert_eq!(panel.state.composer.text, "for Asha");
    to_bob(&mut panel);
    assert_eq!(panel.state.composer.text, "for Bob");
}

#[test]
fn an_answer_under_way_goes_to_the_thread_it_was_written_in() {
    let mut panel = Panel::default();
    to_asha(&mut panel);
    let effects = panel.send("for Asha", "cl_1");
    assert!(matches!(&effects[..], [Effect::Post(echo)] if echo.thread == "th_asha".into()));
    to_bob(&mut panel);
    assert_eq!(panel.lines(), ["I am Bob"], "the echo is not Bob's");
    panel.act(Action::Accepted { client_id: "cl_1".into(), message: Box::new(outbound(2, 0, "for Asha", Some("cl_1"))) });
    assert_eq!(panel.lines(), ["I am Bob"]);
    to_asha(&mut panel);
    assert_eq!(panel.lines(), ["I am Asha"], "the thread itself tells what was sent");
}

#[test]
fn a_failed_answer_is_still_there_when_the_host_comes_back() {
    let mut panel = Panel::default();
    to_asha(&mut panel);
    panel.send("for Asha", "cl_1");
    to_bob(&mut panel);
    panel.act(Action::Unreached { client_id: "cl_1".into() });
    to_asha(&mut panel);
    assert_eq!(panel.lines(), ["I am Asha", "for Asha"]);
}

#[test]
fn an_upload_ends_in_the_draft_it_was_begun_in() {
    let mut panel = Panel::default();
    to_asha(&mut panel);
    let file = Chosen { id: AttachmentId(7), name: "a.jpg".into(), mime: "image/jpeg".into(), bytes: 9, preview: None };
    let effects = panel.act(Action::Attach { target: UploadTarget::Composer, files: vec![file] });
    assert!(matches!(&effects[..], [Effect::Upload { id: AttachmentId(7), .. }]));
    panel.act(Action::Send { client_id: "cl_1".into(), at: crate::world::at(0) });
    to_bob(&mut panel);
    let effects = panel.act(Action::UploadDone { id: AttachmentId(7), media: model::content::Media::of("md_1".into()) });
    assert_eq!(effects, [], "nothing goes out by itself in another thread");
    assert!(panel.state.composer.attachments.is_empty());
    to_asha(&mut panel);
    assert!(matches!(&panel.state.composer.attachments[..], [file] if matches!(file.stage, AttachmentStage::Ready(_))));
    assert_eq!(panel.effects.iter().filter(|effect| matches!(effect, Effect::Post(_) | Effect::Send)).count(), 0);
}

#[test]
fn changes_of_a_thread_that_was_left_are_left_alone() {
    let mut panel = Panel::default();
    to_asha(&mut panel);
    to_bob(&mut panel);
    panel.act(Action::Events { thread: "th_asha".into(), events: vec![added(&inbound(2, 0, "from Asha"))] });
    assert_eq!(panel.lines(), ["I am Bob"]);
}
