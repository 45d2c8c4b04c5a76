//! The template picker: a list that can be searched, then a form with a preview drawn by the very bubble that will be sent.

mod field;
mod form;
mod listing;

use crate::state::{Action, State};
use crate::view::composer::Attach;
use crate::view::sheet;
use crate::words::Words;
use yew::prelude::*;

#[inline(never)]
pub(crate) fn draw(state: &State, words: &Words, dispatch: &Callback<Action>, attach: &Attach) -> Html {
    let Some(picker) = &state.picker else { return Html::default() };
    let close = dispatch.reform(|_: MouseEvent| Action::PickerClose);
    match &picker.chosen {
        None => sheet::draw(words.say("templates"), words, None, close, listing::draw(picker, words, dispatch), Html::default()),
        Some(template) => {
            let back = dispatch.reform(|_: MouseEvent| Action::PickerChoose(None));
            let (body, foot) = form::draw(template, picker, state, words, dispatch, attach);
            sheet::draw(&template.name, words, Some(back), close, body, foot)
        }
    }
}
