//! Files at Tata Communications. The document shows links and names a "Media API" that it never describes: ours go out as public
//! links. A download by id is known from integrators. Source: seed 001 ("Image", "Document"), wire-facts 6.

use super::receipt::CODES;
use super::{from, request};
use crate::codec::{Account, FileLocation};
use crate::error::SendError;
use crate::lenient::{first_text, json};
use crate::wire::{UrlOrigin, WireBody, WireRequest, WireResponse};
use crate::{refusal, url};
use http::{HeaderMap, Method};
use model::inbound::FileReference;

const MEDIA: &str = "/media";

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
