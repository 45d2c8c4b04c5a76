//! Files at tyntec: upload as bare bytes, download by id, deletion.
//!
//! An upload is answered with an id and a link. WhatsApp takes the id, Viber links alone: the name that we keep holds both.
//! Source: seed 003 ("Media"), wire-facts 8.1.

use super::fault::TABLE;
use super::{address, receipt, request};
use crate::codec::{Account, FileLocation, UploadedFile};
use crate::error::SendError;
use crate::lenient::{first_text, json};
use crate::refusal;
use crate::url::encoded;
use crate::wire::{UrlOrigin, WireBody, WireRequest, WireResponse};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Method};
use model::inbound::FileReference;

const MEDIA: &str = "/media";

/// How long we ask that an uploaded file be kept.
const KEPT_MINUTES: u64 = 30 * 24 * 60;

/// An uploaded file: `id`, `id url`, or a link alone.
pub(super) struct Name<'a> {
    pub(super) id: Option<&'a str>,
    pub(super) url: Option<&'a str>,
}

impl<'a> Name<'a> {
    pub(super) fn parse(name: &'a str) -> Self {
        if is_link(name) {
            return Self { id: None, url: Some(name) };
        }
        match name.split_once(' ') {
            Some((id, url)) => Self { id: Some(id), url: Some(url).filter(|url| is_link(url)) },
            None => Self { id: Some(name), url: None },
        }
    }

    /// The link; without one, where tyntec says that a file lies.
    pub(super) fn link(&self, account: &Account) -> String {
        match self.url {
            Some(url) => url.to_owned(),
            None => address(account, &path(self.id.unwrap_or_default())),
        }
    }
}

fn is_link(name: &str) -> bool {
    name.starts_with("https://") || name.starts_with("http://")
}

fn path(id: &str) -> String {
    format!("{MEDIA}/{}", encoded(id))
}

pub(super) fn upload(account: &Account, filename: &str, mime: &str) -> WireRequest {
    let path = format!("{MEDIA}?validity={KEPT_MINUTES}&filename={}", encoded(filename));
    let mut wire = request(account, Method::POST, &path, WireBody::File);
    let mime = HeaderValue::from_str(mime).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    wire.headers.insert(CONTENT_TYPE, mime);
    wire
}

pub(super) fn uploaded(response: &WireResponse) -> Result<UploadedFile, SendError> {
    let body = answered(response)?;
    let id = first_text(&body, &["mediaId", "id"]).ok_or_else(|| refusal::of_repeatable(receipt::fault(response)))?;
    let url = first_text(&body, &["url"]).filter(|url| is_link(url));
    let id = match url {
        Some(url) => format!("{id} {url}"),
        None => id,
    };
    Ok(UploadedFile { id, seconds: Some(KEPT_MINUTES * 60) })
}

/// The sample of a template's header is a link.
pub(super) fn sampled(response: &WireResponse) -> Result<String, SendError> {
    let body = answered(response)?;
    first_text(&body, &["url"]).ok_or_else(|| refusal::of_repeatable(receipt::fault(response)))
}

fn answered(response: &WireResponse) -> Result<serde_json::Value, SendError> {
    if !response.status.is_success() {
        return Err(refusal::of_repeatable(receipt::fault(response)));
    }
    Ok(json(&response.body).unwrap_or_default())
}

/// By an id with our key; a link out of a payload without it.
pub(super) fn download(account: &Account, reference: &FileReference) -> WireRequest {
    match reference {
        FileReference::Id(id) => request(account, Method::GET, &path(id), WireBody::Empty),
        FileReference::Url(url) => {
            let (headers, body) = (HeaderMap::new(), WireBody::Empty);
            WireRequest { method: Method::GET, url: url.clone(), headers, body, origin: UrlOrigin::Payload }
        }
    }
}

/// The answer is the file itself.
pub(super) fn located(response: &WireResponse) -> Result<FileLocation, SendError> {
    if response.status.is_success() { Ok(FileLocation::Here) } else { Err(refusal::of_download(TABLE, response)) }
}

/// A file that is known by a link alone is not ours to delete.
pub(super) fn delete(account: &Account, name: &str) -> Option<WireRequest> {
    let id = Name::parse(name).id?;
    Some(request(account, Method::DELETE, &path(id), WireBody::Empty))
}
