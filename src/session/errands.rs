//! What is done beside the stream: answers, older pages, files, templates, read marks. Each ends in an action or in silence.

use super::Inner;
use super::files::harmless;
use crate::net::request::{self, Failure, TIMEOUT_MS};
use crate::net::{Ask, backoff, upload};
use crate::state::{Action, AttachmentId, Carried, Echo, Message};
use js_sys::Math;
use model::api::{ErrorBody, get_history, list_templates, mark_read, open_thread, react, send_reply, upload_media};
use model::{AccountSlug, MediaId, MessageId, ThreadId};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, HtmlAnchorElement, Url};

/// How many messages of an older page.
const PAGE: &str = "50";

/// Posts an answer until the proxy has said yes or no. The name is the idempotency key: asking again can't double it.
pub(super) async fn post(inner: Rc<Inner>, echo: Rc<Echo>) {
    if inner.posting.borrow().contains(&echo.client_id) {
        inner.bell.ring();
        return;
    }
    inner.posting.borrow_mut().push(echo.client_id.clone());
    let path = open_thread::thread_path(&echo.thread, "messages");
    let body = send_reply::Request {
        client_id: echo.client_id.clone(),
        channel: echo.sender.channel.clone().unwrap_or_else(|| "".into()),
        account: echo.sender.account.clone(),
        content: echo.content.clone(),
        reply_to: echo.reply_to.clone(),
    };
    let mut failures = 0;
    let outcome = loop {
        match request::json::<Message>(&inner.door, Ask::post(&path, &body)).await {
            Ok(message) => break Some(Action::Accepted { client_id: echo.client_id.clone(), message: Box::new(message) }),
            Err(Failure::Closed) => break None,
            Err(failure) if failure.passes() => {
                failures += 1;
                let retry_after = match failure {
                    Failure::Refused { retry_after, .. } => retry_after,
                    Failure::Closed | Failure::Unreachable | Failure::Token(_) | Failure::Unreadable => None,
                };
                if failures == 2 {
                    inner.link.dispatch(Action::Unreached { client_id: echo.client_id.clone() });
                }
                inner.bell.sleep_for(backoff::delay_after(failures, Math::random(), retry_after)).await;
            }
            Err(failure) => break Some(Action::RefusedSend { client_id: echo.client_id.clone(), error: said(failure) }),
        }
        if inner.door.is_closed() || inner.link.state().pending.find(&echo.client_id).is_none() {
            break None;
        }
    };
    inner.posting.borrow_mut().retain(|name| *name != echo.client_id);
    if let Some(action) = outcome {
        inner.link.dispatch(action);
    }
}

/// What can be shown of a failure that no waiting mends.
fn said(failure: Failure) -> ErrorBody {
    match failure {
        Failure::Refused { error, .. } => error,
        Failure::Token(_) => {
            ErrorBody::new(model::api::Code::Unauthenticated, "You are signed out here. Reload the page, then send it again.")
        }
        Failure::Closed | Failure::Unreachable | Failure::Unreadable => {
            ErrorBody::new(model::api::Code::Unknown("unreadable".to_owned()), "The server's answer could not be read.")
        }
    }
}

pub(super) async fn older(inner: Rc<Inner>, thread: ThreadId, cursor: String, as_of: u64) {
    let path = open_thread::thread_path(&thread, "messages");
    let path = [&path, "?limit=", PAGE, "&before=", &request::escape(&cursor)].concat();
    match request::json::<get_history::Page<Carried>>(&inner.door, Ask::get(&path)).await {
        Ok(page) => inner.link.dispatch(Action::OlderLoaded { thread, cursor, as_of, page }),
        Err(Failure::Closed) => {}
        Err(_) => inner.link.dispatch(Action::OlderFailed { thread }),
    }
}

pub(super) async fn mark_read(inner: Rc<Inner>, thread: ThreadId, up_to: MessageId) {
    let path = open_thread::thread_path(&thread, "read");
    let body = mark_read::Request { up_to };
    for failures in 1..=3 {
        match request::done(&inner.door, Ask::post(&path, &body)).await {
            Err(failure) if failure.passes() => inner.bell.sleep_for(backoff::delay(failures + 2, Math::random())).await,
            Ok(()) | Err(_) => return,
        }
    }
}

/// Says that the agent writes. Nobody waits for it, and nothing is lost if it fails.
pub(super) async fn typing(inner: Rc<Inner>, thread: ThreadId) {
    let path = open_thread::thread_path(&thread, "typing");
    let _ = request::done(&inner.door, Ask { method: "POST", ..Ask::get(&path) }).await;
}

pub(super) async fn react(inner: Rc<Inner>, thread: ThreadId, message: MessageId, emoji: String) {
    let path = open_thread::thread_path(&thread, "reactions");
    match request::done(&inner.door, Ask::post(&path, &react::Request { message_id: message, emoji })).await {
        Ok(()) | Err(Failure::Closed) => {}
        Err(failure) => inner.link.dispatch(Action::Failed { key: "react-failed", error: failure.error() }),
    }
}

pub(super) async fn templates(inner: Rc<Inner>, account: AccountSlug) {
    let path = [list_templates::PATH, "?account=", &request::escape(account.as_str())].concat();
    let templates = match request::json::<list_templates::Response>(&inner.door, Ask::get(&path)).await {
        Ok(response) => Ok(response.templates),
        Err(Failure::Closed) => return,
        Err(failure) => Err(failure.error()),
    };
    inner.link.dispatch(Action::TemplatesLoaded { account, templates });
}

pub(super) async fn upload(inner: Rc<Inner>, id: AttachmentId, account: AccountSlug) {
    let Some(file) = inner.files.file(id) else { return };
    let link = inner.link.clone();
    let progress = move |sent| link.dispatch(Action::UploadProgress { id, sent });
    let result = upload::upload(&inner.door, &account, &file, |request| inner.files.uploading(id, request), progress).await;
    if inner.files.file(id).is_none() {
        return;
    }
    match result {
        Ok(media) => inner.link.dispatch(Action::UploadDone { id, media }),
        Err(Failure::Closed) => {}
        Err(failure) => inner.link.dispatch(Action::UploadFailed { id, error: failure.error() }),
    }
}

pub(super) async fn media(inner: Rc<Inner>, id: MediaId) {
    let kept = match blob(&inner, &id).await {
        Ok(_) if inner.door.is_closed() => return,
        Ok(blob) => inner.files.shelve(&id, &blob),
        Err(Failure::Closed) => return,
        Err(_) => None,
    };
    match kept {
        Some((url, gone)) => {
            inner.link.dispatch(Action::MediaReady { id, url });
            gone.into_iter().for_each(|id| inner.link.dispatch(Action::MediaEvicted(id)));
        }
        None => inner.link.dispatch(Action::MediaFailed(id)),
    }
}

async fn blob(inner: &Rc<Inner>, id: &MediaId) -> Result<Blob, Failure> {
    let path = upload_media::path(id);
    let ask = Ask { accept: "*/*", ..Ask::get(&path) };
    let response = request::send(&inner.door, ask, &inner.door.signal_for(TIMEOUT_MS * 6)).await?;
    let promise = response.blob().map_err(|_| Failure::Unreadable)?;
    let blob = JsFuture::from(promise).await.map_err(|_| Failure::Unreachable)?;
    blob.dyn_into().map_err(|_| Failure::Unreadable)
}

pub(super) async fn save(inner: Rc<Inner>, id: MediaId, name: String) {
    let result = match blob(&inner, &id).await {
        Ok(_) if inner.door.is_closed() => return,
        Ok(blob) => offer(&inner, &blob, &name).await.ok_or(None),
        Err(Failure::Closed) => return,
        Err(failure) => Err(failure.error()),
    };
    if let Err(error) = result {
        inner.link.dispatch(Action::Failed { key: "save-failed", error });
    }
}

/// Hands a file to the browser's own "save", and lets go of it a moment later.
async fn offer(inner: &Rc<Inner>, blob: &Blob, name: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let url = Url::create_object_url_with_blob(&harmless(blob)?).ok()?;
    let anchor: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    inner.bell.sleep_for(2_000).await;
    Url::revoke_object_url(&url).ok()
}
