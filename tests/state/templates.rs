//! The template picker.

use crate::world::{Panel, at, inbound, snapshot};
use model::content::Value;
use model::template::{TemplateHeader, TemplateStatus};
use model::window::Window;
use model::{Content, Template};
use sidethread::state::{Action, AttachmentId, Chosen, Effect, Listing, UploadTarget};
use std::rc::Rc;

fn welcome() -> Template {
    Template {
        name: "welcome".into(),
        language: "en".into(),
        status: TemplateStatus::Approved,
        body: "Hello {{1}}".into(),
        ..Template::default()
    }
}

fn picker(templates: Vec<Template>) -> Panel {
    let mut closed = snapshot("th_a", &[inbound(1, -10, "hello")], None);
    closed.channels[0].window = Window::Closed { closed_at: None };
    let mut panel = Panel::open(closed);
    assert_eq!(panel.act(Action::PickerOpen), [Effect::LoadTemplates("acme-wa".into())]);
    panel.act(Action::TemplatesLoaded { account: "acme-wa".into(), templates: Ok(templates) });
    panel
}

fn choose(panel: &mut Panel) {
    let first = panel.state.picker.as_ref().expect("a picker").matches()[0].clone();
    panel.act(Action::PickerChoose(Some(first)));
}

fn send(panel: &mut Panel) -> Vec<Effect> {
    panel.act(Action::PickerSend { client_id: "cl_1".into(), at: at(0) })
}

#[test]
fn a_filled_template_goes_out_through_a_closed_window() {
    let mut panel = picker(vec![welcome()]);
    choose(&mut panel);
    assert_eq!(send(&mut panel), [], "not with an empty place");
    assert!(panel.state.picker.as_ref().is_some_and(|picker| picker.touched && picker.problems[0].path == "/values/body.1"));
    panel.act(Action::PickerValue { key: "body.1".into(), value: Some(Value::text("Asha")) });
    let effects = send(&mut panel);
    assert!(
        matches!(&effects[..], [Effect::Post(echo)] if matches!(&*echo.content, Content::Template(it) if it.parts.body == "Hello Asha"))
    );
    assert!(panel.state.picker.is_none());
    assert_eq!(panel.lines(), ["hello", "Hello Asha"]);
}

#[test]
fn what_cannot_be_sent_comes_last_and_does_not_go_out() {
    let pending = Template { name: "a_first".into(), status: TemplateStatus::Pending, body: "Soon".into(), ..welcome() };
    let mut panel = picker(vec![pending.clone(), welcome()]);
    let names: Vec<_> = panel.state.picker.as_ref().expect("a picker").matches().iter().map(|it| it.name.clone()).collect();
    assert_eq!(names, ["welcome", "a_first"]);
    panel.act(Action::PickerChoose(Some(Rc::new(pending))));
    assert_eq!(send(&mut panel), []);
}

#[test]
fn the_search_looks_at_name_body_and_language() {
    let mut panel = picker(vec![welcome(), Template { name: "proposal".into(), body: "Your offer".into(), ..welcome() }]);
    panel.act(Action::PickerQuery("OFFER en".into()));
    assert_eq!(panel.state.picker.as_ref().expect("a picker").matches().len(), 1);
}

#[test]
fn a_header_s_file_is_uploaded_and_becomes_its_value() {
    let mut panel = picker(vec![Template { header: Some(TemplateHeader::Image { example: None }), body: "Look".into(), ..welcome() }]);
    choose(&mut panel);
    let file = Chosen { id: AttachmentId(3), name: "a.jpg".into(), mime: "image/jpeg".into(), bytes: 9, preview: None };
    let target = UploadTarget::Value("header".to_owned());
    assert!(matches!(&panel.act(Action::Attach { target, files: vec![file] })[..], [Effect::Upload { .. }]));
    assert_eq!(send(&mut panel), [], "not before the file is there");
    panel.act(Action::UploadDone {
        id: AttachmentId(3),
        media: model::content::Media { id: "md_3".into(), mime: "image/jpeg".into(), ..Default::default() },
    });
    assert!(matches!(send(&mut panel).last(), Some(Effect::Post(_))));
}

#[test]
fn a_list_that_failed_says_so_and_can_be_asked_for_again() {
    let mut panel = picker(Vec::new());
    panel.act(Action::TemplatesLoaded { account: "acme-wa".into(), templates: Err(None) });
    assert_eq!(panel.state.picker.as_ref().map(|picker| picker.listing.clone()), Some(Listing::Failed(None)));
    assert_eq!(panel.act(Action::PickerReload).len(), 1);
}
