//! Files at Tata Tele: upload, the two steps of a download, deletion.

use super::{receipt, request, segment};
use crate::codec::{Account, FileLocation, UploadedFile};
use crate::error::SendError;
use crate::lenient::{first_text, json};
use crate::refusal;
use crate::wire::{Part, PartValue, UrlOrigin, WireBody, WireRequest, WireResponse};
use http::{HeaderMap, Method, StatusCode};
use model::fault::{Fault, Retry, Who};
use model::inbound::FileReference;

const MEDIA: &str = "/whatsapp-cloud/media";

/// Uploaded files are kept for 30 days (seed 000, "Upload Media").
const KEPT_SECONDS: u64 = 30 * 24 * 3600;

pub(super) fn upload(account: &Account, filename: &str, mime: &str) -> WireRequest {
    let file = Part { name: "file".to_owned(), filename: Some(filename.to_owned()), mime: Some(mime.to_owned()), value: PartValue::File };
    request(account, Method::POST, MEDIA, WireBody::Multipart(vec![file]))
}

pub(super) fn uploaded(response: &WireResponse) -> Result<UploadedFile, SendError> {
    let id = json(&response.body).ok().and_then(|body| first_text(&body, &["id"]));
    match id.filter(|_| response.status.is_success()) {
        Some(id) => Ok(UploadedFile { id, seconds: Some(KEPT_SECONDS) }),
        None => Err(refusal::of_repeatable(receipt::fault(response))),
    }
}

pub(super) fn download(account: &Account, reference: &FileReference) -> WireRequest {
    match reference {
        FileReference::Id(id) => request(account, Method::GET, &format!("{MEDIA}/download/{}", segment(id)), WireBody::Empty),
        FileReference::Url(url) => foreign(url),
    }
}

/// By an id, the answer names a presigned link that must be fetched without our authorization; by a link, it is the file.
pub(super) fn located(reference: &FileReference, response: &WireResponse) -> Result<FileLocation, SendError> {
    if !response.status.is_success() {
        return Err(SendError::Refused(missing(response)));
    }
    match reference {
        FileReference::Url(_) => Ok(FileLocation::Here),
        FileReference::Id(_) => {
            let body = json(&response.body).unwrap_or_default();
            let Some(url) = first_text(&body, &["url"]) else {
                return Err(refusal::of_repeatable(receipt::fault(response)));
            };
            Ok(FileLocation::At { request: foreign(&url), mime: first_text(&body, &["mime_type"]) })
        }
    }
}

pub(super) fn delete(account: &Account, id: &str) -> WireRequest {
    request(account, Method::DELETE, &format!("{MEDIA}/{}", segment(id)), WireBody::Empty)
}

fn foreign(url: &str) -> WireRequest {
    WireRequest { method: Method::GET, url: url.to_owned(), headers: HeaderMap::new(), body: WireBody::Empty, origin: UrlOrigin::Payload }
}

/// Only an id that the provider no longer has is final: a token can be renewed, a link asked for again.
fn missing(response: &WireResponse) -> Fault {
    let (SendError::Refused(fault) | SendError::Unknown(fault)) = refusal::of_repeatable(receipt::fault(response));
    // Meta's 100 on a download: "Object with ID … does not exist".
    let is_gone = matches!(response.status, StatusCode::NOT_FOUND | StatusCode::GONE) || fault.code == "100";
    let (title, action, who, retry) = if is_gone {
        ("The file is no longer at the provider.", "Ask the customer to send it again.", Who::Customer, Retry::Never)
    } else {
        ("The file can't be fetched now.", "Wait: it is tried again by itself.", fault.who, Retry::Backoff)
    };
    Fault { code: fault.code, title: title.to_owned(), action: action.to_owned(), who, retry, retry_at: None }
}
