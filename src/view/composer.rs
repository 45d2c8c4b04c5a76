//! Where the agent writes: words, files, whom she answers, by which number, and everything that is wrong with it, in place.

use crate::state::{Action, Lock, SenderKey, State, UploadTarget};
use crate::view::html::html;
use crate::view::icon::{self, icon, large};
use crate::view::{attachments, page, quote};
use crate::words::Words;
use js_sys::Reflect;
use model::Timestamp;
use model::limits::count;
use model::window::Window;
use std::rc::Rc;
use web_sys::{ClipboardEvent, File, FileList, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Files go to `app`, which keeps them.
pub(crate) type Attach = Callback<(UploadTarget, Vec<File>)>;

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(crate) state: Rc<State>,
    pub(crate) words: Words,
    pub(crate) dispatch: Callback<Action>,
    pub(crate) attach: Attach,
}

pub(crate) struct Composer {
    input: NodeRef,
    files: NodeRef,
}

pub(crate) enum Msg {
    Send,
    Pasted(Event),
    Chosen,
    Browse,
}

/// The files of a list.
pub(crate) fn files(list: Option<FileList>) -> Vec<File> {
    list.map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect()).unwrap_or_default()
}

impl Component for Composer {
    type Message = Msg;
    type Properties = Props;

    fn create(_ctx: &Context<Self>) -> Self {
        Self { input: NodeRef::default(), files: NodeRef::default() }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        let (a, b) = (&old.state, &ctx.props().state);
        let row = |state: &State| state.composer.reply_to.as_ref().and_then(|id| state.timeline.find(id).cloned());
        a.composer != b.composer
            || !Rc::ptr_eq(&a.senders, &b.senders)
            || a.lock() != b.lock()
            || a.phase != b.phase
            || a.sender().map(SenderKey::of) != b.sender().map(SenderKey::of)
            || row(a).map(|row| Rc::as_ptr(&row)) != row(b).map(|row| Rc::as_ptr(&row))
            || a.thread != b.thread
            || old.words != ctx.props().words
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let Props { dispatch, attach, .. } = ctx.props();
        match msg {
            Msg::Send => {
                dispatch.emit(Action::Send { client_id: Default::default(), at: Timestamp::default() });
                page::focus(&self.input, "*");
            }
            Msg::Pasted(event) => {
                use wasm_bindgen::JsCast;
                let pasted = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
                let pasted = files(pasted.and_then(|data| data.files()));
                if !pasted.is_empty() {
                    event.prevent_default();
                    attach.emit((UploadTarget::Composer, pasted));
                }
            }
            Msg::Browse => {
                if let Some(chooser) = page::element(&self.files) {
                    chooser.click();
                }
            }
            Msg::Chosen => {
                if let Some(chooser) = self.files.cast::<HtmlInputElement>() {
                    let chosen = files(chooser.files());
                    chooser.set_value("");
                    if !chosen.is_empty() {
                        attach.emit((UploadTarget::Composer, chosen));
                    }
                }
            }
        }
        false
    }

    fn rendered(&mut self, _ctx: &Context<Self>, _first: bool) {
        // Where the style sheet can't size it. Asking for a height has the whole page laid out.
        if let Some(input) = self.input.cast::<HtmlTextAreaElement>()
            && let style = web_sys::HtmlElement::style(&input)
            && !Reflect::has(&style, &"fieldSizing".into()).unwrap_or_default()
        {
            let _ = style.set_property("height", "0");
            let _ = style.set_property("height", &[&input.scroll_height().to_string(), "px"].concat());
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { state, words, dispatch, .. } = ctx.props();
        let lock = state.lock();
        let has_draft = !state.composer.is_empty();
        html! {
            <footer part="composer" class="composer">
                { quoting(state, words, dispatch) }
                { attachments::draw(&state.composer.attachments, words, dispatch) }
                if lock.is_none() || has_draft { { self.field(ctx, lock.is_some()) } }
                { match &lock {
                    Some(lock) => locked(lock, state, words, dispatch),
                    None => self.tools(ctx),
                } }
            </footer>
        }
    }
}

impl Composer {
    fn field(&self, ctx: &Context<Self>, is_locked: bool) -> Html {
        let Props { state, words, dispatch, .. } = ctx.props();
        let link = ctx.link();
        let composer = &state.composer;
        // Messages of a component may wait while the page is being drawn. A draft must not: the host may move on meanwhile.
        let oninput = dispatch.reform(|event: InputEvent| Action::Draft(event.target_unchecked_into::<HtmlTextAreaElement>().value()));
        let onkeydown = {
            let link = link.clone();
            move |event: KeyboardEvent| {
                let is_bare = !event.shift_key() && !event.alt_key() && !event.is_composing() && event.key_code() != 229;
                if event.key() == "Enter" && is_bare {
                    event.prevent_default();
                    link.send_message(Msg::Send);
                }
            }
        };
        let hint = if composer.attachments.is_empty() { "composer" } else { "composer.caption" };
        let (left, is_over) = counter(state, words);
        let is_wrong = is_over || !composer.problems.is_empty();
        html! {
            <div class={if is_wrong { "writing wrong" } else { "writing" }}>
                <textarea ref={&self.input} class="input" part="input" rows="1" dir="auto" value={composer.text.clone()} readonly={is_locked}
                    aria-label={words.say("message")} aria-invalid={is_wrong.to_string()} placeholder={words.say(hint)} enterkeyhint="send"
                    {oninput} {onkeydown} onpaste={link.callback(Msg::Pasted)} />
                <div class="wrongs" role="status">
                    { for composer.problems.iter().filter(|problem| !is_over || problem.path != "/body").map(|problem| html! { <span class="bad-words">{ words.problem(problem) }</span> }) }
                    { for left.map(|left| html! { <span class={if is_over { "bad-words" } else { "small" }}>{ left }</span> }) }
                </div>
            </div>
        }
    }

    fn tools(&self, ctx: &Context<Self>) -> Html {
        let Props { state, words, dispatch, .. } = ctx.props();
        let link = ctx.link();
        let sender = state.sender();
        let by = sender.map(|sender| words.fill("composer.by", &[("label", &sender.label)]));
        let can_attach = sender.map(|sender| &sender.capabilities).is_some_and(|can| can.media.keys().any(|kind| can.carries(kind)));
        let can_send = !state.composer.is_empty() && state.composer.files_ready();
        html! {
            <div class="tools">
                <input ref={&self.files} type="file" multiple=true hidden=true onchange={link.callback(|_| Msg::Chosen)} />
                if can_attach {
                    <button type="button" class="icon-button" onclick={link.callback(|_| Msg::Browse)} aria-label={words.say("attach")} title={words.say("attach")}>{ large(icon::CLIP) }</button>
                }
                if sender.is_some_and(|sender| sender.capabilities.templates) { { templates(words, dispatch) } }
                { choice(state, words, dispatch) }
                <button type="button" class="button send" onclick={link.callback(|_| Msg::Send)} disabled={!can_send} title={by}>{ icon(icon::SEND) }{ words.say("send") }</button>
            </div>
        }
    }
}

/// The way to the templates that is always there.
fn templates(words: &Words, dispatch: &Callback<Action>) -> Html {
    let name = words.say("templates");
    html! {
        <button type="button" class="icon-button" onclick={dispatch.reform(|_| Action::PickerOpen)} aria-label={name} title={name} aria-haspopup="dialog">{ large(icon::TEMPLATE) }</button>
    }
}

/// By which number it goes: words where there is one, a menu where there are several.
fn choice(state: &State, words: &Words, dispatch: &Callback<Action>) -> Html {
    let Some(current) = state.sender() else { return Html::default() };
    if state.senders.len() < 2 {
        return html! { <span class="by" dir="auto" title={current.label.clone()}>{ &current.label }</span> };
    }
    let senders = state.senders.clone();
    let dispatch = dispatch.clone();
    let onchange = move |event: Event| {
        let at = usize::try_from(event.target_unchecked_into::<HtmlSelectElement>().selected_index()).unwrap_or_default();
        if let Some(sender) = senders.get(at) {
            dispatch.emit(Action::ChooseSender(SenderKey::of(sender)));
        }
    };
    let key = SenderKey::of(current);
    html! {
        <select class="by" {onchange} aria-label={words.say("composer.from")} title={words.say("composer.from")}>
            { for state.senders.iter().map(|sender| html! { <option selected={key.is(sender)}>{ &sender.label }</option> }) }
        </select>
    }
}

/// How many characters are left, near the end, by the count that the model checks with.
fn counter(state: &State, words: &Words) -> (Option<String>, bool) {
    const NEAR: u64 = 200;
    let Some(limit) = state.sender().and_then(|sender| sender.capabilities.limits.get("text.body")) else { return (None, false) };
    let used = count(&state.composer.text, limit.unit);
    match limit.max.checked_sub(used) {
        Some(left) => ((left <= NEAR).then(|| words.count("composer.left", left)), false),
        None => (Some(words.count("composer.over", used - limit.max)), true),
    }
}

fn quoting(state: &State, words: &Words, dispatch: &Callback<Action>) -> Html {
    let Some(id) = &state.composer.reply_to else { return Html::default() };
    let contact = super::contact_name(state, words);
    html! {
        <div class="quoting">
            { icon(icon::REPLY) }
            <span class="quote">{ quote::lines(state.timeline.find(id), &contact, words) }</span>
            <button type="button" class="icon-button" onclick={dispatch.reform(|_| Action::QuoteCancel)} aria-label={words.say("composer.unquote")} title={words.say("composer.unquote")}>{ icon(icon::CLOSE) }</button>
        </div>
    }
}

/// Why nothing can be written, and the one way on.
fn locked(lock: &Lock, state: &State, words: &Words, dispatch: &Callback<Action>) -> Html {
    let name = super::contact_name(state, words);
    let closed = state.sender().and_then(|sender| match sender.window {
        Window::Open { closes_at } => Some(closes_at),
        Window::Closed { closed_at } => closed_at,
        Window::Always => None,
    });
    let (said, has_templates) = match (lock, closed) {
        (Lock::NoSender, _) => (words.say("composer.nobody").to_owned(), false),
        (Lock::OptedOut, _) => (words.fill("composer.opted_out", &[("name", &name)]), false),
        (Lock::WindowClosed { templates }, Some(at)) => {
            let when = words.near(at, state.now);
            (words.fill("composer.closed", &[("when", &when), ("name", &name)]), *templates)
        }
        (Lock::WindowClosed { templates }, None) => (words.fill("composer.never", &[("name", &name)]), *templates),
    };
    html! {
        <div class="locked">
            <div class="locked-words">{ icon(icon::LOCK) }<span>{ said }</span></div>
            if has_templates {
                <div class="tools">
                    { templates(words, dispatch) }
                    { choice(state, words, dispatch) }
                    <button type="button" class="button" onclick={dispatch.reform(|_| Action::PickerOpen)} aria-haspopup="dialog">{ icon(icon::TEMPLATE) }{ words.say("composer.template") }</button>
                </div>
            } else if state.senders.len() > 1 {
                <div class="tools">{ choice(state, words, dispatch) }</div>
            }
        </div>
    }
}
