//! tyntec: the seed's examples, problems, events, templates and pages; other channels and retries beside it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::app::{App, PHONE};

mod channel;
mod retry;

const NUMBER: &str = "+4923147790717";
const KEY: (&str, &str) = ("apikey", "tyntec-key");
const BASE: &str = "/tyntec/conversations/v3";

async fn start() -> App {
    let app = App::start().await;
    for (slug, channel, number) in [("wa", "whatsapp", NUMBER), ("vi", "viber", "4711"), ("sms", "sms", NUMBER)] {
        app.account(slug, json!({"provider": "tyntec", "channel": channel, "number": number, "token": "tyntec-key"})).await;
    }
    app.put(&format!("/_control/phones/{PHONE}"), json!({"name": "Peter", "last_inbound_at": {NUMBER: simulator::clock::now_ms() - 1000}}))
        .await;
    app
}

async fn call(app: &App, method: Method, path: &str, body: Value) -> (u16, Value) {
    app.keyed(method, &format!("{BASE}{path}"), KEY, &body).await
}

fn whatsapp(content: Value) -> Value {
    json!({"from": NUMBER, "to": PHONE, "channel": "whatsapp", "content": content, "context": "my-message-reference"})
}

async fn send(app: &App, body: Value) -> (u16, Value) {
    call(app, Method::POST, "/messages", body).await
}

fn events(app: &App) -> Vec<Value> {
    app.sink.taken().into_iter().filter(|v| v["event"].is_string()).collect()
}

fn words(app: &App) -> Vec<String> {
    events(app).iter().map(|e| e["event"].as_str().unwrap().to_owned()).collect()
}

/// Contents of seed 003, "Schemas", as they are printed.
const CONTENTS: [&str; 5] = [
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
async fn a_message_tells_its_status_and_its_events() {
    let app = start().await;
    app.put(&format!("/_control/phones/{PHONE}"), json!({"last_inbound_at": {NUMBER: 0}})).await;
    let (_, answer) = send(&app, whatsapp(json!({"contentType": "text", "text": "hi"}))).await;
    let id = answer["messageId"].as_str().unwrap();
    assert_eq!(call(&app, Method::GET, &format!("/messages/{id}/status"), Value::Null).await.1["messageId"], id);
    app.idle().await;
    let (_, status) = call(&app, Method::GET, &format!("/messages/{id}/status"), Value::Null).await;
    assert_eq!(status["status"], "failed");
    let (_, list) = call(&app, Method::GET, &format!("/messages/{id}/events"), Value::Null).await;
    let list = list["events"].as_array().unwrap();
    assert_eq!(list[1]["event"], "MessageStatus::channelFailed");
    assert_eq!(list[1]["details"]["code"], "whatsapp::error::131047");
    assert_eq!(words(&app), ["MessageStatus::accepted", "MessageStatus::channelFailed", "MessageStatus::failed"]);
    assert_eq!(call(&app, Method::GET, "/messages/0/status", Value::Null).await.0, 404);
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

#[tokio::test]
async fn inbound_events_have_their_own_names() {
    let app = start().await;
    let (_, asked) = send(&app, whatsapp(serde_json::from_str(CONTENTS[3]).unwrap())).await;
    app.idle().await;
    app.post(&format!("/_control/phones/{PHONE}/tap"), json!({"message_id": asked["messageId"], "id": "987298-dsfgjlkhgdf-dg09u834334"}))
        .await;
    let text =
        app.tell("wa", json!({"type": "text", "text": {"body": "Hi"}, "context": {"id": asked["messageId"], "forwarded": true}})).await;
    app.tell("wa", json!({"type": "document", "document": {"mime_type": "application/pdf", "filename": "a.pdf", "data": "AAEC"}})).await;
    app.tell(
        "wa",
        json!({"type": "order", "order": {"catalog_id": "c", "text": "t", "product_items": [
        {"product_retailer_id": "p", "quantity": 2, "item_price": 1.5, "currency": "EUR"}]}}),
    )
    .await;
    app.tell("wa", json!({"type": "reaction", "reaction": {"message_id": asked["messageId"], "emoji": "👍"}})).await;
    app.post(&format!("/_control/phones/{PHONE}/delete"), json!({"message_id": text})).await;
    app.idle().await;
    let events = events(&app);
    let inbound: Vec<&Value> = events.iter().filter(|e| e["from"] == "919999999999").collect();
    let names: Vec<&str> = inbound.iter().map(|e| e["event"].as_str().unwrap()).collect();
    assert_eq!(names, ["MoMessage::Postback", "MoMessage", "MoMessage", "MoMessage::Order", "MoMessage", "MessageStatus::deleted"]);
    assert_eq!(
        (&inbound[0]["postback"]["data"], &inbound[0]["whatsapp"]["title"]),
        (&json!("987298-dsfgjlkhgdf-dg09u834334"), &json!("OK"))
    );
    assert_eq!(inbound[0]["context"]["messageId"], asked["messageId"]);
    assert_eq!((&inbound[1]["content"]["text"], &inbound[1]["context"]["isForwarded"]), (&json!("Hi"), &json!(true)));
    let media = &inbound[2]["content"]["media"];
    assert_eq!((&media["type"], &media["caption"]), (&json!("document"), &json!("a.pdf")));
    assert_eq!(inbound[3]["order"]["items"][0], json!({"productId": "p", "quantity": "2", "itemPrice": "1.5", "currency": "EUR"}));
    assert_eq!(inbound[4]["content"]["reaction"]["emoji"], "👍");
    assert_eq!(inbound[5]["messageId"], text.as_str());
    let path = format!("/media/{}", media["mediaId"].as_str().unwrap());
    let file = app.http.get(format!("{}{BASE}{path}", app.origin)).header(KEY.0, KEY.1).send().await.unwrap();
    assert_eq!(&file.bytes().await.unwrap()[..], [0, 1, 2]);
    let read = call(
        &app,
        Method::PUT,
        &format!("/channels/whatsapp/messages/{}", text.replace('/', "%2F").replace('+', "%2B")),
        json!({"status": "read"}),
    )
    .await;
    assert_eq!(read.0, 200);
    assert!(app.chat("wa").await.iter().any(|m| m["id"] == text.as_str() && m["status"] == "read"));
    assert_eq!(call(&app, Method::PUT, "/channels/whatsapp/messages/none", json!({"status": "read"})).await.0, 404);
}

#[tokio::test]
async fn uploads_are_listed_sent_and_deleted() {
    let app = start().await;
    let url = format!("{}{BASE}/media?validity=10&filename=a.png", app.origin);
    let request = app.http.post(&url).header(KEY.0, KEY.1).header("content-type", "image/png").body(vec![1, 2, 3]);
    let (status, answer) = crate::app::read(request.send().await.unwrap()).await;
    assert_eq!((status, &answer["usage"]), (200, &json!(3)));
    let id = answer["mediaId"].as_str().unwrap();
    let (_, list) = call(&app, Method::GET, "/media", Value::Null).await;
    assert_eq!((&list[0]["mediaId"], &list[0]["fileName"], &list[0]["fileSize"]), (&json!(id), &json!("a.png"), &json!(3)));
    send(&app, whatsapp(json!({"contentType": "image", "image": {"mediaId": id}}))).await;
    app.idle().await;
    assert_eq!(words(&app), ["MessageStatus::accepted", "MessageStatus::delivered"]);
    assert_eq!(call(&app, Method::DELETE, &format!("/media/{id}"), Value::Null).await.0, 204);
    assert_eq!(call(&app, Method::GET, &format!("/media/{id}"), Value::Null).await.0, 404);
    let both = json!({"contentType": "image", "image": {"mediaId": id, "url": "https://example.com/a.png"}});
    assert_eq!(send(&app, whatsapp(both)).await.0, 400);
}

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

#[tokio::test]
async fn callbacks_are_configured_and_filtered() {
    let app = start().await;
    let other = crate::sink::Sink::start().await;
    let number = NUMBER.trim_start_matches('+');
    let path = format!("/configurations/channels/whatsapp/phone-numbers/{number}/callbacks");
    let callback = |url: &str| json!({"callbackVersion": "2.11", "inboundMessageUrl": url, "messageStatusUrl": url, "eventFilter": ["MessageStatus::delivered"]});
    let (status, shown) = call(&app, Method::PUT, &path, callback(&other.url)).await;
    assert_eq!((status, &shown["channel"], &shown["id"]["phoneNumber"]), (200, &json!("whatsapp"), &json!(number)));
    assert_eq!(shown["callback"], callback(&other.url));
    assert_eq!(call(&app, Method::PUT, &path, callback("http://example.com/")).await.0, 400);
    assert_eq!(call(&app, Method::GET, "/configurations/channels/whatsapp/phone-numbers/1", Value::Null).await.0, 403);
    assert_eq!(call(&app, Method::GET, "/configurations/channels/viber/service-ids/4711", Value::Null).await.0, 200);
    send(&app, whatsapp(json!({"contentType": "text", "text": "hi"}))).await;
    app.tell("wa", json!({"type": "text", "text": {"body": "hi"}})).await;
    app.idle().await;
    let mut names: Vec<Value> = other.taken().iter().map(|e| e["event"].clone()).collect();
    names.sort_by_key(Value::to_string);
    assert_eq!(names, ["MessageStatus::delivered", "MoMessage"]);
    assert!(events(&app).is_empty());
}
