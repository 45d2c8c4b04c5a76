//! The live stream: changes as they happen, read from a streaming body, or by long polls where bodies don't stream.

use super::door::Door;
use super::request::{self, Ask, Failure};
use super::sse::Parser;
use crate::json::{Read, read};
use model::api::{open_stream, open_thread};
use model::{Event, ThreadId};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, Response};

/// An open stream.
pub struct Stream {
    reader: ReadableStreamDefaultReader,
    parser: Parser,
}

/// What came of opening one.
pub enum Opened {
    /// It is live.
    Live(Stream),
    /// This browser, or something between it and the proxy, doesn't stream bodies: poll.
    Deaf,
}

/// Opens the stream behind a log position; `controller` ends it.
///
/// # Errors
/// See [`Failure`].
pub async fn open(door: &Door, thread: &ThreadId, after: u64, controller: &AbortController) -> Result<Opened, Failure> {
    let path = [&open_thread::thread_path(thread, "events"), "?after=", &after.to_string()].concat();
    let ask = Ask { accept: "text/event-stream", ..Ask::get(&path) };
    let response = request::send(door, ask, &door.joined(controller)).await?;
    Ok(reader(&response).map_or(Opened::Deaf, |reader| Opened::Live(Stream { reader, parser: Parser::default() })))
}

fn reader(response: &Response) -> Option<ReadableStreamDefaultReader> {
    let kind = response.headers().get("content-type").ok().flatten()?;
    if !kind.starts_with("text/event-stream") {
        return None;
    }
    response.body()?.get_reader().dyn_into().ok()
}

impl Stream {
    /// The next changes; empty when only a sign of life came, `None` when the stream ended.
    pub async fn next<C: Read>(&mut self) -> Option<Vec<Event<C>>> {
        let step = JsFuture::from(self.reader.read()).await.ok()?;
        let get = |key: &str| js_sys::Reflect::get(&step, &key.into()).unwrap_or_default();
        if get("done").is_truthy() {
            return None;
        }
        let bytes = get("value").dyn_into::<js_sys::Uint8Array>().ok()?.to_vec();
        let frames = self.parser.push(&bytes);
        Some(frames.iter().filter_map(|frame| read(&frame.data).ok()).collect())
    }
}

/// Waits for the next changes behind a log position.
///
/// # Errors
/// See [`Failure`].
pub async fn poll<C: Read>(door: &Door, thread: &ThreadId, after: u64, controller: &AbortController) -> Result<Vec<Event<C>>, Failure> {
    let wait = open_stream::WAIT_MAX.to_string();
    let path = [&open_thread::thread_path(thread, "events"), "?after=", &after.to_string(), "&wait=", &wait].concat();
    let response = request::send(door, Ask::get(&path), &door.joined(controller)).await?;
    let promise = response.text().map_err(|_| Failure::Unreadable)?;
    let text = JsFuture::from(promise).await.map_err(|_| Failure::Unreachable)?.as_string().ok_or(Failure::Unreadable)?;
    read::<open_stream::Page<C>>(&text).map(|page| page.events).map_err(|_| Failure::Unreadable)
}
