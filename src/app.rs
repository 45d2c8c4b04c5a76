//! The root: one store that takes actions, one component that draws it. Effects go to the session, news to the host.

mod news;
mod store;

pub use store::Store;

use crate::state::{Action, Phase, UploadTarget};
use crate::view::Panel;
use std::rc::Rc;
use web_sys::File;
use yew::{Callback, Component, Context, Html, Properties, html};

/// The store that is drawn; without one, nothing is.
#[derive(Clone, Default, Properties)]
pub struct Props {
    /// It outlives what is drawn of it.
    pub store: Option<Rc<Store>>,
    /// Another number for each store: nothing of one panel is taken over by the next.
    pub life: u32,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.life == other.life
    }
}

/// Draws the store whenever it changes.
pub struct App {
    dispatch: Callback<Action>,
    attach: Callback<(UploadTarget, Vec<File>)>,
}

impl Component for App {
    type Message = ();
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link().clone();
        let store = ctx.props().store.as_ref();
        if let Some(store) = store {
            store.on_change(Callback::from(move |()| link.send_message(())));
        }
        let weak = store.map(Rc::downgrade).unwrap_or_default();
        let other = weak.clone();
        Self {
            dispatch: Callback::from(move |action| {
                if let Some(store) = weak.upgrade() {
                    store.act(action);
                }
            }),
            attach: Callback::from(move |(target, files): (UploadTarget, Vec<File>)| {
                if let Some(store) = other.upgrade() {
                    store.attach(target, files);
                }
            }),
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, _: &Props) -> bool {
        *self = Self::create(ctx);
        true
    }

    fn update(&mut self, _: &Context<Self>, (): ()) -> bool {
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { store: Some(store), life } = ctx.props() else { return Html::default() };
        html! {
            <Panel
                key={*life}
                state={store.current()}
                dispatch={self.dispatch.clone()}
                attach={self.attach.clone()}
                words={store.words()}
            />
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        if let Some(store) = &ctx.props().store
            && store.current().phase == Phase::Ready
        {
            store.on_screen();
        }
    }
}
