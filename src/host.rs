//! The door to the page around us: what `host/element.js` calls, and what it is called by. Nothing else knows that page.

#[cfg(feature = "headless")]
pub mod headless;

use crate::app::{App, Props, Store};
use crate::contract::{Context, Out};
use crate::session::Opening;
use js_sys::{Array, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Document, Element, HtmlElement, ShadowRoot};
use yew::AppHandle;

/// The sheet of every panel.
const STYLE: &str = include_str!("style.css");

#[wasm_bindgen]
extern "C" {
    /// The element's side of the door.
    #[wasm_bindgen(typescript_type = "object")]
    pub type Port;

    /// Dispatches `side-thread-{name}`; false when a listener prevented it.
    #[wasm_bindgen(method)]
    fn tell(this: &Port, name: &str, detail: &str) -> bool;

    /// A thread being opened.
    #[wasm_bindgen(typescript_type = "object")]
    pub type OpeningPort;

    #[wasm_bindgen(method, getter)]
    fn first(this: &OpeningPort) -> Promise;

    #[wasm_bindgen(method)]
    fn again(this: &OpeningPort) -> Promise;

    #[wasm_bindgen(method)]
    fn token(this: &OpeningPort, fresh: bool) -> Promise;
}

/// A panel in a shadow root. Ends with [`Handle::destroy`].
#[cfg_attr(not(feature = "headless"), wasm_bindgen)]
pub struct Handle {
    store: Rc<Store>,
    stage: Option<Stage>,
    root: ShadowRoot,
}

/// The place of one panel, and what draws into it.
struct Stage {
    place: Element,
    app: AppHandle<App>,
}

thread_local! {
    /// Yew listens on a place for ever, so one that was let go is taken again: there are never more than there were panels at once.
    static IDLE: RefCell<Vec<Stage>> = const { RefCell::new(Vec::new()) };
    static LIVES: Cell<u32> = const { Cell::new(0) };
}

impl Stage {
    fn new(document: &Document) -> Result<Self, JsValue> {
        let place: Element = document.create_element("div")?;
        place.set_attribute("class", "root")?;
        let app = yew::Renderer::<App>::with_root_and_props(place.clone(), Props::default()).render();
        Ok(Self { place, app })
    }

    fn show(&mut self, store: Option<Rc<Store>>) {
        let life = LIVES.get() + 1;
        LIVES.set(life);
        self.app.update(Props { store, life });
    }
}

/// Puts a panel into a shadow root, which [`Handle::draw`] draws; `context` is [`Context`] as JSON.
///
/// # Errors
/// When the page takes no element or no style.
#[cfg_attr(not(feature = "headless"), wasm_bindgen)]
pub fn mount(root: ShadowRoot, context: &str, port: Port) -> Result<Handle, JsValue> {
    let document = root.owner_document().ok_or(JsValue::NULL)?;
    dress(&root, &document)?;
    let stage = IDLE.with_borrow_mut(Vec::pop).map_or_else(|| Stage::new(&document), Ok)?;
    root.append_child(&stage.place)?;
    let store = Store::new(&read(context), tell(port));
    Ok(Handle { store, stage: Some(stage), root })
}

#[cfg_attr(not(feature = "headless"), wasm_bindgen)]
impl Handle {
    /// Draws the panel, and from now on whenever something changes.
    pub fn draw(&mut self) {
        if let Some(stage) = &mut self.stage {
            stage.show(Some(self.store.clone()));
        }
    }

    /// Shows the thread of an opening.
    ///
    /// # Errors
    /// When the browser lacks what a session needs.
    pub fn open(&self, context: &str, opening: OpeningPort) -> Result<(), JsValue> {
        self.store.open(&read(context), self::opening(opening))
    }

    /// Takes over what can change in place: the language.
    pub fn change(&self, context: &str) {
        self.store.speak(&read(context));
    }

    /// Focuses the composer, or what stands in its place; false if there is neither yet.
    #[cfg_attr(not(feature = "headless"), wasm_bindgen(js_name = focusComposer))]
    pub fn focus_composer(&self) -> bool {
        let choices = ["textarea:not(:disabled)", "[part~=composer] button:not(:disabled)"];
        let found = choices.iter().find_map(|choice| self.root.query_selector(choice).ok().flatten());
        found.and_then(|element| element.dyn_into::<HtmlElement>().ok()).is_some_and(|element| element.focus().is_ok())
    }

    /// Ends the panel: nothing of it stays in the root, on the line or in a timer.
    pub fn destroy(mut self) {
        self.store.close();
        if let Some(mut stage) = self.stage.take() {
            stage.show(None);
            IDLE.with_borrow_mut(|idle| idle.push(stage));
        }
        while let Some(child) = self.root.first_child() {
            let _ = self.root.remove_child(&child);
        }
        let _ = Reflect::set(&self.root, &"adoptedStyleSheets".into(), &Array::new());
    }
}

/// What the store tells, on its way out.
fn tell(port: Port) -> Box<dyn Fn(&Out) -> bool> {
    Box::new(move |out| port.tell(out.name(), &out.detail()))
}

fn opening(port: OpeningPort) -> Opening {
    let port = Rc::new(port);
    let (again, tokens) = (port.clone(), port.clone());
    Opening { first: port.first(), again: Rc::new(move || again.again()), tokens: Rc::new(move |fresh| tokens.token(fresh)) }
}

fn read(context: &str) -> Context {
    crate::json::read(context).unwrap_or_default()
}

thread_local! {
    static SHEET: RefCell<Option<CssStyleSheet>> = const { RefCell::new(None) };
}

/// Gives a root our style: one sheet shared by all panels, or a `<style>` where sheets can't be adopted.
fn dress(root: &ShadowRoot, document: &Document) -> Result<(), JsValue> {
    let adopted = "adoptedStyleSheets".into();
    if Reflect::has(root, &adopted).unwrap_or(false)
        && let Some(sheet) = sheet()
        && Reflect::set(root, &adopted, &Array::of1(&sheet)).is_ok()
    {
        return Ok(());
    }
    let style = document.create_element("style")?;
    style.set_text_content(Some(STYLE));
    root.append_child(&style).map(drop)
}

fn sheet() -> Option<CssStyleSheet> {
    SHEET.with(|kept| {
        let mut kept = kept.borrow_mut();
        if kept.is_none() {
            let sheet = CssStyleSheet::new().ok()?;
            sheet.replace_sync(STYLE).ok()?;
            *kept = Some(sheet);
        }
        kept.clone()
    })
}
