//! The map of keys.

use crate::view::html::html;
use crate::view::sheet;
use crate::words::Words;
use yew::prelude::*;

#[inline(never)]
pub(crate) fn draw(words: &Words, close: &Callback<()>) -> Html {
    let line = |keys: &[&'static str], said: &'static str| {
        html! { <><dt>{ for keys.iter().map(|key| html! { <kbd>{ *key }</kbd> }) }</dt><dd>{ said }</dd></> }
    };
    let body = html! {
        <dl class="keys">
            { line(&["Enter"], words.say("keys.send")) }
            { line(&["Shift", "Enter"], words.say("keys.break")) }
            { line(&["Ctrl", "K"], words.say("keys.templates")) }
            { line(&["Ctrl", "F"], words.say("keys.search")) }
            { line(&["Alt", "↑ ↓"], words.say("keys.walk")) }
            { line(&["R"], words.say("keys.reply")) }
            { line(&["E"], words.say("keys.react")) }
            { line(&["Esc"], words.say("keys.back")) }
            { line(&["?"], words.say("keys.map")) }
        </dl>
    };
    sheet::draw(words.say("keys"), words, None, close.reform(|_| ()), body, Html::default())
}
