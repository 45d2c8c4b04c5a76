//! The list of templates: those that can be sent first, the others with the reason why not.

use crate::state::{Action, Listing, Picker};
use crate::text::lower;
use crate::view::html::html;
use crate::view::icon::{self, icon};
use crate::words::Words;
use model::Template;
use model::template::TemplateStatus;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

pub(super) fn draw(picker: &Picker, words: &Words, dispatch: &Callback<Action>) -> Html {
    let oninput = dispatch.reform(|event: InputEvent| Action::PickerQuery(event.target_unchecked_into::<HtmlInputElement>().value()));
    html! {
        <>
            <div class="finder">
                { icon(icon::SEARCH) }
                <input class="field" type="text" inputmode="search" autocomplete="off" value={picker.query.clone()} {oninput} dir="auto"
                    aria-label={words.say("picker.search")} placeholder={words.say("picker.search")} />
            </div>
            { list(picker, words, dispatch) }
        </>
    }
}

fn list(picker: &Picker, words: &Words, dispatch: &Callback<Action>) -> Html {
    match &picker.listing {
        Listing::Loading => html! {
            <div class="offers" role="status" aria-label={words.say("picker.loading")}>{ for (0..4).map(|_| html! { <div class="bone offer-bone"></div> }) }</div>
        },
        Listing::Failed(_) => html! {
            <div class="blank" role="alert">
                <p>{ words.say("picker.failed") }</p>
                <button type="button" class="button" onclick={dispatch.reform(|_| Action::PickerReload)}>{ words.say("retry") }</button>
            </div>
        },
        Listing::Ready(all) if all.is_empty() => html! { <div class="blank"><p>{ words.say("picker.empty") }</p></div> },
        Listing::Ready(_) => {
            let found = picker.matches();
            if found.is_empty() {
                return html! { <div class="blank" role="status"><p>{ words.fill("picker.none", &[("query", picker.query.trim())]) }</p></div> };
            }
            html! { <ul class="offers">{ for found.iter().map(|template| offer(template, words, dispatch)) }</ul> }
        }
    }
}

fn offer(template: &Rc<Template>, words: &Words, dispatch: &Callback<Action>) -> Html {
    let obstacle = template.obstacle().map(|_| why(template, words));
    let chosen = template.clone();
    let onclick = dispatch.reform(move |_: MouseEvent| Action::PickerChoose(Some(chosen.clone())));
    let category = template.category.as_ref().map(|category| lower(category));
    let category = category.map(|word| words.find("category", &word).map_or(word, str::to_owned));
    html! {
        <li key={[template.name.as_str(), "/", &template.language].concat()}>
            <button type="button" class="offer" {onclick} disabled={obstacle.is_some()}>
                <span class="offer-head">
                    <bdi class="title">{ &template.name }</bdi>
                    <span class="badge">{ &template.language }</span>
                    { for category.map(|category| html! { <span class="badge">{ category }</span> }) }
                    if obstacle.is_some() { <span class="badge bad">{ status(template, words) }</span> }
                </span>
                <span class="offer-body" dir="auto">{ &template.body }</span>
                { for obstacle.map(|why| html! { <span class="why-not">{ icon(icon::INFO) }<span>{ why }</span></span> }) }
            </button>
        </li>
    }
}

fn word(status: TemplateStatus) -> &'static str {
    match status {
        TemplateStatus::Approved => "approved",
        TemplateStatus::Pending => "pending",
        TemplateStatus::Rejected => "rejected",
        TemplateStatus::Paused => "paused",
        TemplateStatus::Disabled => "disabled",
        TemplateStatus::Missing => "missing",
        TemplateStatus::Unknown => "unknown",
    }
}

fn status(template: &Template, words: &Words) -> &'static str {
    words.find("status", word(template.status)).unwrap_or_default()
}

/// Why it can't be sent, with the reviewer's reason where there is one.
fn why(template: &Template, words: &Words) -> String {
    let said = words.find("why", word(template.status)).unwrap_or(words.say("why.parts"));
    match template.rejection.as_deref().filter(|reason| !reason.is_empty() && *reason != "NONE") {
        Some(reason) => [said, " ", reason].concat(),
        None => said.to_owned(),
    }
}
