//! Files from choosing to sending.

use crate::world::{Panel, at, inbound, snapshot};
use model::Content;
use model::content::Media;
use sidethread::state::{Action, AttachmentId, AttachmentStage, Chosen, Effect, UploadTarget};

fn chosen(id: u32, mime: &str, bytes: u64) -> Chosen {
    Chosen { id: AttachmentId(id), name: format!("{id}.bin"), mime: mime.to_owned(), bytes, preview: None }
}

fn attach(panel: &mut Panel, files: Vec<Chosen>) -> Vec<Effect> {
    panel.act(Action::Attach { target: UploadTarget::Composer, files })
}

fn done(panel: &mut Panel, id: u32, mime: &str) -> Vec<Effect> {
    let media = Media { id: format!("md_{id}").into(), mime: mime.to_owned(), ..Media::default() };
    panel.act(Action::UploadDone { id: AttachmentId(id), media })
}

#[test]
fn the_words_go_under_the_first_file_that_takes_them() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "photos?")], None));
    attach(&mut panel, vec![chosen(1, "image/jpeg", 10), chosen(2, "application/pdf", 10)]);
    panel.act(Action::UploadProgress { id: AttachmentId(1), sent: 5 });
    assert_eq!(panel.state.composer.attachments[0].stage, AttachmentStage::Uploading { sent: 5 });
    done(&mut panel, 1, "image/jpeg");
    done(&mut panel, 2, "application/pdf");
    let effects = panel.send("here they are", "cl_1");
    let posted: Vec<_> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Post(echo) => Some(echo),
            _ => None,
        })
        .collect();
    assert!(matches!(&*posted[0].content, Content::Image(image) if image.caption.as_deref() == Some("here they are")));
    assert!(matches!(&*posted[1].content, Content::Document(document) if document.caption.is_none()));
    assert_eq!([posted[0].client_id.as_str(), posted[1].client_id.as_str()], ["cl_1", "cl_1-2"]);
    assert_eq!(effects.iter().filter(|effect| matches!(effect, Effect::Forget(_))).count(), 2, "the files are let go");
}

#[test]
fn words_too_long_for_a_caption_go_first_as_a_text() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "photos?")], None));
    attach(&mut panel, vec![chosen(1, "image/jpeg", 10)]);
    done(&mut panel, 1, "image/jpeg");
    panel.send(&"x".repeat(2000), "cl_1");
    let kinds: Vec<_> = panel.state.echoes().map(|echo| echo.content.kind()).collect();
    assert_eq!(kinds, ["text", "image"]);
}

#[test]
fn send_pressed_during_an_upload_sends_with_its_end() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "photos?")], None));
    attach(&mut panel, vec![chosen(1, "image/jpeg", 10)]);
    assert!(!panel.send("the field", "cl_1").iter().any(|effect| matches!(effect, Effect::Post(_))));
    assert!(panel.state.composer.waits);
    assert_eq!(done(&mut panel, 1, "image/jpeg"), [Effect::Send]);
    let effects = panel.act(Action::Send { client_id: "cl_2".into(), at: at(1) });
    assert!(matches!(&effects[0], Effect::Post(echo) if echo.content.words() == Some("the field")));
}

#[test]
fn a_change_of_mind_during_an_upload_sends_nothing() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "photos?")], None));
    attach(&mut panel, vec![chosen(1, "image/jpeg", 10)]);
    panel.send("the field", "cl_1");
    panel.act(Action::Draft("the fiel".to_owned()));
    assert_eq!(done(&mut panel, 1, "image/jpeg"), []);
}

#[test]
fn a_file_over_the_limit_is_refused_before_it_is_uploaded() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "photos?")], None));
    assert_eq!(attach(&mut panel, vec![chosen(1, "image/jpeg", 5_000_001)]), []);
    assert!(matches!(&panel.state.composer.attachments[0].stage, AttachmentStage::Unfit(problems) if problems[0].limit == Some(5_000_000)));
    assert_eq!(panel.send("", "cl_1"), []);
    panel.act(Action::Detach(AttachmentId(1)));
    assert!(panel.state.composer.is_empty());
}

#[test]
fn a_failed_upload_can_be_tried_again() {
    let mut panel = Panel::open(snapshot("th_a", &[inbound(1, -10, "photos?")], None));
    attach(&mut panel, vec![chosen(1, "image/jpeg", 10)]);
    panel.act(Action::UploadFailed { id: AttachmentId(1), error: None });
    assert_eq!(panel.state.composer.attachments[0].stage, AttachmentStage::Failed(None));
    assert!(matches!(&panel.act(Action::RetryUpload(AttachmentId(1)))[..], [Effect::Upload { .. }]));
}
