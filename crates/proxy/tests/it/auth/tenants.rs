//! Every route of the document, asked by one tenant's agent with another tenant's ids.

use super::uploads::upload;
use super::{PROVEN, PUBLIC, private};
use crate::app::{ASHA, App};
use axum::body::Body;
use axum::http::{Method, header};
use proxy::openapi::DOCUMENT;
use serde_json::{Value, json};

/// What an agent of another tenant is told.
enum Told {
    /// That there is no such thing.
    Nothing,
    /// This status, and nothing of the other tenant.
    Harmless(u16),
    /// The route takes no id of a tenant and shows nothing of one.
    NoIds,
    /// The route asks for another proof than a token: its own tests try it with other tenants'.
    OtherProof,
}

/// What each operation of the document says to an agent of globex who knows every id of acme.
fn told(operation: &str) -> Option<Told> {
    Some(match operation {
        "POST /v1/threads/open" => Told::Harmless(200),
        "GET /v1/threads/{id}/messages"
        | "POST /v1/threads/{id}/messages"
        | "GET /v1/threads/{id}/messages/{message}/journal"
        | "POST /v1/threads/{id}/read"
        | "POST /v1/threads/{id}/typing"
        | "POST /v1/threads/{id}/reactions"
        | "GET /v1/threads/{id}/events"
        | "GET /v1/media/{id}" => Told::Nothing,
        "GET /v1/templates" => Told::Harmless(200),
        "POST /v1/templates" | "PUT /v1/templates" => Told::Harmless(207),
        "DELETE /v1/templates" | "DELETE /v1/templates/known" => Told::Nothing,
        "POST /v1/templates/known" => Told::Harmless(422),
        "POST /v1/session/revoke" => Told::Harmless(204),
        "POST /v1/media" => Told::Harmless(400),
        "POST /v1/templates/samples" => Told::Harmless(400),
        _ => {
            let (_, path) = operation.split_once(' ')?;
            if PROVEN.contains(&path) {
                Told::OtherProof
            } else if PUBLIC.contains(&path) {
                Told::NoIds
            } else {
                return None;
            }
        }
    })
}

#[tokio::test]
async fn no_route_gives_one_tenant_what_is_anothers() {
    let app = App::new().await;
    let table = private(&app).await;
    let media = upload(&app, &app.token()).await;
    let (thread, message) = (app.thread().await, app.messages().await[0].id.to_string());
    let document: Value = serde_json::from_str(DOCUMENT).unwrap();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys().map(|method| method.to_uppercase()) {
            let operation = format!("{method} {path}");
            let Some(told) = told(&operation) else { panic!("{operation} is not tried with another tenant's ids") };
            if matches!(told, Told::NoIds | Told::OtherProof) {
                continue;
            }
            let found = table.iter().find(|(known, real, _)| {
                let real = real.split('?').next().unwrap().replace(&thread, "{id}").replace(&message, "{message}").replace("md_1", "{id}");
                known.as_str() == method && real == *path
            });
            let (known, real, body) = found.unwrap_or_else(|| panic!("{operation} is in no table"));
            let (real, body) = match path.as_str() {
                "/v1/media/{id}" => (format!("/v1/media/{media}"), body.clone()),
                "/v1/templates" if method == "GET" => (format!("{real}?account=acme-wa"), body.clone()),
                "/v1/media" | "/v1/templates/samples" => (format!("{real}?account=acme-wa"), body.clone()),
                "/v1/templates" | "/v1/templates/known" if method != "DELETE" => {
                    (real.clone(), json!([{"account": "acme-wa", "name": "x", "language": "en", "components": []}]))
                }
                _ => (real.clone(), body.clone()),
            };
            let call = match *known {
                Method::POST | Method::PUT => app.send(known.clone(), &real, &body),
                _ => app.call(known.clone(), &real, Body::empty()),
            };
            let call = match path.as_str() {
                "/v1/media" | "/v1/templates/samples" => call.with(header::CONTENT_TYPE, "multipart/form-data; boundary=b"),
                _ => call,
            };
            let token = app.globex_token_with(&json!({"scope": "thread:read thread:write template:write admin"}));
            let answer = call.bearer(&token).send().await;
            match told {
                Told::Nothing => assert_eq!(answer.refusal(), (404, "not-found".to_owned()), "{operation}"),
                Told::Harmless(status) => assert_eq!(answer.status, status, "{operation}: {}", answer.text()),
                Told::NoIds | Told::OtherProof => {}
            }
            for word in ["\"hi\"", &thread, &message] {
                assert!(!answer.text().contains(word), "{operation} tells “{word}”: {}", answer.text());
            }
        }
    }
    let ours = app.get(&app.path("messages").await).bearer(&app.token()).send().await;
    assert_eq!(ours.status, 200, "nothing of ours was revoked: {}", ours.text());
}

#[tokio::test]
async fn no_answer_goes_out_over_another_tenants_account() {
    let app = App::new().await;
    let opened = app.post("/v1/threads/open", &json!({"phones": [ASHA]})).bearer(&app.globex_token()).send().await.json();
    let path = format!("/v1/threads/{}/messages", opened["thread"]["id"].as_str().unwrap());
    let body = json!({"client_id": "c", "channel": "whatsapp", "account": "acme-wa", "content": {"type": "text", "body": "x"}});
    let answer = app.post(&path, &body).bearer(&app.globex_token()).send().await;
    assert_eq!((answer.status, answer.problems()), (422, vec![("/account".to_owned(), "unknown-account".to_owned())]));
}
