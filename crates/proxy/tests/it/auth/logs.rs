//! Logs name ids: no secret, number or word of anybody is in a line at any level, our libraries' lines included.

use crate::app::{ASHA, CONFIG, HOOK, claims, message_webhook, read_config, sign, text_webhook};
use proxy::clock::{Clock, SystemClock};
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use std::io;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tracing_subscriber::filter::LevelFilter;

/// Where lines go.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Lines {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

/// A provider that refuses everything and says the customer's number and words again while it does.
async fn provider() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = [0; 8192];
            let _ = stream.read(&mut request).await;
            let body = format!(r#"{{"error":{{"code":100,"message":"{ASHA} can't get our-words"}}}}"#);
            let head = format!("HTTP/1.1 400 Bad Request\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
        }
    });
    base
}

#[tokio::test(flavor = "multi_thread")]
async fn no_line_at_any_level_holds_a_secret_a_number_or_a_word() {
    let lines = Lines::default();
    let sink = lines.clone();
    let subscriber = tracing_subscriber::fmt().with_max_level(LevelFilter::TRACE).with_ansi(false);
    subscriber.with_writer(move || sink.clone()).try_init().expect("nobody else takes the lines of this process");
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("web")).unwrap();
    let text = CONFIG.replace("https://provider.example", &provider().await).replace("signing_secret = \"signing secret of acme\"", "");
    let config = read_config(dir.path(), &text).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let (end, ended) = oneshot::channel::<()>();
    let server = tokio::spawn(proxy::serve(config, listener, async {
        let _ = ended.await;
    }));
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let send = async |request: RequestBuilder| -> (u16, Value) {
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), serde_json::from_str(&answer.text().await.unwrap()).unwrap_or_default())
    };
    let post = |path: &str, body: &Value| client.post(format!("{base}{path}")).json(body);
    let now = SystemClock.now();
    let key = "a key of acme that has 32 bytes and more";
    let token = sign(key, "k1", &claims(now, &json!({"scope": "thread:read thread:write template:write admin"})));
    let assertion = json!({
        "aud": "sidethread-session", "sub": "priya", "tenant": "acme", "phones": [ASHA], "exp": now.seconds() + 300, "jti": "log-1",
    });
    let assertion = sign(key, "k1", &assertion);
    let forged = sign("some key of somebody that is long enough", "k1", &claims(now, &json!({})));

    let hook = client.post(format!("{base}{HOOK}"));
    assert_eq!(send(hook.body(text_webhook(ASHA, "wamid.1", "her-words", now))).await.0, 200);
    let image = json!({"type": "image", "image": {"id": "7", "mime_type": "image/jpeg", "caption": "her-words"}});
    let hook = client.post(format!("{base}{HOOK}"));
    assert_eq!(send(hook.body(message_webhook(ASHA, "wamid.2", now, image))).await.0, 200);
    for (path, body) in [(HOOK, "her-words {"), ("/hooks/acme-wa/guessed-secret-of-a-hook", "her-words")] {
        send(client.post(format!("{base}{path}")).body(body)).await;
    }
    let (status, opened) = send(post("/v1/threads/open", &json!({"phones": [ASHA], "name": "Asha-by-name"})).bearer_auth(&token)).await;
    assert_eq!(status, 200, "{opened}");
    let thread = opened["thread"]["id"].as_str().unwrap();
    let reply = json!({"client_id": "c-1", "channel": "whatsapp", "account": "acme-wa", "content": {"type": "text", "body": "our-words"}});
    assert_eq!(send(post(&format!("/v1/threads/{thread}/messages"), &reply).bearer_auth(&token)).await.0, 202);
    let (status, session) = send(post("/v1/session", &json!({"grant": "assertion", "assertion": assertion}))).await;
    assert_eq!(status, 200, "{session}");
    let order = json!({"grant": "server-key", "tenant": "acme", "agent": "priya", "phones": [ASHA], "code": true});
    let (status, coded) = send(post("/v1/session", &order).bearer_auth("a server key of acme, 32 bytes and more")).await;
    assert_eq!(status, 200, "{coded}");
    let code = coded["code"].as_str().unwrap().to_owned();
    let (_, exchanged) = send(post("/v1/session", &json!({"grant": "code", "code": code}))).await;
    for body in [
        json!({"grant": "code", "code": code}),
        json!({"grant": "assertion", "assertion": assertion}),
        json!({"grant": "assertion", "assertion": forged}),
        json!({"grant": "canvas", "signed_request": "c2lnbmF0dXJl.cGF5bG9hZA=="}),
        json!({"grant": "her-words"}),
    ] {
        assert!(send(post("/v1/session", &body)).await.0 >= 400);
    }
    let signed = post(&format!("/v1/session?portalId=4242&userId=7&userEmail=priya%40{}", "mail.example"), &json!({"grant": "hubspot"}));
    assert!(send(signed.header("x-hubspot-signature-v3", "aHVic3BvdA==").header("x-hubspot-request-timestamp", "1")).await.0 >= 400);
    for bad in [
        post("/v1/threads/open", &json!({"phones": [ASHA, "her-words"]})).bearer_auth(&token),
        post("/v1/threads/open", &json!({"phones": ASHA})).bearer_auth(&token),
        post("/v1/threads/open", &json!({"phones": [ASHA]})).bearer_auth(&forged),
        client.get(format!("{base}/v1/templates?q=her-words&limit=her-words")).bearer_auth(&token),
        client.get(format!("{base}/v1/threads/{thread}/messages?before=her-words&limit=her-words")).bearer_auth(&token),
        client
            .post(format!("{base}/v1/media"))
            .header("content-type", "multipart/form-data; boundary=b")
            .body("her-words")
            .bearer_auth(&token),
    ] {
        send(bad).await;
    }
    assert_eq!(send(post("/v1/session/revoke", &json!({"agent": "nobody"})).bearer_auth(&token)).await.0, 204);
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let (_, opened) = send(post("/v1/threads/open", &json!({"phones": [ASHA]})).bearer_auth(&token)).await;
        let states: Vec<_> = opened["messages"].as_array().unwrap().iter().map(|it| it["status"]["state"].as_str().unwrap()).collect();
        if states.contains(&"failed") {
            break;
        }
        assert!(Instant::now() < deadline, "the provider has refused nothing: {states:?}");
        tokio::task::yield_now().await;
    }
    end.send(()).unwrap();
    server.await.unwrap().unwrap();

    let said = lines.text();
    assert!(said.contains("refused") && said.contains("answered") && said.contains("TRACE"), "{said}");
    let (token_of_session, token_of_code) = (session["token"].as_str().unwrap(), exchanged["token"].as_str().unwrap());
    let tokens = [&token, &assertion, &forged, token_of_session, token_of_code].map(|token| token.rsplit('.').next().unwrap().to_owned());
    let mut secrets: Vec<&str> = tokens.iter().map(String::as_str).collect();
    secrets.extend(["919999999999", "her-words", "our-words", "Asha-by-name", "hook-secret-of-acme", "guessed-secret-of-a-hook", &code]);
    secrets.extend([
        key,
        "a server key of acme",
        "a token that no log may see",
        "hubspot secret of acme",
        "aHVic3BvdA==",
        "c2lnbmF0dXJl",
        "mail.example",
    ]);
    for secret in secrets {
        let found: Vec<&str> = said.lines().filter(|line| line.contains(secret)).collect();
        assert!(found.is_empty(), "“{secret}” is in the log: {found:#?}");
    }
}
