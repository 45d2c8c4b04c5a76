//! A content for Viber. Every file is a link; its name at tyntec brings one.
//!
//! A film needs a picture before it, its size and its length, which nobody here knows: it can't be sent.
//! Source: wire-facts 8.2 (the seed names Viber and shows no content of it).

use super::content::unsupported;
use super::{TRANSACTION, choice, media};
use crate::cloud::content::{Files, Object, object};
use crate::codec::Account;
use crate::error::EncodeError;
use model::content::{Buttons, Card, Carousel, Content, Cta, Header, Media, MediaMessage, SuggestedAction, Suggestion};
use model::limits::is_blank;
use serde_json::{Value, json};

/// What may go out as `transaction`; in our words, `limits::viber_transaction` says the same.
const IN_TRANSACTIONS: [&str; 3] = ["text", "list", "carousel"];

/// The file types that the schema names; of any other, the name of the file decides.
const FILE_TYPES: [&str; 21] = [
    "doc", "docx", "rtf", "dot", "dotx", "odt", "odf", "fodt", "txt", "info", "pdf", "xps", "pdax", "eps", "xls", "xlsx", "ods", "fods",
    "csv", "xlsm", "xltx",
];

/// The buttons of a card in a row.
const BUTTONS: [&str; 2] = ["primaryButton", "secondaryButton"];

/// What a file without a name is called.
const NAMELESS: &str = "file";

pub(super) fn encode(account: &Account, content: &Content, files: &Files) -> Result<Object, EncodeError> {
    let with = With { account, files };
    let (kind, payload) = match content {
        Content::Text(text) if text.suggestions.is_empty() => ("text", json!(text.body)),
        Content::Image(image) if words_of(image).is_none() => ("image", with.image(&image.media)?),
        // A picture with words under it is one message of two parts.
        Content::Image(image) => {
            let words = words_of(image).into_iter().map(text);
            ("components", body(with.picture(&image.media).map(|picture| words.chain([picture]).collect())?))
        }
        Content::Document(document) if words_of(document).is_none() => ("file", with.file(&document.media)?),
        Content::Document(document) => {
            let words = words_of(document).into_iter().map(text);
            let file = json!({"contentType": "file", "file": with.file(&document.media)?});
            ("components", body(words.chain([file]).collect()))
        }
        Content::Buttons(buttons) => ("list", list(buttons)?),
        Content::Cta(cta) => ("components", with.cta(cta)?),
        Content::Card(card) => ("components", with.card(card)?),
        Content::Carousel(carousel) => ("carousel", with.carousel(carousel)?),
        Content::Text(_)
        | Content::Video(_)
        | Content::Audio(_)
        | Content::Sticker(_)
        | Content::Location(_)
        | Content::LocationRequest(_)
        | Content::Contacts(_)
        | Content::ContactRequest(_)
        | Content::CallRequest(_)
        | Content::List(_)
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
        | Content::Unsupported(_) => return Err(unsupported(&format!("{} over Viber", content.kind()))),
    };
    let purpose = choice(account, "purpose");
    if purpose == TRANSACTION && !IN_TRANSACTIONS.contains(&kind) {
        return Err(unsupported(&format!("{kind} over Viber as {purpose}")));
    }
    Ok(object(json!({"contentType": kind, kind: payload})))
}

struct With<'a> {
    account: &'a Account,
    files: &'a Files,
}

impl With<'_> {
    fn url(&self, media: &Media) -> Result<String, EncodeError> {
        let name = self.files.get(&media.id).filter(|name| !name.is_empty());
        let name = name.ok_or_else(|| EncodeError::Missing(format!("the uploaded file {}", media.id)))?;
        Ok(media::Name::parse(name).link(self.account))
    }

    fn image(&self, media: &Media) -> Result<Value, EncodeError> {
        Ok(json!({"url": self.url(media)?}))
    }

    fn picture(&self, media: &Media) -> Result<Value, EncodeError> {
        Ok(json!({"type": "image", "image": self.image(media)?}))
    }

    fn file(&self, media: &Media) -> Result<Value, EncodeError> {
        let filename = media.filename.as_deref().filter(|name| !is_blank(name)).unwrap_or(NAMELESS);
        let mut wire = json!({"url": self.url(media)?, "filename": filename});
        let end = filename.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase());
        if let Some(end) = end.filter(|end| FILE_TYPES.contains(&end.as_str())) {
            wire["type"] = json!(end);
        }
        Ok(wire)
    }

    fn header(&self, header: Option<&Header>) -> Result<Option<Value>, EncodeError> {
        match header {
            None => Ok(None),
            Some(Header::Image { media }) => self.picture(media).map(Some),
            Some(header @ (Header::Text { .. } | Header::Video { .. } | Header::Document { .. } | Header::Location(_))) => {
                Err(unsupported(&format!("{} in a card of Viber", header.kind())))
            }
        }
    }

    fn cta(&self, cta: &Cta) -> Result<Value, EncodeError> {
        let url = cta.url.as_deref().filter(|_| cta.call.is_none()).ok_or_else(|| unsupported("a button that calls, over Viber"))?;
        let footer = cta.footer.iter().map(|words| text(words));
        let picture = self.header(cta.header.as_ref())?;
        Ok(body([text(&cta.body)].into_iter().chain(footer).chain(picture).chain([link(&cta.label, url)]).collect()))
    }

    fn card(&self, card: &Card) -> Result<Value, EncodeError> {
        plain(card)?;
        let words = [&card.title, &card.text].into_iter().flatten().map(|words| text(words));
        let buttons = card.suggestions.iter().map(|suggestion| Ok(link(&suggestion.text, page(suggestion)?)));
        let picture = self.header(card.media.as_ref())?;
        Ok(body(words.chain(picture).map(Ok).chain(buttons).collect::<Result<_, EncodeError>>()?))
    }

    fn carousel(&self, carousel: &Carousel) -> Result<Value, EncodeError> {
        if carousel.narrow || !carousel.chips.is_empty() {
            return Err(unsupported("narrow cards, or chips under cards, over Viber"));
        }
        let items = carousel.cards.iter().map(|card| self.item(card)).collect::<Result<Vec<_>, _>>()?;
        let mut wire = object(json!({"items": items}));
        wire.extend(carousel.body.as_ref().map(|words| ("text".to_owned(), json!(words))));
        Ok(Value::Object(wire))
    }

    fn item(&self, card: &Card) -> Result<Value, EncodeError> {
        plain(card)?;
        if card.text.is_some() || card.suggestions.len() > BUTTONS.len() {
            return Err(unsupported("a card in a row with a text or many buttons, over Viber"));
        }
        let picture = match &card.media {
            Some(Header::Image { media }) => self.url(media)?,
            _ => return Err(EncodeError::Missing("the picture of a card".to_owned())),
        };
        let mut wire = object(json!({"title": card.words().unwrap_or_default(), "imageUrl": picture}));
        for (key, suggestion) in BUTTONS.iter().zip(&card.suggestions) {
            wire.insert((*key).to_owned(), json!({"label": suggestion.text, "actionUrl": page(suggestion)?}));
        }
        Ok(Value::Object(wire))
    }
}

/// Nothing is left out in silence.
fn plain(card: &Card) -> Result<(), EncodeError> {
    if card.height.is_some() || card.horizontal || card.product.is_some() || !card.chips.is_empty() {
        return Err(unsupported("a card with a size, a product or chips, over Viber"));
    }
    Ok(())
}

fn words_of(file: &MediaMessage) -> Option<&str> {
    file.caption.as_deref().filter(|words| !is_blank(words))
}

/// A question with answers to tap: Viber sends back the words of one, so that ids don't travel.
fn list(buttons: &Buttons) -> Result<Value, EncodeError> {
    if buttons.header.is_some() || buttons.footer.is_some() {
        return Err(unsupported("a header or a footer over Viber"));
    }
    let options: Vec<_> = buttons.buttons.iter().map(|button| &button.title).collect();
    Ok(json!({"text": buttons.body, "options": options}))
}

fn page(suggestion: &Suggestion) -> Result<&str, EncodeError> {
    match &suggestion.action {
        SuggestedAction::OpenUrl { url } => Ok(url),
        other @ (SuggestedAction::Reply
        | SuggestedAction::Dial { .. }
        | SuggestedAction::ShowLocation(_)
        | SuggestedAction::ShareLocation
        | SuggestedAction::CalendarEvent { .. }
        | SuggestedAction::Unknown) => Err(unsupported(&format!("a button of Viber that does this: {}", other.kind()))),
    }
}

fn body(parts: Vec<Value>) -> Value {
    json!({"body": parts})
}

fn text(words: &str) -> Value {
    json!({"type": "text", "text": words})
}

fn link(caption: &str, url: &str) -> Value {
    json!({"contentType": "button", "button": {"caption": caption, "url": url}})
}
