//! What WhatsApp's marks and links in a text mean: `*bold*`, `_italic_`, `~strike~`, ```` ```mono``` ````, `https://…`.
//!
//! The text becomes pieces, and pieces become elements; no part of a message is ever read as markup of the page.

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Words as they are.
    Plain(&'a str),
    /// Words in a style, themselves in pieces.
    Styled(Style, Vec<Piece<'a>>),
    /// Words as they were typed.
    Mono(&'a str),
    /// Words that lead somewhere; the scheme is `http`, `https`, `mailto` or `tel`.
    Link {
        /// What is shown.
        text: &'a str,
        /// Where it leads.
        href: String,
    },
}

/// How styled words look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// `*…*`
    Bold,
    /// `_…_`
    Italic,
    /// `~…~`
    Strike,
}

/// Reads a text into pieces.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    read(text, 0, &mut found);
    found
}

const DEEPEST: u8 = 3;

fn read<'a>(text: &'a str, depth: u8, found: &mut Vec<Piece<'a>>) {
    let (mut plain, mut at) = (0, 0);
    let mut misses = 0_u8;
    while at < text.len() {
        let rest = &text[at..];
        let starts_word = !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        let step = rest.chars().next().map_or(1, char::len_utf8);
        let hit = match (rest.as_bytes()[0], starts_word) {
            (b'`', _) => mono(rest),
            (mark @ (b'*' | b'_' | b'~'), true) if depth < DEEPEST => styled(rest, mark, depth, &mut misses),
            (b'h' | b'H' | b'm' | b'M' | b't' | b'T' | b'w' | b'W', true) => link(rest),
            (b'+', true) => number(rest),
            _ => None,
        };
        let hit = hit.or_else(|| if starts_word { mail(rest) } else { None });
        if let Some((piece, length)) = hit {
            if plain < at {
                found.push(Piece::Plain(&text[plain..at]));
            }
            found.push(piece);
            at += length;
            plain = at;
        } else {
            at += step;
        }
    }
    if plain < text.len() {
        found.push(Piece::Plain(&text[plain..]));
    }
}

fn mono(rest: &str) -> Option<(Piece<'_>, usize)> {
    let fence = if rest.starts_with("```") { "```" } else { "`" };
    let inner = &rest[fence.len()..];
    let end = inner.find(fence)?;
    let inside = &inner[..end];
    let fits = !inside.trim().is_empty() && (fence.len() == 3 || !inside.contains('\n'));
    fits.then(|| (Piece::Mono(inside.trim_matches('\n')), end + 2 * fence.len()))
}

/// A mark closes on its own line, after a letter and before none. `misses` bounds the search in texts full of marks.
fn styled<'a>(rest: &'a str, mark: u8, depth: u8, misses: &mut u8) -> Option<(Piece<'a>, usize)> {
    const MOST_MISSES: u8 = 64;
    let style = match mark {
        b'*' => Style::Bold,
        b'_' => Style::Italic,
        _ => Style::Strike,
    };
    let inner = &rest[1..];
    if *misses >= MOST_MISSES || inner.chars().next().is_none_or(char::is_whitespace) {
        return None;
    }
    let line = inner.split('\n').next().unwrap_or_default();
    let closes = |at: usize| {
        at > 0 && !line[..at].ends_with(char::is_whitespace) && !line[at + 1..].chars().next().is_some_and(char::is_alphanumeric)
    };
    let Some(end) = line.match_indices(char::from(mark)).map(|(at, _)| at).find(|at| closes(*at)) else {
        *misses += 1;
        return None;
    };
    let mut inside = Vec::new();
    read(&inner[..end], depth + 1, &mut inside);
    Some((Piece::Styled(style, inside), end + 2))
}

fn link(rest: &str) -> Option<(Piece<'_>, usize)> {
    let scheme = ["https://", "http://", "mailto:", "tel:", "www."]
        .into_iter()
        .find(|scheme| rest.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))?;
    let text = until_space(rest);
    if !text[scheme.len()..].chars().next().is_some_and(|first| first.is_alphanumeric() || matches!(first, '[' | '+')) {
        return None;
    }
    if scheme == "www." && !text[scheme.len()..].contains('.') {
        return None;
    }
    let href = if scheme == "www." { ["https://", text].concat() } else { text.to_owned() };
    Some((Piece::Link { text, href }, text.len()))
}

/// `+` and 8 to 15 digits with the gaps that people write.
fn number(rest: &str) -> Option<(Piece<'_>, usize)> {
    let end = rest[1..].find(|c: char| !(c.is_ascii_digit() || matches!(c, ' ' | '-' | '(' | ')'))).map_or(rest.len(), |end| end + 1);
    let text = rest[..end].trim_end_matches([' ', '-', '(', ')']);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (8..=15).contains(&digits.len()).then(|| (Piece::Link { text, href: ["tel:+", &digits].concat() }, text.len()))
}

fn mail(rest: &str) -> Option<(Piece<'_>, usize)> {
    let local = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+')))?;
    if local == 0 || rest.as_bytes()[local] != b'@' || rest.starts_with('.') {
        return None;
    }
    let after = &rest[local + 1..];
    let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(after.len());
    let domain = after[..end].trim_end_matches(['.', '-']);
    let text = &rest[..local + 1 + domain.len()];
    let has_dot = domain.rsplit_once('.').is_some_and(|(name, top)| !name.is_empty() && top.len() >= 2);
    has_dot.then(|| (Piece::Link { text, href: ["mailto:", text].concat() }, text.len()))
}

/// Up to the next space, without the punctuation that ends a sentence and without a bracket that was opened before.
fn until_space(rest: &str) -> &str {
    let end = rest.find(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”'));
    let mut text = &rest[..end.unwrap_or(rest.len())];
    loop {
        let cut = text.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~', '…', '،', '؟', '।']);
        let open = |bracket| cut.matches(bracket).count();
        let cut = match cut.chars().next_back() {
            Some(')') if open(')') > open('(') => &cut[..cut.len() - 1],
            Some(']') if open(']') > open('[') => &cut[..cut.len() - 1],
            _ => cut,
        };
        if cut.len() == text.len() {
            return text;
        }
        text = cut;
    }
}

/// Whether a text is one to three emoji and nothing else: it may be large.
pub(crate) fn is_emoji(text: &str) -> bool {
    let text = text.trim();
    let mut signs = 0;
    let mut joined = false;
    for c in text.chars() {
        match c {
            '\u{200d}' => joined = true,
            '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}' => {}
            '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' => {
                if !joined {
                    signs += if matches!(c, '\u{1f1e6}'..='\u{1f1ff}') { 1 } else { 2 };
                }
                joined = false;
            }
            _ => return false,
        }
    }
    (1..=6).contains(&signs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(text: &'static str, href: &str) -> Piece<'static> {
        Piece::Link { text, href: href.to_owned() }
    }

    fn spread(pieces: &[Piece<'_>]) -> String {
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Plain(text) | Piece::Mono(text) | Piece::Link { text, .. } => (*text).to_owned(),
                Piece::Styled(_, inside) => spread(inside),
            })
            .collect()
    }

    #[test]
    fn marks_style_words_and_nest() {
        let bold = |inside| Piece::Styled(Style::Bold, inside);
        assert_eq!(pieces("a *b* c"), [Piece::Plain("a "), bold(vec![Piece::Plain("b")]), Piece::Plain(" c")]);
        assert_eq!(pieces("*_b_*"), [bold(vec![Piece::Styled(Style::Italic, vec![Piece::Plain("b")])])]);
        assert_eq!(pieces("~no~"), [Piece::Styled(Style::Strike, vec![Piece::Plain("no")])]);
        assert_eq!(pieces("```*x*```"), [Piece::Mono("*x*")]);
    }

    #[test]
    fn marks_inside_words_and_sums_mean_nothing() {
        for text in ["snake_case_name", "2 * 3 * 4", "a*b*c", "*", "**", "* x*", "*x\ny*", "`", "~ ~", "_ _"] {
            assert_eq!(pieces(text), [Piece::Plain(text)], "{text}");
        }
    }

    #[test]
    fn links_end_where_the_sentence_ends() {
        assert_eq!(
            pieces("See https://a.example/x?y=1."),
            [Piece::Plain("See "), link("https://a.example/x?y=1", "https://a.example/x?y=1"), Piece::Plain(".")]
        );
        assert_eq!(pieces("(http://a.example/(b))")[1], link("http://a.example/(b)", "http://a.example/(b)"));
        assert_eq!(pieces("www.a.example")[0], link("www.a.example", "https://www.a.example"));
        assert_eq!(pieces("me@a.example!")[0], link("me@a.example", "mailto:me@a.example"));
        assert_eq!(pieces("+91 99999 99999, ok")[0], link("+91 99999 99999", "tel:+919999999999"));
    }

    #[test]
    fn no_other_scheme_becomes_a_link() {
        for text in ["javascript:alert(1)", "data:text/html,x", "ftp://a.example", "xhttps://a.example", "https://", "+1 2"] {
            assert!(!pieces(text).iter().any(|piece| matches!(piece, Piece::Link { .. })), "{text}");
        }
    }

    #[test]
    fn nothing_is_lost_whatever_comes() {
        for text in ["a <b>&amp;</b> https://x.example/<script>", "🙂*🙂*", "é_é_", "*a _b* c_", "نص *عريض* هنا", ""] {
            let words: String = text.chars().filter(|c| !matches!(c, '*' | '_')).collect();
            let kept: String = spread(&pieces(text)).chars().filter(|c| !matches!(c, '*' | '_')).collect();
            assert_eq!(kept, words);
        }
    }

    #[test]
    fn a_text_full_of_marks_is_read_quickly() {
        let text = "*a _b ~c ".repeat(20_000);
        assert!(!pieces(&text).is_empty());
    }

    #[test]
    fn only_a_few_emoji_alone_are_large() {
        for text in ["🙂", "👍🏽", "👨‍👩‍👧", "🇮🇳", "😂😂😂", "❤️"] {
            assert!(is_emoji(text), "{text}");
        }
        for text in ["", "a", "🙂a", "😂😂😂😂", "1", "#️⃣1"] {
            assert!(!is_emoji(text), "{text}");
        }
    }
}
