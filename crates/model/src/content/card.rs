//! `card`: a picture or a film, a title, words and buttons in one frame. `carousel` is a row of them.
//!
//! Source: wire-facts 5.5 (RCS), 8.2 (Viber: picture, text and one button).

use super::header::Header;
use super::products::ProductRef;
use super::suggestion::Suggestion;
use super::suggestion::check_suggestions;
use crate::capabilities::Capabilities;
use crate::limits::is_blank;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// A card, alone or in a row. At least one of media, title, text and product is there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Card {
    /// A picture, a film or a document on top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<Header>,
    /// How high the media stands, on RCS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<CardHeight>,
    /// One line; 200 characters on RCS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The words; 2000 characters on RCS, 160 with two line breaks on WhatsApp.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The product that the card shows instead, on WhatsApp.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<ProductRef>,
    /// What can be tapped on it; 4 on RCS.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suggestions: Vec<Suggestion>,
    /// The media stands at the side instead of on top. Only of a card alone.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub horizontal: bool,
    /// Chips under it; 11 on RCS. Only of a card alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chips: Vec<Suggestion>,
}

/// How high the media of a card stands, in density-independent pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardHeight {
    /// 112.
    Short,
    /// 168.
    #[default]
    Medium,
    /// 264; not in a row of narrow cards.
    Tall,
    /// A newer peer's word.
    #[serde(other)]
    Unknown,
}

impl Card {
    /// Its words: the title, else the text.
    pub fn words(&self) -> Option<&str> {
        self.title.as_deref().or(self.text.as_deref())
    }

    pub(super) fn check(&self, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        self.check_as("card", "", capabilities, problems);
        check_suggestions("card", "suggestions", &self.chips, "/chips", capabilities, problems);
    }

    /// Judges it alone (`card`) or in a row (`carousel`).
    pub(super) fn check_as(&self, kind: &str, at: &str, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        if self.media.is_none() && self.title.is_none() && self.text.is_none() && self.product.is_none() {
            problems.push(Problem::required(format!("{at}/media"), "A picture, a title or a text"));
        }
        let parts = [
            ("media", self.media.is_some()),
            ("height", self.height.is_some()),
            ("title", self.title.is_some()),
            ("text", self.text.is_some()),
            ("product", self.product.is_some()),
            ("suggestions", !self.suggestions.is_empty()),
            ("horizontal", self.horizontal),
            ("chips", !self.chips.is_empty()),
        ];
        for (part, there) in parts {
            let alone = matches!(part, "horizontal" | "chips") && kind == "carousel";
            if there && (alone || capabilities.lacks(kind, part)) {
                problems.push(Problem::new(format!("{at}/{part}"), "forbidden", format!("A card can't have this here: {part}.")));
            }
            if !there && capabilities.needs(kind, part) && self.product.is_none() {
                problems.push(Problem::required(format!("{at}/{part}"), "This part of a card"));
            }
        }
        if let Some(media) = &self.media {
            media.check_at(kind, &format!("{at}/media"), capabilities, problems);
        }
        if self.height == Some(CardHeight::Unknown) {
            problems.push(Problem::new(format!("{at}/height"), "forbidden", "A card is short, medium or tall."));
        }
        let limits = &capabilities.limits;
        if let Some(title) = &self.title {
            limits.check_required("card.title", "A title", title, &format!("{at}/title"), problems);
        }
        if let Some(text) = &self.text {
            limits.check_required("card.text", "A text", text, &format!("{at}/text"), problems);
            limits.check_text("card.lines", text, &format!("{at}/text"), problems);
        }
        if let Some(product) = &self.product {
            product.check(&format!("{at}/product"), problems);
            if self.media.is_some() || !self.suggestions.is_empty() || self.words().is_some_and(|words| !is_blank(words)) {
                problems.push(Problem::new(format!("{at}/product"), "forbidden", "A product brings its own picture, words and button."));
            }
        }
        let opens = self.suggestions.iter().any(|suggestion| suggestion.action.kind() == "open_url");
        if opens && self.suggestions.len() > 1 && capabilities.needs(kind, "one_link") {
            problems.push(Problem::new(format!("{at}/suggestions"), "forbidden", "A link stands alone on a card here."));
        }
        check_suggestions(kind, "card.suggestions", &self.suggestions, &format!("{at}/suggestions"), capabilities, problems);
    }

    /// The parts that it has, in a form that can be compared with those of another card.
    pub(super) fn shape(&self) -> (Option<&'static str>, bool, bool, bool, Vec<&'static str>) {
        let actions = self.suggestions.iter().map(|suggestion| suggestion.action.kind()).collect();
        (self.media.as_ref().map(Header::kind), self.title.is_some(), self.text.is_some(), self.product.is_some(), actions)
    }
}
