//! Whether a person would see anything of a text.

/// False for an empty text, and for one of nothing but white space, marks of direction and other signs without a shape.
///
/// The documents say "cannot be empty" and not what emptiness is; what shows nothing is refused here.
#[must_use]
pub fn is_seen(text: &str) -> bool {
    !text.chars().all(|c| c.is_whitespace() || c.is_control() || is_shapeless(c))
}

/// Unicode's default-ignorable signs, and the two blanks that are letters or symbols by class.
fn is_shapeless(c: char) -> bool {
    matches!(u32::from(c),
        0x00ad | 0x034f | 0x061c | 0x115f..=0x1160 | 0x17b4..=0x17b5 | 0x180b..=0x180f | 0x200b..=0x200f | 0x202a..=0x202e
        | 0x2060..=0x206f | 0x2800 | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xfff0..=0xfff8 | 0xe0000..=0xe0fff)
}

#[cfg(test)]
mod tests {
    use super::is_seen;

    #[test]
    fn signs_without_a_shape_show_nothing() {
        for blank in ["", " \t\n", "\u{200b}\u{feff}", "\u{202e}", "\u{3164}", "\u{fe0f}", "\u{a0}\u{3000}"] {
            assert!(!is_seen(blank), "{blank:?}");
        }
        for seen in [".", "\u{200b}a", "नमस्ते", "😇", "e\u{301}"] {
            assert!(is_seen(seen), "{seen:?}");
        }
    }
}
