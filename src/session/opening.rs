//! The first answer: a thread and its newest messages, asked for by the host's script while the WASM was still on its way.

use crate::net::request::problem;
use crate::state::{Carried, Refusal};
use js_sys::{Promise, Reflect};
use model::api::open_thread::Snapshot;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// How a thread is opened, by whoever holds the context and the tokens.
#[derive(Clone)]
pub struct Opening {
    /// The first answer, already on its way.
    pub first: Promise,
    /// Asks again.
    pub again: Rc<dyn Fn() -> Promise>,
    /// Tokens of this contact.
    pub tokens: crate::net::door::Tokens,
}

/// What came of asking.
pub enum Answer {
    /// The thread.
    Snapshot(Box<Snapshot<Carried>>),
    /// Not now; asking again helps.
    Later {
        /// What to say if it lasts.
        refusal: Refusal,
        /// Not before so many seconds.
        retry_after: Option<u32>,
    },
    /// No, until somebody acts.
    Refused(Refusal),
}

/// Waits for an answer `{status, body, retryAfter}` or `{fault, hint}`.
pub async fn answer(promise: Promise) -> Answer {
    let away = |hint| Answer::Later { refusal: Refusal { hint, ..Refusal::new("unreachable") }, retry_after: None };
    let Ok(answer) = JsFuture::from(promise).await else { return away(None) };
    let get = |key: &str| Reflect::get(&answer, &JsValue::from_str(key)).unwrap_or_default();
    let word = |key: &str| get(key).as_string();
    if let Some(fault) = word("fault") {
        return match fault.as_str() {
            "unreachable" => away(word("hint")),
            _ => Answer::Refused(Refusal { hint: word("hint"), ..Refusal::new(fault) }),
        };
    }
    let status = get("status").as_f64().unwrap_or_default() as u16;
    let body = word("body").unwrap_or_default();
    match status {
        200..=299 => match crate::json::read(&body) {
            Ok(snapshot) => Answer::Snapshot(Box::new(snapshot)),
            Err(_) => Answer::Refused(Refusal::new("unreadable")),
        },
        408 | 429 | 500..=599 => {
            let retry_after = get("retryAfter").as_f64().map(|seconds| seconds as u32);
            Answer::Later { refusal: problem(status, &body).into(), retry_after }
        }
        _ => Answer::Refused(problem(status, &body).into()),
    }
}
