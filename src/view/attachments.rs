//! The files of the draft: a small picture or sign, the name, how far the upload is, and a way to take it away.

use crate::state::{Action, Attachment, AttachmentStage};
use crate::view::fault;
use crate::view::html::html;
use crate::view::icon::{self, icon, large};
use crate::words::Words;
use model::api::ErrorBody;
use yew::prelude::*;

pub(crate) fn draw(files: &[Attachment], words: &Words, dispatch: &Callback<Action>) -> Html {
    if files.is_empty() {
        return Html::default();
    }
    html! { <ul class="attachments">{ for files.iter().map(|file| card(file, words, dispatch)) }</ul> }
}

fn card(file: &Attachment, words: &Words, dispatch: &Callback<Action>) -> Html {
    let id = file.id;
    let remove = words.fill("attachment.remove", &[("name", &file.name)]);
    let is_bad = matches!(file.stage, AttachmentStage::Unfit(_) | AttachmentStage::Failed(_));
    html! {
        <li key={id.0} class={if is_bad { "attachment bad" } else { "attachment" }}>
            if let Some(preview) = &file.preview { <img src={preview.clone()} alt="" /> } else { <span class="sheet">{ large(icon::FILE) }</span> }
            <span class="what">
                <bdi class="title">{ &file.name }</bdi>
                { stage(&file.stage, file.bytes, words) }
            </span>
            if matches!(file.stage, AttachmentStage::Failed(_)) {
                <button type="button" class="small-button" onclick={dispatch.reform(move |_| Action::RetryUpload(id))}>{ words.say("retry") }</button>
            }
            <button type="button" class="icon-button" onclick={dispatch.reform(move |_| Action::Detach(id))} aria-label={remove.clone()} title={remove}>{ icon(icon::CLOSE) }</button>
        </li>
    }
}

/// How far a file is, in words and as a bar.
pub(crate) fn stage(stage: &AttachmentStage, bytes: u64, words: &Words) -> Html {
    match stage {
        AttachmentStage::Uploading { sent } => {
            let part = if bytes == 0 { 0.0 } else { (*sent as f64 / bytes as f64).min(1.0) };
            let percent = words.percent(part);
            let value = ((part * 100.0).round() as u32).to_string();
            html! {
                <>
                    <span class="small">{ words.fill("attachment.uploading", &[("n", &percent)]) }</span>
                    <span class="progress" role="progressbar" aria-label={words.fill("attachment.uploading", &[("n", &percent)])} aria-valuenow={value.clone()} aria-valuemin="0" aria-valuemax="100"><span ~style={["width:", &value, "%"].concat()}></span></span>
                </>
            }
        }
        AttachmentStage::Ready(_) => html! { <span class="small">{ words.bytes(bytes) }{ " · " }{ words.say("attachment.ready") }</span> },
        AttachmentStage::Unfit(problems) => {
            html! { <span class="small bad-words">{ for problems.iter().map(|problem| html! { <>{ words.problem(problem) }{ " " }</> }) }</span> }
        }
        AttachmentStage::Failed(error) => html! { <span class="small bad-words">{ failure(error.as_ref(), words) }</span> },
    }
}

fn failure(error: Option<&ErrorBody>, words: &Words) -> String {
    error.map_or_else(|| words.say("attachment.failed").to_owned(), |error| fault::refusal(error, words))
}
