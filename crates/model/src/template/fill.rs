//! A template with its values, as the phone will show it.

use super::button::TemplateButton;
use super::card::TemplateCard;
use super::header::TemplateHeader;
use super::{Template, Values, placeholder};
use crate::content::template::{FilledButton, FilledCard, FilledOffer, Parts, TemplateMessage, Value};
use crate::content::{Header, Location};

impl Template {
    /// The template with these values, as the phone will show it. What has no value yet stays as its placeholder.
    pub fn fill(&self, values: &Values) -> TemplateMessage {
        let fill = Fill { values };
        TemplateMessage {
            name: self.name.clone(),
            language: self.language.clone(),
            category: self.category.clone(),
            parts: Parts {
                header: self.header.as_ref().and_then(|header| fill.header(header, "")),
                offer: self.offer.as_ref().map(|offer| FilledOffer {
                    text: offer.text.clone(),
                    ends: match values.get("offer") {
                        Some(Value::Expiry { at }) if offer.expires => Some(*at),
                        _ => None,
                    },
                }),
                body: fill.words(&self.body, "body"),
                footer: self.footer.clone(),
                buttons: fill.buttons(&self.buttons, ""),
                cards: self.cards.iter().enumerate().map(|(index, card)| fill.card(card, &format!("cards.{index}."))).collect(),
                call_permission: self.call_permission,
            },
            values: values.clone(),
        }
    }
}

struct Fill<'a> {
    values: &'a Values,
}

impl Fill<'_> {
    fn word(&self, key: &str) -> Option<String> {
        self.values.get(key).and_then(Value::words).filter(|words| !words.is_empty()).map(str::to_owned)
    }

    fn words(&self, text: &str, part: &str) -> String {
        placeholder::fill(text, |name| self.word(&format!("{part}.{name}")))
    }

    fn card(&self, card: &TemplateCard, prefix: &str) -> FilledCard {
        FilledCard {
            header: card.header.as_ref().and_then(|header| self.header(header, prefix)),
            body: card.body.as_ref().map(|body| self.words(body, &format!("{prefix}body"))),
            buttons: self.buttons(&card.buttons, prefix),
        }
    }

    fn header(&self, header: &TemplateHeader, prefix: &str) -> Option<Header> {
        let key = format!("{prefix}header");
        let media = || self.values.get(&key).and_then(Value::media).cloned().unwrap_or_default();
        match header {
            TemplateHeader::Text { text, .. } => Some(Header::Text { text: self.words(text, &key) }),
            TemplateHeader::Image { .. } => Some(Header::Image { media: media() }),
            TemplateHeader::Video { .. } | TemplateHeader::Gif { .. } => Some(Header::Video { media: media() }),
            TemplateHeader::Document { .. } => Some(Header::Document { media: media() }),
            TemplateHeader::Location => match self.values.get(&key) {
                Some(Value::Location(location)) => Some(Header::Location(location.clone())),
                _ => Some(Header::Location(Location::default())),
            },
            TemplateHeader::Product | TemplateHeader::Unknown => None,
        }
    }

    fn buttons(&self, buttons: &[TemplateButton], prefix: &str) -> Vec<FilledButton> {
        buttons.iter().enumerate().map(|(index, button)| self.button(button, &format!("{prefix}buttons.{index}"))).collect()
    }

    fn button(&self, button: &TemplateButton, key: &str) -> FilledButton {
        match button {
            TemplateButton::QuickReply { text } => FilledButton::QuickReply { text: text.clone() },
            TemplateButton::Url { text, url, .. } => {
                FilledButton::Url { text: text.clone(), url: placeholder::fill(url, |_| self.word(key)) }
            }
            TemplateButton::Phone { text, phone } => FilledButton::Phone { text: text.clone(), phone: phone.clone() },
            TemplateButton::CopyCode { .. } => FilledButton::CopyCode { code: self.word(key).unwrap_or_default() },
            TemplateButton::OneTimeCode(code) => FilledButton::OneTimeCode { text: code.text.clone().unwrap_or_default() },
            TemplateButton::Flow(flow) => FilledButton::Flow { text: flow.text.clone() },
            TemplateButton::Catalogue { text } => FilledButton::Catalogue { text: text.clone() },
            TemplateButton::Products { text } => FilledButton::Products { text: text.clone() },
            TemplateButton::Product { text } => FilledButton::Product { text: text.clone() },
            TemplateButton::OrderDetails { text } => FilledButton::OrderDetails { text: text.clone() },
            TemplateButton::VoiceCall { text, .. } => FilledButton::VoiceCall { text: text.clone() },
            TemplateButton::ContactInfo { text } => FilledButton::ContactInfo { text: text.clone().unwrap_or_default() },
            TemplateButton::Unknown => FilledButton::Unknown,
        }
    }
}
