//! A place in a template where a value goes, and the little grammar that marks it: `{{1}}`, `{{first_name}}`.

use super::button::TemplateButton;
use super::check::{check_media, check_words};
use super::header::TemplateHeader;
use super::{Template, TemplateCard};
use crate::capabilities::Capabilities;
use crate::content::cta::check_call;
use crate::content::order_status::check_news;
use crate::content::products::check_sections;
use crate::content::template::Value;
use crate::limits::is_blank;
use crate::problem::Problem;
use crate::table::Table;
use serde::{Deserialize, Serialize};

/// The most characters of a coupon code, and of a one-time code.
pub const COUPON_MAX: usize = 15;

/// What kind of value goes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceholderKind {
    /// Words; also money and dates that the phone writes in its own way.
    Text,
    /// The end of a link.
    UrlSuffix,
    /// A coupon code or a one-time code.
    Code,
    /// A picture.
    Image,
    /// A film.
    Video,
    /// A document.
    Document,
    /// A place.
    Location,
    /// A product of the catalogue.
    Product,
    /// A choice of products.
    Products,
    /// The product whose picture stands for the catalogue.
    Catalogue,
    /// A bill.
    Bill,
    /// How far an order is.
    OrderStatus,
    /// What a form starts with.
    Flow,
    /// When an offer ends.
    Expiry,
    /// What a call carries.
    Call,
}

/// One place where a value goes. Keys: `header`, `header.1`, `body.1`, `body.first_name`, `buttons.0`, `offer`, `order_status`,
/// and for cards `cards.0.header`, `cards.0.body.1`, `cards.0.buttons.0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// The key in [`super::Values`].
    pub key: String,
    /// What kind of value goes in.
    pub kind: PlaceholderKind,
    /// What its author gave as an example.
    pub example: Option<String>,
    /// It may be left out.
    pub optional: bool,
}

impl Template {
    /// All places where a value goes, top to bottom, each once.
    pub fn placeholders(&self) -> Vec<Placeholder> {
        let mut found = Vec::new();
        if let Some(header) = &self.header {
            of_header(header, "", &mut found);
        }
        if self.offer.as_ref().is_some_and(|offer| offer.expires) {
            found.push(Placeholder::new("offer", PlaceholderKind::Expiry));
        }
        let words = if self.is_authentication() { PlaceholderKind::Code } else { PlaceholderKind::Text };
        of_text(&self.body, "body", words, &self.examples, &mut found);
        of_buttons(&self.buttons, "", &mut found);
        for (index, card) in self.cards.iter().enumerate() {
            of_card(card, &format!("cards.{index}."), &mut found);
        }
        if self.order_status {
            found.push(Placeholder::new("order_status", PlaceholderKind::OrderStatus));
        }
        found
    }
}

fn of_card(card: &TemplateCard, prefix: &str, found: &mut Vec<Placeholder>) {
    if let Some(header) = &card.header {
        of_header(header, prefix, found);
    }
    if let Some(body) = &card.body {
        of_text(body, &format!("{prefix}body"), PlaceholderKind::Text, &card.examples, found);
    }
    of_buttons(&card.buttons, prefix, found);
}

fn of_header(header: &TemplateHeader, prefix: &str, found: &mut Vec<Placeholder>) {
    let key = format!("{prefix}header");
    if let TemplateHeader::Text { text, example } = header {
        found.extend(
            names(text)
                .into_iter()
                .map(|name| Placeholder { example: example.clone(), ..Placeholder::new(format!("{key}.{name}"), PlaceholderKind::Text) }),
        );
    }
    found.extend(header.placeholder().map(|kind| Placeholder::new(key, kind)));
}

fn of_text(text: &str, part: &str, kind: PlaceholderKind, examples: &Table<String>, found: &mut Vec<Placeholder>) {
    found.extend(
        names(text)
            .into_iter()
            .map(|name| Placeholder { example: examples.get(name).cloned(), ..Placeholder::new(format!("{part}.{name}"), kind) }),
    );
}

fn of_buttons(buttons: &[TemplateButton], prefix: &str, found: &mut Vec<Placeholder>) {
    for (index, button) in buttons.iter().enumerate() {
        let (kind, example) = match button {
            TemplateButton::Url { url, example, .. } if !names(url).is_empty() => (PlaceholderKind::UrlSuffix, example.clone()),
            TemplateButton::CopyCode { example } => (PlaceholderKind::Code, example.clone()),
            TemplateButton::Flow(_) => (PlaceholderKind::Flow, None),
            TemplateButton::Catalogue { .. } => (PlaceholderKind::Catalogue, None),
            TemplateButton::Products { .. } => (PlaceholderKind::Products, None),
            TemplateButton::OrderDetails { .. } => (PlaceholderKind::Bill, None),
            TemplateButton::VoiceCall { .. } => (PlaceholderKind::Call, None),
            TemplateButton::QuickReply { .. }
            | TemplateButton::Url { .. }
            | TemplateButton::Phone { .. }
            | TemplateButton::OneTimeCode(_)
            | TemplateButton::Product { .. }
            | TemplateButton::ContactInfo { .. }
            | TemplateButton::Unknown => continue,
        };
        found.push(Placeholder { example, ..Placeholder::new(format!("{prefix}buttons.{index}"), kind) });
    }
}

impl PlaceholderKind {
    /// Whether the value may be left out.
    fn is_optional(self) -> bool {
        matches!(self, Self::Flow | Self::Catalogue | Self::Call)
    }

    /// Whether an agent can fill it in by hand: words, codes, files, places and times.
    pub fn by_hand(self) -> bool {
        match self {
            Self::Text | Self::UrlSuffix | Self::Code | Self::Image | Self::Video | Self::Document | Self::Location | Self::Expiry => true,
            Self::Product | Self::Products | Self::Catalogue | Self::Bill | Self::OrderStatus | Self::Flow | Self::Call => false,
        }
    }
}

impl Placeholder {
    fn new(key: impl Into<String>, kind: PlaceholderKind) -> Self {
        Self { key: key.into(), kind, example: None, optional: kind.is_optional() }
    }

    /// The path of its value, from the content.
    pub fn path(&self) -> String {
        format!("/values/{}", self.key)
    }

    /// The word for what not every provider can fill, as `lacks` of capabilities has it: `product`, `bill`, `order_status`, and
    /// `named` for a value that goes by a name instead of a number.
    pub(super) fn special(&self) -> &'static str {
        let name = self.key.rsplit('.').next().unwrap_or_default();
        match self.kind {
            PlaceholderKind::Product => "product",
            PlaceholderKind::Bill => "bill",
            PlaceholderKind::OrderStatus => "order_status",
            PlaceholderKind::Text if !name.bytes().all(|byte| byte.is_ascii_digit()) => "named",
            _ => "",
        }
    }

    pub(super) fn check(&self, value: Option<&Value>, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        let path = self.path();
        let Some(value) = value else {
            if !self.optional {
                problems.push(Problem::required(path, "A value"));
            }
            return;
        };
        match (self.kind, value) {
            (PlaceholderKind::Text, Value::Text { text } | Value::DateTime { fallback: text }) => check_words(text, &path, problems),
            (PlaceholderKind::Text, Value::Currency { fallback, code, .. }) => {
                check_words(fallback, &path, problems);
                if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
                    problems.push(Problem::new(path, "format", "A currency is written in three capital letters."));
                }
            }
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
            (PlaceholderKind::Product, Value::Product(product)) => product.check(&path, problems),
            (PlaceholderKind::Products, Value::Products { thumbnail, sections }) => {
                if is_blank(thumbnail) {
                    problems.push(Problem::required(format!("{path}/thumbnail"), "The product whose picture is shown"));
                }
                check_sections(sections, &format!("{path}/sections"), capabilities, problems);
            }
            (PlaceholderKind::Bill, Value::Bill(bill)) => bill.check(capabilities, &path, problems),
            (PlaceholderKind::OrderStatus, Value::OrderStatus { reference_id, status, description }) => {
                check_news(reference_id, *status, description.as_deref(), &path, capabilities, problems);
            }
            (PlaceholderKind::Call, Value::Call { minutes, payload }) => {
                check_call(*minutes, payload.as_deref(), &path, capabilities, problems)
            }
            (PlaceholderKind::Catalogue, Value::Catalogue { .. })
            | (PlaceholderKind::Flow, Value::Flow { .. })
            | (PlaceholderKind::Expiry, Value::Expiry { .. }) => {}
            (_, _) => problems.push(Problem::new(path, "value-type", "Another kind of value belongs here.")),
        }
    }
}

/// The names in `{{…}}`, in order, each once.
pub fn names(text: &str) -> Vec<&str> {
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
pub(crate) fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
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
