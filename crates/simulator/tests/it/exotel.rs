//! Exotel: templates in bulk, messages with their own results, the three webhook forms, ping and signature.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Value, json};
use simulator::signature::{Form, sign};

use crate::app::{App, PHONE};

const NUMBER: &str = "+15550003333";
const WABA: &str = "111491625171587";

/// Seed 004, create; the masked hash of the third is filled up to its 11 characters.
const CREATE: [&str; 6] = [
    r#"{ "whatsapp": { "templates": [ { "template": { "category": "TRANSACTIONAL", "components": [ { "type": "HEADER", "format": "TEXT", "text": "Greetings from Exotel {{1}}", "example": { "header_text": [ "John Doe" ] } }, { "type": "BODY", "text": "Hi {{1}}, your one time password is {{2}}.", "example": { "body_text": [ [ "John", "1234" ] ] } }, { "type": "FOOTER", "text": "Thanks" } ], "name": "test_template4605", "language": "en" } } ] } }"#,
    r#"{ "whatsapp": { "templates": [ { "template": { "name": "limited_time_offer_test", "language": "en", "category": "marketing", "components": [ { "type": "limited_time_offer", "limited_time_offer": { "text": "Expiring offer!", "has_expiration": false } }, { "type": "body", "text": "Good news, {{1}}! Use code {{2}} to get 25% off all Caribbean Destination packages!", "example": { "body_text": [ [ "Kaustubh", "SALE25" ] ] } }, { "type": "buttons", "buttons": [ { "type": "copy_code", "example": "SALE25" }, { "type": "url", "text": "Book now!", "url": "https://awesomedestinations.com/offers?code={{1}}", "example": [ "https://awesomedestinations.com/offers?code=n3mtql" ] } ] } ] } } ] } }"#,
    r#"{ "whatsapp": { "templates": [ { "template": { "category": "AUTHENTICATION", "message_send_ttl_seconds": 60, "components": [ { "type": "BODY", "add_security_recommendation": true }, { "type": "FOOTER", "code_expiration_minutes": 15 }, { "type": "BUTTONS", "buttons": [ { "type": "OTP", "otp_type": "ONE_TAP", "text": "copy code", "supported_apps": [ { "package_name": "com.example.luckyshrub", "signature_hash": "K8a/AIXXXXX" } ] } ] } ], "name": "verification_code", "language": "en_US" } } ] } }"#,
    r#"{ "whatsapp": { "templates": [ { "template": { "category": "AUTHENTICATION", "components": [ { "type": "BODY", "add_security_recommendation": true }, { "type": "FOOTER", "code_expiration_minutes": 10 }, { "type": "BUTTONS", "buttons": [ { "type": "OTP", "otp_type": "COPY_CODE" } ] } ], "name": "auth_template_copy_code", "language": "en" } } ] } }"#,
    r#"{ "whatsapp": { "templates": [ { "template": { "category": "AUTHENTICATION", "components": [ { "type": "BODY", "add_security_recommendation": true }, { "type": "FOOTER", "code_expiration_minutes": 15 }, { "type": "BUTTONS", "buttons": [ { "type": "OTP", "zero_tap_terms_accepted": true, "otp_type": "ZERO_TAP", "supported_apps": [ { "package_name": "com.example.luckyshrub", "signature_hash": "K8a/AINcGX7" } ] } ] } ], "name": "auth_template_zero_tap", "language": "en" } } ] } }"#,
    r#"{ "whatsapp": { "templates": [ { "template": { "name": "freshlemons", "language": "en", "category": "MARKETING", "components": [ { "type": "BODY", "text": "Summer is here, and we have the freshest produce around! Use code {{1}} to get off your next order.", "example": { "body_text": [ [ "10OFF" ] ] } }, { "type": "CAROUSEL", "cards": [ { "components": [ { "type": "HEADER", "format": "IMAGE", "example": { "header_handle": [ "4::aW1hZ2UvanBlZw==:ARZhLHkWRwgoZRYbxSIxQIdstWiwO5FHUkBDI3ooXC-IGD9M_D5hvl3B8PQagOQNGB-rjsYGU8iL6_0kXgnowUWwyhP7bt8YVZfFdB2wtNDKrw:e:1707639843:3157993617821787:100032495207268:ARYY2kQwqaawGbzDgcg" ] } }, { "type": "BODY", "text": "Fresh lemons for unique drinks. Use code {{1}} to get off all produce. Rare lemons for unique drinks.", "example": { "body_text": [ [ "10OFF" ] ] } }, { "type": "BUTTONS", "buttons": [ { "type": "QUICK_REPLY", "text": "Send more like this" }, { "type": "URL", "text": "Buy now", "url": "https://www.luckyshrub.com/shop?promo={{1}}", "example": [ "https://www.luckyshrub.com/shop?promo=summer_lemons_2023" ] } ] } ] }, { "components": [ { "type": "HEADER", "format": "IMAGE", "example": { "header_handle": [ "4::aW1hZ2UvanBlZw==:ARbm6XvaVpVMwQQMNt0xFZ5tNgludWS9WOAkrAuL7ki7wbHbqatwGARYrYtvzDoLiZn7nHeU4VqUMpF6RlVdMw8UoQThdl5FI6OsHxxG-AL9EA:e:1707640228:3157993617821787:100032495207268:ARaGMPetuhoCIQfYU8I" ] } }, { "type": "BODY", "text": "Exotic fruit for unique cocktails! Use code {{1}} to get off all exotic produce.", "example": { "body_text": [ [ "20FRUITS" ] ] } }, { "type": "BUTTONS", "buttons": [ { "type": "QUICK_REPLY", "text": "Send more like this" }, { "type": "URL", "text": "Buy now", "url": "https://www.luckyshrub.com/shop?promo={{1}}", "example": [ "https://www.luckyshrub.com/shop?promo=exotic_produce_2023" ] } ] } ] } ] } ] } } ] } }"#,
];

/// Seed 004, edit; the id is filled in.
const EDIT: &str = r#"{ "whatsapp": { "templates": [ { "template": { "id": "1059365578354709", "components": [ { "type": "BODY", "text": "Hi ths is Exotel {{1}} .Thanks & Regards" } ] } } ] } }"#;

/// Seed 004, delete.
const DELETE: &str = r#"{ "whatsapp": { "templates": [ { "template": { "name": "test_template4606" } }, { "template": { "name": "test_template4605" } }, { "template": { "name": "test_template4607" } }, { "template": { "name": "test_template4604" } } ] } }"#;

async fn start(form: &str) -> App {
    let app = App::start().await;
    let options = json!({"account_sid": "acme1", "waba_id": WABA, "webhook_form": form});
    let account = json!({"provider": "exotel", "number": NUMBER, "token": "key:token", "signing_secret": "s", "options": options});
    app.account("exo", account).await;
    app.put(&format!("/_control/phones/{PHONE}"), json!({"name": "Asha", "last_inbound_at": {NUMBER: simulator::clock::now_ms() - 1000}}))
        .await;
    app
}

async fn call(app: &App, method: Method, path: &str, body: Value) -> (u16, Value) {
    let basic = format!("Basic {}", STANDARD.encode("key:token"));
    app.keyed(method, &format!("/exotel/v2/accounts/acme1{path}"), ("authorization", &basic), &body).await
}

fn templates(answer: &Value) -> &Vec<Value> {
    answer["response"]["whatsapp"]["templates"].as_array().unwrap()
}

fn message(kind: &str, content: Value) -> Value {
    json!({"from": NUMBER, "to": PHONE, "content": {"type": kind, kind: content}})
}

async fn send(app: &App, messages: Vec<Value>) -> (u16, Value) {
    call(app, Method::POST, "/messages", json!({"custom_data": "mark", "whatsapp": {"messages": messages}})).await
}

fn reports(app: &App) -> Vec<Value> {
    app.sink.taken().iter().map(|v| v["whatsapp"]["messages"][0].clone()).filter(|m| m["callback_type"] == "dlr").collect()
}

#[tokio::test]
async fn every_template_of_the_seed_is_created_listed_edited_and_deleted() {
    let app = start("messages").await;
    let path = format!("/templates?waba_id={WABA}");
    for example in CREATE {
        let (status, answer) = call(&app, Method::POST, &path, serde_json::from_str(example).unwrap()).await;
        assert_eq!((status, &answer["metadata"]), (200, &json!({"failed": 0, "total": 1, "success": 1})), "{answer}");
        assert_eq!((&answer["method"], &answer["http_code"]), (&json!("POST"), &json!(200)));
        assert!(templates(&answer)[0]["data"]["id"].is_string());
    }
    app.idle().await;
    let (_, list) = call(&app, Method::GET, &format!("{path}&limit=4"), Value::Null).await;
    let first = &templates(&list)[0];
    assert_eq!((&first["status"], &first["error_data"]), (&json!("success"), &Value::Null));
    let keys: Vec<&String> = first["data"].as_object().unwrap().keys().collect();
    let seed =
        ["category", "components", "id", "language", "last_updated_time", "name", "quality_score", "rejected_reason", "status", "waba_id"];
    assert_eq!(keys, seed);
    assert_eq!(first["data"]["category"], "UTILITY", "what TRANSACTIONAL is called today");
    let paging = &list["response"]["whatsapp"]["paging"];
    assert!(paging["after"].is_string() && paging["before"].is_null(), "{paging}");
    let (_, rest) = call(&app, Method::GET, &format!("{path}&limit=4&after={}", paging["after"].as_str().unwrap()), Value::Null).await;
    assert_eq!(templates(&rest).len(), 2);
    let filter = format!("{path}&category=%5B%22AUTHENTICATION%22%5D&status=%5B%22APPROVED%22%5D&fields=%5B%22name%22%5D");
    let (_, some) = call(&app, Method::GET, &filter, Value::Null).await;
    assert_eq!(templates(&some).len(), 3);
    assert!(templates(&some)[0]["data"].get("components").is_none());
    let id = first["data"]["id"].as_str().unwrap();
    let edit = serde_json::from_str(&EDIT.replace("1059365578354709", id)).unwrap();
    let (status, edited) = call(&app, Method::PUT, &path, edit).await;
    assert_eq!((status, &templates(&edited)[0]["data"]["id"]), (200, &json!(id)));
    app.idle().await;
    let (status, gone) = call(&app, Method::DELETE, &path, serde_json::from_str(DELETE).unwrap()).await;
    assert_eq!((status, &gone["metadata"]), (207, &json!({"failed": 3, "total": 4, "success": 1})));
    assert_eq!(templates(&gone)[1]["data"], json!({"name": "test_template4605", "deleted": true}));
    let words = "The message template test_template4607 wasn't found for this account.";
    let expected = json!({"code": 400, "error_data": {"code": 1003, "description": words, "message": "Invalid request"}, "status": "failure", "data": null});
    assert_eq!(templates(&gone)[2], expected);
}

#[tokio::test]
async fn special_templates_are_judged() {
    let app = start("messages").await;
    let path = format!("/templates?waba_id={WABA}");
    for (i, from, to) in [
        (1, "Expiring offer!", "An offer that ends soon"),
        (2, "K8a/AIXXXXX", "short"),
        (2, "com.example.luckyshrub", "luckyshrub"),
        (3, "\"code_expiration_minutes\": 10", "\"code_expiration_minutes\": 91"),
        (4, "\"zero_tap_terms_accepted\": true", "\"zero_tap_terms_accepted\": false"),
        (
            5,
            "\"format\": \"IMAGE\", \"example\": { \"header_handle\": [ \"4::aW1hZ2UvanBlZw==:ARZ",
            "\"format\": \"VIDEO\", \"example\": { \"header_handle\": [ \"4::aW1hZ2UvanBlZw==:ARZ",
        ),
        (5, "\"MARKETING\"", "\"UTILITY\""),
    ] {
        let text = CREATE[i].replacen(from, to, 1);
        assert_ne!(text, CREATE[i]);
        let (status, answer) = call(&app, Method::POST, &path, serde_json::from_str(&text).unwrap()).await;
        assert_eq!((status, &templates(&answer)[0]["error_data"]["code"]), (400, &json!(1003)), "{to}: {answer}");
    }
}

#[tokio::test]
async fn a_sample_gives_a_handle_and_credentials_are_checked() {
    let app = start("messages").await;
    let basic = format!("Basic {}", STANDARD.encode("key:token"));
    let upload = |length: usize| {
        let url = format!("{}/exotel/v2/accounts/acme1/templates/sample?file_length={length}&file_type=png", app.origin);
        app.http.post(url).header("authorization", &basic).header("content-type", "image/png").body(vec![1; 1024]).send()
    };
    let (status, answer) = crate::app::read(upload(1024).await.unwrap()).await;
    assert_eq!(status, 200);
    assert!(answer["response"]["whatsapp"]["file_handle"][0]["data"]["id"].as_str().unwrap().starts_with("4::cG5n:AR"));
    assert_eq!(crate::app::read(upload(1).await.unwrap()).await.0, 400);
    let list =
        |key: &str, sid: &str| (format!("Basic {}", STANDARD.encode(key)), format!("/exotel/v2/accounts/{sid}/templates?waba_id={WABA}"));
    for (key, sid, expected) in [("key:token", "acme1", 200), ("key:wrong", "acme1", 401), ("key:token", "other", 403)] {
        let (basic, path) = list(key, sid);
        assert_eq!(app.keyed(Method::GET, &path, ("authorization", &basic), &Value::Null).await.0, expected, "{key} {sid}");
    }
    assert_eq!(call(&app, Method::GET, "/templates", Value::Null).await.0, 400, "waba_id is mandatory");
    assert_eq!(call(&app, Method::GET, "/nothing", Value::Null).await.0, 404);
}

#[tokio::test]
async fn each_message_has_its_own_result_and_reports() {
    let app = start("messages").await;
    let good = message("text", json!({"body": "hi"}));
    let mut bare = good.clone();
    bare["to"] = json!(PHONE.trim_start_matches('+'));
    let (status, answer) = send(&app, vec![good.clone(), bare, message("hologram", json!({}))]).await;
    assert_eq!((status, &answer["metadata"]), (207, &json!({"failed": 2, "total": 3, "success": 1})));
    let items = answer["response"]["whatsapp"]["messages"].as_array().unwrap();
    assert_eq!((&items[0]["code"], &items[0]["status"], &items[1]["error_data"]["code"]), (&json!(202), &json!("success"), &json!(1003)));
    app.idle().await;
    let reports = reports(&app);
    let words: Vec<(i64, &str)> =
        reports.iter().map(|r| (r["exo_status_code"].as_i64().unwrap(), r["exo_detailed_status"].as_str().unwrap())).collect();
    assert_eq!(words, [(30_001, "EX_MESSAGE_SENT"), (30_002, "EX_MESSAGE_DELIVERED")]);
    assert!(reports.iter().all(|r| r["sid"] == items[0]["data"]["sid"] && r["custom_data"] == "mark" && r["to"] == PHONE));
    assert!(reports[0]["timestamp"].as_str().unwrap().ends_with("+05:30"));
    assert_eq!(send(&app, vec![good.clone()]).await.0, 202);
    assert_eq!(send(&app, vec![good.clone(); 100]).await.0, 202);
    assert_eq!(send(&app, vec![good; 101]).await.0, 400);
    assert_eq!(send(&app, vec![message("text", json!({}))]).await.0, 400);
    app.idle().await;
}

#[tokio::test]
async fn what_meta_refuses_comes_as_a_report() {
    let app = start("messages").await;
    let buttons = json!({"type": "button", "body": {"text": "?"}, "action": {"buttons": []}});
    for (kind, content, code) in [
        ("text", json!({"body": "x".repeat(4097)}), 30_029),
        ("interactive", buttons, 30_031),
        ("template", json!({"name": "none", "language": {"code": "en"}}), 30_024),
        ("image", json!({"id": "1"}), 30_019),
    ] {
        assert_eq!(send(&app, vec![message(kind, content)]).await.0, 202);
        app.idle().await;
        assert_eq!(reports(&app).pop().unwrap()["exo_status_code"], code, "{kind}");
    }
    app.put(&format!("/_control/phones/{PHONE}"), json!({"last_inbound_at": {NUMBER: 0}})).await;
    send(&app, vec![message("text", json!({"body": "hi"}))]).await;
    app.idle().await;
    assert_eq!(reports(&app).pop().unwrap()["exo_status_code"], 30_018);
}

#[tokio::test]
async fn inbound_comes_in_three_forms_signed() {
    for form in ["messages", "icm", "event"] {
        let app = start(form).await;
        let id = app.tell("exo", json!({"type": "image", "image": {"mime_type": "image/png", "data": "AAEC", "caption": "c"}})).await;
        app.idle().await;
        let got = app.sink.got().pop().unwrap();
        assert_eq!((got.exotel_signature.clone(), got.signature.clone()), (sign(Form::Prefixed, "s", &got.raw), None));
        let body = got.json();
        let image = if form == "event" {
            assert_eq!((&body["event"], &body["message"]["id"]), (&json!("incoming_message"), &json!(id)));
            assert_eq!((&body["account_sid"], &body["contact"]["wa_id"]), (&json!("acme1"), &json!("919999999999")));
            body["message"]["image"].clone()
        } else {
            let message = &body["whatsapp"]["messages"][0];
            let word = if form == "icm" { "icm" } else { "incoming_message" };
            assert_eq!((&message["callback_type"], &message["sid"], &message["profile_name"]), (&json!(word), &json!(id), &json!("Asha")));
            assert_eq!((&message["from"], &message["to"]), (&json!(PHONE), &json!(NUMBER)));
            message["content"]["image"].clone()
        };
        assert_eq!(image["caption"], "c");
        let link = image["link"].as_str().unwrap();
        assert_eq!(app.http.get(link).send().await.unwrap().status(), 401, "the link asks for the key");
        let bytes = app.http.get(link).basic_auth("key", Some("token")).send().await.unwrap().bytes().await.unwrap();
        assert_eq!(&bytes[..], [0, 1, 2]);
        send(&app, vec![message("text", json!({"body": "hi"}))]).await;
        app.idle().await;
        let report = app.sink.taken().pop().unwrap();
        if form == "event" {
            assert_eq!((&report["status"], &report["exo_status_code"]), (&json!("delivered"), &json!(30_002)));
        } else {
            assert_eq!(report["whatsapp"]["messages"][0]["callback_type"], "dlr");
        }
    }
}

#[tokio::test]
async fn a_webhook_url_must_answer_the_ping_and_a_message_can_have_its_own() {
    let app = start("messages").await;
    let other = crate::sink::Sink::start().await;
    let settings =
        |url: &str| json!({"whatsapp": {"webhook": {"incoming_message_url": url, "status_callback_url": url, "verify_token": "v"}}});
    assert_eq!(call(&app, Method::PUT, "/whatsapp/webhook", settings("http://127.0.0.1:9/none")).await.0, 400);
    assert_eq!(call(&app, Method::PUT, "/whatsapp/webhook", settings(&other.url)).await.0, 200);
    assert_eq!(other.got()[0].json()["type"], "verification");
    app.tell("exo", json!({"type": "text", "text": {"body": "hi"}})).await;
    let mut own = message("text", json!({"body": "hi"}));
    own["status_callback"] = json!(app.sink.url);
    send(&app, vec![own]).await;
    app.idle().await;
    assert_eq!((other.got().len(), reports(&app).len()), (2, 2));
    assert_eq!(app.post("/_control/verify/exo", json!({})).await, json!({"verified": true}));
}
