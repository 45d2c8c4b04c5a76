//! Files at Redington: an upload; customers' files are public links, so a download by id is only what the addresses suggest.
//!
//! Source: seed 002 (4), wire-facts 7.

use super::fault::CODES;
use super::request;
use crate::codec::{Account, FileLocation, UploadedFile};
use crate::error::SendError;
use crate::lenient::{first_text, json};
use crate::wire::{Part, PartValue, UrlOrigin, WireBody, WireRequest, WireResponse};
use crate::{refusal, url};
use http::{HeaderMap, Method};
use model::inbound::FileReference;

const MEDIA: &str = "/media";

pub(super) fn upload(account: &Account, filename: &str, mime: &str) -> WireRequest {
    let file = Part { name: "file".to_owned(), filename: Some(filename.to_owned()), mime: Some(mime.to_owned()), value: PartValue::File };
    request(account, Method::POST, MEDIA, WireBody::Multipart(vec![file]))
}

/// Nobody says how long it is kept.
pub(super) fn uploaded(response: &WireResponse) -> Result<UploadedFile, SendError> {
    let id = json(&response.body).ok().and_then(|body| first_text(&body, &["id"]));
    match id.filter(|_| response.status.is_success()) {
        Some(id) => Ok(UploadedFile { id, seconds: None }),
        None => Err(refusal::of_repeatable(refusal::fault(CODES, response))),
    }
}

pub(super) fn download(account: &Account, reference: &FileReference) -> WireRequest {
    match reference {
        FileReference::Id(id) => request(account, Method::GET, &format!("{MEDIA}/{}", url::encoded(id)), WireBody::Empty),
        FileReference::Url(link) => WireRequest {
            method: Method::GET,
            url: link.clone(),
            headers: HeaderMap::new(),
            body: WireBody::Empty,
            origin: UrlOrigin::Payload,
        },
    }
}

pub(super) fn located(response: &WireResponse) -> Result<FileLocation, SendError> {
    if response.status.is_success() { Ok(FileLocation::Here) } else { Err(refusal::of_download(CODES, response)) }
}
