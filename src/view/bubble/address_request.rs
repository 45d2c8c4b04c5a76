//! `address_request`: a question for an address; it comes as an answer.

use super::{Scene, choice, piece};
use crate::view::icon;
use model::content::AddressRequest;
use yew::prelude::*;

#[inline(never)]
pub(crate) fn draw(request: &AddressRequest, scene: &Scene, meta: Html) -> Html {
    let button = piece::button(icon::PIN, scene.words.say("ask.address").into());
    choice::question(request.header.as_ref(), &request.body, request.footer.as_deref(), vec![button], scene, meta)
}
