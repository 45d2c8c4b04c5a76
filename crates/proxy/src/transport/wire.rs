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
                // A signed link must not be told to where it leads.
                .referer(false)
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
            WireBody::File => {
                let file = file.ok_or_else(|| TransportError::NotSent("the file is missing".to_owned()))?;
                let open = File::open(&file.path).await.map_err(|error| TransportError::NotSent(error.to_string()))?;
                builder.header(http::header::CONTENT_LENGTH, file.bytes).body(Body::wrap_stream(ReaderStream::new(open)))
            }
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
        match check_redirect(attempt.url()) {
            Ok(()) => attempt.follow(),
            Err(why) => attempt.error(guard::Refusal(why)),
        }
    })
}

fn check_redirect(url: &Url) -> Result<(), String> {
    guard::check_scheme(url).and_then(|()| guard::check_host(url))
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
    let text = plain(error);
    if error.is_connect() || error.is_builder() { TransportError::NotSent(text) } else { TransportError::Unknown(text) }
}

/// The reason without the address, which may hold a signature: it goes into the log.
fn plain(error: &reqwest::Error) -> String {
    match sources(error).skip(1).last() {
        Some(source) => source.to_string(),
        None if error.is_timeout() => "it took too long".to_owned(),
        None if error.is_builder() => "it is no request".to_owned(),
        None => "it broke off".to_owned(),
    }
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
            Err(error) => return Some((Err(TransportError::Unknown(plain(&error))), (chunks, so_far, true))),
        };
        let so_far = so_far + chunk.len() as u64;
        if so_far > limit {
            Some((Err(TransportError::TooLarge(limit)), (chunks, so_far, true)))
        } else {
            Some((Ok(chunk), (chunks, so_far, false)))
        }
    })
    // Whoever looks for a beginning may find the end, and ask again.
    .fuse()
    .boxed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderMap, Method};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    /// A server that reads each request and answers these bytes, one connection each; no bytes cut the connection.
    async fn server(answers: Vec<String>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move {
            for answer in answers {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut request = [0; 4096];
                let _ = stream.read(&mut request).await;
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        origin
    }

    fn answer(head: &str, body: &str) -> String {
        format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
    }

    fn transport(allow_private_addresses: bool) -> HttpTransport {
        HttpTransport::new(Settings { allow_private_addresses, answer_bytes: 100, ..Settings::default() }).unwrap()
    }

    fn request(url: &str, origin: UrlOrigin) -> WireRequest {
        let body = WireBody::Json("{\"text\":\"hello\"}".to_owned());
        WireRequest { method: Method::POST, url: url.to_owned(), headers: HeaderMap::new(), body, origin }
    }

    async fn body(fetched: Fetched) -> Result<Vec<u8>, TransportError> {
        let mut body = fetched.body;
        let mut bytes = Vec::new();
        while let Some(chunk) = body.next().await {
            bytes.extend_from_slice(&chunk?);
        }
        Ok(bytes)
    }

    #[tokio::test]
    async fn only_what_never_left_counts_as_not_sent() {
        let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
        let sent = |url: String| async move { transport(false).send(request(&url, UrlOrigin::Configuration), None).await };
        assert!(matches!(sent(format!("http://{nobody}/")).await, Err(TransportError::NotSent(_))));
        assert!(matches!(sent("http://no-such-host.invalid/".to_owned()).await, Err(TransportError::NotSent(_))));
        assert!(matches!(sent("file:///etc/hosts".to_owned()).await, Err(TransportError::Refused(_))));
        let cut = server(vec![String::new()]).await;
        assert!(matches!(sent(cut).await, Err(TransportError::Unknown(_))));
        let half = server(vec!["HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{\"id\":".to_owned()]).await;
        assert!(matches!(sent(half).await, Err(TransportError::Unknown(_))));
        let endless = server(vec![answer("200 OK", &"x".repeat(101))]).await;
        assert!(matches!(sent(endless).await, Err(TransportError::Unknown(_))));
        let redirect = server(vec![answer("302 Found\r\nlocation: http://127.0.0.1:1/", "")]).await;
        assert_eq!(sent(redirect).await.unwrap().status, 302, "a send is never redirected");
    }

    #[tokio::test]
    async fn links_out_of_payloads_may_not_lead_inside() {
        let inside = server(vec![answer("200 OK", "secret")]).await;
        let fetched = transport(false).fetch(request(&inside, UrlOrigin::Payload), 100).await;
        assert!(matches!(fetched, Err(TransportError::Refused(_))));
        let by_name = inside.replace("127.0.0.1", "localhost");
        let fetched = transport(false).fetch(request(&by_name, UrlOrigin::Payload), 100).await;
        assert!(matches!(fetched, Err(TransportError::Refused(_))), "after DNS");
        let fetched = transport(true).fetch(request(&inside, UrlOrigin::Payload), 100).await.unwrap();
        assert_eq!(body(fetched).await.unwrap(), b"secret");
    }

    #[tokio::test]
    async fn a_fetch_stops_at_its_limit() {
        let large = server(vec![answer("200 OK", &"x".repeat(11))]).await;
        let fetched = transport(true).fetch(request(&large, UrlOrigin::Payload), 10).await;
        assert!(matches!(fetched, Err(TransportError::TooLarge(10))));
        let untold = server(vec![format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}", "x".repeat(11))]).await;
        let fetched = transport(true).fetch(request(&untold, UrlOrigin::Payload), 10).await.unwrap();
        assert_eq!(body(fetched).await, Err(TransportError::TooLarge(10)));
    }

    #[tokio::test]
    async fn a_signed_link_stays_between_us_and_its_server() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let target = format!("{origin}/there");
        let asked = tokio::spawn(async move {
            let mut heads = Vec::new();
            for answer in [answer(&format!("302 Found\r\nlocation: {target}"), ""), answer("200 OK", "x")] {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut request = [0; 4096];
                let length = stream.read(&mut request).await.unwrap();
                heads.push(String::from_utf8_lossy(&request[..length]).into_owned());
                stream.write_all(answer.as_bytes()).await.unwrap();
            }
            heads
        });
        let link = format!("{origin}/file?signature=topsecret");
        assert!(
            transport(true)
                .fetch(WireRequest { body: WireBody::Empty, method: Method::GET, ..request(&link, UrlOrigin::Payload) }, 100)
                .await
                .is_ok()
        );
        let heads = asked.await.unwrap();
        assert!(heads[0].contains("topsecret") && !heads[1].contains("topsecret"), "{}", heads[1]);
        let cut = format!("{}/file?signature=topsecret", server(vec![String::new()]).await);
        let words = transport(true).fetch(request(&cut, UrlOrigin::Payload), 100).await.err().unwrap().to_string();
        assert!(!words.contains("topsecret"), "{words}");
        let half = server(vec!["HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nx".to_owned()]).await;
        let half = transport(true).fetch(request(&format!("{half}/?signature=topsecret"), UrlOrigin::Payload), 100).await.unwrap();
        let words = body(half).await.unwrap_err().to_string();
        assert!(!words.contains("topsecret"), "{words}");
    }

    #[tokio::test]
    async fn what_is_compressed_is_kept_as_it_came() {
        let packed = server(vec![answer("200 OK\r\ncontent-encoding: gzip", "not even gzip")]).await;
        let fetched = transport(true).fetch(request(&packed, UrlOrigin::Payload), 100).await.unwrap();
        assert_eq!(body(fetched).await.unwrap(), b"not even gzip", "nothing is unpacked, so that nothing can burst");
    }

    #[test]
    fn a_redirect_goes_through_the_guard() {
        for inside in ["http://127.0.0.1/", "http://169.254.169.254/latest/meta-data", "http://[::1]/", "ftp://files.example/"] {
            assert!(check_redirect(&Url::parse(inside).unwrap()).is_err(), "{inside}");
        }
        assert!(check_redirect(&Url::parse("https://files.example/x").unwrap()).is_ok());
    }
}
