//! What a message can carry: one enum, one list of words, and the dispatch of the one check.
//!
//! The word in `type` on the wire, the variant, the file here and the bubble in the widget have one name. A type or a form
//! that this build doesn't know becomes [`Content::Unsupported`] and goes out again byte for byte.

pub mod answer;
pub mod choice;
pub mod contacts;
pub mod header;
pub mod location;
pub mod media;
pub mod notice;
pub mod order;
pub mod template;
pub mod text;
pub mod unsupported;

pub use answer::{Answer, AnswerKind};
pub use choice::{Button, Buttons, List, Row, Section};
pub use contacts::{Contact, Contacts};
pub use header::Header;
pub use location::Location;
pub use media::{Media, MediaMessage, MediaState};
pub use notice::Notice;
pub use order::{Order, OrderItem};
pub use template::{FilledButton, TemplateMessage, Value};
pub use text::Text;
pub use unsupported::{Raw, Unsupported};

use crate::capabilities::Capabilities;
use crate::problem::Problem;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// What a message carries. Matched everywhere without a wildcard, so that the compiler lists every place a new type must be answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// `text`
    Text(Text),
    /// `image`
    Image(MediaMessage),
    /// `video`
    Video(MediaMessage),
    /// `audio`, with a flag for voice notes
    Audio(MediaMessage),
    /// `document`
    Document(MediaMessage),
    /// `sticker`
    Sticker(MediaMessage),
    /// `location`
    Location(Location),
    /// `contacts`
    Contacts(Contacts),
    /// `buttons`: a question with up to three reply buttons
    Buttons(Buttons),
    /// `list`: a question with a menu
    List(List),
    /// `template`: a pre-approved message with its values filled in
    Template(TemplateMessage),
    /// `answer`: what the customer chose
    Answer(Answer),
    /// `order`: what the customer ordered
    Order(Order),
    /// `notice`: a system word with a code
    Notice(Notice),
    /// `unsupported`: a labelled row for all else
    Unsupported(Unsupported),
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Tagged<'a> {
    Text(&'a Text),
    Image(&'a MediaMessage),
    Video(&'a MediaMessage),
    Audio(&'a MediaMessage),
    Document(&'a MediaMessage),
    Sticker(&'a MediaMessage),
    Location(&'a Location),
    Contacts(&'a Contacts),
    Buttons(&'a Buttons),
    List(&'a List),
    Template(&'a TemplateMessage),
    Answer(&'a Answer),
    Order(&'a Order),
    Notice(&'a Notice),
    Unsupported(&'a Unsupported),
}

impl Content {
    /// Every word that `type` can be.
    pub const KINDS: [&'static str; 15] = [
        "text",
        "image",
        "video",
        "audio",
        "document",
        "sticker",
        "location",
        "contacts",
        "buttons",
        "list",
        "template",
        "answer",
        "order",
        "notice",
        "unsupported",
    ];

    /// The word in `type`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Image(_) => "image",
            Self::Video(_) => "video",
            Self::Audio(_) => "audio",
            Self::Document(_) => "document",
            Self::Sticker(_) => "sticker",
            Self::Location(_) => "location",
            Self::Contacts(_) => "contacts",
            Self::Buttons(_) => "buttons",
            Self::List(_) => "list",
            Self::Template(_) => "template",
            Self::Answer(_) => "answer",
            Self::Order(_) => "order",
            Self::Notice(_) => "notice",
            Self::Unsupported(_) => "unsupported",
        }
    }

    /// A text message.
    pub fn text(body: impl Into<String>) -> Self {
        Self::Text(Text::new(body))
    }

    /// Reads one content. What can't be read becomes [`Content::Unsupported`] with the reason in `detail`.
    pub fn parse(raw: &RawValue) -> Self {
        match Self::try_parse(raw.get()) {
            Ok(Some(content)) => content,
            Ok(None) => Self::Unsupported(Unsupported::foreign(raw, None)),
            Err(error) => Self::Unsupported(Unsupported::foreign(raw, Some(error.to_string()))),
        }
    }

    fn try_parse(text: &str) -> serde_json::Result<Option<Self>> {
        #[derive(Deserialize)]
        struct Discriminator {
            r#type: String,
        }
        let Discriminator { r#type } = serde_json::from_str(text)?;
        Ok(Some(match r#type.as_str() {
            "text" => Self::Text(serde_json::from_str(text)?),
            "image" => Self::Image(serde_json::from_str(text)?),
            "video" => Self::Video(serde_json::from_str(text)?),
            "audio" => Self::Audio(serde_json::from_str(text)?),
            "document" => Self::Document(serde_json::from_str(text)?),
            "sticker" => Self::Sticker(serde_json::from_str(text)?),
            "location" => Self::Location(serde_json::from_str(text)?),
            "contacts" => Self::Contacts(serde_json::from_str(text)?),
            "buttons" => Self::Buttons(serde_json::from_str(text)?),
            "list" => Self::List(serde_json::from_str(text)?),
            "template" => Self::Template(serde_json::from_str(text)?),
            "answer" => Self::Answer(serde_json::from_str(text)?),
            "order" => Self::Order(serde_json::from_str(text)?),
            "notice" => Self::Notice(serde_json::from_str(text)?),
            "unsupported" => Self::Unsupported(serde_json::from_str(text)?),
            _ => return Ok(None),
        }))
    }

    /// Everything that is wrong with sending this where these capabilities hold; paths start at the content: `/body`.
    /// The values of a template are judged by [`crate::Template::check`], which knows its placeholders.
    pub fn check(&self, capabilities: &Capabilities) -> Vec<Problem> {
        let mut problems = Vec::new();
        if let Self::Unsupported(unsupported) = self {
            let why = unsupported.detail.as_deref().unwrap_or("this type is not known");
            problems.push(Problem::new("", "unsupported-content", format!("“{}” can't be sent: {why}.", unsupported.label)));
            return problems;
        }
        if !capabilities.carries(self.kind()) {
            problems.push(Problem::new("/type", "unsupported-content", format!("This channel can't carry “{}”.", self.kind())));
            return problems;
        }
        match self {
            Self::Text(text) => text.check(capabilities, &mut problems),
            Self::Image(media) | Self::Video(media) | Self::Audio(media) | Self::Document(media) | Self::Sticker(media) => {
                media.check(self.kind(), capabilities, &mut problems);
            }
            Self::Location(location) => location.check(capabilities, "", &mut problems),
            Self::Contacts(contacts) => contacts.check(capabilities, &mut problems),
            Self::Buttons(buttons) => buttons.check(capabilities, &mut problems),
            Self::List(list) => list.check(capabilities, &mut problems),
            Self::Template(template) => template.check(&mut problems),
            Self::Answer(_) | Self::Order(_) | Self::Notice(_) | Self::Unsupported(_) => {}
        }
        problems
    }

    /// The words of it: body or caption.
    pub fn words(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.body.as_str()),
            Self::Image(media) | Self::Video(media) | Self::Audio(media) | Self::Document(media) | Self::Sticker(media) => {
                media.caption.as_deref()
            }
            Self::Location(location) => location.name.as_deref().or(location.address.as_deref()),
            Self::Contacts(contacts) => contacts.contacts.first().map(|contact| contact.name.as_str()),
            Self::Buttons(buttons) => Some(buttons.body.as_str()),
            Self::List(list) => Some(list.body.as_str()),
            Self::Template(template) => Some(template.parts.body.as_str()),
            Self::Answer(answer) => Some(answer.title.as_str()),
            Self::Order(order) => order.text.as_deref(),
            Self::Notice(notice) => Some(notice.text.as_str()),
            Self::Unsupported(unsupported) => unsupported.text.as_deref(),
        }
        .filter(|words| !words.is_empty())
    }

    /// Every file in it, headers included, in reading order.
    pub fn media(&self) -> Vec<&Media> {
        match self {
            Self::Image(media) | Self::Video(media) | Self::Audio(media) | Self::Document(media) | Self::Sticker(media) => {
                vec![&media.media]
            }
            Self::Buttons(buttons) => buttons.header.iter().filter_map(Header::media).collect(),
            Self::Template(template) => {
                template.parts.header.iter().filter_map(Header::media).chain(template.values.values().filter_map(Value::media)).collect()
            }
            Self::Text(_)
            | Self::Location(_)
            | Self::Contacts(_)
            | Self::List(_)
            | Self::Answer(_)
            | Self::Order(_)
            | Self::Notice(_)
            | Self::Unsupported(_) => Vec::new(),
        }
    }

    /// The same, to be changed.
    pub fn media_mut(&mut self) -> Vec<&mut Media> {
        match self {
            Self::Image(media) | Self::Video(media) | Self::Audio(media) | Self::Document(media) | Self::Sticker(media) => {
                vec![&mut media.media]
            }
            Self::Buttons(buttons) => buttons.header.iter_mut().filter_map(Header::media_mut).collect(),
            Self::Template(template) => template
                .parts
                .header
                .iter_mut()
                .filter_map(Header::media_mut)
                .chain(template.values.values_mut().filter_map(Value::media_mut))
                .collect(),
            Self::Text(_)
            | Self::Location(_)
            | Self::Contacts(_)
            | Self::List(_)
            | Self::Answer(_)
            | Self::Order(_)
            | Self::Notice(_)
            | Self::Unsupported(_) => Vec::new(),
        }
    }
}

impl Serialize for Content {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(it) => Tagged::Text(it),
            Self::Image(it) => Tagged::Image(it),
            Self::Video(it) => Tagged::Video(it),
            Self::Audio(it) => Tagged::Audio(it),
            Self::Document(it) => Tagged::Document(it),
            Self::Sticker(it) => Tagged::Sticker(it),
            Self::Location(it) => Tagged::Location(it),
            Self::Contacts(it) => Tagged::Contacts(it),
            Self::Buttons(it) => Tagged::Buttons(it),
            Self::List(it) => Tagged::List(it),
            Self::Template(it) => Tagged::Template(it),
            Self::Answer(it) => Tagged::Answer(it),
            Self::Order(it) => Tagged::Order(it),
            Self::Notice(it) => Tagged::Notice(it),
            Self::Unsupported(it) => match &it.raw {
                Some(raw) => return raw.serialize(serializer),
                None => Tagged::Unsupported(it),
            },
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::parse(&Box::<RawValue>::deserialize(deserializer)?))
    }
}
