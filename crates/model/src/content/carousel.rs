//! `carousel`: a row of cards to swipe through.
//!
//! On WhatsApp all cards have the same parts and stand under a text. Source: wire-facts 1.3, 2.1, 5.5 and 8.2 (Viber).

use super::card::Card;
use super::card::CardHeight;
use super::suggestion::Suggestion;
use super::suggestion::check_suggestions;
use crate::capabilities::Capabilities;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};

/// Cards in a row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Carousel {
    /// Words above the row; needed on WhatsApp and Viber, unknown to RCS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The cards: 2 to 10, on Viber 2 to 5.
    pub cards: Vec<Card>,
    /// Narrow cards (120 instead of 232 density-independent pixels), on RCS.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub narrow: bool,
    /// Chips under the row; 11 on RCS.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chips: Vec<Suggestion>,
}

impl Carousel {
    pub(super) fn check(&self, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        let limits = &capabilities.limits;
        match &self.body {
            Some(_) if capabilities.lacks("carousel", "body") => {
                problems.push(Problem::new("/body", "forbidden", "No words can stand above the cards here. Send them as a text."));
            }
            Some(body) => limits.check_required("carousel.body", "The text above the cards", body, "/body", problems),
            None if capabilities.needs("carousel", "body") => problems.push(Problem::required("/body", "The text above the cards")),
            None => {}
        }
        limits.check_number("carousel.cards", self.cards.len() as u64, "/cards", problems);
        if self.narrow && capabilities.lacks("carousel", "narrow") {
            problems.push(Problem::new("/narrow", "forbidden", "Cards have one width here."));
        }
        let first = self.cards.first().map(Card::shape);
        for (index, card) in self.cards.iter().enumerate() {
            let path = format!("/cards/{index}");
            card.check_as("carousel", &path, capabilities, problems);
            if self.narrow && card.media.is_some() && card.height == Some(CardHeight::Tall) {
                problems.push(Problem::new(format!("{path}/height"), "forbidden", "A narrow card can't hold tall media."));
            }
            if capabilities.needs("carousel", "alike") && Some(card.shape()) != first {
                problems.push(Problem::new(path, "alike", "All cards must have the same parts and the same buttons."));
            }
        }
        if !self.chips.is_empty() && capabilities.lacks("carousel", "chips") {
            problems.push(Problem::new("/chips", "forbidden", "No chips can stand under the cards here."));
        } else {
            check_suggestions("carousel", "suggestions", &self.chips, "/chips", capabilities, problems);
        }
    }
}
