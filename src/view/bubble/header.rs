//! What stands above the body of a question or a template.

use super::{Scene, location, media, text};
use model::content::Header;
use yew::prelude::*;

pub(crate) fn draw(header: &Header, scene: &Scene) -> Html {
    match header {
        Header::Text { text } => text::plain("heading", text),
        Header::Image { media } => media::picture(media, None, scene),
        Header::Video { media } => media::film(media, scene),
        Header::Document { media } => media::paper(media, scene),
        Header::Location(place) => location::card(place, scene),
    }
}
