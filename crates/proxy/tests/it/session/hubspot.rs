//! HubSpot's signature: the session, and the small thread in the card.

use super::{alike, claims_of};
use crate::app::{ASHA, Answer, App, RAVI};
use axum::body::Body;
use axum::http::{HeaderName, Method, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use proxy::clock::Clock;
use serde_json::{Value, json};
use sha2::Sha256;
use std::time::Duration;

const SECRET: &str = "hubspot secret of acme";
const QUERY: &str = "userId=77&userEmail=priya%40acme.example&portalId=4242&appId=1";
/// The query as HubSpot signs it.
const PLAIN: &str = "userId=77&userEmail=priya@acme.example&portalId=4242&appId=1";

/// What can be wrong with a signed request.
struct Signed<'a> {
    secret: &'a str,
    query: &'a str,
    signed_query: &'a str,
    millis: i64,
    body: Value,
    signed_body: Value,
}

impl Signed<'_> {
    fn new(app: &App, body: &Value) -> Self {
        let millis = app.clock.now().millis();
        Self { secret: SECRET, query: QUERY, signed_query: PLAIN, millis, body: body.clone(), signed_body: body.clone() }
    }

    async fn send(self, app: &App, path: &str) -> Answer {
        let text = format!("POSThttps://threads.example{path}?{}{}{}", self.signed_query, self.signed_body, self.millis);
        let mac = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes()).unwrap().chain_update(text);
        app.call(Method::POST, &format!("{path}?{}", self.query), Body::from(self.body.to_string()))
            .with(header::CONTENT_TYPE, "application/json")
            .with(HeaderName::from_static("x-hubspot-signature-v3"), &STANDARD.encode(mac.finalize().into_bytes()))
            .with(HeaderName::from_static("x-hubspot-request-timestamp"), &self.millis.to_string())
            .send()
            .await
    }
}

fn card() -> Value {
    json!({"grant": "hubspot", "object_id": 501, "phones": [ASHA], "name": "Asha"})
}

async fn thread(app: &App, phone: &str) -> Value {
    let answer = Signed::new(app, &json!({"object_id": "501", "phones": [phone]})).send(app, "/v1/hubspot/thread").await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

#[tokio::test]
async fn a_signed_card_gets_a_code_for_the_embed_page() {
    let app = App::new().await;
    let answer = Signed::new(&app, &card()).send(&app, "/v1/session").await.json();
    let code = answer["code"].as_str().unwrap();
    assert_eq!(answer["embed_url"], format!("https://threads.example/embed/v1/acme?host=hubspot#code={code}"));
    let session = app.post("/v1/session", &json!({"grant": "code", "code": code})).send().await.json();
    assert_eq!(session["context"], json!({"phones": [ASHA], "record": "hubspot:contacts:501", "name": "Asha"}));
    let claims = claims_of(session["token"].as_str().unwrap());
    assert_eq!((&claims["sub"], &claims["name"]), (&json!("hs:4242:77"), &json!("priya@acme.example")));
    assert_eq!(claims["origin"], "https://threads.example");
}

#[tokio::test]
async fn whatever_isnt_signed_so_is_refused() {
    let app = App::new().await;
    let new = || Signed::new(&app, &card());
    let now = app.clock.now().millis();
    let twice = format!("{QUERY}&userId=78");
    let nobody = QUERY.replace("userId=77&", "");
    let portal = |query: &str| query.replace("4242", "9999");
    let mut answers = Vec::new();
    for path in ["/v1/session", "/v1/hubspot/thread", "/v1/hubspot/reply"] {
        for wrong in [
            Signed { secret: "hubspot secret of globex", ..new() },
            Signed { signed_query: QUERY, ..new() },
            Signed { signed_query: &PLAIN.replace("77", "78"), ..new() },
            Signed { query: &portal(QUERY), signed_query: &portal(PLAIN), ..new() },
            Signed { query: &QUERY.replace("4242", "1"), signed_query: &PLAIN.replace("4242", "1"), ..new() },
            Signed { query: &twice, signed_query: &format!("{PLAIN}&userId=78"), ..new() },
            Signed { query: &nobody, signed_query: &PLAIN.replace("userId=77&", ""), ..new() },
            Signed { body: json!({"grant": "hubspot", "object_id": 502, "phones": [RAVI]}), ..new() },
            Signed { millis: now - 300_001, ..new() },
            Signed { millis: now + 60_001, ..new() },
        ] {
            answers.push(wrong.send(&app, path).await);
        }
    }
    alike(&answers);
    for millis in [now - 300_000, now + 60_000] {
        assert_eq!(Signed { millis, ..new() }.send(&app, "/v1/session").await.status, 200);
    }
}

#[tokio::test]
async fn a_card_cant_ask_for_everybody() {
    let app = App::new().await;
    let ask = async |phones: Value| {
        let body = json!({"grant": "hubspot", "object_id": 1, "phones": phones});
        Signed::new(&app, &body).send(&app, "/v1/session").await
    };
    let everybody = ask(json!(["*"])).await;
    assert_eq!((everybody.status, everybody.problems()), (422, vec![("/phones/0".to_owned(), "phone".to_owned())]));
    for (phones, left) in [(json!(["*", ASHA]), json!([ASHA])), (json!([]), json!([]))] {
        let code = ask(phones).await.json()["code"].as_str().unwrap().to_owned();
        let session = app.post("/v1/session", &json!({"grant": "code", "code": code})).send().await.json();
        assert_eq!(session["context"]["phones"], left);
    }
}

#[tokio::test]
async fn a_field_that_holds_no_number_is_left_out_and_named() {
    let app = App::new().await;
    let body = json!({"grant": "hubspot", "object_id": 501, "phones": ["call after 6", ASHA, "n/a"]});
    let answer = Signed::new(&app, &body).send(&app, "/v1/session").await.json();
    let paths: Vec<_> = answer["ignored"].as_array().unwrap().iter().map(|it| it["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["/phones/0", "/phones/2"]);
    let session = app.post("/v1/session", &json!({"grant": "code", "code": answer["code"]})).send().await.json();
    assert_eq!(session["context"]["phones"], json!([ASHA]));
    let card = json!({"object_id": "501", "phones": ["n/a", ASHA]});
    assert_eq!(Signed::new(&app, &card).send(&app, "/v1/hubspot/thread").await.status, 200);
    let none = json!({"object_id": "501", "phones": ["n/a"]});
    assert_eq!(Signed::new(&app, &none).send(&app, "/v1/hubspot/thread").await.problems(), [("/phones/0".to_owned(), "phone".to_owned())]);
}

#[tokio::test]
async fn revoking_an_agent_ends_what_hubspot_vouched_for_though_its_clock_is_ahead() {
    let app = App::new().await;
    let ahead = app.clock.now().millis() + 30_000;
    let code = Signed { millis: ahead, ..Signed::new(&app, &card()) }.send(&app, "/v1/session").await.json();
    let exchange = async |code: &Value| app.post("/v1/session", &json!({"grant": "code", "code": code})).send().await;
    let session = exchange(&code["code"]).await.json();
    app.clock.advance(Duration::from_secs(10));
    super::revoke::revoke(&app, &json!({"agent": "hs:4242:77"})).await;
    assert_eq!(app.get("/v1/templates").bearer(session["token"].as_str().unwrap()).send().await.refusal().0, 401);
    assert_eq!(exchange(&session["next"]).await.refusal().0, 401, "the modal would have lived on for a working day");
    assert_eq!(Signed { millis: ahead, ..Signed::new(&app, &card()) }.send(&app, "/v1/session").await.refusal().0, 401);
    app.clock.advance(Duration::from_secs(61));
    assert_eq!(Signed::new(&app, &card()).send(&app, "/v1/session").await.status, 200, "who vouches may do so again");
}

#[tokio::test]
async fn a_card_shows_the_newest_messages_and_the_clock() {
    let app = App::new().await;
    for number in 1..=6 {
        app.asha_writes(&format!("wamid.{number}"), &format!("text {number}")).await;
    }
    let answer = thread(&app, ASHA).await;
    let texts: Vec<_> = answer["messages"].as_array().unwrap().iter().map(|line| line["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["text 2", "text 3", "text 4", "text 5", "text 6"]);
    assert_eq!((&answer["messages"][0]["direction"], &answer["account"]), (&json!("inbound"), &json!("acme-wa")));
    assert_eq!((&answer["window"]["state"], &answer["waiting_since"]), (&json!("open"), &json!("2026-11-20T08:00:00Z")));
}

#[tokio::test]
async fn an_answer_out_of_a_card_that_is_repeated_is_one_message() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let shown = thread(&app, ASHA).await;
    let body = json!({
        "thread": shown["thread"], "client_id": "card-1", "channel": shown["channel"], "account": shown["account"], "body": "hello",
    });
    let first = Signed::new(&app, &body).send(&app, "/v1/hubspot/reply").await;
    let again = Signed::new(&app, &body).send(&app, "/v1/hubspot/reply").await;
    assert_eq!((first.status, again.status), (202, 202), "{}", first.text());
    assert_eq!(first.json()["id"], again.json()["id"]);
    assert_eq!(first.json()["author"]["name"], "priya@acme.example");
    app.settled().await;
    assert_eq!(thread(&app, ASHA).await["messages"].as_array().unwrap().len(), 2);
    let empty = json!({
        "thread": shown["thread"], "client_id": "card-2", "channel": shown["channel"], "account": shown["account"], "body": " ",
    });
    assert_eq!(Signed::new(&app, &empty).send(&app, "/v1/hubspot/reply").await.refusal(), (422, "invalid-message".to_owned()));
}

#[tokio::test]
async fn an_agent_answers_where_she_was_shown_the_thread_and_nowhere_else() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "hi").await;
    let shown = thread(&app, ASHA).await["thread"].as_str().unwrap().to_owned();
    let (id, seal) = shown.split_once('.').unwrap();
    let ravi = app.open_phone(RAVI).await["thread"]["id"].as_str().unwrap().to_owned();
    let with = |thread: &str| json!({"thread": thread, "client_id": "c", "channel": "whatsapp", "account": "acme-wa", "body": "x"});
    for guessed in [id, &ravi, &format!("{ravi}.{seal}"), &format!("{id}."), ""] {
        let answer = Signed::new(&app, &with(guessed)).send(&app, "/v1/hubspot/reply").await;
        assert_eq!(answer.refusal(), (404, "not-found".to_owned()), "{guessed}");
    }
    let elsewhere = shown.replace("hubspot:contacts:501", "hubspot:contacts:502");
    assert_ne!(elsewhere, shown);
    let answer = Signed::new(&app, &with(&elsewhere)).send(&app, "/v1/hubspot/reply").await;
    assert_eq!(answer.refusal().0, 404, "sealed for the contact whose card it is");
    let (query, signed_query) = (QUERY.replace("77", "78"), PLAIN.replace("77", "78"));
    let colleague = Signed { query: &query, signed_query: &signed_query, ..Signed::new(&app, &with(&shown)) };
    assert_eq!(colleague.send(&app, "/v1/hubspot/reply").await.refusal().0, 404, "sealed for another agent");
}
