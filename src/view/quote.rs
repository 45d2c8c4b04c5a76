//! The message that another answers, in one line; pressing it goes there.

use crate::state::timeline::Row;
use crate::view::bubble::name;
use crate::view::html::html;
use crate::words::Words;
use std::rc::Rc;
use yew::prelude::*;

/// Who said what, in two short lines.
pub(crate) fn lines(row: Option<&Rc<Row>>, contact: &str, words: &Words) -> Html {
    let Some(row) = row else {
        return html! { <span class="small">{ words.say("quote.earlier") }</span> };
    };
    let message = &row.message;
    let said = if message.deleted { words.say("deleted.text").to_owned() } else { name::quoted(&message.content, words) };
    html! {
        <>
            <bdi class="who">{ name::author(message, contact, words) }</bdi>
            <span class="small" dir="auto">{ said }</span>
        </>
    }
}
