//! `address_request`: a question for an address; it comes as an answer.

use super::{Scene, choice};
use crate::view::icon::{self, icon};
use model::content::AddressRequest;
use yew::prelude::*;

pub(crate) fn draw(request: &AddressRequest, scene: &Scene, meta: Html) -> Html {
    html! {
        <>
            { choice::frame(request.header.as_ref(), &request.body, request.footer.as_deref(), scene, meta) }
            <ul class="choices"><li class="choice">{ icon(icon::PIN) }{ scene.words.say("ask.address") }</li></ul>
        </>
    }
}
