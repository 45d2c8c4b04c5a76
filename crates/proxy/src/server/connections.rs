//! Connections: none may hold a place without saying what it wants, or without taking what it asked for.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// How long the head of a request may take to come, and how long a connection may rest between two requests.
const HEAD: Duration = Duration::from_secs(60);
/// How long a client may leave untaken what was sent to it.
#[cfg(target_os = "linux")]
const UNTAKEN: Duration = Duration::from_secs(60);
/// A pause when no connection can be taken: the files that this process may open are used up.
const PAUSE: Duration = Duration::from_millis(100);

/// Takes connections until `ending`; then lets the requests that are open finish.
pub(super) async fn serve(listener: TcpListener, router: Router, ending: CancellationToken) {
    serve_within(listener, router, ending, HEAD).await;
}

async fn serve_within(listener: TcpListener, router: Router, ending: CancellationToken, head: Duration) {
    let open = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head);
    loop {
        let accepted = tokio::select! {
            () = ending.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => {
                shape(&stream);
                let service = TowerToHyperService::new(router.clone());
                let connection = open.watch(http.serve_connection(TokioIo::new(stream), service));
                tokio::spawn(async move {
                    if let Err(error) = connection.await {
                        tracing::debug!(%error, "a connection broke off");
                    }
                });
            }
            Err(error) => {
                tracing::warn!(%error, "no connection can be taken");
                sleep(PAUSE).await;
            }
        }
    }
    drop(listener);
    open.shutdown().await;
}

fn shape(stream: &TcpStream) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection can't be made prompt");
    }
    #[cfg(target_os = "linux")]
    if let Err(error) = socket2::SockRef::from(stream).set_tcp_user_timeout(Some(UNTAKEN)) {
        tracing::debug!(%error, "a connection can't be bounded");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    async fn server(head: Duration) -> (std::net::SocketAddr, CancellationToken, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, ending) = (listener.local_addr().unwrap(), CancellationToken::new());
        let router = Router::new().route("/", get(async || "here"));
        let serving = tokio::spawn(serve_within(listener, router, ending.clone(), head));
        (address, ending, serving)
    }

    #[tokio::test]
    async fn a_head_that_never_ends_and_a_connection_that_rests_are_closed() {
        let (address, _ending, _serving) = server(Duration::from_millis(50)).await;
        for begun in ["", "GET / HTTP/1.1\r\nhost: x\r\n", "GET / HTTP/1.1\r\nhost: x\r\n\r\n"] {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(begun.as_bytes()).await.unwrap();
            let mut said = Vec::new();
            let closed = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut said)).await;
            assert!(closed.is_ok(), "{begun:?} holds its place");
            assert_eq!(String::from_utf8(said).unwrap().ends_with("here"), begun.ends_with("\r\n\r\n"), "{begun:?}");
        }
    }

    #[tokio::test]
    async fn a_head_that_is_too_large_is_refused() {
        let (address, _ending, _serving) = server(HEAD).await;
        for begun in [
            format!("GET / HTTP/1.1\r\nx: {}\r\n\r\n", "a".repeat(1_000_000)),
            format!("GET / HTTP/1.1\r\n{}\r\n", "x: y\r\n".repeat(1000)),
        ] {
            let mut stream = TcpStream::connect(address).await.unwrap();
            // It may be refused before it is whole.
            let _ = stream.write_all(begun.as_bytes()).await;
            let mut said = [0; 12];
            let read = tokio::time::timeout(Duration::from_secs(10), stream.read_exact(&mut said))
                .await
                .expect("it is neither refused nor closed");
            assert!(read.is_err() || &said == b"HTTP/1.1 431", "{}", String::from_utf8_lossy(&said));
        }
    }

    #[tokio::test]
    async fn at_the_end_nobody_new_is_taken_and_idle_connections_close() {
        let (address, ending, serving) = server(HEAD).await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        let mut said = [0; 15];
        stream.read_exact(&mut said).await.unwrap();
        assert_eq!(&said, b"HTTP/1.1 200 OK");
        ending.cancel();
        tokio::time::timeout(Duration::from_secs(10), serving).await.expect("it does not end").unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }
}
