//! The transport over real connections: two clients, one for the operator's addresses and one behind the guard.

use super::{Fetched, FileBody, Transport, TransportError};
use crate::guard;
use async_trait::async_trait;
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use providers::wire::{PartValue, UrlOrigin};
use providers::{Part, WireBody, WireRequest, WireResponse};
use reqwest::multipart::{Form, Part as FormPart};
use reqwest::redirect::Policy;
use reqwest::{Body, Client, Response, Url};
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;
use tokio::fs::File;
use tokio_util::io::ReaderStream;

/// The most redirects of one fetch.
const REDIRECTS: usize = 5;

/// Limits of the transport.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How long to wait for a connection.
    pub connect: Duration,
    /// How long a whole send may take.
    pub send: Duration,
    /// How long a fetch may stand still.
    pub stall: Duration,
    /// The most bytes of an answer to a send.
    pub answer_bytes: u64,
    /// Let addresses out of payloads lead into private networks.
    pub allow_private_addresses: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            send: Duration::from_secs(30),
            stall: Duration::from_secs(30),
            answer_bytes: 1024 * 1024,
            allow_private_addresses: false,
        }
    }
}

/// The real transport.
pub struct HttpTransport {
    trusted: Client,
    guarded: Client,
    settings: Settings,
}

impl HttpTransport {
    /// Clients with these limits.
    ///
    /// # Errors
    /// When TLS can't be set up on this machine.
    pub fn new(settings: Settings) -> Result<Self, reqwest::Error> {
        let client = || {
            Client::builder()
                .connect_timeout(settings.connect)
                .read_timeout(settings.stall)
                .user_agent(concat!("sidethread/", env!("CARGO_PKG_VERSION")))
                .no_proxy()
        };
        let trusted = client().redirect(Policy::none()).build()?;
        let guarded = if settings.allow_private_addresses {
            client().redirect(Policy::limited(REDIRECTS))
        } else {
            client().redirect(guarded_redirects()).dns_resolver(Arc::new(guard::PublicResolver))
        };
        Ok(Self { trusted, guarded: guarded.build()?, settings })
    }

    async fn ask(&self, request: WireRequest, file: Option<FileBody>, limit: Option<Duration>) -> Result<Response, TransportError> {
        let url = Url::parse(&request.url).map_err(|error| TransportError::Refused(error.to_string()))?;
        guard::check_scheme(&url).map_err(TransportError::Refused)?;
        let client = match request.origin {
            UrlOrigin::Configuration => &self.trusted,
            UrlOrigin::Payload => {
                if !self.settings.allow_private_addresses {
                    guard::check_host(&url).map_err(TransportError::Refused)?;
                }
                &self.guarded
            }
        };
        let builder = client.request(request.method, url).headers(request.headers);
        let builder = match limit {
            Some(limit) => builder.timeout(limit),
            None => builder,
        };
        let builder = match request.body {
            WireBody::Empty => builder,
            WireBody::Json(text) => builder.header(http::header::CONTENT_TYPE, "application/json").body(text),
            WireBody::Multipart(parts) => builder.multipart(form(parts, file).await?),
        };
        builder.send().await.map_err(|error| told_apart(&error))
    }
}

#[async_trait]
impl Transport for HttpTransport {
    async fn send(&self, request: WireRequest, file: Option<FileBody>) -> Result<WireResponse, TransportError> {
        let response = self.ask(request, file, Some(self.settings.send)).await?;
        let (status, headers) = (response.status(), response.headers().clone());
        let mut body = Vec::new();
        let mut chunks = limited(response, self.settings.answer_bytes);
        while let Some(chunk) = chunks.next().await {
            match chunk {
                Ok(chunk) => body.extend_from_slice(&chunk),
                // The status is known, but not all that was said with it.
                Err(error) => return Err(TransportError::Unknown(error.to_string())),
            }
        }
        Ok(WireResponse { status, headers, body })
    }

    async fn fetch(&self, request: WireRequest, limit: u64) -> Result<Fetched, TransportError> {
        let response = self.ask(request, None, None).await?;
        if response.content_length().is_some_and(|length| length > limit) {
            return Err(TransportError::TooLarge(limit));
        }
        Ok(Fetched { status: response.status(), headers: response.headers().clone(), body: limited(response, limit).boxed() })
    }
}

fn guarded_redirects() -> Policy {
    Policy::custom(|attempt| {
        if attempt.previous().len() > REDIRECTS {
            return attempt.error("too many redirects");
        }
        match guard::check_scheme(attempt.url()).and_then(|()| guard::check_host(attempt.url())) {
            Ok(()) => attempt.follow(),
            Err(why) => attempt.error(guard::Refusal(why)),
        }
    })
}

async fn form(parts: Vec<Part>, mut file: Option<FileBody>) -> Result<Form, TransportError> {
    let not_sent = |error: String| TransportError::NotSent(error);
    let mut form = Form::new();
    for part in parts {
        let mut field = match part.value {
            PartValue::Text(text) => FormPart::text(text),
            PartValue::File => {
                let file = file.take().ok_or_else(|| not_sent("the file is missing".to_owned()))?;
                let open = File::open(&file.path).await.map_err(|error| not_sent(error.to_string()))?;
                FormPart::stream_with_length(Body::wrap_stream(ReaderStream::new(open)), file.bytes)
            }
        };
        if let Some(name) = part.filename {
            field = field.file_name(name);
        }
        if let Some(mime) = part.mime {
            field = field.mime_str(&mime).map_err(|error| not_sent(error.to_string()))?;
        }
        form = form.part(part.name, field);
    }
    Ok(form)
}

/// Whether anything can have reached the other side.
fn told_apart(error: &reqwest::Error) -> TransportError {
    if let Some(why) = sources(error).find_map(|source| source.downcast_ref::<guard::Refusal>()) {
        return TransportError::Refused(why.to_string());
    }
    let text = sources(error).last().map_or_else(|| error.to_string(), ToString::to_string);
    if error.is_connect() || error.is_builder() { TransportError::NotSent(text) } else { TransportError::Unknown(text) }
}

fn sources<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| (*error).source())
}

fn limited(response: Response, limit: u64) -> impl futures_util::Stream<Item = Result<Bytes, TransportError>> + Send + Unpin {
    let chunks = response.bytes_stream().boxed();
    stream::unfold((chunks, 0_u64, false), move |(mut chunks, so_far, over)| async move {
        if over {
            return None;
        }
        let chunk = match chunks.next().await? {
            Ok(chunk) => chunk,
            Err(error) => return Some((Err(TransportError::Unknown(error.to_string())), (chunks, so_far, true))),
        };
        let so_far = so_far + chunk.len() as u64;
        if so_far > limit { Some((Err(TransportError::TooLarge(limit)), (chunks, so_far, true))) } else { Some((Ok(chunk), (chunks, so_far, false))) }
    })
    .boxed()
}
