//! A player for voice notes and audio files: fetched when it is first played, at one, one and a half or twice the speed.

use crate::text::decimal;
use crate::view::html::html;
use crate::view::icon::{self, large};
use crate::words::Words;
use std::cell::RefCell;
use web_sys::{HtmlAudioElement, HtmlInputElement};
use yew::prelude::*;

thread_local! {
    /// Two voices at once are none: the one that plays, in any panel of this page.
    static PLAYING: RefCell<Option<HtmlAudioElement>> = const { RefCell::new(None) };
}

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    /// Where the file can be heard; absent until it was fetched.
    pub(crate) src: Option<AttrValue>,
    /// It could not be fetched.
    pub(crate) failed: bool,
    pub(crate) name: Option<AttrValue>,
    pub(crate) voice: bool,
    pub(crate) seconds: Option<u32>,
    pub(crate) tab: &'static str,
    pub(crate) words: Words,
    pub(crate) want: Callback<MouseEvent>,
    pub(crate) save: Callback<MouseEvent>,
}

pub(crate) struct Player {
    audio: NodeRef,
    /// Play was pressed before the file was here.
    is_wanted: bool,
    is_playing: bool,
    is_broken: bool,
    at: f64,
    length: Option<f64>,
    speed: usize,
}

pub(crate) enum Msg {
    Toggle(MouseEvent),
    Began,
    Stopped,
    Ended,
    Moved,
    Seek(f64),
    Faster,
    Broke,
}

const SPEEDS: [f64; 3] = [1.0, 1.5, 2.0];

impl Component for Player {
    type Message = Msg;
    type Properties = Props;

    fn create(_ctx: &Context<Self>) -> Self {
        Self { audio: NodeRef::default(), is_wanted: false, is_playing: false, is_broken: false, at: 0.0, length: None, speed: 0 }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let audio = self.audio.cast::<HtmlAudioElement>();
        match msg {
            Msg::Toggle(event) => match audio {
                Some(audio) if self.is_playing => drop(audio.pause()),
                Some(audio) => self.play(&audio),
                None => {
                    self.is_wanted = true;
                    ctx.props().want.emit(event);
                }
            },
            Msg::Began => self.is_playing = true,
            Msg::Stopped => self.is_playing = false,
            Msg::Ended => (self.is_playing, self.at) = (false, 0.0),
            Msg::Moved => {
                if let Some(audio) = audio {
                    self.at = audio.current_time();
                    self.length = Some(audio.duration()).filter(|length| length.is_finite());
                }
            }
            Msg::Seek(to) => {
                self.at = to;
                if let Some(audio) = audio {
                    audio.set_current_time(to);
                }
            }
            Msg::Faster => {
                self.speed = (self.speed + 1) % SPEEDS.len();
                if let Some(audio) = audio {
                    audio.set_playback_rate(SPEEDS[self.speed]);
                }
            }
            Msg::Broke => (self.is_playing, self.is_broken) = (false, true),
        }
        true
    }

    fn rendered(&mut self, _ctx: &Context<Self>, _first: bool) {
        if self.is_wanted
            && let Some(audio) = self.audio.cast::<HtmlAudioElement>()
        {
            self.is_wanted = false;
            self.play(&audio);
        }
    }

    fn destroy(&mut self, _ctx: &Context<Self>) {
        if let Some(audio) = self.audio.cast::<HtmlAudioElement>() {
            let _ = audio.pause();
            PLAYING.with_borrow_mut(|playing| drop(playing.take_if(|playing| *playing == audio)));
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { src, failed, name, voice, seconds, tab, words, save, .. } = ctx.props();
        let link = ctx.link();
        let length = self.length.or(seconds.map(f64::from));
        let at = if self.is_playing || self.at > 0.0 { Some(self.at) } else { length };
        let label = words.say(if self.is_playing { "pause" } else { "play" });
        let percent = length.filter(|length| *length > 0.0).map_or(0.0, |length| (self.at / length * 100.0).min(100.0));
        let style = ["--at:", &(percent.round() as u32).to_string(), "%"].concat();
        let speed = decimal(SPEEDS[self.speed]);
        let oninput = link.callback(|event: InputEvent| Msg::Seek(event.target_unchecked_into::<HtmlInputElement>().value_as_number()));
        html! {
            <div class="player" role="group" aria-label={words.say(if *voice { "kind.voice" } else { "kind.audio" })}>
                <button type="button" class={if self.is_wanted && !failed { "disc busy" } else { "disc" }} onclick={link.callback(Msg::Toggle)} tabindex={*tab} aria-label={label}>
                    { large(if self.is_playing { icon::PAUSE } else { icon::PLAY }) }
                </button>
                <div class="track">
                    if let Some(name) = name { <bdi class="title">{ name }</bdi> }
                    <input type="range" min="0" max={decimal(length.unwrap_or(0.0).max(0.1))} step="0.1" value={decimal(self.at)} ~style={style} {oninput}
                        disabled={src.is_none()} tabindex={*tab} aria-label={words.say("position")} aria-valuetext={words.length(self.at as u32)} />
                    <span class="small">
                        if *failed || self.is_broken {
                            { words.say("media.failed") }{ " " }
                            <button type="button" class="link" onclick={save.clone()} tabindex={*tab}>{ words.say("download") }</button>
                        } else {
                            { at.map_or("\u{a0}".to_owned(), |at| words.length(at.round() as u32)) }
                        }
                    </span>
                </div>
                if *voice { <span class="voice">{ icon::icon(icon::MIC) }</span> }
                if src.is_some() {
                    <button type="button" class="speed" onclick={link.callback(|_| Msg::Faster)} tabindex={*tab} aria-label={words.fill("speed", &[("n", &speed)])}>{ &speed }{ "×" }</button>
                }
                if let Some(src) = src {
                    <audio ref={&self.audio} src={src.clone()} preload="metadata" onplay={link.callback(|_| Msg::Began)} onpause={link.callback(|_| Msg::Stopped)}
                        onended={link.callback(|_| Msg::Ended)} ontimeupdate={link.callback(|_| Msg::Moved)} ondurationchange={link.callback(|_| Msg::Moved)}
                        onerror={link.callback(|_| Msg::Broke)} />
                }
            </div>
        }
    }
}

impl Player {
    fn play(&self, audio: &HtmlAudioElement) {
        PLAYING.with_borrow_mut(|playing| {
            if let Some(other) = playing.replace(audio.clone()).filter(|other| other != audio) {
                let _ = other.pause();
            }
        });
        audio.set_playback_rate(SPEEDS[self.speed]);
        let _ = audio.play();
    }
}
