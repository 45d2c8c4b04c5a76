//! Files at Tata Communications. A download by id is known from integrators; the upload is not documented and follows the
//! download's address, so a link is the safer way to send a file. Source: wire-facts 6.

use super::receipt::CODES;
use super::{from, request};
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
    let from = from(account).map(|from| Part { name: "from".to_owned(), filename: None, mime: None, value: PartValue::Text(from) });
    request(account, Method::POST, MEDIA, WireBody::Multipart(std::iter::once(file).chain(from).collect()))
}

pub(super) fn uploaded(response: &WireResponse) -> Result<UploadedFile, SendError> {
    let id = json(&response.body).ok().and_then(|body| first_text(&body, &["id", "media_id"]));
    match id.filter(|_| response.status.is_success()) {
        Some(id) => Ok(UploadedFile { id, seconds: None }),
        None => Err(refusal::of_repeatable(refusal::fault(CODES, response))),
    }
}

pub(super) fn download(account: &Account, reference: &FileReference) -> WireRequest {
    match reference {
        FileReference::Id(id) => {
            let from = from(account).map(|from| format!("&from={from}")).unwrap_or_default();
            request(account, Method::GET, &format!("{MEDIA}?media_id={}{from}", url::encoded(id)), WireBody::Empty)
        }
        FileReference::Url(link) => WireRequest {
            method: Method::GET,
            url: link.clone(),
            headers: HeaderMap::new(),
            body: WireBody::Empty,
            origin: UrlOrigin::Payload,
        },
    }
}

/// By an id, the answer is Meta's `{"url", "mime_type"}` or the file; by a link, it is the file.
pub(super) fn located(account: &Account, reference: &FileReference, response: &WireResponse) -> Result<FileLocation, SendError> {
    if !response.status.is_success() {
        return Err(refusal::of_download(CODES, response));
    }
    let link = match reference {
        FileReference::Url(_) => None,
        FileReference::Id(_) => json(&response.body).ok().and_then(|body| Some((first_text(&body, &["url"])?, body))),
    };
    Ok(match link {
        Some((link, body)) => {
            let request = download(account, &FileReference::Url(link));
            FileLocation::At { request, mime: first_text(&body, &["mime_type"]) }
        }
        None => FileLocation::Here,
    })
}
