//! One fetch of one file: asked for as the provider wants it, followed to where it lies, and put into the store.

use super::FetchDeps;
use crate::fact::PendingFile;
use crate::files::{FileError, Stored};
use crate::transport::{Fetched, Line, TransportError};
use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, stream};
use model::fault::Retry;
use model::inbound::FileReference;
use providers::WireResponse;
use providers::codec::FileLocation;

/// A provider's answer that is no file is smaller than this.
const ANSWER_BYTES: usize = 64 * 1024;
/// A file whose hash is not the promised one is asked for again so often; some providers change what they pass on.
const HASH_ATTEMPTS: u32 = 2;

/// Why there is no file.
pub(super) enum Miss {
    /// Try again.
    Later(String),
    /// The provider no longer has it.
    Gone(String),
    /// The guard or the size limit refuses it.
    Refused(String),
}

impl From<TransportError> for Miss {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::NotSent(_) | TransportError::Unknown(_) => Self::Later(error.to_string()),
            TransportError::Refused(_) | TransportError::TooLarge(_) => Self::Refused(error.to_string()),
        }
    }
}

/// The stored file, and its type if the provider says one.
///
/// # Errors
/// Why there is none.
pub(super) async fn download(deps: &FetchDeps, line: &Line, file: &PendingFile) -> Result<(Stored, Option<String>), Miss> {
    let Some(request) = line.codec.download(&line.account, &file.reference) else {
        return Err(Miss::Gone("the provider doesn't say how to ask for it".to_owned()));
    };
    let (head, rest) = beginning(deps.transport.fetch(request, deps.limit).await?).await?;
    let (body, mime) = match line.codec.located(&line.account, &file.reference, &head) {
        Ok(FileLocation::Here) => {
            let mime = content_type(&head);
            (stream::iter([Ok(Bytes::from(head.body))]).chain(rest).boxed(), mime)
        }
        Ok(FileLocation::At { request, mime }) => {
            let place = FileReference::Url(request.url.clone());
            let (head, rest) = beginning(deps.transport.fetch(request, deps.limit).await?).await?;
            // Asked for its id again, the provider may name another place: nothing that this one says is final.
            match line.codec.located(&line.account, &place, &head) {
                Ok(FileLocation::Here) => {}
                Ok(FileLocation::At { .. }) => return Err(Miss::Later("the file's place names another place".to_owned())),
                Err(_) => return Err(Miss::Later(format!("the file's place answers {}", head.status))),
            }
            let mime = mime.or_else(|| content_type(&head));
            (stream::iter([Ok(Bytes::from(head.body))]).chain(rest).boxed(), mime)
        }
        Err(error) => {
            let fault = error.fault();
            let why = format!("the provider says {}", fault.code);
            return Err(if fault.retry == Retry::Never { Miss::Gone(why) } else { Miss::Later(why) });
        }
    };
    let stored = deps.files.put(body, deps.limit).await.map_err(|error| match error {
        FileError::TooLarge(_) => Miss::Refused(error.to_string()),
        // A transport that found the file too large says so inside the stream, and the words are all that is left of it.
        FileError::Source(why) if why == TransportError::TooLarge(deps.limit).to_string() => Miss::Refused(why),
        FileError::Source(_) | FileError::Disk(_) => Miss::Later(error.to_string()),
    })?;
    match &file.sha256 {
        Some(promised) if !promised.eq_ignore_ascii_case(&stored.sha256) && file.attempt < HASH_ATTEMPTS => {
            Err(Miss::Later("its hash is not the promised one".to_owned()))
        }
        _ => Ok((stored, mime)),
    }
}

/// Reads enough of an answer to tell a word about a file from the file itself.
async fn beginning(answer: Fetched) -> Result<(WireResponse, BoxStream<'static, Result<Bytes, TransportError>>), TransportError> {
    let Fetched { status, headers, body: mut rest } = answer;
    let mut body = Vec::new();
    while body.len() < ANSWER_BYTES {
        match rest.next().await {
            Some(chunk) => body.extend_from_slice(&chunk?),
            None => break,
        }
    }
    Ok((WireResponse { status, headers, body }, rest))
}

fn content_type(response: &WireResponse) -> Option<String> {
    Some(response.headers.get(http::header::CONTENT_TYPE)?.to_str().ok()?.to_owned())
}
