//! Who may do what: every private route against every way not to be allowed.

mod ids;
mod keys;
mod logs;
mod tenants;
mod uploads;

use crate::app::{ASHA, App, Call, ORIGIN, RAVI, claims, sign};
use axum::body::Body;
use axum::http::{Method, header};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use proxy::clock::Clock;
use proxy::router::listing;
use serde_json::{Value, json};

/// Routes that ask for another proof than a token: see the tests of sessions.
const PROVEN: [&str; 5] = ["/v1/session", "/v1/hubspot/thread", "/v1/hubspot/reply", "/hooks/{account}/{secret}", PUBLIC_LINK];
/// A link to one file, sealed for who has it.
const PUBLIC_LINK: &str = proxy::link::PATH;
/// Routes for everybody. Whatever isn't here asks who it is.
const PUBLIC: [&str; 9] = [
    "/embed/v1/{tenant}",
    "/embed/v1/{tenant}/probe",
    "/sidethread.js",
    "/v1/{file}",
    "/{version}/sidethread.js",
    "/healthz",
    "/readyz",
    "/metrics",
    "/openapi.json",
];

/// Every private route as (method, path of Asha's thread or things), with a body that would be taken.
async fn private(app: &App) -> Vec<(Method, String, Value)> {
    app.asha_writes("wamid.1", "hi").await;
    let thread = app.thread().await;
    let message = app.messages().await[0].id.to_string();
    let reply = json!({"client_id": "c", "channel": "whatsapp", "account": "acme-wa", "content": {"type": "text", "body": "x"}});
    let of = |rest: &str| format!("/v1/threads/{thread}/{rest}");
    vec![
        (Method::POST, "/v1/threads/open".into(), json!({"phones": [ASHA]})),
        (Method::GET, of("messages"), json!(null)),
        (Method::POST, of("messages"), reply),
        (Method::GET, of(&format!("messages/{message}/journal")), json!(null)),
        (Method::POST, of("read"), json!({"up_to": message})),
        (Method::POST, of("typing"), json!(null)),
        (Method::POST, of("reactions"), json!({"message_id": message, "emoji": "👍"})),
        (Method::GET, of("events?after=0&wait=0"), json!(null)),
        (Method::POST, "/v1/session/revoke".into(), json!({"jti": "somebody"})),
        (Method::GET, "/v1/templates".into(), json!(null)),
        (Method::POST, "/v1/templates".into(), json!([])),
        (Method::PUT, "/v1/templates".into(), json!([])),
        (Method::DELETE, "/v1/templates?name=welcome".into(), json!(null)),
        (Method::POST, "/v1/templates/known".into(), json!([])),
        (Method::DELETE, "/v1/templates/known?name=welcome".into(), json!(null)),
        (Method::POST, "/v1/templates/samples".into(), json!(null)),
        (Method::POST, "/v1/media".into(), json!(null)),
        (Method::GET, "/v1/media/md_1".into(), json!(null)),
    ]
}

fn call(app: &App, (method, path, body): &(Method, String, Value)) -> Call {
    match *method {
        Method::POST | Method::PUT => app.send(method.clone(), path, body),
        _ => app.call(method.clone(), path, Body::empty()),
    }
}

#[tokio::test]
async fn the_table_below_has_every_private_route() {
    let app = App::without_outbox().await;
    let table = private(&app).await;
    let thread = app.thread().await;
    let message = app.messages().await[0].id.to_string();
    let written: Vec<_> = table
        .iter()
        .map(|(method, path, _)| {
            let path = path.split('?').next().unwrap().replace(&thread, "{id}").replace(&message, "{message}").replace("md_1", "{id}");
            (path, method.to_string())
        })
        .collect();
    for (path, methods) in listing() {
        for method in methods {
            let is_private = !PROVEN.contains(&path) && !PUBLIC.contains(&path);
            assert_eq!(written.contains(&(path.to_owned(), (*method).to_owned())), is_private, "{method} {path}");
        }
    }
    for path in PROVEN.iter().chain(&PUBLIC) {
        assert!(listing().iter().any(|(served, _)| served == path), "{path} is no longer there");
    }
    let routes = include_str!("../../src/router.rs").matches(".route(").count();
    assert_eq!(routes, 1, "whatever is served is in the listing");
}

#[tokio::test]
async fn without_a_good_token_every_route_says_401_and_nothing_more() {
    let app = App::without_outbox().await;
    let now = app.clock.now();
    let key = "a key of acme that has 32 bytes and more";
    let seconds = now.seconds();
    let signed = |other: Value| sign(key, "k1", &claims(now, &other));
    let public_key_as_secret = {
        let header = Header { kid: Some("k1".into()), ..Header::new(Algorithm::HS512) };
        jsonwebtoken::encode(&header, &claims(now, &json!({})), &EncodingKey::from_secret(key.as_bytes())).unwrap()
    };
    let good = app.token();
    let (head, signature) = good.rsplit_once('.').unwrap();
    let (_, payload) = head.split_once('.').unwrap();
    let tokens = [
        ("forged", sign("another key that has 32 bytes and more", "k1", &claims(now, &json!({})))),
        ("another tenant's key", sign("a key of globex that has 32 bytes or so", "k1", &claims(now, &json!({})))),
        ("unknown key", sign(key, "k9", &claims(now, &json!({})))),
        ("unknown tenant", signed(json!({"tenant": "nobody"}))),
        ("another algorithm", public_key_as_secret),
        ("no algorithm", format!("eyJhbGciOiJub25lIiwia2lkIjoiazEifQ.{payload}.")),
        ("no signature", format!("{head}.")),
        ("cut off", signature.to_owned()),
        ("another audience", signed(json!({"aud": "somebody"}))),
        ("no agent", signed(json!({"sub": " "}))),
        ("expired", signed(json!({"iat": seconds - 700, "exp": seconds - 60}))),
        ("from the future", signed(json!({"iat": seconds + 61, "exp": seconds + 600}))),
        ("without an end", {
            let mut endless = claims(now, &json!({}));
            endless.as_object_mut().unwrap().remove("exp");
            sign(key, "k1", &endless)
        }),
        ("long-lived", signed(json!({"exp": seconds + 901}))),
        ("nonsense", "nonsense".to_owned()),
    ];
    let mut bodies = Vec::new();
    for route in private(&app).await {
        let answer = call(&app, &route).send().await;
        assert_eq!(answer.refusal(), (401, "unauthenticated".to_owned()), "{route:?}");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        for (why, token) in &tokens {
            let answer = call(&app, &route).bearer(token).send().await;
            assert_eq!(answer.refusal(), (401, "unauthenticated".to_owned()), "{why}: {route:?}");
            let mut body = answer.json();
            body["request_id"] = json!("");
            bodies.push(body.to_string());
        }
    }
    bodies.dedup();
    assert_eq!(bodies.len(), 1, "a forger learns something: {bodies:?}");
}

#[tokio::test]
async fn a_page_of_somebody_else_gets_nothing_with_a_good_token() {
    let app = App::without_outbox().await;
    for route in private(&app).await {
        for origin in ["https://evil.example", "https://globex.example", "null", "https://crm.example.evil.example", "http://crm.example"] {
            let answer = call(&app, &route).bearer(&app.token()).with(header::ORIGIN, origin).send().await;
            assert_eq!(answer.refusal(), (403, "forbidden".to_owned()), "{origin} {route:?}");
        }
    }
    for origin in [ORIGIN, "https://threads.example"] {
        let answer = app.get("/v1/templates").bearer(&app.token()).with(header::ORIGIN, origin).send().await;
        assert_eq!(answer.status, 200, "{origin}");
    }
}

#[tokio::test]
async fn another_tenant_and_a_token_for_other_people_find_no_thread() {
    let app = App::without_outbox().await;
    let routes = private(&app).await;
    let elsewhere = app.token_with(&json!({"phones": [RAVI]}));
    let nowhere = app.token_with(&json!({"phones": []}));
    for route in routes.iter().filter(|(_, path, _)| path.contains("/threads/th_")) {
        for token in [&app.globex_token(), &elsewhere, &nowhere] {
            let answer = call(&app, route).bearer(token).send().await;
            assert_eq!(answer.refusal(), (404, "not-found".to_owned()), "{route:?}");
        }
    }
    for token in [&elsewhere, &nowhere] {
        let answer = app.post("/v1/threads/open", &json!({"phones": [ASHA]})).bearer(token).send().await;
        assert_eq!(answer.refusal(), (403, "forbidden".to_owned()));
    }
    let both = json!({"phones": [RAVI, ASHA]});
    assert_eq!(app.post("/v1/threads/open", &both).bearer(&elsewhere).send().await.refusal().0, 403);
    let user = json!({"phones": [RAVI], "user_ids": [{"channel": "whatsapp", "value": "IN.1"}]});
    assert_eq!(app.post("/v1/threads/open", &user).bearer(&elsewhere).send().await.refusal().0, 403);
    let theirs = app.post("/v1/threads/open", &json!({"phones": [ASHA]})).bearer(&app.globex_token()).send().await;
    assert_eq!(theirs.status, 200);
    assert_eq!(theirs.json()["messages"], json!([]));
}

#[tokio::test]
async fn each_right_opens_its_own_routes() {
    let app = App::without_outbox().await;
    let with = |scope: &str| app.token_with(&json!({"scope": scope}));
    for route in private(&app).await {
        let needed = match (route.0.as_str(), route.1.as_str()) {
            ("POST" | "PUT" | "DELETE", path) if path.starts_with("/v1/templates") => "template:write",
            ("POST", "/v1/session/revoke") => "admin",
            ("GET", _) | ("POST", "/v1/threads/open") => "thread:read",
            _ => "thread:write",
        };
        let others = ["thread:read", "thread:write", "template:write", "admin"].into_iter().filter(|scope| *scope != needed);
        let call = |scope: &str| {
            let call = call(&app, &route).bearer(&with(scope));
            if ["/v1/media", "/v1/templates/samples"].contains(&route.1.as_str()) {
                call.with(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            } else {
                call
            }
        };
        let answer = call(&others.collect::<Vec<_>>().join(" ")).send().await;
        assert_eq!(answer.refusal(), (403, "forbidden".to_owned()), "{route:?}");
        let answer = call(needed).send().await;
        assert_ne!(answer.status, 403, "{route:?}");
    }
}

#[tokio::test]
async fn cors_lets_in_the_tenants_pages_and_nobody_else() {
    let app = App::without_outbox().await;
    let preflight = |origin: &str| {
        app.call(Method::OPTIONS, "/v1/threads/open", Body::empty())
            .with(header::ORIGIN, origin)
            .with(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
            .with(header::ACCESS_CONTROL_REQUEST_HEADERS, "authorization,content-type,last-event-id")
    };
    for origin in [ORIGIN, "https://globex.example"] {
        let answer = preflight(origin).send().await;
        assert_eq!(answer.header("access-control-allow-origin"), origin);
        let headers = answer.header("access-control-allow-headers").to_lowercase();
        for name in ["authorization", "content-type", "last-event-id"] {
            assert!(headers.contains(name), "{name}");
        }
        assert!(answer.header("access-control-allow-credentials").is_empty());
        assert!(answer.header("vary").to_lowercase().contains("origin"));
    }
    for origin in ["https://evil.example", "null"] {
        assert_eq!(preflight(origin).send().await.header("access-control-allow-origin"), "", "{origin}");
    }
    let refused = app.get("/v1/templates").with(header::ORIGIN, ORIGIN).send().await;
    assert_eq!(refused.refusal().0, 401);
    assert_eq!(refused.header("access-control-allow-origin"), ORIGIN, "a page can read why it was refused");
    assert!(refused.header("access-control-expose-headers").contains("x-request-id"));
}

#[tokio::test]
async fn what_no_route_takes_is_refused_in_the_same_form() {
    let app = App::without_outbox().await;
    assert_eq!(app.get("/v2/nothing").send().await.refusal(), (404, "not-found".to_owned()));
    assert_eq!(app.get("/").send().await.refusal(), (404, "not-found".to_owned()));
    assert_eq!(app.get("/hooks/acme-wa/hook-secret-of-acme/more").send().await.refusal().0, 404);
    let answer = app.call(Method::DELETE, "/v1/threads/open", Body::empty()).bearer(&app.token()).send().await;
    assert_eq!(answer.refusal(), (405, "method-not-allowed".to_owned()));
    assert_eq!(answer.header("allow"), "POST");
    let form = app.call(Method::POST, "/v1/threads/open", Body::from("phones=1"));
    let form = form.bearer(&app.token()).with(header::CONTENT_TYPE, "application/x-www-form-urlencoded").send().await;
    assert_eq!(form.refusal(), (415, "media-type".to_owned()));
    let answer = app.post("/v1/threads/open", &json!({"phones": [1]})).bearer(&app.token()).send().await;
    assert_eq!(answer.refusal(), (400, "bad-request".to_owned()));
    assert_eq!(answer.problems(), [("/phones/0".to_owned(), "form".to_owned())]);
    let cut = app.call(Method::POST, "/v1/threads/open", Body::from("{\"phones\":"));
    let cut = cut.bearer(&app.token()).with(header::CONTENT_TYPE, "application/json").send().await;
    assert_eq!(cut.problems()[0].1, "json");
    let query = app.get(&format!("{}?limit=many", app.path("messages").await)).bearer(&app.token()).send().await;
    assert_eq!(query.refusal(), (400, "bad-request".to_owned()));
    for hostile in ["[".repeat(60_000), format!("{{\"client_id\":{}", "[".repeat(60_000)), "\u{0}".to_owned(), "\"\\ud800\"".to_owned()] {
        let call = app.call(Method::POST, &app.path("messages").await, Body::from(hostile));
        let answer = call.bearer(&app.token()).with(header::CONTENT_TYPE, "application/json").send().await;
        assert_eq!(answer.refusal(), (400, "bad-request".to_owned()));
    }
    let packed = app.post("/v1/threads/open", &json!({"phones": [ASHA]})).with(header::CONTENT_ENCODING, "gzip");
    assert_eq!(packed.bearer(&app.token()).send().await.status, 200, "nothing is unpacked, whatever it says");
    let large = json!({"phones": ["1".repeat(70_000)]});
    assert_eq!(app.post("/v1/threads/open", &large).bearer(&app.token()).send().await.refusal(), (413, "media-too-large".to_owned()));
}
