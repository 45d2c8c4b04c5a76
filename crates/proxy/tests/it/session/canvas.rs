//! Salesforce's signed request.

use super::{alike, claims_of};
use crate::app::{ASHA, Answer, App, ORIGIN};
use axum::http::header;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use std::time::Duration;

const SECRET: &str = "canvas secret of both tenants";

fn payload(organisation: &str) -> Value {
    json!({
        "algorithm": "HMACSHA256", "issuedAt": null, "userId": "005000000000001AAA",
        "client": {"oauthToken": "not for us"},
        "context": {
            "user": {"userId": "005000000000001AAA", "fullName": "Priya Rao"},
            "organization": {"organizationId": organisation},
            "environment": {"parameters": {}, "record": {
                "attributes": {"type": "Contact"}, "Id": "003A", "Name": "Asha", "MobilePhone": "99999 99999", "Phone": "n/a",
            }},
        },
    })
}

fn sign(secret: &str, payload: &Value) -> String {
    let payload = STANDARD.encode(payload.to_string());
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap().chain_update(&payload);
    format!("{}.{payload}", STANDARD.encode(mac.finalize().into_bytes()))
}

async fn send(app: &App, signed_request: &str) -> Answer {
    app.post("/v1/session", &json!({"grant": "canvas", "signed_request": signed_request})).with(header::ORIGIN, ORIGIN).send().await
}

#[tokio::test]
async fn a_signed_request_gives_a_token_for_the_record() {
    let app = App::new().await;
    let session = send(&app, &sign(SECRET, &payload("00D000000000001EAA"))).await.json();
    assert_eq!(session["context"], json!({"phones": [ASHA], "record": "salesforce:Contact:003A", "name": "Asha"}));
    let ignored = &session["ignored"][0];
    assert_eq!((&ignored["path"], &ignored["rule"]), (&json!("/signed_request/context/environment/record/Phone"), &json!("phone")));
    let claims = claims_of(session["token"].as_str().unwrap());
    assert_eq!((&claims["sub"], &claims["name"]), (&json!("sf:00D000000000001EAA:005000000000001AAA"), &json!("Priya Rao")));
    assert_eq!((&claims["tenant"], &claims["origin"]), (&json!("acme"), &json!(ORIGIN)));
}

#[tokio::test]
async fn the_organisation_says_whose_agent_it_is() {
    let app = App::new().await;
    let mut theirs = payload("00D000000000002");
    theirs["context"]["environment"]["record"]["MobilePhone"] = json!(ASHA);
    let request = sign(SECRET, &theirs);
    let answer = app.post("/v1/session", &json!({"grant": "canvas", "signed_request": request})).send().await;
    assert_eq!(claims_of(answer.json()["token"].as_str().unwrap())["tenant"], "globex");
}

#[tokio::test]
async fn a_star_in_a_phone_field_opens_nothing() {
    let app = App::new().await;
    let environment = "/context/environment";
    for (fields, parameters, path) in [
        (json!({"Phone": "*"}), json!({}), format!("{environment}/record/Phone")),
        (json!({}), json!({"phone": "*"}), format!("{environment}/parameters/phone")),
        (json!({}), json!({"phones": ["*"]}), format!("{environment}/parameters/phones/0")),
    ] {
        let mut wide = payload("00D000000000001EAA");
        wide["context"]["environment"] = json!({"parameters": parameters, "record": fields});
        let answer = send(&app, &sign(SECRET, &wide)).await;
        assert_eq!((answer.status, answer.problems()), (422, vec![(format!("/signed_request{path}"), "phone".to_owned())]));
    }
    let mut none = payload("00D000000000001EAA");
    none["context"]["environment"]["record"] = json!({"Id": "003B", "Phone": null});
    assert_eq!(send(&app, &sign(SECRET, &none)).await.json()["context"]["phones"], json!([]), "a record without numbers is no fault");
}

#[tokio::test]
async fn it_is_good_once_and_refused_when_anything_is_wrong() {
    let app = App::new().await;
    let good = sign(SECRET, &payload("00D000000000001EAA"));
    assert_eq!(send(&app, &good).await.status, 200);
    app.clock.advance(Duration::from_secs(10 * 365 * 86_400));
    let (signature, text) = good.split_once('.').unwrap();
    let mut other = payload("00D000000000001EAA");
    other["algorithm"] = json!("none");
    let mut nobody = payload("00D000000000001EAA");
    nobody["userId"] = json!(null);
    nobody["context"]["user"] = json!(null);
    let changed = STANDARD.encode(payload("00D000000000002EAA").to_string());
    let mut answers = vec![send(&app, &good).await];
    for wrong in [
        sign("another secret of somebody", &payload("00D000000000001EAA")),
        sign(SECRET, &payload("00D000000000003")),
        sign(SECRET, &payload("00d000000000001EAA")),
        sign(SECRET, &json!({"algorithm": "HMACSHA256"})),
        sign(SECRET, &other),
        sign(SECRET, &nobody),
        format!("{signature}.{changed}"),
        format!(".{text}"),
        format!("{}.{text}", &signature[..20]),
        text.to_owned(),
        String::new(),
    ] {
        answers.push(send(&app, &wrong).await);
    }
    alike(&answers);
}
