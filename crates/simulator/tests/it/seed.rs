//! Every example of the seed goes through word for word, its placeholders filled in.

use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{App, PHONE};

/// Seed 000, "Send Session Message".
const SESSION: &str = r#"{
  "to": "{{Recipient-Phone-Number}}",
  "type": "text",
  "source": "external",
  "text": {
    "body": "Send Your Text Message by Using This! 😇"
  },
  "metaData": {
    "custom_callback_data": "<optional_value>"
  }
}"#;

/// Seed 000, "Send Template Message".
const TEMPLATE: &str = r#"{
  "to": "{{Recipient-Phone-Number}}",
  "type": "template",
  "source": "external",
  "template": {
    "name": "welcome",
    "language": {
      "code": "en"
    },
    "components": []
  },
  "metaData": {
    "custom_callback_data": "<optional_value>"
  }
}"#;

/// Seed 000, "Create Template Message".
const CREATE: &str = r#"{
  "name": "{{template_name}}",
  "language": "en",
  "category": "MARKETING",
  "components": [
    {
      "type": "BODY",
      "text": "message-text"
    },
    {
      "type": "FOOTER",
      "text": "Footer text"
    }
  ]
}"#;

/// Seed 000, "Opt-in/ Opt-out".
const OPTOUT: &str = r#"{
  "recipient_numbers": [
    "{{RECIPIENT-PHONE_NUMBER}}",
    "{{RECIPIENT-PHONE_NUMBER}}"
  ],
  "type": "optout",
  "auto_optin_in_days": 1
}"#;

fn filled(example: &str) -> Value {
    let text = example
        .replace("{{Recipient-Phone-Number}}", PHONE)
        .replace("{{RECIPIENT-PHONE_NUMBER}}", PHONE)
        .replace("{{template_name}}", "welcome");
    serde_json::from_str(&text).unwrap()
}

#[tokio::test]
async fn the_session_example_answers_a_uuid_and_reaches_the_phone() {
    let app = App::start().await;
    let (status, answer) = app.api(Method::POST, "/whatsapp-cloud/messages", filled(SESSION)).await;
    assert_eq!(status, 200);
    assert_eq!(answer.as_object().unwrap().len(), 1);
    assert_eq!(answer["id"].as_str().unwrap().len(), 36);
    app.idle().await;
    let message = &app.phone().await["messages"][0];
    assert_eq!(message["content"]["body"], "Send Your Text Message by Using This! 😇");
    assert_eq!((&message["direction"], &message["status"]), (&json!("in"), &json!("delivered")));
    let sent = &app.sink.statuses()[0];
    assert_eq!(sent["id"], message["id"]);
    assert_ne!(sent["id"], answer["id"]);
    assert_eq!(sent["custom_callback_data"], "<optional_value>");
}

#[tokio::test]
async fn a_template_is_created_approved_and_sent_outside_the_window() {
    let app = App::start().await;
    app.put(&format!("/_control/phones/{PHONE}"), json!({"last_inbound_at": {crate::app::NUMBER: 0}})).await;
    let (status, answer) = app.api(Method::POST, "/templates", filled(CREATE)).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(answer["id"].as_str().unwrap().len(), 36);
    assert_eq!(app.get("/_control/templates/acme").await[0]["status"], "PENDING");
    app.idle().await;
    assert_eq!(app.get("/_control/templates/acme").await[0]["status"], "APPROVED");
    assert_eq!(app.api(Method::POST, "/whatsapp-cloud/messages", filled(TEMPLATE)).await.0, 200);
    app.idle().await;
    assert_eq!(app.sink.words(), ["sent", "delivered"]);
    let rendered = &app.phone().await["messages"][0]["content"]["rendered"];
    assert_eq!((&rendered["body"], &rendered["footer"]), (&json!("message-text"), &json!("Footer text")));
}

#[tokio::test]
async fn the_optout_example_stops_marketing_alone() {
    let app = App::start().await;
    assert_eq!(app.api(Method::POST, "/business/optin_optout", filled(OPTOUT)).await, (200, json!({"success": true})));
    let body = json!([{"type": "BODY", "text": "Hello"}]);
    for category in ["MARKETING", "UTILITY"] {
        let name = category.to_lowercase();
        app.put("/_control/templates/acme", json!({"name": name, "language": "en", "category": category, "components": body})).await;
    }
    let send = |name: &str| json!({"name": name, "language": {"code": "en"}});
    assert_eq!(app.code("template", send("marketing")).await, 131_050);
    assert_eq!(app.code("template", send("utility")).await, 0);
    let optin = json!({"recipient_numbers": [PHONE], "type": "optin"});
    assert_eq!(app.api(Method::POST, "/business/optin_optout", optin).await.0, 200);
    assert_eq!(app.code("template", send("marketing")).await, 0);
}

#[tokio::test]
async fn webhooks_have_the_form_of_the_seed() {
    let app = App::start().await;
    let id = app.say(json!({"type": "text", "text": {"body": "hi"}, "at": 1_744_109_205_000_i64})).await;
    app.send("text", json!({"body": "hello"}), "<optional_value>").await;
    app.idle().await;
    let taken = app.sink.taken();
    let uuid = taken[0]["id"].clone();
    assert_eq!(
        taken[0],
        json!({
            "contacts": [{"profile": {"name": "User Name"}, "wa_id": "919999999999"}],
            "messages": {"from": "919999999999", "id": id, "timestamp": "1744109205", "text": {"body": "hi"}, "type": "text"},
            "businessPhoneNumber": "+15551305682", "id": uuid,
        })
    );
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let sent = taken.iter().find(|v| v["statuses"][0]["status"] == "sent").unwrap();
    assert_eq!(keys(sent), ["businessPhoneNumber", "id", "statuses"]);
    let status = &sent["statuses"][0];
    assert_eq!(keys(status), ["conversation", "custom_callback_data", "id", "pricing", "recipient_id", "status", "timestamp"]);
    assert_eq!(status["pricing"], json!({"billable": true, "pricing_model": "PMP", "category": "service", "type": "regular"}));
    assert_eq!(status["conversation"]["origin"], json!({"type": "service"}));
    assert!(status["conversation"]["expiration_timestamp"].is_string());
}
