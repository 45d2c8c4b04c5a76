//! Each error envelope, as the seed prints it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{App, PHONE, TOKEN, read};

#[tokio::test]
async fn a_missing_or_foreign_token_is_401_in_the_words_of_the_seed() {
    let app = App::start().await;
    let expected = json!({
        "status": "ERROR", "status_code": 401, "error": "UNAUTHORIZED",
        "error_code": "AUTH_FAILED", "description": "JWT - Auth-Token not valid",
    });
    let url = format!("{}/tata-tele/whatsapp-cloud/messages", app.origin);
    for token in [None, Some("nobody's"), Some("Bearer nobody's"), Some("")] {
        let mut request = app.http.post(&url).json(&json!({}));
        if let Some(token) = token {
            request = request.header("authorization", token);
        }
        assert_eq!(read(request.send().await.unwrap()).await, (401, expected.clone()), "{token:?}");
    }
}

#[tokio::test]
async fn the_token_works_raw_and_with_bearer() {
    let app = App::start().await;
    let body = json!({"to": PHONE, "type": "text", "text": {"body": "hi"}});
    let url = format!("{}/tata-tele/whatsapp-cloud/messages", app.origin);
    for token in [TOKEN.to_owned(), format!("Bearer {TOKEN}")] {
        let answer = app.http.post(&url).header("authorization", token).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), 200);
    }
}

#[tokio::test]
async fn the_gateway_names_everything_that_is_wrong_at_once() {
    let app = App::start().await;
    let body = json!({"to": "919999999999", "type": "text", "text": {}, "source": 1, "metaData": {"custom_callback_data": 2}});
    let (status, answer) = app.api(Method::POST, "/whatsapp-cloud/messages", body).await;
    assert_eq!((status, &answer["message"]), (400, &json!("Bad Request Exception")));
    assert_eq!(answer["traceId"].as_str().unwrap().len(), 36);
    let details: Vec<&str> = answer["details"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(details.len(), 4, "{details:?}");
    assert!(details[0].contains("must be a valid phone number with +"));
    app.idle().await;
    assert!(app.sink.got().is_empty(), "nothing was queued");
}

#[tokio::test]
async fn each_type_has_parts_that_the_gateway_requires() {
    let app = App::start().await;
    for (kind, content) in [
        ("text", json!({"body": ""})),
        ("image", json!({})),
        ("document", json!({"link": "ftp://example.com/a.pdf"})),
        ("location", json!({"latitude": 1.0})),
        ("contacts", json!([{"name": {"formatted_name": "Asha"}}])),
        ("contacts", json!([])),
        ("reaction", json!({"emoji": "👍"})),
        ("interactive", json!({"type": "button"})),
        ("template", json!({"name": "welcome"})),
        ("poll", json!({})),
    ] {
        let body = json!({"to": PHONE, "type": kind, kind: content});
        let (status, answer) = app.api(Method::POST, "/whatsapp-cloud/messages", body).await;
        assert_eq!((status, &answer["message"]), (400, &json!("Bad Request Exception")), "{kind}");
    }
}

#[tokio::test]
async fn unknown_media_is_424_with_metas_words() {
    let app = App::start().await;
    for (method, path, error, message, verb) in [
        (Method::GET, "/whatsapp-cloud/media/download/5162148457229860", "GET_MEDIA_URL", "Can't retrieve media url", "get"),
        (Method::DELETE, "/whatsapp-cloud/media/5162148457229860", "DELETE_MEDIA", "Can't delete media", "delete"),
    ] {
        let (status, answer) = app.api(method, path, Value::Null).await;
        assert_eq!((status, &answer["error"], &answer["message"]), (424, &json!(error), &json!(message)));
        assert_eq!(answer["meta"]["code"], 100);
        let words = format!(
            "Unsupported {verb} request. Object with ID '5162148457229860' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api"
        );
        assert_eq!(answer["meta"]["message"], words);
        assert!(answer["traceId"].is_string());
    }
}

#[tokio::test]
async fn a_file_that_is_too_big_is_413_wrapped_in_424() {
    let app = App::start().await;
    let (status, mut answer) = app.upload("image/png", vec![1; 5 * 1024 * 1024 + 1]).await;
    assert!(answer["traceId"].take().is_string());
    let expected = json!({
        "error": "UPLOAD_MEDIA", "meta": {"message": "Request failed with status code 413"},
        "message": "Can't upload media", "traceId": null,
    });
    assert_eq!((status, answer), (424, expected));
    assert_eq!(app.upload("image/png", vec![1; 5 * 1024 * 1024]).await.0, 200);
}

#[tokio::test]
async fn an_unknown_path_is_404_with_a_body() {
    let app = App::start().await;
    for (method, path) in [(Method::POST, "/whatsapp-cloud/nothing"), (Method::PUT, "/whatsapp-cloud/messages")] {
        let (status, answer) = app.api(method, path, json!({})).await;
        assert_eq!((status, &answer["message"]), (404, &json!("Not Found Exception")), "{path}");
    }
}
