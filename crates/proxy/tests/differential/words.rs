//! Texts of an exact length, in scripts that are counted differently by bytes, by characters and by UTF-16 units.

use model::Unit;
use model::limits::count;

/// What nobody can see.
pub(crate) const BLANK: [&str; 8] = ["", " ", "\n", " \t ", "\u{200b}", "\u{2060}\u{200e}", "\u{a0}\u{3000}", "\u{feff}\u{ad}"];

/// What a text is written in.
#[derive(Clone, Copy)]
pub(crate) enum Script {
    Ascii,
    /// Four bytes, two UTF-16 units.
    Emoji,
    /// A letter and an accent of its own.
    Combining,
    Hindi,
}

impl Script {
    pub(crate) const ALL: [Self; 4] = [Self::Ascii, Self::Emoji, Self::Combining, Self::Hindi];

    fn letters(self) -> &'static str {
        match self {
            Self::Ascii => "abc xyz",
            Self::Emoji => "😇🎉👍",
            Self::Combining => "e\u{301}o\u{308}",
            Self::Hindi => "नमस्ते",
        }
    }
}

/// A text of this length in this unit. It begins and ends with something that can be seen.
pub(crate) fn long(script: Script, length: u64, unit: Unit) -> String {
    let mut text = String::new();
    let mut left = length;
    for letter in script.letters().chars().cycle() {
        let size = count(letter.encode_utf8(&mut [0; 4]), unit);
        if left < size.max(2) {
            break;
        }
        text.push(letter);
        left -= size;
    }
    text.extend(std::iter::repeat_n('z', usize::try_from(left).unwrap()));
    debug_assert_eq!(count(&text, unit), length);
    text
}

/// A text of so many lines.
pub(crate) fn lines(lines: u64) -> String {
    vec!["a line"; usize::try_from(lines).unwrap().max(1)].join("\n")
}
