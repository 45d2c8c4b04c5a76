//! `image`, `video`, `audio`, `document`, `sticker`: a file in its final size from the start, with its state in words.

use super::{Picture, Scene, apart, piece, text};
use crate::state::{Action, MediaView};
use crate::text::upper;
use crate::view::html::html;
use crate::view::icon::{self, icon, large};
use crate::view::player::Player;
use model::MediaId;
use model::content::{Media, MediaMessage, MediaState};
use yew::prelude::*;

pub(crate) fn image(message: &MediaMessage, scene: &Scene, meta: Html) -> Html {
    framed(picture(&message.media, message.caption.as_deref(), scene), message.caption.as_deref(), scene, meta)
}

pub(crate) fn video(message: &MediaMessage, scene: &Scene, meta: Html) -> Html {
    framed(film(&message.media, scene), message.caption.as_deref(), scene, meta)
}

pub(crate) fn audio(message: &MediaMessage, scene: &Scene, meta: Html) -> Html {
    html! { <>{ sound(message, scene) }{ piece::end(meta) }</> }
}

pub(crate) fn document(message: &MediaMessage, scene: &Scene, meta: Html) -> Html {
    html! {
        <>
            { paper(&message.media, scene) }
            { match message.caption.as_deref().filter(|caption| !caption.is_empty()) {
                Some(caption) => text::words(caption, scene, meta),
                None => piece::end(meta),
            } }
        </>
    }
}

pub(crate) fn sticker(message: &MediaMessage, scene: &Scene, meta: Html) -> Html {
    let shown = match (message.media.state, scene.file(&message.media.id)) {
        (MediaState::Ready, Some(MediaView::Ready(url))) => {
            html! { <img class="sticker" src={url.clone()} alt={scene.words.say("kind.sticker")} /> }
        }
        _ => html! { <div class="sticker frame">{ waiting(&message.media, icon::IMAGE, scene) }</div> },
    };
    html! { <>{ shown }{ piece::end(meta) }</> }
}

/// A file above its words; without words the time lies on the file.
fn framed(file: Html, caption: Option<&str>, scene: &Scene, meta: Html) -> Html {
    match caption.filter(|caption| !caption.is_empty()) {
        Some(caption) => html! { <>{ file }{ text::words(caption, scene, meta) }</> },
        None => html! { <>{ file }<div class="end over">{ meta }</div></> },
    }
}

/// A picture that opens large when it is pressed.
pub(super) fn picture(media: &Media, caption: Option<&str>, scene: &Scene) -> Html {
    match (media.state, scene.file(&media.id)) {
        (MediaState::Ready, Some(MediaView::Ready(url))) => {
            let shown =
                Picture { id: media.id.clone(), caption: caption.map(str::to_owned), name: file_name(media).unwrap_or("photo").to_owned() };
            let onclick = scene.look.reform(move |_: MouseEvent| shown.clone());
            html! {
                <button type="button" class="frame picture" ~style={shape(media)} {onclick} tabindex={scene.tab} aria-label={scene.words.say("media.open")}>
                    <img src={url.clone()} alt={caption.unwrap_or_default().to_owned()} decoding="async" />
                </button>
            }
        }
        _ => html! { <div class="frame" ~style={shape(media)}>{ waiting(media, icon::IMAGE, scene) }</div> },
    }
}

/// A film: fetched when it is pressed, since it may be large.
pub(super) fn film(media: &Media, scene: &Scene) -> Html {
    let style = shape(media);
    if media.state == MediaState::Ready {
        match scene.file(&media.id) {
            Some(MediaView::Ready(url)) => {
                return html! { <video class="frame" ~style={style} src={url.clone()} controls=true playsinline=true autoplay=true tabindex={scene.tab} aria-label={scene.words.say("kind.video")} /> };
            }
            None if !media.id.is_empty() => {
                let facts = facts(media, scene);
                return html! {
                    <button type="button" class="frame film" ~style={style} onclick={want(&media.id, scene)} tabindex={scene.tab}>
                        <span class="disc">{ large(icon::PLAY) }</span>
                        <span class="sr">{ scene.words.say("play") }{ " " }</span>
                        <span class="facts">{ icon(icon::VIDEO) }{ facts }</span>
                    </button>
                };
            }
            _ => {}
        }
    }
    html! { <div class="frame" ~style={style}>{ waiting(media, icon::VIDEO, scene) }</div> }
}

fn sound(message: &MediaMessage, scene: &Scene) -> Html {
    let media = &message.media;
    if media.state != MediaState::Ready {
        return html! { <div class="paper">{ waiting(media, if message.voice { icon::MIC } else { icon::SPEAKER }, scene) }</div> };
    }
    let src = match scene.file(&media.id) {
        Some(MediaView::Ready(url)) => Some(AttrValue::from(url.clone())),
        _ => None,
    };
    let failed = scene.file(&media.id) == Some(&MediaView::Failed);
    let name = if message.voice { None } else { file_name(media).map(|name| AttrValue::from(name.to_owned())) };
    html! {
        <Player {src} {failed} {name} voice={message.voice} seconds={media.seconds} tab={scene.tab} words={scene.words.clone()}
            want={want(&media.id, scene)} save={save(media, scene)} />
    }
}

/// A document: its name, its size, and a button that saves it.
pub(super) fn paper(media: &Media, scene: &Scene) -> Html {
    if media.state != MediaState::Ready {
        return html! { <div class="paper">{ waiting(media, icon::FILE, scene) }</div> };
    }
    let name = file_name(media).unwrap_or(scene.words.say("file"));
    let onclick = save(media, scene);
    html! {
        <button type="button" class="paper" {onclick} tabindex={scene.tab} disabled={media.id.is_empty()}>
            <span class="sheet">{ large(icon::FILE) }</span>
            <span class="what"><span class="sr">{ scene.words.say("download") }{ " " }</span><bdi class="title">{ name }</bdi><span class="facts">{ facts(media, scene) }</span></span>
            { icon(icon::DOWNLOAD) }
        </button>
    }
}

/// What stands in the place of a file that can't be seen: why, and what to do.
fn waiting(media: &Media, kind: icon::Icon, scene: &Scene) -> Html {
    let words = &scene.words;
    let said = |icon_of, text: &'static str| html! { <span class="wait">{ large(icon_of) }<span>{ text }</span></span> };
    match media.state {
        MediaState::Fetching => said(kind, words.say("media.fetching")),
        MediaState::Expired => said(icon::CLOCK, words.say("media.expired")),
        MediaState::Refused => said(icon::BAN, words.say("media.refused")),
        MediaState::Unknown => said(icon::ALERT, words.say("media.failed")),
        MediaState::Ready if media.id.is_empty() => html! { <span class="wait">{ large(kind) }</span> },
        MediaState::Ready if scene.file(&media.id) == Some(&MediaView::Failed) => html! {
            <span class="wait">
                { large(icon::ALERT) }<span>{ words.say("media.failed") }</span>
                <button type="button" class="link" onclick={want(&media.id, scene)} tabindex={scene.tab}>{ words.say("media.reload") }</button>
            </span>
        },
        MediaState::Ready => html! { <span class="wait shimmer" role="img" aria-label={words.say("media.loading")}>{ large(kind) }</span> },
    }
}

fn want(id: &MediaId, scene: &Scene) -> Callback<MouseEvent> {
    let id = id.clone();
    scene.dispatch.reform(move |_| Action::WantMedia(id.clone()))
}

fn save(media: &Media, scene: &Scene) -> Callback<MouseEvent> {
    let (id, name) = (media.id.clone(), file_name(media).unwrap_or("file").to_owned());
    scene.dispatch.reform(move |_| Action::Save { id: id.clone(), name: name.clone() })
}

/// The name that people see, if it has one.
pub(crate) fn file_name(media: &Media) -> Option<&str> {
    media.filename.as_deref().filter(|name| !name.trim().is_empty())
}

/// Kind, size and length, as far as they are known: `PDF, 1.3 MB`.
fn facts(media: &Media, scene: &Scene) -> String {
    let words = &scene.words;
    let ending = file_name(media).and_then(|name| name.rsplit_once('.')).map(|(_, ending)| upper(ending));
    let mut facts: Vec<String> = ending.filter(|ending| ending.len() <= 5 && !ending.is_empty()).into_iter().collect();
    facts.extend(media.seconds.map(|seconds| words.length(seconds)));
    facts.extend(media.bytes.map(|bytes| words.bytes(bytes)));
    facts.iter().map(|fact| apart(fact)).reduce(|a, b| words.fill("list.comma", &[("a", &a), ("b", &b)])).unwrap_or_default()
}

/// The frame of a picture or film. A known size keeps its shape within reason; an unknown one gets four by three.
fn shape(media: &Media) -> String {
    let (Some(width), Some(height)) = (media.width.filter(|w| *w > 0), media.height.filter(|h| *h > 0)) else { return String::new() };
    let ratio = (f64::from(width) / f64::from(height)).clamp(0.7, 2.2);
    let hundredths = (ratio * 100.0).round() as u32;
    ["aspect-ratio:", &hundredths.to_string(), "/100"].concat()
}
