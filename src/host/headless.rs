//! The door for those who draw by themselves: session, state and outbox without a panel. With the feature `headless` this is the
//! only door, and the WASM is another, smaller one.

mod draft;
mod news;
mod picking;

use super::{OpeningPort, Port, opening, read, tell};
use crate::app::Store;
use crate::json::{read as parse, write};
use crate::state::{Action, AttachmentId, Listing, Phase, SenderKey, State, UploadTarget};
use crate::view::search::Search;
use js_sys::Function;
use model::content::Value;
use model::{Channel, ClientId, Content};
use news::news;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::File;
use yew::Callback;

/// A conversation without a panel. Ends with [`Headless::close`].
#[wasm_bindgen]
pub struct Headless {
    store: Rc<Store>,
}

#[wasm_bindgen]
impl Headless {
    /// Tells events through the port and news of the state, as JSON, through `changed`.
    #[wasm_bindgen(constructor)]
    pub fn new(context: &str, port: Port, changed: Function) -> Self {
        let store = Store::new(&read(context), tell(port));
        let (weak, told) = (Rc::downgrade(&store), RefCell::new(Rc::new(State::default())));
        store.on_change(Callback::from(move |()| {
            let Some(store) = weak.upgrade() else { return };
            let now = store.current();
            let before = told.replace(now.clone());
            let _ = changed.call1(&JsValue::NULL, &write(&news(&before, &now)).into());
            if now.phase == Phase::Ready {
                store.on_screen();
            }
        }));
        Self { store }
    }

    /// Opens a contact's thread.
    ///
    /// # Errors
    /// When the browser lacks what a session needs.
    pub fn open(&self, context: &str, port: OpeningPort) -> Result<(), JsValue> {
        self.store.open(&read(context), opening(port))
    }

    /// Changes the words of the draft; the customer's phone may show that somebody writes.
    pub fn draft(&self, words: String) {
        self.store.act(Action::Draft(words));
    }

    /// Lets the draft answer a message; empty: none.
    pub fn quote(&self, message: &str) {
        self.store.act(if message.is_empty() { Action::QuoteCancel } else { Action::QuoteStart(message.into()) });
    }

    /// Sends the draft under this name.
    pub fn send(&self, client_id: &str) {
        self.store.act(Action::Send { client_id: client_id.into(), at: self.store.current().now });
    }

    /// Sends a content, as JSON of the API; answers what is wrong with it, as JSON, and sends nothing then.
    ///
    /// # Errors
    /// When it is no content.
    #[wasm_bindgen(js_name = sendContent)]
    pub fn send_content(&self, content: &str, client_id: &str) -> Result<String, JsValue> {
        let content: Content = parse(content).map_err(|_| JsValue::from_str("not a content"))?;
        let state = self.store.current();
        let problems = state.sender().map(|sender| content.check(&sender.capabilities)).unwrap_or_default();
        if problems.is_empty() {
            self.store.act(Action::SendContent { content: content.into(), client_id: client_id.into(), at: state.now });
        }
        Ok(write(&problems))
    }

    /// Chooses the way to answer.
    pub fn choose(&self, account: &str, channel: &str) {
        self.store.act(Action::ChooseSender(SenderKey { account: account.into(), channel: Some(Channel::from(channel)) }));
    }

    /// Tries an answer again: a pending one by its name, or a failed message by its id under a new name.
    pub fn retry(&self, id: &str, client_id: &str) {
        let state = self.store.current();
        let echo = ClientId::from(id);
        self.store.act(match state.pending.find(&echo) {
            Some(_) => Action::RetryEcho(echo),
            None => Action::RetryMessage { message: id.into(), client_id: client_id.into(), at: state.now },
        });
    }

    /// Takes files into the draft; those that fit begin to leave.
    pub fn attach(&self, files: Vec<File>) {
        self.store.attach(UploadTarget::Composer, files);
    }

    /// Takes a file away, or stops its upload.
    pub fn detach(&self, id: u32) {
        self.store.act(Action::Detach(AttachmentId(id)));
    }

    /// Uploads a file again.
    #[wasm_bindgen(js_name = retryUpload)]
    pub fn retry_upload(&self, id: u32) {
        self.store.act(Action::RetryUpload(AttachmentId(id)));
    }

    /// Takes a pending answer away.
    pub fn discard(&self, client_id: &str) {
        self.store.act(Action::Discard(client_id.into()));
    }

    /// Puts an emoji on a message; empty takes it away.
    pub fn react(&self, message: &str, emoji: String) {
        self.store.act(Action::React { message: message.into(), emoji });
    }

    /// Somebody has seen everything up to this message.
    pub fn seen(&self, message: &str) {
        self.store.act(Action::Seen(message.into()));
    }

    /// Loads an older page.
    pub fn older(&self) {
        self.store.act(Action::LoadOlder);
    }

    /// The loaded messages that hold these words, newest first, as JSON.
    pub fn find(&self, words: String) -> String {
        write(&Search::of(words, &self.store.current().timeline).hits)
    }

    /// Opens the template picker of the chosen way to answer.
    #[wasm_bindgen(js_name = pickerOpen)]
    pub fn picker_open(&self) {
        self.store.act(Action::PickerOpen);
    }

    /// Closes it.
    #[wasm_bindgen(js_name = pickerClose)]
    pub fn picker_close(&self) {
        self.store.act(Action::PickerClose);
    }

    /// Loads its list again.
    #[wasm_bindgen(js_name = pickerReload)]
    pub fn picker_reload(&self) {
        self.store.act(Action::PickerReload);
    }

    /// Searches in it.
    #[wasm_bindgen(js_name = pickerQuery)]
    pub fn picker_query(&self, words: String) {
        self.store.act(Action::PickerQuery(words));
    }

    /// Chooses a template by name and language; false if the list has none like that.
    #[wasm_bindgen(js_name = pickerChoose)]
    pub fn picker_choose(&self, name: &str, language: &str) -> bool {
        let state = self.store.current();
        let Some(Listing::Ready(templates)) = state.picker.as_ref().map(|picker| &picker.listing) else { return false };
        let Some(found) = templates.iter().find(|template| template.name == name && template.language == language) else { return false };
        self.store.act(Action::PickerChoose(Some(found.clone())));
        true
    }

    /// Goes back to the list.
    #[wasm_bindgen(js_name = pickerBack)]
    pub fn picker_back(&self) {
        self.store.act(Action::PickerChoose(None));
    }

    /// Fills in a value, as JSON of the API; none empties it.
    ///
    /// # Errors
    /// When it is no value.
    #[wasm_bindgen(js_name = pickerValue)]
    pub fn picker_value(&self, key: String, value: Option<String>) -> Result<(), JsValue> {
        let value: Option<Value> = value.map(|text| parse(&text)).transpose().map_err(|_| JsValue::from_str("not a value"))?;
        self.store.act(Action::PickerValue { key, value });
        Ok(())
    }

    /// Takes a file into a value.
    #[wasm_bindgen(js_name = pickerAttach)]
    pub fn picker_attach(&self, key: String, file: File) {
        self.store.attach(UploadTarget::Value(key), vec![file]);
    }

    /// Sends the chosen template under this name.
    #[wasm_bindgen(js_name = pickerSend)]
    pub fn picker_send(&self, client_id: &str) {
        self.store.act(Action::PickerSend { client_id: client_id.into(), at: self.store.current().now });
    }

    /// Ends everything.
    pub fn close(&self) {
        self.store.close();
    }
}
