//! Whether a string is exactly one emoji, as a person would count.

/// True for one emoji with whatever belongs to it: skin tone, variation, joined parts, flag, keycap.
#[must_use]
pub fn is_one(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    match chars.as_slice() {
        [first, second] if is_regional(*first) && is_regional(*second) => true,
        ['0'..='9' | '#' | '*', '\u{20e3}'] | ['0'..='9' | '#' | '*', '\u{fe0f}', '\u{20e3}'] => true,
        ['\u{1f3f4}', tags @ .., '\u{e007f}'] => tags.iter().all(|c| matches!(c, '\u{e0020}'..='\u{e007e}')),
        chars => chars.split(|c| *c == '\u{200d}').all(is_part),
    }
}

fn is_part(part: &[char]) -> bool {
    match part {
        [base] | [base, '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}'] => is_base(*base),
        [base, '\u{1f3fb}'..='\u{1f3ff}', '\u{fe0f}'] => is_base(*base),
        _ => false,
    }
}

fn is_base(c: char) -> bool {
    matches!(c,
        '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2194}'..='\u{21aa}'
        | '\u{231a}'..='\u{23ff}' | '\u{24c2}' | '\u{25aa}'..='\u{25fe}' | '\u{2600}'..='\u{27bf}'
        | '\u{2934}'..='\u{2935}' | '\u{2b05}'..='\u{2b55}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}'
        | '\u{1f004}'..='\u{1f0cf}' | '\u{1f170}'..='\u{1f19a}' | '\u{1f200}'..='\u{1f265}'
        | '\u{1f300}'..='\u{1faff}')
        && !is_regional(c)
}

fn is_regional(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

#[cfg(test)]
mod tests {
    use super::is_one;

    #[test]
    fn one_emoji_may_be_many_code_points() {
        for emoji in ["👍", "👍🏽", "❤️", "❤", "👨‍👩‍👧‍👦", "🇮🇳", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🤷🏽‍♀️"]
        {
            assert!(is_one(emoji), "{emoji}");
        }
        for other in ["👍👍", "a", "1", "👍 ", "🇮🇳🇮🇳", "", "ok"] {
            assert!(!is_one(other), "{other}");
        }
    }
}
