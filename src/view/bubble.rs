//! One message as a bubble: what it carries is drawn by the file of the same name.

pub(crate) mod address_request;
pub(crate) mod answer;
pub(crate) mod call;
pub(crate) mod card;
pub(crate) mod carousel;
pub(crate) mod choice;
pub(crate) mod contacts;
pub(crate) mod context;
pub(crate) mod cta;
pub(crate) mod flow;
pub(crate) mod header;
pub(crate) mod location;
pub(crate) mod markup;
pub(crate) mod media;
pub(crate) mod name;
pub(crate) mod note;
pub(crate) mod notice;
pub(crate) mod order;
pub(crate) mod order_details;
pub(crate) mod order_status;
pub(crate) mod payment;
mod piece;
pub(crate) mod products;
pub(crate) mod request;
pub(crate) mod suggestion;
pub(crate) mod template;
pub(crate) mod text;
pub(crate) mod unsupported;

use crate::state::Action;
use crate::state::media::MediaView;
use crate::view::html::html;
use crate::view::icon;
use crate::words::Words;
use model::content::{MediaMessage, Unsupported};
use model::{Content, MediaId};
use yew::prelude::*;

/// A picture to be seen large.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    pub id: MediaId,
    /// What a screen reader says of it, and what stands under it.
    pub caption: Option<String>,
    /// Its name on disk.
    pub name: String,
}

/// What stands around a content: words, files, and where wishes go.
#[derive(Clone, PartialEq)]
pub(crate) struct Scene {
    pub(crate) words: Words,
    pub(crate) dispatch: Callback<Action>,
    pub(crate) look: Callback<Picture>,
    /// The files of this content that were asked for.
    pub(crate) files: Vec<(MediaId, MediaView)>,
    /// The id or title of the choice that the customer made.
    pub(crate) chosen: Option<AttrValue>,
    /// `0` if Tab stops at what is inside, else `-1`.
    pub(crate) tab: &'static str,
    /// What is searched for, in lower case.
    pub(crate) needle: AttrValue,
    /// Everything can be drawn.
    pub(crate) is_whole: bool,
}

impl Scene {
    pub(crate) fn file(&self, id: &MediaId) -> Option<&MediaView> {
        self.files.iter().find(|(known, _)| known == id).map(|(_, view)| view)
    }
}

/// Draws a content; `meta` (time and tick) goes where its last line ends.
pub(crate) fn draw(content: &Content, scene: &Scene, meta: Html) -> Html {
    if !scene.is_whole && is_seldom(content) {
        return html! { <div class="bone offer-bone"></div>{ meta } };
    }
    match content {
        Content::Text(it) => text::draw(it, scene, meta),
        Content::Image(it) => media::image(it, scene, meta),
        Content::Video(it) => media::video(it, scene, meta),
        Content::Audio(it) => media::audio(it, scene, meta),
        Content::Document(it) => media::document(it, scene, meta),
        Content::Sticker(it) => media::sticker(it, scene, meta),
        Content::Location(it) => location::draw(it, scene, meta),
        Content::Contacts(it) => contacts::draw(it, scene, meta),
        Content::Buttons(it) => choice::buttons(it, scene, meta),
        Content::List(it) => choice::list(it, scene, meta),
        Content::LocationRequest(it) => request::draw(it, icon::PIN, "ask.location", scene, meta),
        Content::ContactRequest(it) => request::draw(it, icon::PERSON, "ask.contact", scene, meta),
        Content::CallRequest(it) => request::draw(it, icon::PHONE, "ask.call", scene, meta),
        Content::Cta(it) => cta::draw(it, scene, meta),
        Content::Products(it) => products::draw(it, scene, meta),
        Content::Flow(it) => flow::draw(it, scene, meta),
        Content::AddressRequest(it) => address_request::draw(it, scene, meta),
        Content::OrderDetails(it) => order_details::draw(it, scene, meta),
        Content::OrderStatus(it) => order_status::draw(it, scene, meta),
        Content::Payment(it) => payment::draw(it, scene, meta),
        Content::Card(it) => card::draw(it, scene, meta),
        Content::Carousel(it) => carousel::draw(it, scene, meta),
        Content::Call(it) => call::draw(it, scene, meta),
        Content::Note(it) => note::draw(it, scene, meta),
        Content::Template(it) => template::draw(it, scene, meta),
        Content::Answer(it) => answer::draw(it, scene, meta),
        Content::Order(it) => order::draw(it, scene, meta),
        Content::Notice(it) => notice::draw(it, scene, meta),
        Content::Unsupported(it) => unsupported::draw(it, scene, meta),
    }
}

/// Whether a content is so seldom that the part of the program that draws it is fetched only then.
pub(crate) fn is_seldom(content: &Content) -> bool {
    match content {
        Content::Contacts(_)
        | Content::Products(_)
        | Content::Flow(_)
        | Content::AddressRequest(_)
        | Content::OrderDetails(_)
        | Content::OrderStatus(_)
        | Content::Payment(_)
        | Content::Card(_)
        | Content::Carousel(_)
        | Content::Order(_) => true,
        Content::Text(_)
        | Content::Image(_)
        | Content::Video(_)
        | Content::Audio(_)
        | Content::Document(_)
        | Content::Sticker(_)
        | Content::Location(_)
        | Content::Buttons(_)
        | Content::List(_)
        | Content::LocationRequest(_)
        | Content::ContactRequest(_)
        | Content::CallRequest(_)
        | Content::Cta(_)
        | Content::Call(_)
        | Content::Note(_)
        | Content::Template(_)
        | Content::Answer(_)
        | Content::Notice(_)
        | Content::Unsupported(_) => false,
    }
}

/// The name of a kind of content; nothing for text, whose words speak for themselves.
pub(crate) fn kind(content: &Content, words: &Words) -> &'static str {
    let key = match content {
        Content::Text(_) => return "",
        Content::Image(_) => "kind.image",
        Content::Video(_) => "kind.video",
        Content::Audio(MediaMessage { voice: true, .. }) => "kind.voice",
        Content::Audio(_) => "kind.audio",
        Content::Document(_) => "kind.document",
        Content::Sticker(_) => "kind.sticker",
        Content::Location(_) => "kind.location",
        Content::Contacts(_) => "kind.contacts",
        Content::Buttons(_) => "kind.buttons",
        Content::List(_) => "kind.list",
        Content::LocationRequest(_) => "kind.location_request",
        Content::ContactRequest(_) => "kind.contact_request",
        Content::CallRequest(_) => "kind.call_request",
        Content::Cta(_) => "kind.cta",
        Content::Products(_) => "kind.products",
        Content::Flow(_) => "kind.flow",
        Content::AddressRequest(_) => "kind.address_request",
        Content::OrderDetails(_) => "kind.order_details",
        Content::OrderStatus(_) => "kind.order_status",
        Content::Payment(_) => "kind.payment",
        Content::Card(_) => "kind.card",
        Content::Carousel(_) => "kind.carousel",
        Content::Note(_) => "kind.note",
        Content::Call(it) => call::state(it),
        Content::Template(_) => "kind.template",
        Content::Answer(_) => "kind.answer",
        Content::Order(_) => "kind.order",
        Content::Notice(_) => "kind.notice",
        Content::Unsupported(_) => "kind.unsupported",
    };
    words.say(key)
}

/// A content in one line: its kind, then its words.
pub(crate) fn line(content: &Content, words: &Words) -> String {
    let kind = kind(content, words);
    let said = match content {
        Content::Document(document) => content.words().or(document.media.filename.as_deref()),
        Content::Unsupported(unsupported) => return labelled(unsupported, words),
        Content::Text(_)
        | Content::Image(_)
        | Content::Video(_)
        | Content::Audio(_)
        | Content::Sticker(_)
        | Content::Location(_)
        | Content::Contacts(_)
        | Content::Buttons(_)
        | Content::List(_)
        | Content::LocationRequest(_)
        | Content::ContactRequest(_)
        | Content::CallRequest(_)
        | Content::Cta(_)
        | Content::Products(_)
        | Content::Flow(_)
        | Content::AddressRequest(_)
        | Content::OrderDetails(_)
        | Content::OrderStatus(_)
        | Content::Payment(_)
        | Content::Card(_)
        | Content::Carousel(_)
        | Content::Note(_)
        | Content::Call(_)
        | Content::Template(_)
        | Content::Answer(_)
        | Content::Order(_)
        | Content::Notice(_) => content.words(),
    };
    match (kind, said) {
        ("", said) => short(said.unwrap_or_default()),
        (kind, None) => kind.to_owned(),
        (kind, Some(said)) => words.fill("says", &[("name", kind), ("text", &apart(&short(said)))]),
    }
}

/// What can't be shown: that, what it is, and the words it carried.
fn labelled(unsupported: &Unsupported, words: &Words) -> String {
    let said = |name: &str, text: &str| match text {
        "" => name.to_owned(),
        text => words.fill("says", &[("name", name), ("text", &apart(&short(text)))]),
    };
    said(&said(words.say("kind.unsupported"), &unsupported.label), unsupported.text.as_deref().unwrap_or_default())
}

/// Words in a direction of their own inside a line of ours: Unicode's isolate, which also holds inside an attribute.
pub(crate) fn apart(text: &str) -> String {
    ["\u{2068}", text, "\u{2069}"].concat()
}

/// As many characters as a line or a spoken name can bear.
fn short(text: &str) -> String {
    const MOST: usize = 240;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => [&text[..end], "…"].concat(),
        None => text.to_owned(),
    }
}
