//! Category drift: words that make a reviewer move a template from service to advertising.
//!
//! A warning, never a refusal: Meta decides by the whole of it, and bills by what it decides.

use super::{Findings, PARAMETER};
use crate::template::{Template, TemplateButton};

/// Words of advertising, in lower case, in the languages that agents write here. A word with a star fits any ending.
const WORDS: [&str; 32] = [
    "sale",
    "discount*",
    "% off",
    "offer*",
    "deal*",
    "coupon*",
    "voucher*",
    "promo*",
    "buy now",
    "shop now",
    "free gift",
    "cashback",
    "limited time",
    "last chance",
    "don't miss",
    "exclusive*",
    "save up to",
    "flash sale",
    "new arrival*",
    "best price*",
    "छूट",
    "ऑफर",
    "सेल",
    "मुफ़्त",
    "खरीदें",
    "خصم",
    "عرض",
    "تخفيضات",
    "desconto*",
    "promoção",
    "oferta*",
    "compre",
];

/// Words of a one-time code.
const CODE_WORDS: [&str; 6] = ["otp", "one-time code", "one-time password", "verification code", "passcode", "सत्यापन कोड"];

pub(super) fn lint(template: &Template, findings: &mut Findings) {
    let Some(category) = template.category.as_deref() else { return };
    let mut said = template.body.to_lowercase();
    for part in template.footer.iter().map(String::as_str).chain(template.buttons.iter().filter_map(TemplateButton::text)) {
        said.push('\n');
        said.push_str(&part.to_lowercase());
    }
    if category == "utility"
        && let Some(word) = WORDS.iter().find(|word| says(&said, word))
    {
        let word = word.trim_end_matches('*');
        let words = format!("“{word}” sounds like advertising: the review may make this a marketing template.");
        findings.warn(PARAMETER, "/category", "category-drift", words);
    }
    if category != "authentication"
        && let Some(word) = CODE_WORDS.iter().find(|word| says(&said, word))
    {
        let words = format!("“{word}” sounds like a one-time code: the review may ask for an authentication template.");
        findings.warn(PARAMETER, "/category", "category-drift", words);
    }
}

/// Whether the word stands there on its own, or as the beginning of one if it ends with a star.
fn says(text: &str, word: &str) -> bool {
    let (word, open) = word.strip_suffix('*').map_or((word, false), |stem| (stem, true));
    let mut from = 0;
    while let Some(found) = text[from..].find(word) {
        let (start, end) = (from + found, from + found + word.len());
        let before = text[..start].chars().next_back();
        let after = text[end..].chars().next();
        let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if (!joined(before) || !word.starts_with(char::is_alphanumeric)) && (open || !joined(after)) {
            return true;
        }
        from = end;
    }
    false
}
