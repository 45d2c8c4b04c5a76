//! The values of the chosen template: one field each, problems in place, and the message as it will be.

use super::field;
use crate::state::{Action, Picker, State};
use crate::view::bubble::{self, Scene};
use crate::view::composer::Attach;
use crate::view::html::html;
use crate::view::icon::{self, icon};
use crate::words::Words;
use model::template::{PlaceholderKind, TemplateButton};
use model::{Content, MediaId, Template, Timestamp};
use yew::prelude::*;

/// The form and the foot with the button that sends it.
pub(super) fn draw(
    template: &Template,
    picker: &Picker,
    state: &State,
    words: &Words,
    dispatch: &Callback<Action>,
    attach: &Attach,
) -> (Html, Html) {
    let filled = Content::Template(template.fill(&picker.values));
    let shown = |id: &MediaId| state.media.get(id).cloned().map(|view| (id.clone(), view));
    let scene = Scene {
        words: words.clone(),
        dispatch: dispatch.clone(),
        look: Callback::noop(),
        files: filled.media().iter().filter_map(|media| shown(&media.id)).collect(),
        chosen: None,
        tab: "-1",
        needle: AttrValue::default(),
        is_whole: true,
    };
    let places = template.placeholders();
    let fields = places.iter().map(|place| {
        let problems = picker.problems.iter().filter(|problem| {
            let rest = problem.path.strip_prefix(&place.path());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        let problems: Vec<String> = if picker.touched { problems.map(|problem| words.problem(problem)).collect() } else { Vec::new() };
        let label = label(template, &place.key, place.kind, words);
        field::draw(place, &label, &problems, picker, words, dispatch, attach)
    });
    let rest =
        picker.problems.iter().filter(|problem| picker.touched && !places.iter().any(|place| problem.path.starts_with(&place.path())));
    let body = html! {
        <div class="form">
            <div class="preview" role="group" aria-label={words.say("picker.preview")}>
                <div class="row out first last"><div class="bubble template" dir="auto">{ bubble::draw(&filled, &scene, Html::default()) }</div></div>
            </div>
            { for fields }
            <div role="status">{ for rest.map(|problem| html! { <span class="bad-words">{ words.problem(problem) }</span> }) }</div>
        </div>
    };
    let label = state.sender_of(&picker.sender).map(|sender| sender.label.clone()).unwrap_or_default();
    let send = dispatch.reform(|_: MouseEvent| Action::PickerSend { client_id: Default::default(), at: Timestamp::default() });
    let foot = html! {
        <div class="tools sheet-foot">
            <span class="by" dir="auto" title={label.clone()}>{ &label }</span>
            <button type="button" class="button send" onclick={send} title={words.fill("composer.by", &[("label", &label)])}>{ icon(icon::SEND) }{ words.say("send") }</button>
        </div>
    };
    (body, foot)
}

/// What a field is called: the placeholder's own name, or what it stands for.
fn label(template: &Template, key: &str, kind: PlaceholderKind, words: &Words) -> String {
    let name = key.rsplit_once('.').map_or(key, |(_, name)| name);
    match kind {
        PlaceholderKind::Text if key.starts_with("header") => words.say("picker.header").to_owned(),
        PlaceholderKind::Text if name.bytes().all(|b| b.is_ascii_digit()) => words.fill("picker.value", &[("n", name)]),
        PlaceholderKind::Text => name.replace('_', " "),
        PlaceholderKind::UrlSuffix => {
            let button = name.parse::<usize>().ok().and_then(|at| template.buttons.get(at));
            let text = button.and_then(TemplateButton::text).unwrap_or(name);
            words.fill("picker.link", &[("text", text)])
        }
        PlaceholderKind::Code => words.say("picker.code").to_owned(),
        PlaceholderKind::Image => words.say("picker.image").to_owned(),
        PlaceholderKind::Video => words.say("picker.video").to_owned(),
        PlaceholderKind::Document => words.say("picker.document").to_owned(),
        PlaceholderKind::Location => words.say("picker.location").to_owned(),
        PlaceholderKind::Expiry => words.say("picker.expiry").to_owned(),
        PlaceholderKind::Product | PlaceholderKind::Products | PlaceholderKind::Catalogue => words.say("kind.products").to_owned(),
        PlaceholderKind::Bill => words.say("kind.order_details").to_owned(),
        PlaceholderKind::OrderStatus => words.say("kind.order_status").to_owned(),
        PlaceholderKind::Flow => words.say("kind.flow").to_owned(),
        PlaceholderKind::Call => words.say("kind.call").to_owned(),
    }
}
