//! `text`: words with WhatsApp's marks and links, each in its own direction.

use super::markup::{Piece, Style, is_emoji, pieces};
use super::{Scene, suggestion};
use crate::text::lower;
use crate::view::html::html;
use model::content::Text;
use yew::prelude::*;

pub(crate) fn draw(text: &Text, scene: &Scene, meta: Html) -> Html {
    let class = if is_emoji(&text.body) { "text emoji" } else { "text" };
    html! { <><div class={class} dir="auto">{ rich(&text.body, scene) }{ meta }</div>{ suggestion::list(&text.suggestions, scene) }</> }
}

/// Words under a file or inside a card.
pub(crate) fn words(body: &str, scene: &Scene, meta: Html) -> Html {
    html! { <div class="text" dir="auto">{ rich(body, scene) }{ meta }</div> }
}

/// A line that says what something is or small print; with its own direction, without marks.
pub(crate) fn plain(class: &'static str, text: &str) -> Html {
    html! { <div class={class} dir="auto">{ text }</div> }
}

fn rich(body: &str, scene: &Scene) -> Html {
    pieces(body).iter().map(|piece| draw_piece(piece, scene)).collect()
}

fn draw_piece(piece: &Piece<'_>, scene: &Scene) -> Html {
    match piece {
        Piece::Plain(text) => marked(text, &scene.needle),
        Piece::Mono(text) => html! { <code>{ *text }</code> },
        Piece::Styled(style, inside) => {
            let inside: Html = inside.iter().map(|piece| draw_piece(piece, scene)).collect();
            match style {
                Style::Bold => html! { <strong>{ inside }</strong> },
                Style::Italic => html! { <em>{ inside }</em> },
                Style::Strike => html! { <s>{ inside }</s> },
            }
        }
        Piece::Link { text, href } => html! {
            <a href={href.clone()} target="_blank" rel="noopener noreferrer" dir="auto" tabindex={scene.tab}>{ marked(text, &scene.needle) }</a>
        },
    }
}

/// The words with every hit of the search marked. Hits are found letter by letter, so that no fold moves a boundary.
fn marked(text: &str, needle: &str) -> Html {
    if needle.is_empty() {
        return html! { <>{ text }</> };
    }
    let mut found = Vec::new();
    let (mut plain, mut at) = (0, 0);
    while at < text.len() {
        if let Some(length) = hit(&text[at..], needle) {
            found.push(html! { <>{ &text[plain..at] }</> });
            found.push(html! { <mark>{ &text[at..at + length] }</mark> });
            at += length;
            plain = at;
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    found.push(html! { <>{ &text[plain..] }</> });
    found.into_iter().collect()
}

/// How many bytes of the text are the needle in other letters' cases; `None` if it doesn't start with it.
fn hit(text: &str, needle: &str) -> Option<usize> {
    let mut wanted = needle.chars();
    let mut length = 0;
    for c in text.chars() {
        if wanted.as_str().is_empty() {
            break;
        }
        length += c.len_utf8();
        if !lower(c.encode_utf8(&mut [0; 4])).chars().all(|c| wanted.next() == Some(c)) {
            return None;
        }
    }
    wanted.as_str().is_empty().then_some(length)
}

#[cfg(test)]
mod tests {
    use super::hit;

    #[test]
    fn a_hit_is_as_long_as_its_words_here() {
        assert_eq!(hit("Straße 1", "straße"), Some("Straße".len()));
        assert_eq!(hit("İstanbul", "i\u{307}s"), Some("İs".len()));
        assert_eq!(hit("abc", "abcd"), None);
        assert_eq!(hit("नमस्ते", "नम"), Some("नम".len()));
    }
}
