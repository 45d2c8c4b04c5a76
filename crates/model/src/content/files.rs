//! The files inside a content: what the proxy fetches, uploads and names, whatever the content is.

use super::{Content, Header, Media, Value};

impl Content {
    /// Every file in it, headers and cards included, in reading order; then those among the values of a template.
    pub fn media(&self) -> Vec<&Media> {
        match self {
            Self::Image(media) | Self::Video(media) | Self::Audio(media) | Self::Document(media) | Self::Sticker(media) => {
                vec![&media.media]
            }
            Self::Buttons(it) => it.header.iter().filter_map(Header::media).collect(),
            Self::Cta(it) => it.header.iter().filter_map(Header::media).collect(),
            Self::Products(it) => it.header.iter().filter_map(Header::media).collect(),
            Self::Flow(it) => it.header.iter().filter_map(Header::media).collect(),
            Self::AddressRequest(it) => it.header.iter().filter_map(Header::media).collect(),
            Self::OrderDetails(it) => it.header.iter().filter_map(Header::media).collect(),
            Self::Card(it) => it.media.iter().filter_map(Header::media).collect(),
            Self::Carousel(it) => it.cards.iter().filter_map(|card| card.media.as_ref()).filter_map(Header::media).collect(),
            Self::Template(it) => it
                .parts
                .header
                .iter()
                .chain(it.parts.cards.iter().filter_map(|card| card.header.as_ref()))
                .filter_map(Header::media)
                .chain(it.values.values().filter_map(Value::media))
                .collect(),
            Self::Text(_)
            | Self::Location(_)
            | Self::Contacts(_)
            | Self::LocationRequest(_)
            | Self::ContactRequest(_)
            | Self::CallRequest(_)
            | Self::List(_)
            | Self::OrderStatus(_)
            | Self::Answer(_)
            | Self::Order(_)
            | Self::Payment(_)
            | Self::Call(_)
            | Self::Notice(_)
            | Self::Note(_)
            | Self::Unsupported(_) => Vec::new(),
        }
    }

    /// The same, to be changed.
    pub fn media_mut(&mut self) -> Vec<&mut Media> {
        match self {
            Self::Image(media) | Self::Video(media) | Self::Audio(media) | Self::Document(media) | Self::Sticker(media) => {
                vec![&mut media.media]
            }
            Self::Buttons(it) => it.header.iter_mut().filter_map(Header::media_mut).collect(),
            Self::Cta(it) => it.header.iter_mut().filter_map(Header::media_mut).collect(),
            Self::Products(it) => it.header.iter_mut().filter_map(Header::media_mut).collect(),
            Self::Flow(it) => it.header.iter_mut().filter_map(Header::media_mut).collect(),
            Self::AddressRequest(it) => it.header.iter_mut().filter_map(Header::media_mut).collect(),
            Self::OrderDetails(it) => it.header.iter_mut().filter_map(Header::media_mut).collect(),
            Self::Card(it) => it.media.iter_mut().filter_map(Header::media_mut).collect(),
            Self::Carousel(it) => it.cards.iter_mut().filter_map(|card| card.media.as_mut()).filter_map(Header::media_mut).collect(),
            Self::Template(it) => it
                .parts
                .header
                .iter_mut()
                .chain(it.parts.cards.iter_mut().filter_map(|card| card.header.as_mut()))
                .filter_map(Header::media_mut)
                .chain(it.values.values_mut().filter_map(Value::media_mut))
                .collect(),
            Self::Text(_)
            | Self::Location(_)
            | Self::Contacts(_)
            | Self::LocationRequest(_)
            | Self::ContactRequest(_)
            | Self::CallRequest(_)
            | Self::List(_)
            | Self::OrderStatus(_)
            | Self::Answer(_)
            | Self::Order(_)
            | Self::Payment(_)
            | Self::Call(_)
            | Self::Notice(_)
            | Self::Note(_)
            | Self::Unsupported(_) => Vec::new(),
        }
    }
}
