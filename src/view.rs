//! What a person sees and touches. It draws the state and dispatches actions; it decides nothing.
//!
//! Beside the state it keeps only what is gone with the page: where the focus is, which menu is open, what is searched for.

mod attachments;
mod bubble;
mod composer;
mod copy;
mod fault;
mod header;
mod html;
mod icon;
mod journal;
mod keys;
mod lightbox;
mod live;
mod menu;
mod page;
mod picker;
mod player;
mod quote;
mod reactions;
mod row;
pub(crate) mod search;
mod sheet;
mod skeleton;
mod strip;
mod tick;
mod timeline;

use crate::state::{Action, Part, Phase, SenderKey, State, UploadTarget};
use crate::text;
use crate::words::Words;
use bubble::Picture;
use composer::Composer;
use html::html;
use live::Live;
use row::Wish;
use search::Search;
use std::rc::Rc;
use timeline::Timeline;
use web_sys::{File, HtmlElement};
use yew::prelude::*;

/// What the panel needs.
#[derive(Properties, PartialEq)]
pub struct PanelProps {
    /// What is drawn.
    pub state: Rc<State>,
    /// Everything that happens goes there.
    pub dispatch: Callback<Action>,
    /// Every word.
    pub words: Words,
    /// Files that were chosen, pasted or dropped; `app` keeps them and dispatches [`Action::Attach`].
    pub attach: Callback<(UploadTarget, Vec<File>)>,
}

/// The whole panel.
pub struct Panel {
    root: NodeRef,
    search: Option<Search>,
    has_keys: bool,
    has_menu: bool,
    picture: Option<Picture>,
    live: Live,
    note: Option<AttrValue>,
    is_dropping: bool,
    walk: (u32, isize),
    /// What lies over the panel, and where the focus was before.
    over: Over,
    came_from: Option<HtmlElement>,
    /// The focus goes to the first match once it is drawn.
    focus: Option<&'static str>,
}

/// What lies over the panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Over {
    #[default]
    Nothing,
    Picture,
    Journal,
    Keys,
    Templates,
    Form,
}

/// What happens to the panel itself.
#[doc(hidden)]
pub enum Msg {
    Header(header::Press),
    Search(search::Press),
    Menu(menu::Press),
    Wish(Wish),
    Key(KeyboardEvent),
    Drag(bool),
    Drop(DragEvent),
    ClosePicture,
    CloseKeys,
    DropNote,
    Write,
}

impl Component for Panel {
    type Message = Msg;
    type Properties = PanelProps;

    fn create(ctx: &Context<Self>) -> Self {
        let mut panel = Self {
            root: NodeRef::default(),
            search: None,
            has_keys: false,
            has_menu: false,
            picture: None,
            live: Live::default(),
            note: None,
            is_dropping: false,
            walk: (0, 0),
            over: Over::Nothing,
            came_from: None,
            focus: None,
        };
        panel.turn(ctx);
        panel
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &PanelProps) -> bool {
        let PanelProps { state, words, dispatch, .. } = ctx.props();
        let thread = |state: &State| state.thread.as_ref().map(|thread| thread.id.clone());
        if thread(&old.state) != thread(state) && old.state.thread.is_some() {
            (self.search, self.picture, self.note, self.has_menu) = (None, None, None, false);
        }
        if (old.state.part, state.part) == (Part::Coming, Part::Away) {
            (self.search, self.picture, self.has_menu, self.has_keys) = (None, None, false, false);
        }
        self.live.follow(&old.state, state, words);
        if let Some(announce) = &state.announce {
            if live::is_homeless(announce) {
                self.note = Some(live::note(announce, words).into());
            }
            dispatch.emit(Action::Announced);
        }
        self.turn(ctx);
        true
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Header(header::Press::Search) => self.toggle_search(),
            Msg::Header(header::Press::More) => {
                self.has_menu = !self.has_menu;
                self.focus = Some(if self.has_menu { "[role=menuitem]" } else { ".more" });
            }
            Msg::Menu(press) => self.choose(ctx, press),
            Msg::Search(press) => self.find(ctx, press),
            Msg::Wish(Wish::Look(picture)) => self.picture = Some(picture),
            Msg::Wish(Wish::Reply(id)) => {
                let (state, dispatch) = (&ctx.props().state, &ctx.props().dispatch);
                // It can be quoted by the number that it went over, and by no other.
                if let Some(row) = state.timeline.find(&id).filter(|_| state.senders.len() > 1) {
                    let (account, channel) = (row.message.account.clone(), Some(row.message.channel.clone()));
                    dispatch.emit(Action::ChooseSender(SenderKey { account, channel }));
                }
                dispatch.emit(Action::QuoteStart(id));
                self.focus = Some("textarea");
            }
            Msg::Wish(Wish::Palette(_) | Wish::Focused(_) | Wish::Walk(_)) => return false,
            Msg::Key(event) => return self.key(ctx, &event),
            Msg::Drag(is_dropping) => return std::mem::replace(&mut self.is_dropping, is_dropping) != is_dropping,
            Msg::Drop(event) => {
                event.prevent_default();
                self.is_dropping = false;
                let dropped = composer::files(event.data_transfer().and_then(|data| data.files()));
                if !dropped.is_empty() && self.over == Over::Nothing && ctx.props().state.lock().is_none() {
                    ctx.props().attach.emit((UploadTarget::Composer, dropped));
                }
            }
            Msg::ClosePicture => self.picture = None,
            Msg::CloseKeys => self.has_keys = false,
            Msg::DropNote => self.note = None,
            Msg::Write => self.focus = Some("textarea, .locked button"),
        }
        self.turn(ctx);
        true
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        if let Some(selector) = self.focus.take() {
            let found = page::focus(&self.root, selector);
            self.focus = (!found && ctx.props().state.part == Part::Coming).then_some(selector);
        } else if self.over == Over::Nothing
            && let Some(element) = self.came_from.take()
            && !(element.is_connected() && element.focus().is_ok() && page::active(&self.root).as_ref() == Some(&element))
        {
            page::focus(&self.root, "textarea, .locked button");
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let PanelProps { state, words, dispatch, attach } = ctx.props();
        let link = ctx.link();
        let wish = link.callback(Msg::Wish);
        let drag = |is_over: bool| {
            link.callback(move |event: DragEvent| {
                event.prevent_default();
                Msg::Drag(is_over)
            })
        };
        html! {
            <section ref={&self.root} class={if self.is_dropping { "panel dropping" } else { "panel" }} lang={words.lang()} dir={words.dir()} aria-label={words.say("panel")}
                onkeydown={link.callback(Msg::Key)} ondragover={drag(true)} ondragleave={drag(false)} ondrop={link.callback(Msg::Drop)}>
                <div class="base" inert={self.over != Over::Nothing && is_whole(ctx)}>
                    if !matches!(state.phase, Phase::Refused(_)) { { header::draw(state, words, self.search.is_some(), self.has_menu, &link.callback(Msg::Header), self.menu(ctx)) } }
                    { for self.search.as_ref().filter(|_| is_whole(ctx)).map(|search| search::draw(search, words, &link.callback(Msg::Search))) }
                    { strip::draw(state, words, self.note.as_ref(), &link.callback(|()| Msg::DropNote), dispatch) }
                    { self.middle(ctx, wish) }
                    { match state.phase {
                        Phase::Ready => html! { <Composer state={state.clone()} words={words.clone()} dispatch={dispatch.clone()} attach={attach.clone()} /> },
                        Phase::Idle | Phase::Opening => html! { <div class="composer rest"></div> },
                        Phase::Refused(_) => Html::default(),
                    } }
                </div>
                { self.over(ctx) }
                { self.live.draw() }
                if self.is_dropping { <div class="drop-here" aria-hidden="true">{ icon::large(icon::CLIP) }{ words.say("composer.drop") }</div> }
            </section>
        }
    }
}

impl Panel {
    fn middle(&self, ctx: &Context<Self>, wish: Callback<Wish>) -> Html {
        let PanelProps { state, words, dispatch, .. } = ctx.props();
        if let Phase::Refused(refusal) = &state.phase {
            return strip::refused(refusal, words, dispatch);
        }
        let is_empty = state.phase == Phase::Ready && state.timeline.is_empty() && state.echoes().next().is_none();
        if is_empty {
            return self.empty(ctx);
        }
        let needle = self.search.as_ref().map(|search| AttrValue::from(text::lower(search.query.trim()))).unwrap_or_default();
        html! { <Timeline state={state.clone()} words={words.clone()} dispatch={dispatch.clone()} {wish} walk={self.walk} {needle} /> }
    }

    /// No message yet: what will appear here, and the one button that starts it.
    fn empty(&self, ctx: &Context<Self>) -> Html {
        let PanelProps { state, words, .. } = ctx.props();
        let name = contact_name(state, words);
        let start = match state.lock() {
            None => {
                html! { <button type="button" class="button" onclick={ctx.link().callback(|_| Msg::Write)}>{ words.say("empty.write") }</button> }
            }
            // The composer below says why, and has the button if there is a way.
            Some(_) => Html::default(),
        };
        html! {
            <div part="thread" class="blank" role="log" aria-label={words.fill("thread", &[("name", &name)])}>
                <span class="blank-sign">{ icon::large(icon::CHAT) }</span>
                <p>{ words.fill("empty", &[("name", &name)]) }</p>
                { start }
            </div>
        }
    }

    fn menu(&self, ctx: &Context<Self>) -> Html {
        if self.has_menu && is_whole(ctx) {
            menu::draw(&ctx.props().state, &ctx.props().words, &ctx.link().callback(Msg::Menu))
        } else {
            Html::default()
        }
    }

    fn over(&self, ctx: &Context<Self>) -> Html {
        let PanelProps { state, words, dispatch, attach } = ctx.props();
        if !is_whole(ctx) {
            return Html::default();
        }
        match (self.over, &self.picture, &state.journal) {
            (Over::Picture, Some(picture), _) => {
                lightbox::draw(picture, state, words, &ctx.link().callback(|()| Msg::ClosePicture), dispatch)
            }
            (Over::Journal, _, Some(id)) => journal::draw(id, state, words, dispatch),
            (Over::Keys, ..) => keys::draw(words, &ctx.link().callback(|()| Msg::CloseKeys)),
            (Over::Templates | Over::Form, ..) => picker::draw(state, words, dispatch, attach),
            (Over::Nothing | Over::Picture | Over::Journal, ..) => Html::default(),
        }
    }

    /// Notices that something opened or closed over the panel: the focus goes in, and comes back to where it was.
    fn turn(&mut self, ctx: &Context<Self>) {
        let state = &ctx.props().state;
        let over = if self.picture.is_some() {
            Over::Picture
        } else if state.journal.as_ref().is_some_and(|id| state.timeline.find(id).is_some()) {
            Over::Journal
        } else if self.has_keys {
            Over::Keys
        } else if let Some(picker) = &state.picker {
            if picker.chosen.is_some() { Over::Form } else { Over::Templates }
        } else {
            Over::Nothing
        };
        let is_open = over != Over::Nothing || self.has_menu || self.search.is_some();
        if is_open && state.part == Part::Away {
            ctx.props().dispatch.emit(Action::WantPart);
        }
        if over == self.over {
            return;
        }
        if self.over == Over::Nothing {
            self.came_from = page::active(&self.root);
        }
        self.over = over;
        self.focus = match over {
            Over::Nothing => None,
            Over::Templates => Some("[role=dialog] .field"),
            Over::Form => Some("[role=dialog] .form input, [role=dialog] .send"),
            Over::Picture => Some("[role=dialog] button:last-of-type"),
            Over::Journal | Over::Keys => Some("[role=dialog] h2"),
        };
    }

    fn toggle_search(&mut self) {
        self.search = if self.search.is_some() { None } else { Some(Search::default()) };
        self.focus = self.search.is_some().then_some(".search-field");
    }

    fn find(&mut self, ctx: &Context<Self>, press: search::Press) {
        let PanelProps { state, dispatch, .. } = ctx.props();
        let Some(search) = &mut self.search else { return };
        let hit = match press {
            search::Press::Query(query) => {
                *search = Search::of(query, &state.timeline);
                search.hits.first().cloned()
            }
            search::Press::Step(steps) => search.step(steps).cloned(),
            search::Press::Close => {
                self.search = None;
                self.focus = Some("textarea");
                None
            }
        };
        hit.into_iter().for_each(|hit| dispatch.emit(Action::Jump(hit)));
    }

    fn choose(&mut self, ctx: &Context<Self>, press: menu::Press) {
        self.has_menu = false;
        match press {
            menu::Press::Templates => ctx.props().dispatch.emit(Action::PickerOpen),
            menu::Press::Keys => {
                self.has_keys = true;
                page::focus(&self.root, ".more");
            }
            menu::Press::Copy(number) => {
                page::copy(&number);
                self.focus = Some(".more");
            }
            menu::Press::Leave => self.focus = Some(".more"),
        }
    }

    /// The keys that work anywhere in the panel; true if the panel changed.
    fn key(&mut self, ctx: &Context<Self>, event: &KeyboardEvent) -> bool {
        let is_ctrl = event.ctrl_key() || event.meta_key();
        let is_free = self.over == Over::Nothing && ctx.props().state.phase == Phase::Ready;
        match event.key().as_str() {
            "Escape" if !event.is_composing() => {
                if !self.step_back(ctx) {
                    return false;
                }
            }
            "k" | "K" if is_ctrl && is_free => ctx.props().dispatch.emit(Action::PickerOpen),
            "f" | "F" if is_ctrl && is_free => {
                if self.search.is_none() {
                    self.toggle_search();
                } else {
                    self.focus = Some(".search-field");
                }
            }
            "ArrowUp" if event.alt_key() && is_free => self.walk = (self.walk.0.wrapping_add(1), -1),
            "ArrowDown" if event.alt_key() && is_free => self.walk = (self.walk.0.wrapping_add(1), 1),
            "?" if is_free && !is_writing(event) => self.has_keys = true,
            _ => return false,
        }
        event.prevent_default();
        event.stop_propagation();
        self.turn(ctx);
        true
    }

    /// Escape: one step back, never past text.
    fn step_back(&mut self, ctx: &Context<Self>) -> bool {
        let PanelProps { state, dispatch, .. } = ctx.props();
        match self.over {
            Over::Picture => self.picture = None,
            Over::Journal => dispatch.emit(Action::JournalClose),
            Over::Keys => self.has_keys = false,
            Over::Form => dispatch.emit(Action::PickerChoose(None)),
            Over::Templates => dispatch.emit(Action::PickerClose),
            Over::Nothing if self.has_menu => (self.has_menu, self.focus) = (false, Some(".more")),
            Over::Nothing if self.search.is_some() => (self.search, self.focus) = (None, Some("textarea")),
            Over::Nothing if state.composer.reply_to.is_some() => dispatch.emit(Action::QuoteCancel),
            Over::Nothing if page::active(&self.root).is_some_and(|active| active.tag_name() != "TEXTAREA") => {
                self.focus = Some("textarea")
            }
            Over::Nothing => return false,
        }
        true
    }
}

/// Whether everything can be drawn; what opens before its part of the program is here waits for it.
fn is_whole(ctx: &Context<Panel>) -> bool {
    ctx.props().state.part == Part::Here
}

/// Whether a key goes into a field.
fn is_writing(event: &KeyboardEvent) -> bool {
    let field = event.target_dyn_into::<HtmlElement>().map(|element| element.tag_name());
    field.is_some_and(|tag| matches!(tag.as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// What the person is called: the name, else the number, else that there is none.
fn contact_name(state: &State, words: &Words) -> String {
    let Some(thread) = &state.thread else { return words.say("nameless").to_owned() };
    let name = thread.contact.name.clone().filter(|name| !model::limits::is_blank(name));
    let number = || thread.contact.addresses.iter().map(|address| header::spaced(address.value())).next();
    name.or_else(number).unwrap_or_else(|| words.say("nameless").to_owned())
}
