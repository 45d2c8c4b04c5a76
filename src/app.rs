//! The root: one store that takes actions, one component that draws it. Effects go to the session, news to the host.

mod news;
mod store;

pub use store::Store;

use crate::state::{Action, Phase, UploadTarget};
use crate::view::Panel;
use std::rc::Rc;
use web_sys::File;
use yew::{Callback, Component, Context, Html, Properties, html};

/// The store that is drawn.
#[derive(Clone, Properties)]
pub struct Props {
    /// It outlives the component.
    pub store: Rc<Store>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.store, &other.store)
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
        let store = &ctx.props().store;
        store.on_change(Callback::from(move |()| link.send_message(())));
        let (weak, other) = (Rc::downgrade(store), Rc::downgrade(store));
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

    fn update(&mut self, _: &Context<Self>, (): ()) -> bool {
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let store = &ctx.props().store;
        html! {
            <Panel
                state={store.current()}
                dispatch={self.dispatch.clone()}
                attach={self.attach.clone()}
                words={store.words()}
            />
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        let store = &ctx.props().store;
        if store.current().phase == Phase::Ready {
            store.on_screen();
        }
    }
}
