//! HTTP as plain data: what came in, what shall go out, what was answered.

use http::{HeaderMap, Method, StatusCode};

/// A webhook as it arrived. The body is raw: signatures are made over these very bytes.
#[derive(Clone, Copy, Debug)]
pub struct WebhookRequest<'a> {
    /// All headers.
    pub headers: &'a HeaderMap,
    /// The path, without the secret in it.
    pub path: &'a str,
    /// What stands behind the question mark, as it came; empty if nothing.
    pub query: &'a str,
    /// The raw body. A webhook that was called by GET says everything in its query, which stands here too.
    pub body: &'a [u8],
}

impl<'a> WebhookRequest<'a> {
    /// A webhook that says everything in its headers and its body.
    pub fn new(headers: &'a HeaderMap, body: &'a [u8]) -> Self {
        Self { headers, path: "", query: "", body }
    }
}

/// A request that the transport shall carry out.
#[derive(Clone, Debug, PartialEq)]
pub struct WireRequest {
    /// GET, POST, DELETE …
    pub method: Method,
    /// The whole URL. It holds no secret.
    pub url: String,
    /// Headers, the provider's authorization included.
    pub headers: HeaderMap,
    /// What goes with it.
    pub body: WireBody,
    /// Whose word the URL is.
    pub origin: UrlOrigin,
}

/// Whose word a URL is: it decides whether the address guard looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlOrigin {
    /// The operator's configuration: trusted as it is.
    Configuration,
    /// A provider's answer or a webhook: fetched only after the guard, without our authorization.
    Payload,
}

/// What goes with a request.
#[derive(Clone, Debug, PartialEq)]
pub enum WireBody {
    /// Nothing.
    Empty,
    /// JSON text.
    Json(String),
    /// A multipart form.
    Multipart(Vec<Part>),
    /// The bytes of the file that is being uploaded, bare: the transport puts them here. The MIME type stands in the headers.
    File,
}

/// A part of a multipart form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The field.
    pub name: String,
    /// The file name.
    pub filename: Option<String>,
    /// The MIME type.
    pub mime: Option<String>,
    /// What is in it.
    pub value: PartValue,
}

/// What is in a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartValue {
    /// A plain field.
    Text(String),
    /// The bytes of the file that is being uploaded: the transport puts them here.
    File,
}

/// An answer to a [`WireRequest`].
#[derive(Clone, Debug)]
pub struct WireResponse {
    /// The status.
    pub status: StatusCode,
    /// All headers.
    pub headers: HeaderMap,
    /// The body, within the transport's size limit.
    pub body: Vec<u8>,
}
