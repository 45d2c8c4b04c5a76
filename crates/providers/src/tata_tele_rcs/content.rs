//! A content in the words of a dialect. A picture or a film by itself is a card that holds nothing else.

use super::PROVIDER;
use super::dialect::Dialect;
use crate::cloud::content::Files;
use crate::error::EncodeError;
use model::PhoneNumber;
use model::content::card::CardHeight;
use model::content::{Card, Carousel, Content, Header, Media, MediaMessage, SuggestedAction, Suggestion};
use model::limits::is_blank;
use serde_json::{Value, json};

pub(super) fn encode(dialect: &Dialect, content: &Content, files: &Files) -> Result<Value, EncodeError> {
    let with = With { dialect, files };
    match content {
        Content::Text(text) => {
            let mut wire = Value::Null;
            put(&mut wire, dialect.text, json!(text.body));
            with.chips(&mut wire, &text.suggestions)?;
            Ok(wire)
        }
        Content::Image(image) => with.card(&alone(image, Header::Image { media: image.media.clone() })),
        Content::Video(video) => with.card(&alone(video, Header::Video { media: video.media.clone() })),
        Content::Card(card) => with.card(card),
        Content::Carousel(carousel) => with.carousel(carousel),
        Content::Audio(_)
        | Content::Document(_)
        | Content::Sticker(_)
        | Content::Location(_)
        | Content::LocationRequest(_)
        | Content::Contacts(_)
        | Content::ContactRequest(_)
        | Content::CallRequest(_)
        | Content::Buttons(_)
        | Content::List(_)
        | Content::Cta(_)
        | Content::Products(_)
        | Content::Flow(_)
        | Content::AddressRequest(_)
        | Content::OrderDetails(_)
        | Content::OrderStatus(_)
        | Content::Template(_)
        | Content::Answer(_)
        | Content::Order(_)
        | Content::Payment(_)
        | Content::Call(_)
        | Content::Notice(_)
        | Content::Note(_)
        | Content::Unsupported(_) => Err(cannot(content.kind())),
    }
}

fn alone(message: &MediaMessage, media: Header) -> Card {
    Card { media: Some(media), text: message.caption.clone().filter(|words| !is_blank(words)), ..Card::default() }
}

struct With<'a> {
    dialect: &'a Dialect,
    files: &'a Files,
}

impl With<'_> {
    fn card(&self, card: &Card) -> Result<Value, EncodeError> {
        let names = &self.dialect.card;
        let mut wire = Value::Null;
        put(&mut wire, names.orientation, json!(if card.horizontal { "HORIZONTAL" } else { "VERTICAL" }));
        if let Some(side) = names.side.filter(|_| card.horizontal) {
            put(&mut wire, side, json!("LEFT"));
        }
        put(&mut wire, names.face, self.face(card)?);
        self.chips(&mut wire, &card.chips)?;
        Ok(wire)
    }

    fn carousel(&self, carousel: &Carousel) -> Result<Value, EncodeError> {
        if carousel.body.is_some() {
            return Err(cannot("words above a row of cards"));
        }
        let names = &self.dialect.row;
        let mut wire = Value::Null;
        put(&mut wire, names.width, json!(if carousel.narrow { names.narrow } else { names.wide }));
        put(&mut wire, names.faces, carousel.cards.iter().map(|card| self.in_row(card)).collect::<Result<_, _>>()?);
        self.chips(&mut wire, &carousel.chips)?;
        Ok(wire)
    }

    fn in_row(&self, card: &Card) -> Result<Value, EncodeError> {
        if card.horizontal || !card.chips.is_empty() { Err(cannot("a card in a row that lies or has chips")) } else { self.face(card) }
    }

    fn face(&self, card: &Card) -> Result<Value, EncodeError> {
        let names = &self.dialect.face;
        let mut wire = json!({});
        for (path, words) in [(names.title, &card.title), (names.text, &card.text)] {
            if let Some(words) = words {
                put(&mut wire, path, json!(words));
            }
        }
        let height = height(card.height.unwrap_or_default())?;
        if let Some(header) = &card.media {
            put(&mut wire, names.height, json!(height));
            put(&mut wire, names.file, json!(self.link(header)?));
        }
        if card.product.is_some() {
            return Err(cannot("a product on a card"));
        }
        if !card.suggestions.is_empty() {
            put(&mut wire, names.buttons, self.taps(&card.suggestions)?);
        }
        Ok(wire)
    }

    /// A file is a public link; how it is named is the word of who put it there.
    fn link(&self, header: &Header) -> Result<&str, EncodeError> {
        let media: &Media = match header {
            Header::Image { media } | Header::Video { media } => media,
            Header::Text { .. } | Header::Document { .. } | Header::Location(_) => {
                return Err(cannot(&format!("{} on a card", header.kind())));
            }
        };
        let essence = media.essence();
        if !essence.is_empty() && essence.split('/').next() != Some(header.kind()) {
            return Err(cannot(&format!("{essence} as {}", header.kind())));
        }
        let name = self.files.get(&media.id).filter(|name| !name.is_empty());
        name.map(String::as_str).ok_or_else(|| EncodeError::Missing(format!("a link to the file {}", media.id)))
    }

    fn chips(&self, wire: &mut Value, chips: &[Suggestion]) -> Result<(), EncodeError> {
        if !chips.is_empty() {
            put(wire, self.dialect.chips, self.taps(chips)?);
        }
        Ok(())
    }

    fn taps(&self, suggestions: &[Suggestion]) -> Result<Value, EncodeError> {
        suggestions.iter().map(|suggestion| self.tap(suggestion)).collect()
    }

    fn tap(&self, suggestion: &Suggestion) -> Result<Value, EncodeError> {
        let names = &self.dialect.tap;
        let is_reply = suggestion.action == SuggestedAction::Reply;
        if is_reply && suggestion.data.is_empty() {
            return Err(EncodeError::Missing("what an answer sends back".to_owned()));
        }
        let (text, data) = if is_reply { (names.reply_text, names.reply_data) } else { (names.action_text, names.action_data) };
        let mut wire = Value::Null;
        put(&mut wire, text, json!(suggestion.text));
        // Every example has it, so a tap without data brings its text.
        put(&mut wire, data, json!(if suggestion.data.is_empty() { &suggestion.text } else { &suggestion.data }));
        match &suggestion.action {
            SuggestedAction::Reply => {}
            SuggestedAction::OpenUrl { url } => put(&mut wire, names.url, json!(url)),
            SuggestedAction::Dial { phone } => {
                let phone = PhoneNumber::parse(phone).map_err(|error| EncodeError::Missing(format!("a number to call ({error})")))?;
                put(&mut wire, names.phone, json!(phone));
            }
            SuggestedAction::ShowLocation(place) => {
                if !place.latitude.is_finite() || !place.longitude.is_finite() {
                    return Err(EncodeError::Missing("the place on the map".to_owned()));
                }
                put(&mut wire, names.latitude, json!(place.latitude));
                put(&mut wire, names.longitude, json!(place.longitude));
                if let Some(label) = &place.name {
                    put(&mut wire, names.label, json!(label));
                }
            }
            SuggestedAction::ShareLocation => put(&mut wire, names.share, json!({})),
            SuggestedAction::CalendarEvent { title, description, start, end } => {
                put(&mut wire, names.start, json!(start));
                put(&mut wire, names.end, json!(end));
                put(&mut wire, names.title, json!(title));
                if let Some(description) = description {
                    put(&mut wire, names.description, json!(description));
                }
            }
            SuggestedAction::Unknown => return Err(cannot("a suggestion of a kind that isn't known here")),
        }
        Ok(wire)
    }
}

fn height(height: CardHeight) -> Result<&'static str, EncodeError> {
    match height {
        CardHeight::Short => Ok("SHORT"),
        CardHeight::Medium => Ok("MEDIUM"),
        CardHeight::Tall => Ok("TALL"),
        CardHeight::Unknown => Err(cannot("a card of this height")),
    }
}

/// Puts a value where a dotted path leads, objects on the way.
fn put(wire: &mut Value, path: &str, value: Value) {
    let place = path.split('.').fold(wire, |place, name| &mut place[name]);
    *place = value;
}

fn cannot(what: &str) -> EncodeError {
    EncodeError::Unsupported { provider: PROVIDER, what: what.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tata_tele_rcs::dialect;
    use model::content::Text;

    #[test]
    fn the_plain_text_of_the_document_is_the_same_in_its_dialect() {
        let shown: Value = serde_json::from_str(include_str!("../../tests/fixtures/tata_tele_rcs/document/plain-text.json")).unwrap();
        let text = Content::Text(Text::new("hello!!!!"));
        assert_eq!(encode(&dialect::ALL[0], &text, &Files::new()).unwrap(), shown["content"]);
    }
}
