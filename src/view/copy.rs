//! A small button that copies a value and says so until the pointer or the focus leaves it.

use crate::view::html::html;
use crate::view::icon::{self, icon};
use crate::view::page;
use crate::words::Words;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) value: AttrValue,
    pub(crate) tab: &'static str,
    pub(crate) words: Words,
}

#[component]
pub(crate) fn Copy(props: &Props) -> Html {
    let is_copied = use_state_eq(|| false);
    let words = &props.words;
    let onclick = {
        let (value, is_copied) = (props.value.clone(), is_copied.clone());
        move |_: MouseEvent| is_copied.set(page::copy(&value))
    };
    let onleave = {
        let is_copied = is_copied.clone();
        Callback::from(move |()| is_copied.set(false))
    };
    let label = words.fill("contact.copy", &[("value", &props.value)]);
    html! {
        <button type="button" class="copy" {onclick} tabindex={props.tab} aria-label={label} title={words.say("copy")}
            onblur={onleave.reform(|_| ())} onmouseleave={onleave.reform(|_| ())}>
            { icon(if *is_copied { icon::CHECK } else { icon::COPY }) }
            if *is_copied { <span class="said" role="status">{ words.say("copied") }</span> }
        </button>
    }
}
