//! `template`: an approved message as the phone shows it, with a label that says what it is.

use super::{Scene, choice, header, piece, text};
use crate::view::copy::Copy;
use crate::view::html::html;
use crate::view::icon;
use model::content::template::{FilledButton, FilledCard, TemplateMessage};
use yew::prelude::*;

pub(crate) fn draw(template: &TemplateMessage, scene: &Scene, meta: Html) -> Html {
    let parts = &template.parts;
    let asks = parts.call_permission.then(|| plain(icon::PHONE, scene.words.say("ask.call")));
    let buttons = parts.buttons.iter().map(|button| tap(button, scene)).chain(asks).collect();
    html! {
        <>
            { piece::label(icon::TEMPLATE, scene.words.say("template.label"), &template.name) }
            { for parts.offer.as_ref().map(|offer| text::plain("heading", &offer.text)) }
            { choice::question(parts.header.as_ref(), &parts.body, parts.footer.as_deref(), buttons, scene, meta) }
            if !parts.cards.is_empty() {
                { piece::cards(parts.cards.iter().map(|one| card(one, scene)).collect(), scene.words.say("kind.carousel"), scene.tab) }
            }
        </>
    }
}

fn tap(button: &FilledButton, scene: &Scene) -> Html {
    match button {
        FilledButton::QuickReply { text } => choice::choice(scene, text, text, piece::apart(text)),
        FilledButton::Url { text, url } => piece::button(icon::LINK, link(text, url, scene)),
        FilledButton::Phone { text, phone } => {
            let href = ["tel:", &phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>()].concat();
            piece::button(icon::PHONE, html! { <a {href} dir="auto" tabindex={scene.tab}>{ text }</a> })
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
        FilledButton::Unknown => plain(icon::QUESTION, scene.words.say("kind.unsupported")),
    }
}

fn plain(sign: icon::Icon, text: &str) -> Html {
    piece::button(sign, piece::apart(text))
}

fn card(card: &FilledCard, scene: &Scene) -> Html {
    html! {
        <>
            { for card.header.as_ref().map(|above| header::draw(above, scene)) }
            { for card.body.as_deref().map(|body| text::words(body, scene, Html::default())) }
            { piece::buttons(card.buttons.iter().map(|button| tap(button, scene)).collect()) }
        </>
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
