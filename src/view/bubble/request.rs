//! `location_request`, `contact_request`, `call_request`: a question, and the one button under it as the phone words it.

use super::{Scene, choice};
use crate::view::icon::{Icon, icon};
use model::content::Request;
use yew::prelude::*;

pub(crate) fn draw(request: &Request, sign: Icon, button: &'static str, scene: &Scene, meta: Html) -> Html {
    html! {
        <>
            { choice::frame(None, &request.body, None, scene, meta) }
            <ul class="choices"><li class="choice">{ icon(sign) }{ scene.words.say(button) }</li></ul>
        </>
    }
}
