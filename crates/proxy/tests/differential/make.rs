//! Contents by chance: every kind, around every limit.

mod bill;
mod card;
mod choice;
mod contacts;
mod offer;
mod template;

use crate::dice::Dice;
use crate::stage::File;
use model::content::{Content, Header, Location, Media, MediaMessage, Note, Request, Text};
use model::{Capabilities, Template};

/// The kinds that a person can send; the rest is told by providers.
const KINDS: [&str; 23] = [
    "text",
    "image",
    "video",
    "audio",
    "document",
    "sticker",
    "location",
    "location_request",
    "contacts",
    "contact_request",
    "buttons",
    "list",
    "cta",
    "products",
    "flow",
    "address_request",
    "call_request",
    "order_details",
    "order_status",
    "card",
    "carousel",
    "template",
    "note",
];

/// What stands ready for contents of one account.
pub(crate) struct Make<'a> {
    pub(crate) dice: Dice<'a>,
    pub(crate) capabilities: &'a Capabilities,
    pub(crate) files: &'a [File],
    pub(crate) templates: &'a [Template],
}

impl Make<'_> {
    /// A content: mostly of a kind that the account carries.
    pub(crate) fn content(&mut self) -> Content {
        let kind = if let Some(aim) = self.dice.aim().map(str::to_owned) {
            self.kind_with(&aim)
        } else if self.dice.once_in(60) {
            self.dice.pick(&KINDS).to_owned()
        } else if self.capabilities.templates && self.dice.once_in(5) {
            "template".to_owned()
        } else {
            self.dice.pick(&self.capabilities.content)
        };
        self.of(&kind)
    }

    /// A content of this kind.
    pub(crate) fn of(&mut self, kind: &str) -> Content {
        match kind {
            "text" => Content::Text(self.text()),
            "image" => Content::Image(self.file("image")),
            "video" => Content::Video(self.file("video")),
            "audio" => Content::Audio(self.file("audio")),
            "document" => Content::Document(self.file("document")),
            "sticker" => Content::Sticker(self.file("sticker")),
            "location" => Content::Location(self.location()),
            "location_request" => Content::LocationRequest(self.request("location_request.body")),
            "contact_request" => Content::ContactRequest(self.request("contact_request.body")),
            "call_request" => Content::CallRequest(self.request("call_request.body")),
            "contacts" => Content::Contacts(self.contacts()),
            "buttons" => Content::Buttons(self.buttons()),
            "list" => Content::List(self.list()),
            "cta" => Content::Cta(self.cta()),
            "products" => Content::Products(self.products()),
            "flow" => Content::Flow(self.flow()),
            "address_request" => Content::AddressRequest(self.address_request()),
            "order_details" => Content::OrderDetails(self.order_details()),
            "order_status" => Content::OrderStatus(self.order_status()),
            "card" => Content::Card(self.card("card")),
            "carousel" => Content::Carousel(self.carousel()),
            "template" if !self.templates.is_empty() => Content::Template(self.template()),
            "template" => Content::Template(model::content::TemplateMessage::default()),
            "note" => Content::Note(Note::new(self.dice.plain())),
            other => panic!("nothing makes “{other}”"),
        }
    }

    /// A kind that has this limit, and that the account carries; a template has what is chosen for it at sending.
    fn kind_with(&mut self, limit: &str) -> String {
        let word = limit.split('.').next().unwrap_or_default();
        let kinds: &[&str] = match word {
            "suggestion" | "suggestions" => &["text", "card", "carousel"],
            "card" => &["card", "carousel"],
            "bill" => &["order_details"],
            "call" => &["cta"],
            "note" => &["note"],
            // A picture that may stand in a card alone.
            "image" if !self.capabilities.carries("image") => &["carousel"],
            own => &[own],
        };
        let carried: Vec<String> = kinds.iter().filter(|kind| self.capabilities.carries(kind)).map(|kind| (*kind).to_owned()).collect();
        let by_card = |kind: &String| {
            !limit.starts_with("card.") || kind != "carousel" || limit != "card.title" || !self.capabilities.lacks("carousel", "title")
        };
        let carried: Vec<String> = carried.into_iter().filter(by_card).collect();
        if carried.is_empty() { "template".to_owned() } else { self.dice.pick(&carried) }
    }

    fn text(&mut self) -> Text {
        let takes = self.capabilities.suggestions.contains_key("text");
        let suggestions = if takes && self.dice.once_in(2) || self.dice.wild() && self.dice.once_in(8) {
            self.suggestions("text", "suggestions")
        } else {
            Vec::new()
        };
        Text { preview_url: self.dice.once_in(4), suggestions, ..Text::new(self.dice.words("text.body")) }
    }

    fn request(&mut self, limit: &str) -> Request {
        Request::new(self.dice.words(limit))
    }

    fn file(&mut self, kind: &str) -> MediaMessage {
        let media = self.media(kind);
        let has_words = !matches!(kind, "audio" | "sticker") || self.dice.wild() && self.dice.once_in(3);
        let caption = if has_words { self.dice.maybe_words(&format!("{kind}.caption")) } else { None };
        MediaMessage { media, caption, voice: kind == "audio" && self.dice.once_in(4), animated: false }
    }

    /// A file that fits, or one of a wrong type, at an edge of the size, or none at all.
    pub(crate) fn media(&mut self, kind: &str) -> Media {
        if self.dice.hardly(|_| ()).is_some() {
            return Media::default();
        }
        let is_strange = self.dice.wild();
        let limit = format!("{kind}.bytes");
        let edge = self.capabilities.limits.get(&limit).filter(|_| self.dice.aims(&limit)).map(|limit| limit.max);
        let known = self.capabilities.media.contains_key(kind);
        let takes = |file: &&File| {
            let essence = file.media.essence();
            let fits = if known { self.capabilities.takes(kind, &essence) } else { essence.starts_with(kind) };
            let bytes = file.media.bytes.unwrap_or_default();
            fits && edge.map_or(bytes < 10_000, |edge| bytes == edge || bytes == edge + 1)
        };
        let fitting: Vec<&File> = self.files.iter().filter(|file| is_strange || takes(file)).collect();
        let mut media = if fitting.is_empty() { self.files[0].media.clone() } else { self.dice.pick(&fitting).media.clone() };
        if let Some(limit) = self.capabilities.limits.get(&format!("{kind}.bytes")) {
            let bytes = media.bytes.unwrap_or_default();
            self.dice.tried.insert((format!("{kind}.bytes"), bytes));
            debug_assert!(bytes <= limit.max || is_strange || edge.is_some());
        }
        if kind == "document" || self.dice.wild() {
            media.filename = self.dice.maybe(|dice| if dice.wild() { dice.words("document.filename") } else { "plan.pdf".to_owned() });
        }
        media
    }

    fn location(&mut self) -> Location {
        let mut degrees = |most: f64| {
            if self.dice.wild() { self.dice.pick(&[0.0, most, -most, most + 0.000_1, -most - 0.000_1, 1e300]) } else { 12.5 }
        };
        let (latitude, longitude) = (degrees(90.0), degrees(180.0));
        let name = self.dice.maybe_words("location.name");
        let address = self.dice.maybe_words("location.address");
        Location { name, address, ..Location::new(latitude, longitude) }
    }

    /// What stands above: mostly something that may stand there.
    pub(crate) fn header(&mut self, kind: &str) -> Header {
        let allowed = self.capabilities.headers.get(kind).cloned().unwrap_or_default();
        let any = ["text", "image", "video", "document", "location"].map(str::to_owned);
        let word = if self.dice.aims(&format!("{kind}.header")) {
            "text".to_owned()
        } else if allowed.is_empty() || self.dice.wild() && self.dice.once_in(4) {
            self.dice.pick(&any)
        } else {
            self.dice.pick(&allowed)
        };
        match word.as_str() {
            "image" => Header::Image { media: self.media("image") },
            "video" => Header::Video { media: self.media("video") },
            "document" => Header::Document { media: self.media("document") },
            "location" => Header::Location(self.location()),
            _ => Header::Text { text: self.dice.words(&format!("{kind}.header")) },
        }
    }

    /// A header where that kind of question may have one, and sometimes elsewhere.
    pub(crate) fn maybe_header(&mut self, kind: &str) -> Option<Header> {
        let may = self.capabilities.headers.contains_key(kind);
        let there = if self.dice.aims(&format!("{kind}.header")) {
            true
        } else if may {
            self.dice.once_in(2)
        } else {
            self.dice.wild() && self.dice.once_in(6)
        };
        there.then(|| self.header(kind))
    }

    /// Small print, where there may be some.
    pub(crate) fn maybe_footer(&mut self, kind: &str) -> Option<String> {
        let limit = format!("{kind}.footer");
        let there = if self.dice.aims(&limit) {
            true
        } else if self.capabilities.limits.get(&limit).is_some() {
            self.dice.once_in(3)
        } else {
            self.dice.wild() && self.dice.once_in(6)
        };
        there.then(|| self.dice.words(&limit))
    }

    /// A link, or something that is nearly one.
    pub(crate) fn url(&mut self, limit: &str) -> String {
        const HOST: &str = "https://a.example/";
        if !self.dice.strange(limit) {
            return HOST.to_owned();
        }
        match if self.dice.aims(limit) { 0 } else { self.dice.below(3) } {
            0 => {
                let length = self.dice.words_of(limit);
                format!("{HOST}{}", "x".repeat(length.saturating_sub(HOST.len())))
            }
            1 => self
                .dice
                .pick(&[
                    "http://a.example",
                    "https://",
                    "http:///x",
                    "ftp://a.example",
                    "a.example",
                    "tel:+1",
                    "",
                    " ",
                    "https://a.example/a b",
                    "HTTPS://a.example",
                    "https://a.example/नमस्ते",
                ])
                .to_owned(),
            _ => self.dice.words(limit),
        }
    }
}
