//! Cards, alone and in a row, and what can be tapped.

use super::Make;
use model::Timestamp;
use model::content::card::CardHeight;
use model::content::{Card, Carousel, SuggestedAction, Suggestion};

impl Make<'_> {
    pub(crate) fn card(&mut self, kind: &str) -> Card {
        let product = if self.capabilities.lacks(kind, "product") { self.dice.hardly(|_| ()) } else { self.dice.once_in(8).then_some(()) };
        let product = product.map(|()| self.product());
        let bare = product.is_some() && !self.dice.wild();
        let mut part = |word: &str| match () {
            () if bare => false,
            () if self.capabilities.lacks(kind, word) => self.dice.wild() && self.dice.once_in(4),
            () if self.capabilities.needs(kind, word) => !(self.dice.wild() && self.dice.once_in(3)),
            () => self.dice.once_in(2),
        };
        let [media, height, title, text, taps, horizontal, chips] =
            ["media", "height", "title", "text", "suggestions", "horizontal", "chips"].map(&mut part);
        let alone = kind == "card" || self.dice.wild() && self.dice.once_in(4);
        Card {
            media: media.then(|| self.header(kind)),
            height: height.then(|| {
                if self.dice.wild() {
                    CardHeight::Unknown
                } else {
                    self.dice.pick(&[CardHeight::Short, CardHeight::Medium, CardHeight::Tall])
                }
            }),
            title: title.then(|| self.dice.words("card.title")),
            text: text.then(|| {
                if self.dice.aims("card.lines") || self.dice.wild() && self.dice.once_in(3) {
                    self.dice.words("card.lines")
                } else {
                    self.dice.words("card.text")
                }
            }),
            product,
            suggestions: if taps { self.suggestions(kind, "card.suggestions") } else { Vec::new() },
            horizontal: horizontal && alone,
            chips: if chips && alone { self.suggestions(kind, "suggestions") } else { Vec::new() },
        }
    }

    pub(crate) fn carousel(&mut self) -> Carousel {
        let count = self.dice.count("carousel.cards");
        let first = self.card("carousel");
        let unlike = !self.capabilities.needs("carousel", "alike") || self.dice.wild() && self.dice.once_in(3);
        let cards = (0..count).map(|_| if unlike { self.card("carousel") } else { first.clone() }).collect();
        let there = |make: &mut Self, word: &str| {
            if make.capabilities.lacks("carousel", word) { make.dice.hardly(|_| ()).is_some() } else { make.dice.once_in(3) }
        };
        let has_body =
            if self.capabilities.needs("carousel", "body") { !(self.dice.wild() && self.dice.once_in(3)) } else { there(self, "body") };
        let narrow = there(self, "narrow");
        let chips = if there(self, "chips") { self.suggestions("carousel", "suggestions") } else { Vec::new() };
        Carousel { body: has_body.then(|| self.dice.words("carousel.body")), cards, narrow, chips }
    }

    pub(crate) fn suggestions(&mut self, kind: &str, limit: &str) -> Vec<Suggestion> {
        // A card of WhatsApp has either one link or some replies.
        let opens = self.capabilities.needs("carousel", "alike") && self.dice.once_in(2);
        let count = if opens && !self.dice.strange(&format!("{limit}.count")) { 1 } else { self.dice.count(&format!("{limit}.count")) };
        let actions = self.capabilities.suggestions.get(kind).cloned().unwrap_or_default();
        (0..count)
            .map(|place| {
                let action = match self.capabilities.needs("carousel", "alike") && !self.dice.wild() {
                    true => (if opens { "open_url" } else { "reply" }).to_owned(),
                    false if actions.is_empty() || self.dice.wild() && self.dice.once_in(4) => self
                        .dice
                        .pick(&["reply", "open_url", "dial", "show_location", "share_location", "calendar_event", "unknown"])
                        .to_owned(),
                    false => self.dice.pick(&actions),
                };
                let text = if self.dice.strange(&format!("{limit}.text")) {
                    self.dice.words(&format!("{limit}.text"))
                } else {
                    format!("Tap {place}")
                };
                let action = self.action(&action);
                let data = if action == SuggestedAction::Reply { format!("{limit}.data") } else { "suggestion.data".to_owned() };
                let wanted = action == SuggestedAction::Reply || self.dice.once_in(2);
                let data = if !wanted {
                    String::new()
                } else if self.dice.strange(&data) {
                    self.dice.words(&data)
                } else {
                    format!("tap-{place}")
                };
                Suggestion { text, data, action }
            })
            .collect()
    }

    fn action(&mut self, word: &str) -> SuggestedAction {
        match word {
            "reply" => SuggestedAction::Reply,
            "open_url" => SuggestedAction::OpenUrl { url: self.url("suggestion.url") },
            "dial" => {
                let strange = ["919999999999", "+12", "+0123456789", "+1234567890123456", "", "+91 99999-99999", "+91 call"];
                SuggestedAction::Dial { phone: if self.dice.wild() { self.dice.pick(&strange) } else { "+919999999999" }.to_owned() }
            }
            "show_location" => SuggestedAction::ShowLocation(self.location()),
            "share_location" => SuggestedAction::ShareLocation,
            "calendar_event" => {
                let start = Timestamp::from_seconds(1_800_000_000);
                let length = if self.dice.wild() { self.dice.pick(&[0, -1000, 1]) } else { 3_600_000 };
                let title = self.dice.words("suggestion.title");
                SuggestedAction::CalendarEvent {
                    title,
                    description: self.dice.maybe_words("suggestion.description"),
                    start,
                    end: start.plus_millis(length),
                }
            }
            _ => SuggestedAction::Unknown,
        }
    }
}
