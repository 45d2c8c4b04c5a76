//! The page of one test: taken down, with its elements, when the test ends.

use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Function, Object, Promise, Reflect};
use sidethread::host::{Port, mount};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

#[wasm_bindgen(module = "/tests/web/page.js")]
extern "C" {
    #[wasm_bindgen(js_name = World)]
    pub(crate) type Page;

    #[wasm_bindgen(constructor, js_class = "World")]
    fn new() -> Page;
    #[wasm_bindgen(method)]
    pub(crate) fn set(this: &Page, key: &str, value: JsValue);
    #[wasm_bindgen(method, setter)]
    pub(crate) fn set_veto(this: &Page, veto: bool);
    #[wasm_bindgen(method)]
    pub(crate) fn provider(this: &Page, seconds: u32) -> JsValue;
    #[wasm_bindgen(method)]
    pub(crate) fn element(this: &Page, tag: &str, phone: &str, provider: &JsValue) -> HtmlElement;
    #[wasm_bindgen(method)]
    pub(crate) fn say(this: &Page, phone: &str, content: &str);
    #[wasm_bindgen(method)]
    pub(crate) fn cut(this: &Page);
    #[wasm_bindgen(method)]
    pub(crate) fn release(this: &Page);
    #[wasm_bindgen(method)]
    pub(crate) fn events(this: &Page, name: &str) -> Array;
    #[wasm_bindgen(method)]
    pub(crate) fn count(this: &Page, method: &str, ending: &str) -> u32;
    #[wasm_bindgen(method)]
    pub(crate) fn articles(this: &Page, thread: &HtmlElement) -> Array;
    #[wasm_bindgen(method)]
    pub(crate) fn texts(this: &Page, thread: &HtmlElement) -> String;
    #[wasm_bindgen(method)]
    pub(crate) fn html(this: &Page, thread: &HtmlElement) -> String;
    #[wasm_bindgen(method)]
    pub(crate) fn trace(this: &Page) -> String;
    #[wasm_bindgen(method, js_name = type)]
    pub(crate) fn type_(this: &Page, thread: &HtmlElement, text: &str);
    #[wasm_bindgen(method)]
    pub(crate) fn draft(this: &Page, thread: &HtmlElement) -> Option<String>;
    #[wasm_bindgen(method)]
    pub(crate) fn press(this: &Page, thread: &HtmlElement, key: &str);
    #[wasm_bindgen(method)]
    pub(crate) fn alerts(this: &Page, thread: &HtmlElement) -> String;
    #[wasm_bindgen(method)]
    pub(crate) fn eval(this: &Page, code: &str) -> JsValue;
    #[wasm_bindgen(method)]
    fn end(this: &Page);
}

#[wasm_bindgen(module = "/src/host/element.js")]
extern "C" {
    fn define(load: &Function, options: &JsValue) -> JsValue;
}

// The files that element.js imports have to lie beside it.
#[wasm_bindgen(module = "/src/host/token.js")]
extern "C" {
    pub(crate) fn lifetime(token: &str) -> JsValue;
}
#[wasm_bindgen(module = "/src/host/opening.js")]
extern "C" {
    #[wasm_bindgen(js_name = Opening)]
    type _Opening;
    #[wasm_bindgen(method, js_class = "Opening", js_name = leave)]
    fn _leave(this: &_Opening);
}
#[wasm_bindgen(module = "/src/host/policy.js")]
extern "C" {
    #[wasm_bindgen(js_name = watchPolicy)]
    fn _watch_policy();
}
#[wasm_bindgen(module = "/src/host/fallback.js")]
extern "C" {
    #[wasm_bindgen(js_name = wasmFault)]
    pub(crate) fn wasm_fault(fault: &JsValue) -> String;
}

pub(crate) const ASHA: &str = "+919999999999";
pub(crate) const BOB: &str = "+918888888888";
pub(crate) const TAG: &str = "side-thread";

thread_local! {
    static LOADS: Rc<Cell<u32>> = Rc::default();
}

/// One page.
pub(crate) struct World {
    pub(crate) page: Page,
}

impl World {
    pub(crate) fn new() -> Self {
        define_element(TAG);
        Self { page: Page::new() }
    }

    /// An element that has its tokens.
    pub(crate) fn thread(&self, phone: &str) -> HtmlElement {
        self.page.element(TAG, phone, &self.page.provider(600))
    }

    /// Waits until this is so.
    pub(crate) async fn until(&self, what: &str, mut so: impl FnMut(&Page) -> bool) {
        for _ in 0..500 {
            TimeoutFuture::new(10).await;
            if so(&self.page) {
                return;
            }
        }
        panic!("never: {what}; {}", self.page.trace());
    }

    pub(crate) async fn shows(&self, thread: &HtmlElement, text: &str) {
        self.until(text, |page| page.texts(thread).contains(text)).await;
    }

    pub(crate) fn say(&self, phone: &str, text: &str) {
        self.page.say(phone, &serde_json::json!({"type": "text", "body": text}).to_string());
    }

    /// A value out of the page, as text.
    pub(crate) fn ask(&self, code: &str) -> String {
        let value = self.page.eval(code);
        value.as_string().unwrap_or_else(|| js_sys::JSON::stringify(&value).map(String::from).unwrap_or_default())
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.page.eval("document.querySelectorAll('side-thread, side-thread-late, side-thread-broken').forEach((node) => { node.destroy?.(); node.remove(); })");
        self.page.end();
    }
}

/// Defines the element with the module of this very test binary behind it.
pub(crate) fn define_element(tag: &str) -> JsValue {
    let load = Closure::<dyn FnMut() -> Promise>::new(|| {
        LOADS.with(|loads| loads.set(loads.get() + 1));
        let door = Object::new();
        let mount = Closure::<dyn FnMut(ShadowRoot, String, Port) -> JsValue>::new(|root, context: String, port| {
            JsValue::from(mount(root, &context, port).expect("a panel"))
        });
        Reflect::set(&door, &"mount".into(), &mount.into_js_value()).expect("a property");
        Promise::resolve(&JsValue::from(door))
    });
    define_with(tag, load.into_js_value().unchecked_ref())
}

/// Defines the element with any way to load.
pub(crate) fn define_with(tag: &str, load: &Function) -> JsValue {
    let options = Object::new();
    Reflect::set(&options, &"tag".into(), &tag.into()).expect("a property");
    define(load, &options)
}
