//! Files at Exotel. No page tells of an upload for messages: a link is the documented way, and the request here only follows the
//! other addresses, so that a refusal is the provider's. Customers' files are links, which on its own host want our key.
//!
//! Source: wire-facts 9.2 and 9.3.

use super::fault::CODES;
use super::request;
use crate::codec::{Account, FileLocation, UploadedFile};
use crate::error::SendError;
use crate::lenient::{first_text, json, many};
use crate::wire::{Part, PartValue, UrlOrigin, WireBody, WireRequest, WireResponse};
use crate::{refusal, url};
use http::{HeaderMap, Method};
use model::inbound::FileReference;

const MEDIA: &str = "/media";

pub(super) fn upload(account: &Account, filename: &str, mime: &str) -> WireRequest {
    let file = Part { name: "file".to_owned(), filename: Some(filename.to_owned()), mime: Some(mime.to_owned()), value: PartValue::File };
    request(account, Method::POST, MEDIA, WireBody::Multipart(vec![file]))
}

pub(super) fn uploaded(response: &WireResponse) -> Result<UploadedFile, SendError> {
    let body = json(&response.body).unwrap_or_default();
    let nested = || many(&body["response"]["whatsapp"]["media"]).first().and_then(|item| first_text(&item["data"], &["id"]));
    match first_text(&body, &["id"]).or_else(nested).filter(|_| response.status.is_success()) {
        Some(id) => Ok(UploadedFile { id, seconds: None }),
        None => Err(refusal::of_repeatable(refusal::fault(CODES, response))),
    }
}

pub(super) fn download(account: &Account, reference: &FileReference) -> WireRequest {
    match reference {
        FileReference::Id(id) => request(account, Method::GET, &format!("{MEDIA}/{}", url::encoded(id)), WireBody::Empty),
        FileReference::Url(link) if url::is_at(link, &account.base_url) => {
            WireRequest { url: link.clone(), ..request(account, Method::GET, "", WireBody::Empty) }
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

/// By an id, the answer may name a link; by a link, it is the file.
pub(super) fn located(account: &Account, reference: &FileReference, response: &WireResponse) -> Result<FileLocation, SendError> {
    if !response.status.is_success() {
        return Err(refusal::of_download(CODES, response));
    }
    let link = match reference {
        FileReference::Url(_) => None,
        FileReference::Id(_) => json(&response.body).ok().and_then(|body| Some((first_text(&body, &["url", "link"])?, body))),
    };
    Ok(match link {
        Some((link, body)) => {
            let request = download(account, &FileReference::Url(link));
            FileLocation::At { request, mime: first_text(&body, &["mime_type"]) }
        }
        None => FileLocation::Here,
    })
}
