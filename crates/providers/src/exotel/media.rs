//! Files at Exotel. No page tells of an upload for messages, so that ours go out as public links. Customers' files are links,
//! which on its own host want our key; that a file can be asked for by an id is not documented and never done.
//!
//! Source: wire-facts 9.2 and 9.3.

use super::fault::CODES;
use super::request;
use crate::codec::{Account, FileLocation};
use crate::error::SendError;
use crate::wire::{UrlOrigin, WireBody, WireRequest, WireResponse};
use crate::{refusal, url};
use http::{HeaderMap, Method};
use model::inbound::FileReference;

pub(super) fn download(account: &Account, reference: &FileReference) -> Option<WireRequest> {
    match reference {
        FileReference::Id(_) => None,
        FileReference::Url(link) if url::is_at(link, &account.base_url) => {
            Some(WireRequest { url: link.clone(), ..request(account, Method::GET, "", WireBody::Empty) })
        }
        FileReference::Url(link) => Some(WireRequest {
            method: Method::GET,
            url: link.clone(),
            headers: HeaderMap::new(),
            body: WireBody::Empty,
            origin: UrlOrigin::Payload,
        }),
    }
}

/// What a link gives is the file.
pub(super) fn located(response: &WireResponse) -> Result<FileLocation, SendError> {
    if response.status.is_success() { Ok(FileLocation::Here) } else { Err(refusal::of_download(CODES, response)) }
}
