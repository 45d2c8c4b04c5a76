//! Templates with their localizations, by pages.

use reqwest::Method;
use serde_json::{Value, json};

use super::{BASE, KEY, NUMBER, call, send, start, whatsapp};

/// Seed 003, "Submit a template for review".
const CREATE: &str = r#"{
  "name": "welcome",
  "category": "UTILITY",
  "localizations": [
    {
      "language": "en",
      "components": [
        {
          "type": "BODY",
          "text": "Hi {{1}},\n\nWelcome to our support.\nHow can we help you?\n\nYour support team\n"
        }
      ]
    }
  ]
}"#;

#[tokio::test]
async fn templates_have_localizations_and_pages() {
    let app = start().await;
    let (_, accounts) = call(&app, Method::GET, "/channels/whatsapp/accounts", Value::Null).await;
    let account = accounts[0]["whatsAppAccountId"].as_str().unwrap();
    let base = format!("/channels/whatsapp/accounts/{account}");
    let answer = app.http.post(format!("{}{BASE}{base}/templates", app.origin)).header(KEY.0, KEY.1).body(CREATE).send().await.unwrap();
    assert_eq!(answer.status(), 201);
    assert!(answer.headers()["location"].to_str().unwrap().ends_with("/templates/welcome"));
    let german = json!({"language": "de", "components": [{"type": "BODY", "text": "Hallo {{1}}"}]});
    assert_eq!(call(&app, Method::POST, &format!("{base}/templates/welcome/localizations"), german).await.0, 201);
    app.idle().await;
    let (_, one) = call(&app, Method::GET, &format!("{base}/templates/welcome"), Value::Null).await;
    let states: Vec<&Value> = one["localizations"].as_array().unwrap().iter().map(|l| &l["status"]).collect();
    assert_eq!(states, ["APPROVED", "REJECTED"], "a variable at the end is Meta's to refuse");
    assert!(one["localizations"][1]["rejectionReason"].is_string());
    let template = json!({"contentType": "template", "template": {"templateId": "welcome", "templateLanguage": "en", "components": {"body": [{"type": "text", "text": "Asha"}]}}});
    send(&app, whatsapp(template)).await;
    app.idle().await;
    assert!(app.chat("wa").await[0]["content"]["rendered"]["body"].as_str().unwrap().starts_with("Hi Asha,"));
    let path = format!("{base}/templates/welcome/de");
    let mended = json!({"components": [{"type": "BODY", "text": "Hallo {{1}}!"}]});
    assert_eq!(call(&app, Method::PATCH, &path, mended.clone()).await.0, 200);
    let mut two = mended;
    two["category"] = json!("MARKETING");
    assert_eq!(call(&app, Method::PATCH, &path, two).await.0, 400);
    app.idle().await;
    for i in 0..4 {
        app.put("/_control/templates/wa", json!({"name": format!("t{i}"), "language": "en", "category": "UTILITY", "components": []}))
            .await;
    }
    let page = app.http.get(format!("{}{BASE}{base}/templates?page=2&size=2", app.origin)).header(KEY.0, KEY.1).send().await.unwrap();
    let header = |name: &str| page.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(
        (header("x-total-pages"), header("x-total-items"), header("x-page-size"), header("x-current-page")),
        ("3".into(), "5".into(), "2".into(), "2".into())
    );
    for rel in ["first", "previous", "current", "next", "last"] {
        assert!(header("link").contains(&format!("rel=\"{rel}\"")), "{}", header("link"));
    }
    let number = NUMBER.trim_start_matches('+');
    let (_, list) = call(&app, Method::GET, &format!("/channels/whatsapp/phone-numbers/{number}/templates"), Value::Null).await;
    assert_eq!(list.as_array().unwrap().len(), 5);
    assert_eq!(call(&app, Method::DELETE, &format!("{base}/templates/welcome"), Value::Null).await.0, 204);
    let (_, gone) = call(&app, Method::GET, &format!("{base}/templates/welcome/localizations"), Value::Null).await;
    assert_eq!(gone[0]["status"], "DELETION_PENDING");
    assert!(gone[0]["expiresAt"].is_string());
    let unknown = call(&app, Method::GET, "/channels/whatsapp/accounts/0/templates", Value::Null).await;
    assert_eq!(unknown, (404, json!({"status": 404, "title": "WhatsApp account unknown"})));
    assert_eq!(call(&app, Method::GET, "/channels/whatsapp/phone-numbers/1", Value::Null).await.1["title"], "Phone number unknown");
}
