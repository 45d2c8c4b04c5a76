//! The one door for HTTP out: carries out what a codec asks for, within limits of time and size.

pub mod line;
mod recording;
mod wire;

pub use line::{Line, Lines};
pub use recording::{Played, RecordingTransport};
pub use wire::{HttpTransport, Settings};

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::stream::BoxStream;
use http::{HeaderMap, StatusCode};
use providers::{WireRequest, WireResponse};
use std::path::PathBuf;
use thiserror::Error;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TransportError {
    /// Nothing reached the other side: no address, no connection, no TLS. The same request may be sent again.
    #[error("nothing was sent: {0}")]
    NotSent(String),
    /// The request or a part of it went out, and no whole answer came back: nobody knows what came of it.
    #[error("the outcome is unknown: {0}")]
    Unknown(String),
    /// The address guard refused the place. Trying again won't help.
    #[error("the address is refused: {0}")]
    Refused(String),
    /// The answer is larger than this many bytes.
    #[error("the answer is larger than {0} bytes")]
    TooLarge(u64),
}

/// A file that goes into a multipart request, where the codec left its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileBody {
    /// Where its bytes lie.
    pub path: PathBuf,
    /// How many there are.
    pub bytes: u64,
}

/// An answer whose body is still coming.
pub struct Fetched {
    /// The status.
    pub status: StatusCode,
    /// All headers.
    pub headers: HeaderMap,
    /// The body; it ends with [`TransportError::TooLarge`] when it goes over the limit.
    pub body: BoxStream<'static, Result<Bytes, TransportError>>,
}

/// Carries out requests.
#[async_trait]
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and reads the whole answer, whatever its status. Redirects are answers, not followed.
    ///
    /// # Errors
    /// See [`TransportError`].
    async fn send(&self, request: WireRequest, file: Option<FileBody>) -> Result<WireResponse, TransportError>;

    /// Asks for a file of at most `limit` bytes. Redirects are followed, each through the guard where the guard is asked.
    ///
    /// # Errors
    /// See [`TransportError`].
    async fn fetch(&self, request: WireRequest, limit: u64) -> Result<Fetched, TransportError>;
}
