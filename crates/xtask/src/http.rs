//! A small HTTP client for our own servers on loopback; nothing else is ever called.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use crate::failure::{Doing, Failure, Outcome};

/// What a server said.
pub(crate) struct Answer {
    /// The status code.
    pub(crate) status: u16,
    /// The body as text.
    pub(crate) body: String,
}

impl Answer {
    /// The answer, if it is a success.
    ///
    /// # Errors
    /// When the status is not 2xx; the server's words are in the failure.
    pub(crate) fn success(self, what: &str) -> Outcome<Self> {
        match self.status {
            200..300 => Ok(self),
            status => Err(Failure::new(format!("{what} was answered with {status}: {}", self.body))),
        }
    }
}

/// One request with a JSON body, or none when `body` is empty.
///
/// # Errors
/// When nobody listens, or the answer is not HTTP, or takes longer than `patience`.
pub(crate) fn call(method: &str, port: u16, path: &str, authorization: Option<&str>, body: &str, patience: Duration) -> Outcome<Answer> {
    let what = format!("{method} {path} on port {port}");
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(2)).doing(&what)?;
    stream.set_read_timeout(Some(patience)).doing(&what)?;
    let authorization = authorization.map_or_else(String::new, |token| format!("authorization: Bearer {token}\r\n"));
    // HTTP/1.0, so that the server neither keeps the connection nor cuts the body into chunks.
    let request = format!(
        "{method} {path} HTTP/1.0\r\nhost: 127.0.0.1:{port}\r\n{authorization}content-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).doing(&what)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).doing(&what)?;
    parse(&String::from_utf8_lossy(&answer)).ok_or_else(|| Failure::new(format!("{what}: the answer is not HTTP")))
}

fn parse(answer: &str) -> Option<Answer> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some(Answer { status, body: body.to_owned() })
}

/// A port that nobody uses now.
///
/// # Errors
/// When loopback has none left.
pub(crate) fn free_port() -> Outcome<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).doing("looking for a free port")?.local_addr()?.port())
}

/// Whether this port can be taken.
///
/// # Errors
/// When somebody has it already.
pub(crate) fn require_free(port: u16) -> Outcome {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) => Err(Failure::new(format!("port {port} cannot be used ({error}); choose another with --port"))),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn an_answer_has_a_status_and_a_body() {
        let answer = parse("HTTP/1.0 404 Not Found\r\na: b\r\n\r\n{\"x\":1}\r\n\r\n").unwrap();
        assert_eq!((answer.status, answer.body.as_str()), (404, "{\"x\":1}\r\n\r\n"));
    }

    #[test]
    fn half_a_head_is_no_answer() {
        assert!(parse("HTTP/1.0 200 OK\r\n").is_none());
    }
}
