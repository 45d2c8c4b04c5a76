//! `location`: a drawn card and ways to open the place. No map is fetched: the customer's place is nobody else's business.

use super::{Scene, piece, text};
use crate::text::decimal;
use crate::view::html::html;
use crate::view::icon::{self, large};
use model::content::Location;
use yew::prelude::*;

pub(crate) fn draw(location: &Location, scene: &Scene, meta: Html) -> Html {
    html! { <>{ card(location, scene) }{ piece::end(meta) }</> }
}

pub(super) fn card(location: &Location, scene: &Scene) -> Html {
    let point = [&degrees(location.latitude), ", ", &degrees(location.longitude)].concat();
    let (latitude, longitude) = (decimal(location.latitude), decimal(location.longitude));
    let osm = ["https://www.openstreetmap.org/?mlat=", &latitude, "&mlon=", &longitude, "#map=17/", &latitude, "/", &longitude].concat();
    let google = ["https://www.google.com/maps/search/?api=1&query=", &latitude, "%2C", &longitude].concat();
    let title = location.name.as_deref().filter(|name| !name.is_empty()).unwrap_or(&point).to_owned();
    let is_known = *location != Location::default();
    let address = location.address.as_deref().filter(|address| !address.is_empty());
    html! {
        <div class="place">
            <div class="map" aria-hidden="true">
                <svg viewBox="0 0 260 88" preserveAspectRatio="xMidYMid slice"><path d="M-5 62 70 44l58 12 52-34 90 8M52-5l18 49 -6 55M128 56l14 45M180 22l22-30M-5 20l57 6M128 56 108-5M180 22l34 40 56 14" /></svg>
                <span class="pin">{ large(icon::PIN) }</span>
            </div>
            if is_known { { text::plain("title", &title) } }
            { for address.map(|address| text::plain("small", address)) }
            if is_known { <div class="ways">{ way(osm, "map.osm", scene) }{ way(google, "map.google", scene) }</div> }
        </div>
    }
}

fn way(href: String, name: &'static str, scene: &Scene) -> Html {
    let name = scene.words.say(name);
    let label = scene.words.fill("map.open", &[("name", name)]);
    html! { <a {href} target="_blank" rel="noopener noreferrer" aria-label={label} tabindex={scene.tab}>{ name }</a> }
}

/// Five places behind the point: about a metre.
fn degrees(value: f64) -> String {
    decimal((value * 100_000.0).round() / 100_000.0)
}
