//! A place in a template where a value goes, and the little grammar that marks it: `{{1}}`, `{{first_name}}`.

use super::{Template, TemplateButton, TemplateHeader, check_media, check_words};
use crate::capabilities::Capabilities;
use crate::content::template::Value;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// The most characters of a coupon code.
pub const COUPON_MAX: usize = 15;

/// What kind of value goes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceholderKind {
    /// Words.
    Text,
    /// The end of a link.
    UrlSuffix,
    /// A coupon code.
    Code,
    /// A picture.
    Image,
    /// A film.
    Video,
    /// A document.
    Document,
    /// A place.
    Location,
}

/// One place where a value goes. Keys: `header`, `header.1`, `body.1`, `body.first_name`, `buttons.0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// The key in [`super::Values`].
    pub key: String,
    /// What kind of value goes in.
    pub kind: PlaceholderKind,
    /// What its author gave as an example.
    pub example: Option<String>,
}

impl Template {
    /// All places where a value goes, top to bottom, each once.
    pub fn placeholders(&self) -> Vec<Placeholder> {
        let mut found = Vec::new();
        let one = |kind| Placeholder { key: "header".to_owned(), kind, example: None };
        match &self.header {
            Some(TemplateHeader::Text { text, example }) => {
                found.extend(names(text).into_iter().map(|name| Placeholder {
                    key: format!("header.{name}"),
                    kind: PlaceholderKind::Text,
                    example: example.clone(),
                }));
            }
            Some(TemplateHeader::Image) => found.push(one(PlaceholderKind::Image)),
            Some(TemplateHeader::Video) => found.push(one(PlaceholderKind::Video)),
            Some(TemplateHeader::Document) => found.push(one(PlaceholderKind::Document)),
            Some(TemplateHeader::Location) => found.push(one(PlaceholderKind::Location)),
            Some(TemplateHeader::Unknown) | None => {}
        }
        found.extend(names(&self.body).into_iter().map(|name| Placeholder {
            key: format!("body.{name}"),
            kind: PlaceholderKind::Text,
            example: self.examples.get(name).cloned(),
        }));
        for (index, button) in self.buttons.iter().enumerate() {
            let key = format!("buttons.{index}");
            match button {
                TemplateButton::Url { url, example, .. } if !names(url).is_empty() => {
                    found.push(Placeholder { key, kind: PlaceholderKind::UrlSuffix, example: example.clone() });
                }
                TemplateButton::CopyCode { example } => {
                    found.push(Placeholder { key, kind: PlaceholderKind::Code, example: example.clone() });
                }
                TemplateButton::QuickReply { .. } | TemplateButton::Url { .. } | TemplateButton::Phone { .. } | TemplateButton::Unknown => {
                }
            }
        }
        found
    }
}

impl Placeholder {
    /// The path of its value, from the content.
    pub fn path(&self) -> String {
        format!("/values/{}", self.key)
    }

    pub(super) fn check(&self, value: Option<&Value>, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        let path = self.path();
        let Some(value) = value else {
            problems.push(Problem::required(path, "A value"));
            return;
        };
        match (self.kind, value) {
            (PlaceholderKind::Text, Value::Text { text }) => check_words(text, &path, problems),
            (PlaceholderKind::UrlSuffix, Value::Text { text }) => {
                check_words(text, &path, problems);
                if text.contains(char::is_whitespace) {
                    problems.push(Problem::new(path, "format", "The end of a link can't hold spaces."));
                }
            }
            (PlaceholderKind::Code, Value::Code { code }) => {
                if code.is_empty() {
                    problems.push(Problem::required(path, "A code"));
                } else if code.len() > COUPON_MAX || !code.chars().all(|c| c.is_ascii_alphanumeric()) {
                    problems.push(Problem::new(path, "format", format!("A code has at most {COUPON_MAX} letters and digits.")));
                }
            }
            (PlaceholderKind::Image, Value::Media { media }) => check_media(media, "image", &path, capabilities, problems),
            (PlaceholderKind::Video, Value::Media { media }) => check_media(media, "video", &path, capabilities, problems),
            (PlaceholderKind::Document, Value::Media { media }) => check_media(media, "document", &path, capabilities, problems),
            (PlaceholderKind::Location, Value::Location(location)) => location.check(capabilities, &path, problems),
            (_, Value::Text { .. } | Value::Code { .. } | Value::Media { .. } | Value::Location(_)) => {
                problems.push(Problem::new(path, "value-type", "Another kind of value belongs here."));
            }
        }
    }
}

/// The names in `{{…}}`, in order, each once.
pub(super) fn names(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for piece in pieces(text) {
        if let Piece::Name(name, _) = piece
            && !found.contains(&name)
        {
            found.push(name);
        }
    }
    found
}

/// The text with each `{{name}}` replaced, or left as it is where there is no value.
pub(super) fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    pieces(text)
        .map(|piece| match piece {
            Piece::Plain(plain) => plain.to_owned(),
            Piece::Name(name, source) => value(name).unwrap_or_else(|| source.to_owned()),
        })
        .collect()
}

enum Piece<'a> {
    Plain(&'a str),
    Name(&'a str, &'a str),
}

fn pieces(mut text: &str) -> impl Iterator<Item = Piece<'_>> {
    std::iter::from_fn(move || {
        if text.is_empty() {
            return None;
        }
        let Some((start, name, end)) = next_name(text) else {
            return Some(Piece::Plain(std::mem::take(&mut text)));
        };
        if start > 0 {
            let plain = &text[..start];
            text = &text[start..];
            return Some(Piece::Plain(plain));
        }
        let source = &text[..end];
        text = &text[end..];
        Some(Piece::Name(name, source))
    })
}

/// Where the next `{{name}}` starts, its name, and where it ends.
fn next_name(text: &str) -> Option<(usize, &str, usize)> {
    let mut from = 0;
    while let Some(found) = text[from..].find("{{") {
        let start = from + found;
        let inner = &text[start + 2..];
        if let Some(close) = inner.find("}}") {
            let name = inner[..close].trim();
            if !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
                return Some((start, name, start + 2 + close + 2));
            }
        }
        from = start + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_names_once_and_in_order() {
        assert_eq!(names("Hi {{2}}, {{ first_name }} and {{2}}; {not} {{no good}} {{}} {{"), ["2", "first_name"]);
    }

    #[test]
    fn leaves_what_has_no_value() {
        let filled = fill("Hi {{1}}, {{2}} {{", |name| (name == "1").then(|| "{{2}}".to_owned()));
        assert_eq!(filled, "Hi {{2}}, {{2}} {{");
    }

    proptest::proptest! {
        #[test]
        fn text_without_values_is_unchanged(text in "[a{}1 _]{0,40}") {
            proptest::prop_assert_eq!(fill(&text, |_| None), text);
        }
    }
}
