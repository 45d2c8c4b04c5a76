//! `answer`: what the customer chose; the quote above it names the question.

use super::{Scene, piece, text};
use crate::json;
use crate::view::html::html;
use crate::view::icon;
use model::content::Answer;
use serde_json::Value;
use yew::prelude::*;

pub(crate) fn draw(answer: &Answer, scene: &Scene, meta: Html) -> Html {
    html! {
        <>
            { piece::label(icon::CHECK, scene.words.say("answered"), "") }
            { text::words(&answer.title, scene, Html::default()) }
            { for answer.description.as_deref().map(|more| text::plain("small", more)) }
            { for answer.fields.as_ref().map(fields) }
            { piece::end(meta) }
        </>
    }
}

/// What was filled in: names and values as they came; what stands inside a value is written out.
fn fields(fields: &Value) -> Html {
    let Value::Object(fields) = fields else { return text::plain("small", &json::write(fields)) };
    let line = |(name, value): (&String, &Value)| {
        let value = value.as_str().map_or_else(|| json::write(value), str::to_owned);
        html! { <><dt><bdi>{ name }</bdi></dt><dd dir="auto">{ value }</dd></> }
    };
    html! { <dl class="facts-list">{ for fields.iter().map(line) }</dl> }
}
