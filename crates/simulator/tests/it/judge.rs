//! Meta's limits, each on both sides of its edge.

use serde_json::{Value, json};

use crate::app::App;

fn buttons(titles: &[&str]) -> Value {
    let buttons: Vec<Value> =
        titles.iter().enumerate().map(|(i, t)| json!({"type": "reply", "reply": {"id": format!("b{i}"), "title": t}})).collect();
    json!({"type": "button", "body": {"text": "?"}, "action": {"buttons": buttons}})
}

fn rows(n: usize, sections: usize) -> Value {
    let row = |i: usize| json!({"id": format!("r{i}"), "title": "t"});
    let sections: Vec<Value> =
        (0..sections).map(|s| json!({"title": "s", "rows": (0..n).filter(|i| i % sections == s).map(row).collect::<Vec<_>>()})).collect();
    json!({"type": "list", "body": {"text": "?"}, "action": {"button": "b", "sections": sections}})
}

fn with(mut content: Value, key: &str, value: Value) -> Value {
    content[key] = value;
    content
}

#[tokio::test]
async fn text_is_counted_in_utf16_units() {
    let app = App::start().await;
    for (body, code) in
        [("a".repeat(4096), 0), ("a".repeat(4097), 100), ("😇".repeat(2048), 0), ("😇".repeat(2049), 100), (" ".to_owned(), 131_008)]
    {
        assert_eq!(app.code("text", json!({"body": body})).await, code, "{} units", body.encode_utf16().count());
    }
}

#[tokio::test]
async fn interactive_limits() {
    let app = App::start().await;
    let text = |n: usize| json!({"text": "x".repeat(n)});
    let header = |n: usize| json!({"type": "text", "text": "x".repeat(n)});
    let cta = |label: &str, url: &str| json!({"type": "cta_url", "body": {"text": "?"}, "action": {"name": "cta_url", "parameters": {"display_text": label, "url": url}}});
    let long = "x".repeat(21);
    let cases = [
        (buttons(&["a", "b", "c"]), 0),
        (buttons(&["a", "b", "c", "d"]), 131_009),
        (buttons(&[]), 131_009),
        (buttons(&["a", "a"]), 131_009),
        (buttons(&["x".repeat(20).as_str()]), 0),
        (buttons(&[long.as_str()]), 131_009),
        (with(buttons(&["a"]), "body", text(1024)), 0),
        (with(buttons(&["a"]), "body", text(1025)), 131_009),
        (with(buttons(&["a"]), "body", json!({})), 131_008),
        (with(buttons(&["a"]), "footer", text(60)), 0),
        (with(buttons(&["a"]), "footer", text(61)), 131_009),
        (with(buttons(&["a"]), "header", header(60)), 0),
        (with(buttons(&["a"]), "header", header(61)), 131_009),
        (rows(10, 2), 0),
        (rows(11, 2), 131_009),
        (with(rows(1, 1), "body", text(4096)), 0),
        (with(rows(1, 1), "body", text(4097)), 131_009),
        (with(rows(1, 1), "header", json!({"type": "image", "image": {"link": "https://example.com/a.png"}})), 131_009),
        (cta("Open", "https://example.com"), 0),
        (cta("Open", "tel:1"), 131_009),
        (cta(&long, "https://example.com"), 131_009),
        (json!({"type": "poll", "body": {"text": "?"}, "action": {}}), 131_009),
    ];
    for (content, code) in cases {
        assert_eq!(app.code("interactive", content.clone()).await, code, "{content}");
    }
}

#[tokio::test]
async fn reactions_contacts_locations_and_marks() {
    let app = App::start().await;
    let id = app.say(json!({"type": "text", "text": {"body": "hi"}})).await;
    let old = simulator::clock::now_ms() - 31 * 24 * 60 * 60 * 1000;
    let ancient = app.say(json!({"type": "text", "text": {"body": "long ago"}, "at": old})).await;
    let card = |extra: Value| {
        let mut card = json!({"name": {"formatted_name": "A B", "first_name": "A"}});
        card.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        card
    };
    let cases = [
        ("reaction", json!({"message_id": id, "emoji": "👨‍👩‍👧‍👦"}), 0),
        ("reaction", json!({"message_id": id, "emoji": ""}), 0),
        ("reaction", json!({"message_id": id, "emoji": "👍👍"}), 131_009),
        ("reaction", json!({"message_id": "wamid.nobody", "emoji": "👍"}), 131_009),
        ("reaction", json!({"message_id": ancient, "emoji": "👍"}), 131_009),
        ("contacts", json!([card(json!({"phones": [{"phone": "+911234567890", "type": "CELL", "wa_id": "911234567890"}]}))]), 0),
        ("contacts", json!([card(json!({"birthday": "1990-13"}))]), 131_009),
        ("contacts", json!(vec![card(json!({})); 257]), 0),
        ("contacts", json!(vec![card(json!({})); 258]), 131_009),
        ("location", json!({"latitude": 23.09, "longitude": "72.59", "name": "Fab India"}), 0),
        ("location", json!({"latitude": 91, "longitude": 0}), 131_009),
    ];
    for (kind, content, code) in cases {
        assert_eq!(app.code(kind, content.clone()).await, code, "{kind} {content}");
    }
    app.send("text", json!({"body": "hi"}), &"m".repeat(513)).await;
    app.idle().await;
    assert_eq!(app.sink.statuses().pop().unwrap()["errors"][0]["code"], 100);
}

#[tokio::test]
async fn a_business_cannot_write_to_itself() {
    let app = App::start().await;
    let body = json!({"to": crate::app::NUMBER, "type": "text", "text": {"body": "hi"}});
    assert_eq!(app.api(reqwest::Method::POST, "/whatsapp-cloud/messages", body).await.0, 200);
    app.idle().await;
    assert_eq!(app.sink.statuses()[0]["errors"][0]["code"], 131_021);
}
