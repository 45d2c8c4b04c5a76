//! One value of a template: words, a code, a file or a place.

use crate::state::{Action, AttachmentStage, Picker, UploadTarget};
use crate::text::decimal;
use crate::view::attachments;
use crate::view::composer::{Attach, files};
use crate::view::html::html;
use crate::view::icon::{self, icon, large};
use crate::words::Words;
use model::Timestamp;
use model::content::{Location, Value};
use model::template::{Placeholder, PlaceholderKind};
use web_sys::HtmlInputElement;
use yew::prelude::*;

pub(super) fn draw(
    place: &Placeholder,
    label: &str,
    problems: &[String],
    picker: &Picker,
    words: &Words,
    dispatch: &Callback<Action>,
    attach: &Attach,
) -> Html {
    let input = match place.kind {
        PlaceholderKind::Text | PlaceholderKind::UrlSuffix | PlaceholderKind::Code => {
            line(place, label, !problems.is_empty(), picker, words, dispatch)
        }
        PlaceholderKind::Image => file(place, label, "image/*", picker, words, dispatch, attach),
        PlaceholderKind::Video => file(place, label, "video/*", picker, words, dispatch, attach),
        PlaceholderKind::Document => file(place, label, "", picker, words, dispatch, attach),
        PlaceholderKind::Location => return spot(place, label, problems, picker, words, dispatch),
        PlaceholderKind::Expiry => moment(place, label, picker, dispatch),
        PlaceholderKind::Flow | PlaceholderKind::Catalogue | PlaceholderKind::Call => return Html::default(),
        PlaceholderKind::Product | PlaceholderKind::Products | PlaceholderKind::Bill | PlaceholderKind::OrderStatus => {
            html! { <span class="bad-words">{ icon(icon::INFO) }{ words.say("picker.by_program") }</span> }
        }
    };
    html! {
        <label class={if !problems.is_empty() { "entry-field wrong" } else { "entry-field" }}>
            <span class="label-text" dir="auto">{ label.to_owned() }</span>
            { input }
            { wrongs(problems) }
        </label>
    }
}

fn wrongs(problems: &[String]) -> Html {
    html! { <span class="wrongs" role="status">{ for problems.iter().map(|problem| html! { <span class="bad-words">{ icon(icon::ALERT) }{ problem.clone() }</span> }) }</span> }
}

fn line(place: &Placeholder, label: &str, is_wrong: bool, picker: &Picker, words: &Words, dispatch: &Callback<Action>) -> Html {
    let value = match picker.values.get(&place.key) {
        Some(value) => value.words().unwrap_or_default().to_owned(),
        None => String::new(),
    };
    let (key, is_code) = (place.key.clone(), place.kind == PlaceholderKind::Code);
    let oninput = dispatch.reform(move |event: InputEvent| {
        let text = event.target_unchecked_into::<HtmlInputElement>().value();
        let value = if is_code { Value::Code { code: text.trim().to_owned() } } else { Value::Text { text } };
        Action::PickerValue { key: key.clone(), value: Some(value) }
    });
    let hint = place.example.as_ref().map(|example| words.fill("picker.example", &[("example", example)]));
    html! { <input class="field" type="text" autocomplete="off" {value} {oninput} dir="auto" aria-label={label.to_owned()} aria-invalid={is_wrong.to_string()} placeholder={hint} /> }
}

/// A moment in UTC, which is what the field shows and takes.
fn moment(place: &Placeholder, label: &str, picker: &Picker, dispatch: &Callback<Action>) -> Html {
    let value = match picker.values.get(&place.key) {
        Some(Value::Expiry { at }) => at.to_string().chars().take(16).collect(),
        _ => String::new(),
    };
    let key = place.key.clone();
    let oninput = dispatch.reform(move |event: InputEvent| {
        let text = event.target_unchecked_into::<HtmlInputElement>().value();
        let value = Timestamp::parse(&[&text, ":00Z"].concat()).map(|at| Value::Expiry { at });
        Action::PickerValue { key: key.clone(), value }
    });
    html! { <input class="field" type="datetime-local" {value} {oninput} aria-label={label.to_owned()} /> }
}

fn file(
    place: &Placeholder,
    label: &str,
    accept: &'static str,
    picker: &Picker,
    words: &Words,
    dispatch: &Callback<Action>,
    attach: &Attach,
) -> Html {
    let (key, attach) = (place.key.clone(), attach.clone());
    let onchange = move |event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        let mut chosen = files(input.files());
        input.set_value("");
        chosen.truncate(1);
        if !chosen.is_empty() {
            attach.emit((UploadTarget::Value(key.clone()), chosen));
        }
    };
    let upload = picker.upload(&place.key);
    let said = words.say(if upload.is_some() { "picker.change" } else { "picker.choose" });
    html! {
        <>
            { for upload.map(|upload| {
                let id = upload.id;
                html! {
                    <span class={if matches!(upload.stage, AttachmentStage::Unfit(_) | AttachmentStage::Failed(_)) { "attachment bad" } else { "attachment" }}>
                        <span class="sheet">{ large(icon::FILE) }</span>
                        <span class="what"><bdi class="title">{ &upload.name }</bdi>{ attachments::stage(&upload.stage, upload.bytes, words) }</span>
                        if matches!(upload.stage, AttachmentStage::Failed(_)) {
                            <button type="button" class="small-button" onclick={dispatch.reform(move |_| Action::RetryUpload(id))}>{ words.say("retry") }</button>
                        }
                    </span>
                }
            }) }
            <span class="chooser"><input type="file" class="sr" {accept} {onchange} aria-label={label.to_owned()} /><span class="button quiet">{ icon(icon::CLIP) }{ said }</span></span>
        </>
    }
}

fn spot(place: &Placeholder, label: &str, problems: &[String], picker: &Picker, words: &Words, dispatch: &Callback<Action>) -> Html {
    let current = match picker.values.get(&place.key) {
        Some(Value::Location(location)) => Some(location.clone()),
        _ => None,
    };
    let part = |label: &'static str, kind: &'static str, value: String, put: fn(&mut Location, String)| {
        // What nobody typed is no coordinate, and not the one of 0.
        let (key, current) = (place.key.clone(), current.clone().unwrap_or(Location::new(f64::NAN, f64::NAN)));
        let oninput = dispatch.reform(move |event: InputEvent| {
            let mut location = current.clone();
            put(&mut location, event.target_unchecked_into::<HtmlInputElement>().value());
            Action::PickerValue { key: key.clone(), value: Some(Value::Location(location)) }
        });
        let said = words.say(label);
        html! { <input class="field" type={kind} step="any" autocomplete="off" {value} {oninput} dir="auto" aria-label={said} placeholder={said} /> }
    };
    let number = |value: Option<f64>| value.filter(|value| value.is_finite()).map(decimal).unwrap_or_default();
    let words_of = |text: Option<&String>| text.cloned().unwrap_or_default();
    let at = current.as_ref();
    html! {
        <fieldset class={if !problems.is_empty() { "entry-field wrong" } else { "entry-field" }}>
            <legend class="label-text">{ label.to_owned() }</legend>
            { part("place.name", "text", words_of(at.and_then(|at| at.name.as_ref())), |location, text| location.name = Some(text).filter(|text| !text.is_empty())) }
            { part("place.address", "text", words_of(at.and_then(|at| at.address.as_ref())), |location, text| location.address = Some(text).filter(|text| !text.is_empty())) }
            <span class="pair">
                { part("place.latitude", "number", number(at.map(|at| at.latitude)), |location, text| location.latitude = degree(&text)) }
                { part("place.longitude", "number", number(at.map(|at| at.longitude)), |location, text| location.longitude = degree(&text)) }
            </span>
            { wrongs(problems) }
        </fieldset>
    }
}

/// What is no number lies nowhere: the check says so.
fn degree(text: &str) -> f64 {
    crate::text::number(text.trim()).unwrap_or(f64::NAN)
}
