//! One request and its answer: typed bodies in, typed bodies or a problem out. A 401 is tried once more with a newer token.

use super::door::Door;
use crate::json::{Read, Write, read};
use model::api::error::MEDIA_TYPE;
use model::api::{Code, ErrorBody};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestInit, Response};

/// How long an ordinary request may take, in milliseconds.
pub const TIMEOUT_MS: u32 = 20_000;

/// Why there is no answer to work with.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// We ended it ourselves; nothing is to be said about it.
    Closed,
    /// The proxy didn't answer, or something before it did; trying again may help.
    Unreachable,
    /// The host gave no token.
    Token(String),
    /// The proxy said no.
    Refused {
        /// Why.
        error: ErrorBody,
        /// Not before so many seconds.
        retry_after: Option<u32>,
    },
    /// The answer wasn't what the contract says.
    Unreadable,
}

impl Failure {
    /// What the proxy said, if it said something.
    pub fn error(self) -> Option<ErrorBody> {
        match self {
            Self::Refused { error, .. } => Some(error),
            Self::Closed | Self::Unreachable | Self::Token(_) | Self::Unreadable => None,
        }
    }

    /// Whether the same request may do better later, without anybody acting.
    pub fn passes(&self) -> bool {
        match self {
            Self::Unreachable => true,
            Self::Refused { error, .. } => matches!(error.status, 408 | 429 | 500..=599),
            Self::Closed | Self::Token(_) | Self::Unreadable => false,
        }
    }
}

/// What to ask for.
#[derive(Clone, Debug, Default)]
pub struct Ask<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// The path with its query, from the slash.
    pub path: &'a str,
    /// A JSON body.
    pub body: Option<String>,
    /// What kind of answer is wanted.
    pub accept: &'a str,
}

impl<'a> Ask<'a> {
    /// A JSON answer to a question without a body.
    pub fn get(path: &'a str) -> Self {
        Self { method: "GET", path, body: None, accept: "application/json" }
    }

    /// A JSON answer to a JSON body.
    pub fn post(path: &'a str, body: &dyn Write) -> Self {
        Self { method: "POST", path, body: Some(crate::json::write(body)), accept: "application/json" }
    }
}

/// Asks, and reads the answer as JSON.
///
/// # Errors
/// See [`Failure`].
pub async fn json<T: Read>(door: &Door, ask: Ask<'_>) -> Result<T, Failure> {
    let response = send(door, ask, &door.signal_for(TIMEOUT_MS)).await?;
    let text = text(door, &response).await?;
    read(&text).map_err(|_| Failure::Unreadable)
}

/// Asks, and only looks whether it went well.
///
/// # Errors
/// See [`Failure`].
pub async fn done(door: &Door, ask: Ask<'_>) -> Result<(), Failure> {
    send(door, ask, &door.signal_for(TIMEOUT_MS)).await.map(drop)
}

/// Asks, and hands over a good answer unread.
///
/// # Errors
/// See [`Failure`].
pub async fn send(door: &Door, ask: Ask<'_>, signal: &AbortSignal) -> Result<Response, Failure> {
    let mut fresh = false;
    loop {
        let token = door.token(fresh).await.map_err(|words| if door.is_closed() { Failure::Closed } else { Failure::Token(words) })?;
        let response = fetch(door, &ask, &token, signal).await.map_err(|_| lost(door))?;
        if response.ok() {
            return Ok(response);
        }
        if response.status() == 401 && !fresh {
            fresh = true;
            continue;
        }
        return Err(refusal(door, &response).await);
    }
}

async fn fetch(door: &Door, ask: &Ask<'_>, token: &str, signal: &AbortSignal) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    headers.set("authorization", &["Bearer ", token].concat())?;
    headers.set("accept", ask.accept)?;
    let init = RequestInit::new();
    init.set_method(ask.method);
    init.set_credentials(web_sys::RequestCredentials::Omit);
    init.set_cache(web_sys::RequestCache::NoStore);
    init.set_signal(Some(signal));
    if let Some(body) = &ask.body {
        headers.set("content-type", "application/json")?;
        init.set_body(&JsValue::from_str(body));
    }
    init.set_headers(&headers);
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let answer = JsFuture::from(window.fetch_with_str_and_init(&[&door.endpoint, ask.path].concat(), &init)).await?;
    answer.dyn_into()
}

async fn text(door: &Door, response: &Response) -> Result<String, Failure> {
    let promise = response.text().map_err(|_| Failure::Unreadable)?;
    let text = JsFuture::from(promise).await.map_err(|_| lost(door))?;
    text.as_string().ok_or(Failure::Unreadable)
}

fn lost(door: &Door) -> Failure {
    if door.is_closed() { Failure::Closed } else { Failure::Unreachable }
}

async fn refusal(door: &Door, response: &Response) -> Failure {
    let status = response.status();
    let header = |name: &str| response.headers().get(name).ok().flatten();
    let retry_after = header("retry-after").and_then(|seconds| seconds.parse().ok());
    let is_ours = header("content-type").is_some_and(|kind| kind.starts_with(MEDIA_TYPE));
    if !is_ours && matches!(status, 502..=504) {
        return Failure::Unreachable;
    }
    match text(door, response).await {
        Ok(body) => Failure::Refused { error: problem(status, &body), retry_after },
        Err(failure) => failure,
    }
}

/// A problem body, or one made up for an answer that is none: something stands between us and the proxy.
pub fn problem(status: u16, body: &str) -> ErrorBody {
    read(body).unwrap_or_else(|_| {
        let number = status.to_string();
        let mut error = ErrorBody::new(Code::Unknown(["http-", &number].concat()), ["The server answered ", &number, "."].concat());
        error.status = status;
        error
    })
}

/// Writes a query value so that nothing in it can be taken for syntax.
pub fn escape(value: &str) -> String {
    js_sys::encode_uri_component(value).into()
}
