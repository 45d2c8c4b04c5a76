//! Redington: the seed's requests, its string codes, its template form, contacts, and both webhooks.

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::app::{App, PHONE, read};

const NUMBER: &str = "+15550002222";
const KEY: (&str, &str) = ("x-project-api-pwd", "project-password");
const BASE: &str = "/redington/project-apis/v1/project/664b97befdf4713a4a265e59";

/// Seed 002, 5.1.
const TEXT: &str = r#"{
  "to": "910000000000",
  "text": {
    "body": "Hello Good Morning"
  },
  "type": "text",
  "recipient_type": "individual"
}"#;

/// Seed 002, 5.2.1, 5.2.2, 5.3.1 and 5.3.2; the ids of files are filled in.
const FILES: [&str; 4] = [
    r#"{
  "to": "910000000000",
  "type": "document",
  "document": {
    "link": "https://www.clickdimensions.com/links/TestPDFfile.pdf",
    "filename": "wds"
  }
}"#,
    r#"{  
  "to": "910000000000",  
  "type": "document",  
  "document": {  
    "filename": "SamplePDFFromAPI.pdf",  
    "id": "808541438093830"  
  }  
}"#,
    r#"{
  "to": "910000000000",
  "type": "image",
  "image": {
    "link": "https://images.pexels.com/photos/616838/pexels-photo-616838.jpeg?auto=compress&cs=tinysrgb&w=1260&h=750&dpr=2",
    "caption": "Your image caption here"
  }
}"#,
    r#"{
  "to": "910000000000",
  "type": "image",
  "image": {
    "filename": "FlowerImage.png",
    "id": "80854143809434"
  }
}"#,
];

/// Seed 002, 6.1.
const TEMPLATE: &str = r#"{
  "to": "910000000000",
  "type": "template",
  "template": {
    "name": "testmessage",
    "language": {
      "code": "en_US"
    },
    "components": [
      {
        "type": "body",
        "parameters": [
          {
            "type": "text",
            "text": "Brindha"
          }
        ]
      }
    ]
  }
}"#;

/// Seed 002, 8, samples 1 and 2; and 3 without the brace and comma too many.
const CREATE: [&str; 3] = [
    r#"{
  "name": "packagedelivered",
  "text": "Hello {{1}}, Your Package Delivered to your address, Thank you {{2}}",
  "type": "TEXT",
  "label": "Package Delivery",
  "category": "UTILITY",
  "language": "English (US)",
  "sample_text": "Hello [Brindha], Your Package Delivered to your address, Thank you [Mam]",
  "header_text": "Package Delivery",
  "footer_text": "from cetas infotech",
  "message_action_type": "All"
}"#,
    r#"{
  "name": "temp_name_1",
  "text": "test",
  "type": "FILE",
  "label": "test label",
  "category": "MARKETING",
  "language": "Afrikaans",
  "sample_text": "test",
  "quick_replies": [
    "Yes",
    "No"
  ],
  "call_to_action": null,
  "message_action_type": "QuickReplies"
}"#,
    r#"{
  "name": "temp_name_3",
  "text": "test",
  "type": "FILE",
  "label": "test label",
  "category": "AUTHENTICATION",
"language": "Afrikaans",
"sample_text": "test",
"quick_replies": null,
"call_to_action": [
  {
    "type": "Phone Number",
    "button_title": "Call Now",
    "button_value": "910000000000"
  },
  {
    "type": "URL",
    "button_title": "Go to",
    "button_value": "https://www.sss.com/{{1}}"
  }
],
"message_action_type": "CTA"
}"#,
];

async fn start() -> App {
    let app = App::start().await;
    let options = json!({"project_id": "664b97befdf4713a4a265e59"});
    app.account("red", json!({"provider": "redington", "number": NUMBER, "token": "project-password", "options": options})).await;
    let now = simulator::clock::now_ms();
    for phone in [PHONE, "+910000000000"] {
        app.put(&format!("/_control/phones/{phone}"), json!({"name": "Preet", "last_inbound_at": {NUMBER: now - 1000}})).await;
    }
    app
}

async fn call(app: &App, method: Method, path: &str, body: Value) -> (u16, Value) {
    app.keyed(method, &format!("{BASE}{path}"), KEY, &body).await
}

async fn upload(app: &App, mime: &str) -> String {
    let part = Part::bytes(vec![1, 2, 3]).file_name("f").mime_str(mime).unwrap();
    let request = app.http.post(format!("{}{BASE}/media", app.origin)).header(KEY.0, KEY.1).multipart(Form::new().part("file", part));
    let (status, answer) = read(request.send().await.unwrap()).await;
    assert_eq!(status, 200);
    answer["id"].as_str().unwrap().to_owned()
}

fn topics(app: &App, topic: &str) -> Vec<Value> {
    app.sink.taken().into_iter().filter(|v| v["topic"] == topic).map(|v| v["data"]["message"].clone()).collect()
}

#[tokio::test]
async fn the_seeds_messages_answer_as_meta_does() {
    let app = start().await;
    let pdf = upload(&app, "application/pdf").await;
    let png = upload(&app, "image/png").await;
    for example in [TEXT, FILES[0], FILES[1], FILES[2], FILES[3]] {
        let text = example.replace("\"808541438093830\"", &json!(pdf).to_string()).replace("\"80854143809434\"", &json!(png).to_string());
        let (status, answer) = call(&app, Method::POST, "/messages", serde_json::from_str(&text).unwrap()).await;
        assert_eq!(status, 200, "{text}: {answer}");
        assert_eq!(answer["messaging_product"], "whatsapp");
        assert_eq!(answer["contacts"], json!([{"input": "910000000000", "wa_id": "910000000000"}]));
        assert!(answer["messages"][0]["id"].as_str().unwrap().starts_with("wamid."));
    }
    app.idle().await;
    let statuses = topics(&app, "message.status.updated");
    assert_eq!(statuses.len(), 10);
    assert!(statuses.iter().all(|m| m["sender"] == "API" && m["messageId"].is_string() && m["status"] != "ENQUEUED"));
    assert_eq!(statuses[0]["message_content"], json!({"text": "Hello Good Morning"}));
}

#[tokio::test]
async fn an_accepted_message_can_fail_and_says_so_when_asked() {
    let app = start().await;
    app.put("/_control/phones/+910000000000", json!({"last_inbound_at": {NUMBER: 0}})).await;
    let (_, answer) = call(&app, Method::POST, "/messages", serde_json::from_str(TEXT).unwrap()).await;
    app.idle().await;
    let id = answer["messages"][0]["id"].as_str().unwrap();
    let path = format!("/messages/{}", id.replace('/', "%2F").replace('=', "%3D").replace('+', "%2B"));
    let (status, message) = call(&app, Method::GET, &path, Value::Null).await;
    assert_eq!((status, &message["status"], &message["messageId"]), (200, &json!("FAILED"), &json!(id)));
    assert_eq!(message["failureResponse"], json!({"code": "131047", "reason": "Re-engagement message"}));
    let keys: Vec<&String> = message.as_object().unwrap().keys().collect();
    let seed = [
        "agent_id",
        "campaign",
        "chatbot_response",
        "contact_id",
        "context",
        "countryCode",
        "deductionType",
        "delivered_at",
        "failureResponse",
        "id",
        "is_HSM",
        "mau_details",
        "messageId",
        "message_content",
        "message_price",
        "message_type",
        "meta_data",
        "phone_number",
        "project_id",
        "read_at",
        "sender",
        "sent_at",
        "status",
        "submitted_message_id",
        "type",
        "userName",
        "whatsapp_conversation_details",
    ];
    assert_eq!(keys, seed);
    assert_eq!(call(&app, Method::GET, "/messages/wamid.nobody", Value::Null).await.0, 404);
}

#[tokio::test]
async fn errors_have_string_codes() {
    let app = start().await;
    let message = |kind: &str, content: Value| json!({"to": "910000000000", "type": kind, kind: content});
    for (body, code) in [
        (json!({"to": "12", "type": "text", "text": {"body": "a"}}), "602"),
        (message("text", json!({"body": "x".repeat(4097)})), "603"),
        (message("image", json!({"link": "https://example.com/a.png", "caption": "x".repeat(1025)})), "603"),
        (message("hologram", json!({})), "604"),
        (message("text", json!({})), "601"),
        (message("image", json!({"id": "1"})), "601"),
        (message("template", json!({"name": "none", "language": {"code": "en"}})), "601"),
    ] {
        let (status, answer) = call(&app, Method::POST, "/messages", body.clone()).await;
        assert_eq!((status, &answer["code"]), (400, &json!(code)), "{body}: {answer}");
    }
    let base = app.keyed(Method::GET, &format!("{BASE}/wa_template"), ("x-project-api-pwd", "wrong"), &Value::Null).await;
    assert_eq!((base.0, &base.1["code"]), (401, &json!("401")));
    let other = app.keyed(Method::GET, "/redington/project-apis/v1/project/0/wa_template", KEY, &Value::Null).await;
    assert_eq!(other.0, 403);
    assert_eq!(call(&app, Method::GET, "/nothing", Value::Null).await.0, 404);
    assert_eq!(call(&app, Method::DELETE, "/messages", Value::Null).await.0, 405);
}

#[tokio::test]
async fn templates_live_in_their_own_form() {
    let app = start().await;
    for (i, example) in CREATE.iter().enumerate() {
        let (status, answer) = call(&app, Method::POST, "/wa_template", serde_json::from_str(example).unwrap()).await;
        assert_eq!((status, &answer["status"]), (200, &json!("PENDING")), "{answer}");
        if i == 0 {
            let keys: Vec<&String> = answer.as_object().unwrap().keys().collect();
            let seed = [
                "assistant_name",
                "business_id",
                "call_to_action",
                "category",
                "created_at",
                "id",
                "label",
                "language",
                "message_action_type",
                "name",
                "partner_id",
                "project_id",
                "quick_replies",
                "sample_text",
                "status",
                "text",
                "total_parameters",
                "type",
                "updated_at",
            ];
            assert_eq!(keys, seed);
            assert_eq!((&answer["total_parameters"], &answer["language"]), (&json!(2), &json!("English (US)")));
        }
    }
    app.idle().await;
    let (_, list) = call(&app, Method::GET, "/wa_template?limit=2", Value::Null).await;
    assert_eq!((&list["size"], &list["count"]), (&json!(2), &json!(3)));
    assert_eq!(list["template"][1]["text"], "test | [Yes] | [No]");
    let (_, rest) =
        call(&app, Method::GET, &format!("/wa_template?after={}", list["template"][1]["id"].as_str().unwrap()), Value::Null).await;
    let last = &rest["template"][0];
    assert_eq!((&last["status"], &last["rejected_reason"]), (&json!("REJECTED"), &json!("INCORRECT_CATEGORY")));
    let id = list["template"][0]["id"].as_str().unwrap();
    let (_, one) = call(&app, Method::GET, &format!("/wa_template/{id}"), Value::Null).await;
    assert_eq!((&one["status"], &one["rejected_reason"]), (&json!("APPROVED"), &json!("NONE")));
    let send = json!({"to": PHONE, "type": "template", "template": {"name": "packagedelivered", "language": {"code": "en_US"}, "components": [
        {"type": "body", "parameters": [{"type": "text", "text": "Asha"}, {"type": "text", "text": "Mam"}]}]}});
    assert_eq!(call(&app, Method::POST, "/messages", send).await.0, 200);
    app.idle().await;
    let sent = topics(&app, "message.status.updated").remove(0);
    let text = "Hello Asha, Your Package Delivered to your address, Thank you Mam";
    assert_eq!(sent["message_content"], json!({"text": text, "name": "packagedelivered", "isTemplate": true}));
    assert_eq!((&sent["is_HSM"], &sent["whatsapp_conversation_details"]["type"]), (&json!(true), &json!("UTILITY")));
    assert_eq!(call(&app, Method::DELETE, &format!("/wa_template/{id}"), Value::Null).await, (200, json!({"status": "success"})));
    assert_eq!(call(&app, Method::GET, &format!("/wa_template/{id}"), Value::Null).await.0, 404);
    let (_, wrong) = call(&app, Method::POST, "/wa_template", json!({"name": "A", "type": "POEM"})).await;
    assert_eq!(wrong["code"], "601");
    assert!(wrong["details"].as_array().unwrap().len() >= 7, "everything that is wrong: {wrong}");
    assert_eq!(call(&app, Method::GET, "/wa_template?limit=101", Value::Null).await.0, 400);
}

#[tokio::test]
async fn the_seeds_template_send_goes_out() {
    let app = start().await;
    let components = json!([{"type": "BODY", "text": "Hello {{1}}, Thanks for contacting us"}]);
    app.put(
        "/_control/templates/red",
        json!({"name": "testmessage", "language": "en_US", "category": "UTILITY", "components": components}),
    )
    .await;
    assert_eq!(call(&app, Method::POST, "/messages", serde_json::from_str(TEMPLATE).unwrap()).await.0, 200);
    app.idle().await;
    assert_eq!(topics(&app, "message.status.updated").pop().unwrap()["status"], "DELIVERED");
}

#[tokio::test]
async fn contacts_are_made_found_and_changed() {
    let app = start().await;
    let create = json!({"name": "GK", "mobile_number": "919999999999"});
    let (status, made) = call(&app, Method::POST, "/contact", create).await;
    assert_eq!((status, &made["name"], &made["country_code"], &made["last_active"]), (200, &json!("GK"), &json!("91"), &Value::Null));
    let id = made["id"].as_str().unwrap();
    let (_, shown) = call(&app, Method::GET, &format!("/contact/{id}"), Value::Null).await;
    let (_, found) = call(&app, Method::GET, "/contact?action=FetchContact&mobile_number=919999999999", Value::Null).await;
    assert_eq!(shown, found);
    assert_eq!((&shown["opted_in"], &shown["blocked"]), (&json!(true), &json!(false)));
    let change = json!({"name": "Brindha", "blocked": false, "opted_in": false});
    let (_, changed) = call(&app, Method::PATCH, &format!("/contact/{id}"), change).await;
    assert_eq!((&changed["name"], &changed["opted_in"]), (&json!("Brindha"), &json!(false)));
    let template = json!({"name": "offer", "language": "en", "category": "MARKETING", "components": [{"type": "BODY", "text": "Sale"}]});
    app.put("/_control/templates/red", template).await;
    let send = json!({"to": PHONE, "type": "template", "template": {"name": "offer", "language": {"code": "en"}}});
    assert_eq!(call(&app, Method::POST, "/messages", send).await.0, 200);
    app.idle().await;
    assert_eq!(topics(&app, "message.status.updated").pop().unwrap()["failureResponse"]["code"], "131050");
    call(&app, Method::PATCH, &format!("/contact/{id}"), json!({"blocked": true})).await;
    call(&app, Method::POST, "/messages", json!({"to": PHONE, "type": "text", "text": {"body": "hi"}})).await;
    app.idle().await;
    assert_eq!(topics(&app, "message.status.updated").pop().unwrap()["failureResponse"]["code"], "130403");
    assert_eq!(call(&app, Method::PATCH, &format!("/contact/{id}"), json!({"opted_in": "yes"})).await.1["code"], "601");
    assert_eq!(call(&app, Method::GET, "/contact?action=FetchContact&mobile_number=911", Value::Null).await.0, 404);
}

#[tokio::test]
async fn inbound_messages_have_redingtons_words_and_count_their_attempts() {
    let app = start().await;
    app.sink.answer_next(&[500]);
    let id = app.tell("red", json!({"type": "text", "text": {"body": "Hey"}, "context": {"id": "wamid.q"}})).await;
    app.idle().await;
    let bodies: Vec<Value> = app.sink.got().iter().map(crate::sink::Got::json).collect();
    assert_eq!((&bodies[0]["delivery_attempt"], &bodies[1]["delivery_attempt"]), (&json!("1"), &json!("2")));
    assert_eq!(bodies[1]["id"], bodies[0]["id"]);
    let message = &bodies[1]["data"]["message"];
    assert_eq!((&message["messageId"], &message["sender"], &message["message_type"]), (&json!(id), &json!("USER"), &json!("TEXT")));
    assert_eq!(message["context"], json!({"from": "15550002222", "id": "wamid.q"}));
    app.tell("red", json!({"type": "document", "document": {"mime_type": "application/pdf", "filename": "a.pdf", "data": "AAEC"}})).await;
    app.tell("red", json!({"type": "button", "button": {"payload": "P", "text": "Yes"}})).await;
    app.tell("red", json!({"type": "location", "location": {"latitude": 1.5, "longitude": 2.5, "name": "Here"}})).await;
    app.tell("red", json!({"type": "interactive", "interactive": {"type": "button_reply", "button_reply": {"id": "y", "title": "Yes"}}}))
        .await;
    app.tell("red", json!({"type": "contacts", "contacts": [{"name": {"formatted_name": "A"}}]})).await;
    app.idle().await;
    let said = topics(&app, "message.sender.user");
    let kinds: Vec<&str> = said[1..].iter().map(|m| m["message_type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["FILE", "QUICK_REPLY", "LOCATION", "BUTTON_REPLY", "CONTACT"]);
    let file = &said[1]["message_content"];
    assert_eq!((&file["filename"], &file["mimeType"], &file["urlExpiry"]), (&json!("a.pdf"), &json!("application/pdf"), &json!("")));
    let bytes = app.http.get(file["url"].as_str().unwrap()).send().await.unwrap().bytes().await.unwrap();
    assert_eq!(&bytes[..], [0, 1, 2]);
    assert_eq!(said[2]["message_content"], json!({"text": "Yes", "callbackPayload": "P"}));
}
