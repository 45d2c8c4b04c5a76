//! `location_request`, `contact_request`, `call_request`: a question, and the one button under it as the phone words it.

use super::{Scene, choice, piece};
use crate::view::icon::Icon;
use model::content::Request;
use yew::prelude::*;

pub(crate) fn draw(request: &Request, sign: Icon, button: &'static str, scene: &Scene, meta: Html) -> Html {
    choice::question(None, &request.body, None, vec![piece::button(sign, scene.words.say(button).into())], scene, meta)
}
