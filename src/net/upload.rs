//! A file on its way up, with progress: `XMLHttpRequest`, since fetch doesn't tell how far a body is.

use super::door::Door;
use super::request::{Failure, problem};
use js_sys::{Function, Promise};
use model::AccountSlug;
use model::api::upload_media;
use model::content::Media;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FormData, ProgressEvent, XmlHttpRequest};

/// Uploads a file; `started` gets each request as it begins, to abort it by, and `progress` the bytes that have left.
///
/// # Errors
/// See [`Failure`].
pub async fn upload(
    door: &Door,
    account: &AccountSlug,
    file: &File,
    started: impl Fn(XmlHttpRequest),
    progress: impl Fn(u64) + Clone + 'static,
) -> Result<Media, Failure> {
    let path = [upload_media::PATH, "?account=", &super::request::escape(account.as_str())].concat();
    let mut fresh = false;
    loop {
        let token = door.token(fresh).await.map_err(Failure::Token)?;
        let request = XmlHttpRequest::new().map_err(|_| Failure::Unreadable)?;
        started(request.clone());
        let end = post(door, &request, &path, &token, file, progress.clone()).await;
        let status = request.status().unwrap_or_default();
        if end.is_err() || status == 0 {
            return Err(if door.is_closed() { Failure::Closed } else { Failure::Unreachable });
        }
        let body = request.response_text().ok().flatten().unwrap_or_default();
        match status {
            200..=299 => return crate::json::read(&body).map_err(|_| Failure::Unreadable),
            401 if !fresh => fresh = true,
            _ => return Err(Failure::Refused { error: problem(status, &body), retry_after: None }),
        }
    }
}

async fn post(
    door: &Door,
    request: &XmlHttpRequest,
    path: &str,
    token: &str,
    file: &File,
    progress: impl Fn(u64) + 'static,
) -> Result<(), JsValue> {
    request.open_with_async("POST", &[&door.endpoint, path].concat(), true)?;
    request.set_request_header("authorization", &["Bearer ", token].concat())?;
    let form = FormData::new()?;
    form.append_with_blob_and_filename(upload_media::FIELD, file, &file.name())?;
    let moved = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| progress(event.loaded() as u64));
    let upload = request.upload()?;
    upload.set_onprogress(Some(moved.as_ref().unchecked_ref()));
    let abort = Closure::<dyn FnMut()>::new({
        let request = request.clone();
        move || drop(request.abort())
    });
    let signal = door.signal();
    signal.add_event_listener_with_callback("abort", abort.as_ref().unchecked_ref())?;
    let ended = JsFuture::from(Promise::new(&mut |resolve: Function, _: Function| request.set_onloadend(Some(&resolve))));
    let result = match request.send_with_opt_form_data(Some(&form)) {
        Ok(()) => ended.await.map(drop),
        Err(error) => Err(error),
    };
    upload.set_onprogress(None);
    request.set_onloadend(None);
    signal.remove_event_listener_with_callback("abort", abort.as_ref().unchecked_ref())?;
    result
}
