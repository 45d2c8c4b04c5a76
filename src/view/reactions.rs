//! Emoji on a message: what people put there, and a small palette to add one.

use crate::state::Action;
use crate::state::Message;
use crate::view::html::html;
use crate::words::Words;
use model::message::AuthorKind;
use yew::prelude::*;

const PALETTE: [&str; 7] = ["👍", "❤️", "😂", "😮", "😢", "🙏", "✅"];

fn react(message: &Message, emoji: &'static str, dispatch: &Callback<Action>) -> Callback<MouseEvent> {
    let id = message.id.clone();
    dispatch.reform(move |_| Action::React { message: id.clone(), emoji: emoji.to_owned() })
}

fn is_ours(kind: AuthorKind) -> bool {
    !matches!(kind, AuthorKind::Customer)
}

/// What stands under a bubble. Pressing one's own takes it away.
pub(crate) fn shown(
    message: &Message,
    contact: &str,
    words: &Words,
    can_react: bool,
    tab: &'static str,
    dispatch: &Callback<Action>,
) -> Html {
    if message.reactions.is_empty() {
        return Html::default();
    }
    let one = |reaction: &model::message::Reaction| {
        if is_ours(reaction.author) && can_react {
            let label = words.fill("reaction.remove", &[("emoji", &reaction.emoji)]);
            let onclick = react(message, "", dispatch);
            return html! { <li><button type="button" class="reaction ours" {onclick} tabindex={tab} aria-label={label.clone()} title={label}>{ &reaction.emoji }</button></li> };
        }
        let who = if is_ours(reaction.author) { words.say("who.business") } else { contact };
        let label = words.fill("reaction", &[("who", who), ("emoji", &reaction.emoji)]);
        html! { <li><span class="reaction" role="img" aria-label={label.clone()} title={label}>{ &reaction.emoji }</span></li> }
    };
    html! { <ul class="reactions">{ for message.reactions.iter().map(one) }</ul> }
}

/// The palette, in the row itself so that no edge of the thread cuts it off.
pub(crate) fn palette(message: &Message, words: &Words, dispatch: &Callback<Action>, close: &Callback<()>) -> Html {
    let current = message.reactions.iter().find(|reaction| is_ours(reaction.author)).map(|reaction| reaction.emoji.as_str());
    let one = |emoji: &'static str| {
        let is_on = current == Some(emoji);
        let (key, put) = if is_on { ("reaction.remove", "") } else { ("reaction.add", emoji) };
        let (send, close) = (react(message, put, dispatch), close.clone());
        let onclick = move |event: MouseEvent| {
            send.emit(event);
            close.emit(());
        };
        html! { <button type="button" {onclick} aria-pressed={is_on.to_string()} aria-label={words.fill(key, &[("emoji", emoji)])}>{ emoji }</button> }
    };
    html! { <div class="palette" role="group" aria-label={words.say("react")}>{ for PALETTE.into_iter().map(one) }</div> }
}

#[cfg(test)]
mod tests {
    use super::PALETTE;

    #[test]
    fn each_emoji_of_the_palette_is_one_sign() {
        assert!(PALETTE.iter().all(|emoji| crate::view::bubble::markup::is_emoji(emoji)));
    }
}
