//! What is sent: the seed's contents, violations, limits, and bulks.

use reqwest::Method;
use serde_json::{Value, json};

use super::{BASE, KEY, NUMBER, call, events, send, start, whatsapp, words};
use crate::app::PHONE;

/// Contents of seed 003, "Schemas", as they are printed.
pub(super) const CONTENTS: [&str; 5] = [
    r#"{
    "contentType": "text",
    "text": "hi there"
  }"#,
    r#"{
  "contentType": "location",
  "location": {
    "longitude": 7.4954884,
    "latitude": 51.5005765,
    "name": "tyntec GmbH",
    "address": "tyntec GmbH, Semerteichstraße, Dortmund"
  }
}"#,
    r#"{
  "contentType": "contacts",
  "contacts": [
    {
      "birthday": "2018-01-01",
      "addresses": [
        {
          "city": "Dortmund",
          "country": "Germany",
          "countryCode": "de",
          "state": "NRW",
          "street": "string",
          "type": "WORK",
          "zip": "44231"
        }
      ],
      "emails": [
        {
          "email": "whatsapp@tyntec.com",
          "type": "WORK"
        }
      ],
      "ims": [
        {
          "service": "WhatsApp",
          "userId": "123123123"
        }
      ],
      "name": {
        "prefix": "Mr.",
        "firstName": "Peter",
        "middleName": "Michael",
        "lastName": "Tyntec",
        "suffix": "senior",
        "formattedName": "Mr. Peter Michael Tyntec senior"
      },
      "org": {
        "company": "tyntec GmbH",
        "department": "Development",
        "title": "API Guardian"
      },
      "phones": [
        {
          "phone": "+49 231 477 90 813",
          "type": "WORK"
        }
      ],
      "urls": [
        {
          "url": "https://www.tyntec.com",
          "type": "WORK"
        }
      ]
    }
  ]
}"#,
    r#"{
  "contentType": "interactive",
  "interactive": {
    "subType": "buttons",
    "components": {
      "header": {
        "type": "text",
        "text": "Your request is queued"
      },
      "body": {
        "type": "text",
        "text": "How would you rate your bot experience"
      },
      "footer": {
        "type": "text",
        "text": "Your service bot"
      },
      "buttons": [
        {
          "type": "reply",
          "reply": {
            "payload": "987298-40980jvkdm9-234234234",
            "title": "Poor"
          }
        },
        {
          "type": "reply",
          "reply": {
            "payload": "987298-dsfgjlkhgdf-dg09u834334",
            "title": "OK"
          }
        },
        {
          "type": "reply",
          "reply": {
            "payload": "9080923445nlkjß0_gß0923845083245dfg",
            "title": "Good"
          }
        }
      ]
    }
  }
}"#,
    r#"{
  "contentType": "image",
  "image": {
    "caption": "string",
    "url": "https://example.com/a.png"
  }
}"#,
];

#[tokio::test]
async fn the_seeds_contents_are_taken_and_their_statuses_carry_our_mark() {
    let app = start().await;
    for content in CONTENTS {
        let (status, answer) = send(&app, whatsapp(serde_json::from_str(content).unwrap())).await;
        assert_eq!((status, answer["messageId"].as_str().map(str::len)), (202, Some(36)), "{content}: {answer}");
        assert!(answer["timestamp"].is_string());
    }
    app.idle().await;
    assert!(events(&app).iter().all(|e| e["userContext"] == "my-message-reference" && e["channel"] == "whatsapp"));
    assert_eq!(words(&app).iter().filter(|w| *w == "MessageStatus::delivered").count(), 5);
    assert!(!words(&app).contains(&"MessageStatus::channelFailed".to_owned()));
    assert_eq!(app.chat("wa").await[2]["content"][0]["name"]["formatted_name"], "Mr. Peter Michael Tyntec senior");
}

#[tokio::test]
async fn violations_are_named_all_at_once() {
    let app = start().await;
    let (status, answer) = send(&app, json!({"from": NUMBER, "channel": "fax", "content": {"contentType": "text"}})).await;
    assert_eq!((status, &answer["title"], &answer["status"]), (400, &json!("Constraint Violation"), &json!(400)));
    let fields: Vec<&str> = answer["violations"].as_array().unwrap().iter().map(|v| v["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["validate.request.to", "validate.request.channel", "validate.request.content.text"]);
    let foreign = json!({"from": "+1", "to": PHONE, "channel": "whatsapp", "content": {"contentType": "text", "text": "hi"}});
    let expected = json!({"type": "https://httpstatuses.com/403", "title": "Forbidden", "status": 403});
    assert_eq!(send(&app, foreign).await, (403, expected));
    let url = format!("{}{BASE}/messages", app.origin);
    let broken = app.http.post(&url).header(KEY.0, KEY.1).body("{").send().await.unwrap();
    assert_eq!(broken.headers()["content-type"], "application/problem+json");
    let (status, problem) = crate::app::read(broken).await;
    assert_eq!((status, &problem["type"]), (400, &json!("https://docs.tyntec.com/problems/DataNotParseable")));
    assert_eq!(app.keyed(Method::GET, &format!("{BASE}/media"), ("apikey", "x"), &Value::Null).await.0, 401);
    let marked = |n: usize| json!({"from": NUMBER, "to": PHONE, "channel": "whatsapp", "content": {"contentType": "text", "text": "a"}, "context": "x".repeat(n)});
    assert_eq!((send(&app, marked(125)).await.0, send(&app, marked(126)).await.0), (202, 400));
}

#[tokio::test]
async fn tyntecs_limits_are_refused_at_once_and_metas_later() {
    let app = start().await;
    let buttons = |title: usize| {
        let reply = json!({"type": "reply", "reply": {"payload": "p", "title": "x".repeat(title)}});
        json!({"contentType": "interactive", "interactive": {"subType": "buttons", "components": {"body": {"type": "text", "text": "?"}, "buttons": [reply]}}})
    };
    let list = |payload: usize, body: usize| {
        let rows = json!([{"payload": "x".repeat(payload), "title": "t"}]);
        json!({"contentType": "interactive", "interactive": {"subType": "list", "components": {
            "body": {"type": "text", "text": "x".repeat(body)}, "list": {"title": "l", "sections": [{"rows": rows}]}}}})
    };
    let image =
        |caption: usize| json!({"contentType": "image", "image": {"url": "https://example.com/a.png", "caption": "x".repeat(caption)}});
    for (content, status, code) in [
        (buttons(20), 202, ""),
        (buttons(24), 202, "whatsapp::error::131009"),
        (buttons(25), 400, ""),
        (list(24, 1024), 202, ""),
        (list(25, 1024), 400, ""),
        (list(24, 1025), 400, ""),
        (image(1024), 202, ""),
        (image(1025), 202, "whatsapp::error::131009"),
        (image(4097), 400, ""),
        (json!({"contentType": "text", "text": "x".repeat(4097)}), 400, ""),
    ] {
        let (got, answer) = send(&app, whatsapp(content.clone())).await;
        assert_eq!(got, status, "{content}: {answer}");
        app.idle().await;
        let failed = events(&app).into_iter().find(|e| e["messageId"] == answer["messageId"] && e["details"].is_object());
        assert_eq!(failed.map_or(String::new(), |e| e["details"]["code"].as_str().unwrap().to_owned()), code, "{content}");
    }
}

#[tokio::test]
async fn a_bulk_keeps_its_order() {
    let app = start().await;
    let texts: Vec<Value> = (0..20).map(|i| json!({"contentType": "text", "text": i.to_string()})).collect();
    let bulk = |messages: Vec<Value>| json!({"to": PHONE, "from": NUMBER, "channel": "whatsapp", "messages": messages});
    let (status, answer) = call(&app, Method::POST, "/bulks", bulk(texts.clone())).await;
    assert_eq!((status, answer["messageIds"].as_array().unwrap().len()), (202, 20));
    app.idle().await;
    let order: Vec<Value> = app.chat("wa").await.iter().map(|m| m["content"]["body"].clone()).collect();
    assert_eq!(order, (0..20).map(|i| json!(i.to_string())).collect::<Vec<_>>());
    assert_eq!(call(&app, Method::POST, "/bulks", bulk(texts[..1].to_vec())).await.0, 400);
    assert_eq!(call(&app, Method::POST, "/bulks", bulk([texts.clone(), texts].concat())).await.0, 400);
    let reaction = json!({"contentType": "reaction", "reaction": {"messageId": "w", "emoji": "👍"}});
    assert_eq!(call(&app, Method::POST, "/bulks", bulk(vec![reaction.clone(), reaction])).await.0, 400);
}
