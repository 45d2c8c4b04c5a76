//! Tata Communications: the seed's bodies, Kong's and Meta's errors, and all three webhook forms.

use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{App, PHONE, read};

/// Seed 001, "Text", Example; the number is filled in.
const TEXT: &str = r#"{
    "to": "91XXXXXXXXXX",
    "type": "text",
    "text": {
        "preview_url": false,
        "body": "Hi, What can I do for you?"
    }
}"#;

/// Seed 001, "List Message", without the doubled brace and with its placeholders cut to the limits it states.
const LIST: &str = r#"{
            "to": "91XXXXXXXXXX",
            "from": "15550001111",
            "type": "interactive",
            "interactive": {
            "type": "list",
            "header": {
                "type": "text",
                "text": "<Header List Message>"
            },
            "body": {
                "text": "<List Body Message>"
            },
            "footer": {
                "text": "<Footer Message>"
            },
            "action": {
                "button": "Send",
                "sections": [{
                        "title": "<List Category Item>",
                        "rows": [{
                                "id": "1",
                                "title": "<Item Title>",
                                "description": "<Item Description>"
                            },
                            {
                                "id": "2",
                                "title": "<Item Title>",
                                "description": "<Item Description>"
                            }
                        ]
                    },
                    {
                        "title": "<List Category Item>",
                        "rows": [{
                                "id": "3",
                                "title": "<Item Title>",
                                "description": "<Item Description>"
                            }
                        ]
                    }
                ]
            }
        }
        }"#;

/// Seed 001, "Text-Based Message Template"; NUMBER is a number.
const TEMPLATE: &str = r#"{
    "to": "91XXXXXXXXXX",
    "type": "template",
    "template": {
        "name": "TEMPLATE_NAME",
        "language": {
            "code": "LANGUAGE_AND_LOCALE_CODE"
        },
        "components": [{
            "type": "body",
            "parameters": [{
                    "type": "text",
                    "text": "text-string"
                },
                {
                    "type": "currency",
                    "currency": {
                        "fallback_value": "VALUE",
                        "code": "USD",
                        "amount_1000": 1000
                    }
                },
                {
                    "type": "date_time",
                    "date_time": {
                        "fallback_value": "DATE"
                    }
                }
            ]
        }]
    }
}"#;

const NUMBER: &str = "+15550001111";
const KEY: (&str, &str) = ("authorization", "AUTHKEY");
const SEND: &str = "/tata-comms/v1/whatsapp/messages";

async fn start(form: &str) -> App {
    let app = App::start().await;
    let account =
        json!({"provider": "tata-comms", "number": NUMBER, "token": "AUTHKEY", "options": {"webhook_form": form, "waba_id": "42"}});
    app.account("comms", account).await;
    app.put(&format!("/_control/phones/{PHONE}"), json!({"last_inbound_at": {NUMBER: simulator::clock::now_ms() - 1000}})).await;
    app
}

fn filled(example: &str) -> Value {
    serde_json::from_str(&example.replace("91XXXXXXXXXX", PHONE.trim_start_matches('+'))).unwrap()
}

#[tokio::test]
async fn the_seeds_messages_reach_the_phone_and_report_in_metas_envelope() {
    let app = start("cloud").await;
    let components = json!([{"type": "BODY", "text": "Dear {{1}}, pay {{2}} by {{3}}!"}]);
    let template =
        json!({"name": "TEMPLATE_NAME", "language": "LANGUAGE_AND_LOCALE_CODE", "category": "UTILITY", "components": components});
    app.put("/_control/templates/comms", template).await;
    for example in [TEXT, LIST, TEMPLATE] {
        let (status, answer) = app.keyed(Method::POST, SEND, KEY, &filled(example)).await;
        assert_eq!((status, answer.as_object().unwrap().len()), (200, 1), "{answer}");
        assert!(answer["id"].as_str().unwrap().starts_with("wamid."));
    }
    app.idle().await;
    let chat = app.chat("comms").await;
    assert_eq!(chat[0]["content"]["body"], "Hi, What can I do for you?");
    assert_eq!(chat[2]["content"]["rendered"]["body"], "Dear text-string, pay VALUE by DATE!");
    let first = &app.sink.taken()[0];
    assert_eq!((&first["object"], &first["entry"][0]["id"]), (&json!("whatsapp_business_account"), &json!("42")));
    let change = &first["entry"][0]["changes"][0];
    assert_eq!((&change["field"], &change["value"]["metadata"]["display_phone_number"]), (&json!("messages"), &json!("15550001111")));
    let mut words: Vec<Value> =
        app.sink.taken().iter().map(|v| v["entry"][0]["changes"][0]["value"]["statuses"][0]["status"].clone()).collect();
    words.sort_by_key(Value::to_string);
    assert_eq!(words, ["delivered", "delivered", "delivered", "sent", "sent", "sent"]);
}

#[tokio::test]
async fn what_meta_knows_at_once_is_refused_at_once_and_the_rest_later() {
    let app = start("cloud").await;
    let message = |kind: &str, content: Value| json!({"to": PHONE, "type": kind, kind: content});
    let list = |n: usize| json!({"type": "list", "body": {"text": "x".repeat(n)}, "action": {"button": "b", "sections": [{"rows": [{"id": "1", "title": "t"}]}]}});
    for (body, status, code) in [
        (message("text", json!({"body": "x".repeat(4096)})), 200, 0),
        (message("text", json!({"body": "x".repeat(4097)})), 400, 100),
        (message("text", json!({})), 400, 131_008),
        (message("hologram", json!({})), 400, 100),
        (message("interactive", list(1024)), 200, 0),
        (message("interactive", list(1025)), 400, 131_009),
        (message("image", json!({"id": "1", "link": "https://example.com/a.png"})), 400, 100),
        (message("template", json!({"name": "none", "language": {"code": "en"}})), 400, 132_001),
        (json!({"type": "text", "text": {"body": "hi"}}), 400, 131_008),
        (json!({"to": PHONE, "from": "1", "type": "text", "text": {"body": "hi"}}), 400, 100),
    ] {
        let (got, answer) = app.keyed(Method::POST, SEND, KEY, &body).await;
        assert_eq!((got, answer["error"]["code"].as_i64().unwrap_or(0)), (status, code), "{body}: {answer}");
    }
    app.idle().await;
    app.put(&format!("/_control/phones/{PHONE}"), json!({"last_inbound_at": {NUMBER: 0}})).await;
    let (status, answer) = app.keyed(Method::POST, SEND, KEY, &message("text", json!({"body": "hi"}))).await;
    app.idle().await;
    let failed = app.sink.taken().pop().unwrap()["entry"][0]["changes"][0]["value"]["statuses"][0].clone();
    assert_eq!((status, &failed["id"], &failed["errors"][0]["code"]), (200, &answer["id"], &json!(131_047)));
}

#[tokio::test]
async fn kong_stands_before_it() {
    let app = start("cloud").await;
    let body = filled(TEXT);
    let nobody = app.call(Method::POST, SEND, &body).await;
    assert_eq!(nobody, (401, json!({"message": "No API key found in request"})));
    let wrong = app.keyed(Method::POST, SEND, ("authorization", "x"), &body).await;
    assert_eq!(wrong, (401, json!({"message": "Invalid authentication credentials"})));
    let path = app.keyed(Method::POST, "/tata-comms/v1/whatsapp/nothing", KEY, &body).await;
    assert_eq!(path, (404, json!({"message": "no Route matched with those values"})));
    let tele = app.keyed(Method::POST, SEND, ("authorization", crate::app::TOKEN), &body).await;
    assert_eq!(tele.0, 401, "another provider's token opens nothing");
}

#[tokio::test]
async fn inbound_has_the_form_that_the_account_chose() {
    for form in ["cloud", "flattened", "kaleyra"] {
        let app = start(form).await;
        let id = app.tell("comms", json!({"type": "text", "text": {"body": "hi"}})).await;
        app.idle().await;
        let body = app.sink.taken().pop().unwrap();
        match form {
            "cloud" => assert_eq!(body["entry"][0]["changes"][0]["value"]["messages"][0]["id"], id.as_str()),
            "flattened" => {
                assert_eq!((&body["messages"][0]["id"], &body["contacts"][0]["wa_id"]), (&json!(id), &json!("919999999999")));
                assert!(body.get("entry").is_none());
            }
            _ => {
                assert_eq!((&body["wanumber"], &body["type"], &body["body"]), (&json!("15550001111"), &json!("text"), &json!("hi")));
                assert!(body.as_object().unwrap().values().all(Value::is_string), "{body}");
            }
        }
    }
}

#[tokio::test]
async fn media_is_fetched_and_a_message_marked_as_read() {
    let app = start("cloud").await;
    let id = app.tell("comms", json!({"type": "image", "image": {"mime_type": "image/png", "data": "AAEC"}})).await;
    app.idle().await;
    let message = app.sink.taken().pop().unwrap()["entry"][0]["changes"][0]["value"]["messages"][0].clone();
    let media = message["image"]["id"].as_str().unwrap();
    let url = format!("{}/tata-comms/v1/whatsapp/media?media_id={media}&from=15550001111", app.origin);
    let answer = app.http.get(&url).header(KEY.0, KEY.1).send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "image/png");
    assert_eq!(&answer.bytes().await.unwrap()[..], [0, 1, 2]);
    let gone = format!("{}/tata-comms/v1/whatsapp/media?media_id=1", app.origin);
    assert_eq!(read(app.http.get(&gone).header(KEY.0, KEY.1).send().await.unwrap()).await.0, 400);
    let seen = app.keyed(Method::POST, SEND, KEY, &json!({"status": "read", "message_id": id, "from": "15550001111"})).await;
    assert_eq!(seen, (200, json!({"success": true})));
    assert_eq!(app.chat("comms").await[0]["status"], "read");
}
