//! What a message can carry: one enum, one list of words, and the dispatch of the one check.
//!
//! The word in `type` on the wire, the variant, the file here and the bubble in the widget have one name. A type or a form
//! that this build doesn't know becomes [`Content::Unsupported`] and goes out again byte for byte.

pub mod address_request;
pub mod answer;
pub mod bill;
pub mod call;
pub mod card;
pub mod carousel;
pub mod choice;
pub mod contacts;
pub mod cta;
mod files;
pub mod flow;
mod frame;
pub mod header;
pub mod location;
pub mod media;
pub mod note;
pub mod notice;
pub mod order;
pub mod order_details;
pub mod order_status;
pub mod payment;
pub mod products;
pub mod request;
pub mod suggestion;
pub mod template;
pub mod text;
pub mod unsupported;

pub use address_request::{AddressRequest, SavedAddress};
pub use answer::{Answer, AnswerKind};
pub use bill::Bill;
pub use call::{Call, CallState};
pub use card::{Card, CardHeight};
pub use carousel::Carousel;
pub use choice::{Button, Buttons, List, Row, Section};
pub use contacts::{Contact, Contacts};
pub use cta::{CallButton, Cta};
pub use flow::Flow;
pub use header::Header;
pub use location::Location;
pub use media::{Media, MediaMessage, MediaState};
pub use note::Note;
pub use notice::Notice;
pub use order::{Order, OrderItem};
pub use order_details::OrderDetails;
pub use order_status::{OrderState, OrderStatus};
pub use payment::{Payment, PaymentState};
pub use products::{ProductRef, ProductSection, Products, ProductsShow};
pub use request::Request;
pub use suggestion::{SuggestedAction, Suggestion};
pub use template::{FilledButton, TemplateMessage, Value};
pub use text::Text;
pub use unsupported::{Raw, Unsupported};

use crate::capabilities::Capabilities;
use crate::problem::Problem;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// The one list: word, variant, payload, meaning. The enum and everything that goes from word to payload and back comes of it.
macro_rules! contents {
    ($($(#[$doc:meta])* $word:literal $variant:ident($payload:ty);)*) => {
        /// What a message carries. Matched everywhere without a wildcard, so that the compiler lists every place a new type must be answered.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Content {
            $($(#[$doc])* $variant($payload),)*
            /// `unsupported`: a labelled row for all else
            Unsupported(Unsupported),
        }

        impl Content {
            /// Every word that `type` can be.
            pub const KINDS: &'static [&'static str] = &[$($word,)* "unsupported"];

            /// The word in `type`.
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => $word,)*
                    Self::Unsupported(_) => "unsupported",
                }
            }

            fn read(kind: &str, json: &str) -> serde_json::Result<Option<Self>> {
                Ok(Some(match kind {
                    $($word => Self::$variant(serde_json::from_str(json)?),)*
                    "unsupported" => Self::Unsupported(serde_json::from_str(json)?),
                    _ => return Ok(None),
                }))
            }
        }

        #[derive(Serialize)]
        #[serde(tag = "type")]
        enum Tagged<'a> {
            $(#[serde(rename = $word)] $variant(&'a $payload),)*
            #[serde(rename = "unsupported")]
            Unsupported(&'a Unsupported),
        }

        impl Serialize for Content {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(it) => Tagged::$variant(it),)*
                    Self::Unsupported(it) => match &it.raw {
                        Some(raw) => return raw.serialize(serializer),
                        None => Tagged::Unsupported(it),
                    },
                }
                .serialize(serializer)
            }
        }
    };
}

contents! {
    /// `text`
    "text" Text(Text);
    /// `image`
    "image" Image(MediaMessage);
    /// `video`
    "video" Video(MediaMessage);
    /// `audio`, with a flag for voice notes
    "audio" Audio(MediaMessage);
    /// `document`
    "document" Document(MediaMessage);
    /// `sticker`
    "sticker" Sticker(MediaMessage);
    /// `location`
    "location" Location(Location);
    /// `location_request`: a question for the customer's place
    "location_request" LocationRequest(Request);
    /// `contacts`
    "contacts" Contacts(Contacts);
    /// `contact_request`: a question for the customer's number
    "contact_request" ContactRequest(Request);
    /// `buttons`: a question with reply buttons
    "buttons" Buttons(Buttons);
    /// `list`: a question with a menu
    "list" List(List);
    /// `cta`: words with a button that opens a page or begins a call
    "cta" Cta(Cta);
    /// `products`: a catalogue, one product or a choice of them
    "products" Products(Products);
    /// `flow`: a form
    "flow" Flow(Flow);
    /// `address_request`: a form for an address
    "address_request" AddressRequest(AddressRequest);
    /// `call_request`: a question for leave to call
    "call_request" CallRequest(Request);
    /// `order_details`: a bill to be paid
    "order_details" OrderDetails(OrderDetails);
    /// `order_status`: how far an order is
    "order_status" OrderStatus(OrderStatus);
    /// `card`: media, title, words and buttons in one frame
    "card" Card(Card);
    /// `carousel`: a row of cards
    "carousel" Carousel(Carousel);
    /// `template`: a pre-approved message with its values filled in
    "template" Template(TemplateMessage);
    /// `answer`: what the customer chose
    "answer" Answer(Answer);
    /// `order`: what the customer ordered
    "order" Order(Order);
    /// `payment`: what became of a bill
    "payment" Payment(Payment);
    /// `call`: a voice call
    "call" Call(Call);
    /// `notice`: a system word with a code
    "notice" Notice(Notice);
    /// `note`: a private word among agents
    "note" Note(Note);
}

impl Content {
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

    fn try_parse(json: &str) -> serde_json::Result<Option<Self>> {
        #[derive(Deserialize)]
        struct Discriminator {
            r#type: String,
        }
        let Discriminator { r#type } = serde_json::from_str(json)?;
        Self::read(&r#type, json)
    }

    /// Whether a message of the customer with this content opens the reply window: she said or did something herself.
    /// A word of the system and news of a payment do not.
    pub fn opens_window(&self) -> bool {
        !matches!(self, Self::Notice(_) | Self::Payment(_) | Self::Note(_))
    }

    /// Everything that is wrong with sending this where these capabilities hold; paths start at the content: `/body`.
    /// The values of a template are judged by [`crate::Template::check`], which knows its placeholders.
    pub fn check(&self, capabilities: &Capabilities) -> Vec<Problem> {
        let mut problems = self.check_draft(capabilities);
        if problems.is_empty() {
            self.check_rest(capabilities, &mut problems);
        }
        problems
    }

    /// The same for what a person writes and attaches, words and files: a client that makes nothing else needs no more code.
    pub fn check_draft(&self, capabilities: &Capabilities) -> Vec<Problem> {
        let mut problems = Vec::new();
        if let Self::Unsupported(unsupported) = self {
            let why = unsupported.detail.as_deref().unwrap_or("this type is not known");
            problems.push(Problem::new("", "unsupported-content", format!("“{}” can't be sent: {why}.", unsupported.label)));
        } else if !capabilities.carries(self.kind()) {
            problems.push(Problem::new("/type", "unsupported-content", format!("This channel can't carry “{}”.", self.kind())));
        } else if let Self::Text(text) = self {
            text.check(capabilities, &mut problems);
        } else if let Self::Image(media) | Self::Video(media) | Self::Audio(media) | Self::Document(media) | Self::Sticker(media) = self {
            media.check(self.kind(), capabilities, &mut problems);
        }
        problems
    }

    fn check_rest(&self, capabilities: &Capabilities, problems: &mut Vec<Problem>) {
        match self {
            Self::Location(location) => location.check(capabilities, "", problems),
            Self::Contacts(contacts) => contacts.check(capabilities, problems),
            Self::LocationRequest(request) | Self::ContactRequest(request) | Self::CallRequest(request) => {
                request.check(self.kind(), capabilities, problems);
            }
            Self::Buttons(buttons) => buttons.check(capabilities, problems),
            Self::List(list) => list.check(capabilities, problems),
            Self::Cta(cta) => cta.check(capabilities, problems),
            Self::Products(products) => products.check(capabilities, problems),
            Self::Flow(flow) => flow.check(capabilities, problems),
            Self::AddressRequest(request) => request.check(capabilities, problems),
            Self::OrderDetails(details) => details.check(capabilities, problems),
            Self::OrderStatus(status) => status.check(capabilities, problems),
            Self::Card(card) => card.check(capabilities, problems),
            Self::Carousel(carousel) => carousel.check(capabilities, problems),
            Self::Template(template) => template.check(problems),
            Self::Note(note) => note.check(capabilities, problems),
            Self::Text(_) | Self::Image(_) | Self::Video(_) | Self::Audio(_) | Self::Document(_) | Self::Sticker(_) => {}
            Self::Answer(_) | Self::Order(_) | Self::Payment(_) | Self::Call(_) | Self::Notice(_) | Self::Unsupported(_) => {}
        }
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
            Self::LocationRequest(request) | Self::ContactRequest(request) | Self::CallRequest(request) => Some(request.body.as_str()),
            Self::Buttons(buttons) => Some(buttons.body.as_str()),
            Self::List(list) => Some(list.body.as_str()),
            Self::Cta(cta) => Some(cta.body.as_str()),
            Self::Products(products) => Some(products.body.as_str()),
            Self::Flow(flow) => Some(flow.body.as_str()),
            Self::AddressRequest(request) => Some(request.body.as_str()),
            Self::OrderDetails(details) => Some(details.body.as_str()),
            Self::OrderStatus(status) => Some(status.body.as_str()),
            Self::Card(card) => card.words(),
            Self::Carousel(carousel) => carousel.body.as_deref().or_else(|| carousel.cards.first().and_then(Card::words)),
            Self::Template(template) => Some(template.parts.body.as_str()),
            Self::Answer(answer) => Some(answer.title.as_str()),
            Self::Order(order) => order.text.as_deref(),
            Self::Payment(payment) => Some(payment.reference_id.as_str()),
            Self::Call(_) => None,
            Self::Notice(notice) => Some(notice.text.as_str()),
            Self::Note(note) => Some(note.body.as_str()),
            Self::Unsupported(unsupported) => unsupported.text.as_deref(),
        }
        .filter(|words| !words.is_empty())
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::parse(&Box::<RawValue>::deserialize(deserializer)?))
    }
}
