//! `template`: an approved message as the phone shows it, with a label that says what it is.

use super::{Scene, choice, header, text};
use crate::view::copy::Copy;
use crate::view::icon::{self, icon};
use model::content::template::{FilledButton, FilledCard, TemplateMessage};
use yew::prelude::*;

pub(crate) fn draw(template: &TemplateMessage, scene: &Scene, meta: Html) -> Html {
    let parts = &template.parts;
    html! {
        <>
            <div class="label">{ icon(icon::TEMPLATE) }{ scene.words.say("template.label") }<bdi class="small">{ &template.name }</bdi></div>
            { for parts.offer.as_ref().map(|offer| text::plain("heading", &offer.text)) }
            { choice::frame(parts.header.as_ref(), &parts.body, parts.footer.as_deref(), scene, meta) }
            if !parts.buttons.is_empty() {
                <ul class="choices">{ for parts.buttons.iter().map(|button| tap(button, scene)) }</ul>
            }
            if parts.call_permission {
                <ul class="choices">{ plain(icon::PHONE, scene.words.say("ask.call")) }</ul>
            }
            if !parts.cards.is_empty() {
                <ul class="cards" tabindex={scene.tab} aria-label={scene.words.say("kind.carousel")}>{ for parts.cards.iter().map(|one| card(one, scene)) }</ul>
            }
        </>
    }
}

fn tap(button: &FilledButton, scene: &Scene) -> Html {
    match button {
        FilledButton::QuickReply { text } => {
            let is_chosen = choice::is_chosen(scene, text, text);
            html! { <li class={classes!("choice", is_chosen.then_some("chosen"))}>{ choice::mark(is_chosen, scene) }<bdi>{ text }</bdi></li> }
        }
        FilledButton::Url { text, url } => html! { <li class="choice">{ icon(icon::LINK) }{ link(text, url, scene) }</li> },
        FilledButton::Phone { text, phone } => {
            let href = ["tel:", &phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>()].concat();
            html! { <li class="choice">{ icon(icon::PHONE) }<a {href} dir="auto" tabindex={scene.tab}>{ text }</a></li> }
        }
        FilledButton::CopyCode { code } => html! {
            <li class="choice"><bdi>{ code }</bdi><Copy value={code.clone()} tab={scene.tab} words={scene.words.clone()} /></li>
        },
        FilledButton::Flow { text } => plain(icon::LIST, text),
        FilledButton::Catalogue { text }
        | FilledButton::Products { text }
        | FilledButton::Product { text }
        | FilledButton::OrderDetails { text } => plain(icon::BASKET, text),
        FilledButton::VoiceCall { text } => plain(icon::PHONE, text),
        FilledButton::OneTimeCode { text } => plain(icon::COPY, if text.is_empty() { scene.words.say("ask.code") } else { text }),
        FilledButton::ContactInfo { text } => plain(icon::PERSON, if text.is_empty() { scene.words.say("ask.contact") } else { text }),
        FilledButton::Unknown => html! { <li class="choice">{ scene.words.say("kind.unsupported") }</li> },
    }
}

fn plain(sign: icon::Icon, text: &str) -> Html {
    html! { <li class="choice">{ icon(sign) }<bdi>{ text }</bdi></li> }
}

fn card(card: &FilledCard, scene: &Scene) -> Html {
    html! {
        <li class="card">
            { for card.header.as_ref().map(|above| header::draw(above, scene)) }
            { for card.body.as_deref().map(|body| text::words(body, scene, Html::default())) }
            <ul class="choices">{ for card.buttons.iter().map(|button| tap(button, scene)) }</ul>
        </li>
    }
}

/// A link, if it leads to a web page; else its words alone.
pub(super) fn link(text: &str, url: &str, scene: &Scene) -> Html {
    let is_web =
        ["https://", "http://"].iter().any(|scheme| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)));
    if !is_web || url.contains("{{") {
        return html! { <bdi>{ text }</bdi> };
    }
    html! { <a href={url.to_owned()} title={url.to_owned()} target="_blank" rel="noopener noreferrer" dir="auto" tabindex={scene.tab}>{ text }</a> }
}
