//! `buttons` and `list`: a question as the customer saw it, with her answer marked.

use super::{Scene, header, piece, text};
use crate::view::html::html;
use crate::view::icon::{self, icon};
use model::content::Header;
use model::content::choice::{Buttons, List, Row, Section};
use yew::prelude::*;

pub(crate) fn buttons(question: &Buttons, scene: &Scene, meta: Html) -> Html {
    let buttons = question.buttons.iter().map(|button| choice(scene, &button.id, &button.title, piece::apart(&button.title))).collect();
    self::question(question.header.as_ref(), &question.body, question.footer.as_deref(), buttons, scene, meta)
}

pub(crate) fn list(question: &List, scene: &Scene, meta: Html) -> Html {
    html! {
        <>
            { frame(question.header.as_ref(), &question.body, question.footer.as_deref(), scene, meta) }
            <details class="menu" open={scene.chosen.is_some()}>
                <summary tabindex={scene.tab}>{ icon(icon::LIST) }<bdi>{ &question.button }</bdi>{ icon(icon::DOWN) }</summary>
                { for question.sections.iter().map(|section| part(section, scene)) }
            </details>
        </>
    }
}

/// A question with buttons under it.
#[inline(never)]
pub(super) fn question(above: Option<&Header>, body: &str, footer: Option<&str>, buttons: Vec<Html>, scene: &Scene, meta: Html) -> Html {
    html! { <>{ frame(above, body, footer, scene, meta) }{ piece::buttons(buttons) }</> }
}

/// Header, body and small print of a question.
#[inline(never)]
pub(super) fn frame(above: Option<&Header>, body: &str, footer: Option<&str>, scene: &Scene, meta: Html) -> Html {
    let footer = footer.filter(|footer| !footer.is_empty());
    let (in_body, below) = if footer.is_some() { (Html::default(), meta) } else { (meta, Html::default()) };
    html! {
        <>
            { for above.map(|above| header::draw(above, scene)) }
            { text::words(body, scene, in_body) }
            { for footer.map(|footer| html! { <div class="small foot" dir="auto">{ footer }{ below.clone() }</div> }) }
        </>
    }
}

/// A button that is marked where it is the customer's choice.
#[inline(never)]
pub(super) fn choice(scene: &Scene, id: &str, title: &str, inside: Html) -> Html {
    let is_chosen = is_chosen(scene, id, title);
    html! { <li class={if is_chosen { "choice chosen" } else { "choice" }}>{ mark(is_chosen, scene) }{ inside }</li> }
}

fn part(section: &Section, scene: &Scene) -> Html {
    html! {
        <>
            { for section.title.as_deref().map(|title| text::plain("small", title)) }
            <ul>{ for section.rows.iter().map(|row| entry(row, scene)) }</ul>
        </>
    }
}

fn entry(row: &Row, scene: &Scene) -> Html {
    let is_chosen = is_chosen(scene, &row.id, &row.title);
    html! {
        <li class={if is_chosen { "entry chosen" } else { "entry" }}>
            <span class="what">{ text::plain("title", &row.title) }{ for row.description.as_deref().map(|more| text::plain("small", more)) }</span>
            { mark(is_chosen, scene) }
        </li>
    }
}

/// Whether the customer's answer names this choice, by id or, where a provider changes ids, by title.
fn is_chosen(scene: &Scene, id: &str, title: &str) -> bool {
    scene.chosen.as_ref().is_some_and(|chosen| *chosen == *id || *chosen == *title)
}

fn mark(is_chosen: bool, scene: &Scene) -> Html {
    if !is_chosen {
        return Html::default();
    }
    html! { <>{ icon(icon::CHECK) }<span class="sr">{ scene.words.say("chosen") }</span></> }
}
