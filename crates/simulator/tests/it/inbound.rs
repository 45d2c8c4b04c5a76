//! What the customer does, as the business hears it.

use reqwest::Method;
use serde_json::{Value, json};
use simulator::signature::{Form, sign};

use crate::app::{App, NUMBER, PHONE, TOKEN, read};

fn button_question() -> Value {
    let button = |id: &str, title: &str| json!({"type": "reply", "reply": {"id": id, "title": title}});
    json!({"type": "button", "body": {"text": "Shall we?"}, "action": {"buttons": [button("y", "Yes"), button("n", "No")]}})
}

#[tokio::test]
async fn webhooks_are_signed_over_the_raw_bytes_in_the_form_asked_for() {
    let app = App::start().await;
    for (form, words) in [(Form::Prefixed, "prefixed"), (Form::Bare, "bare"), (Form::None, "none")] {
        let account =
            json!({"number": NUMBER, "token": TOKEN, "webhook_url": app.sink.url, "signing_secret": "partner", "signature_form": words});
        app.put("/_control/accounts/acme", account).await;
        app.say(json!({"type": "text", "text": {"body": "नमस्ते 😇"}})).await;
        app.idle().await;
        let got = app.sink.got().pop().unwrap();
        assert_eq!(got.signature, sign(form, "partner", &got.raw), "{words}");
    }
}

#[tokio::test]
async fn statuses_go_to_the_callback_url() {
    let app = App::start().await;
    let callbacks = crate::sink::Sink::start().await;
    let account = json!({"number": NUMBER, "token": TOKEN, "webhook_url": app.sink.url, "callback_url": callbacks.url});
    app.put("/_control/accounts/acme", account).await;
    app.say(json!({"type": "text", "text": {"body": "hi"}})).await;
    app.send("text", json!({"body": "hello"}), "1").await;
    app.idle().await;
    assert_eq!((app.sink.messages().len(), app.sink.words().len()), (1, 0));
    assert_eq!((callbacks.messages().len(), callbacks.words()), (0, vec!["sent".to_owned(), "delivered".to_owned()]));
}

#[tokio::test]
async fn a_tap_on_a_button_and_on_a_list_row_answers_the_question() {
    let app = App::start().await;
    let rows = json!([{"id": "r1", "title": "Small", "description": "up to 10"}, {"id": "r2", "title": "Large"}]);
    let list = json!({"type": "list", "body": {"text": "Size?"}, "action": {"button": "Choose", "sections": [{"rows": rows}]}});
    app.send("interactive", button_question(), "b").await;
    app.send("interactive", list, "l").await;
    app.idle().await;
    let ids: Vec<Value> = app.phone().await["messages"].as_array().unwrap().iter().map(|m| m["id"].clone()).collect();
    let tap = format!("/_control/phones/{PHONE}/tap");
    app.post(&tap, json!({"message_id": ids[0], "id": "n"})).await;
    app.post(&tap, json!({"message_id": ids[1], "id": "r1"})).await;
    app.idle().await;
    let messages = app.sink.messages();
    assert_eq!(messages[0]["interactive"], json!({"type": "button_reply", "button_reply": {"id": "n", "title": "No"}}));
    assert_eq!(messages[0]["context"], json!({"from": "15551305682", "id": ids[0]}));
    assert_eq!(messages[1]["interactive"]["list_reply"], json!({"id": "r1", "title": "Small", "description": "up to 10"}));
    assert_eq!(app.call(Method::POST, &tap, &json!({"message_id": ids[0], "id": "maybe"})).await.0, 404);
}

#[tokio::test]
async fn a_template_quick_reply_comes_back_as_a_button_and_opens_the_window() {
    let app = App::start().await;
    app.put(&format!("/_control/phones/{PHONE}"), json!({"last_inbound_at": {NUMBER: 0}})).await;
    let components = json!([{"type": "BODY", "text": "Still coming?"}, {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Yes"}, {"type": "QUICK_REPLY", "text": "No"}]}]);
    app.put("/_control/templates/acme", json!({"name": "ask", "language": "en", "category": "UTILITY", "components": components})).await;
    let payload =
        json!([{"type": "button", "sub_type": "quick_reply", "index": "1", "parameters": [{"type": "payload", "payload": "NOPE"}]}]);
    app.send("template", json!({"name": "ask", "language": {"code": "en"}, "components": payload}), "t").await;
    app.idle().await;
    let id = app.phone().await["messages"][0]["id"].clone();
    let tap = format!("/_control/phones/{PHONE}/tap");
    app.post(&tap, json!({"message_id": id, "id": "NOPE"})).await;
    app.post(&tap, json!({"message_id": id, "id": "Yes"})).await;
    app.idle().await;
    let buttons: Vec<Value> = app.sink.messages().iter().map(|m| m["button"].clone()).collect();
    assert_eq!(buttons, [json!({"payload": "NOPE", "text": "No"}), json!({"payload": "Yes", "text": "Yes"})]);
    assert_eq!(app.code("text", json!({"body": "good"})).await, 0);
}

#[tokio::test]
async fn edits_deletions_and_reactions_name_their_message() {
    let app = App::start().await;
    let id = app.say(json!({"type": "text", "text": {"body": "helo"}})).await;
    let at = |what: &str| format!("/_control/phones/{PHONE}/{what}");
    app.post(&at("edit"), json!({"message_id": id, "text": "hello"})).await;
    app.post(&at("delete"), json!({"message_id": id})).await;
    app.send("text", json!({"body": "hi"}), "1").await;
    app.idle().await;
    let ours = app.phone().await["messages"][1]["id"].clone();
    app.post(&at("reactions"), json!({"message_id": ours, "emoji": "👍"})).await;
    app.post(&at("reactions"), json!({"message_id": ours, "emoji": ""})).await;
    app.idle().await;
    let messages = app.sink.messages();
    assert_eq!(messages[1]["edit"], json!({"original_message_id": id, "message": {"type": "text", "text": {"body": "hello"}}}));
    assert_eq!(messages[2]["revoke"], json!({"original_message_id": id}));
    assert_eq!(messages[3]["reaction"], json!({"message_id": ours, "emoji": "👍"}));
    assert_eq!(messages[4]["reaction"], json!({"message_id": ours}), "emoji is left out when it is taken back");
    let phone = app.phone().await;
    assert_eq!((&phone["messages"][0]["deleted"], &phone["messages"][0]["content"]["body"]), (&json!(true), &json!("hello")));
}

#[tokio::test]
async fn the_business_reacts_reads_and_types() {
    let app = App::start().await;
    let first = app.say(json!({"type": "text", "text": {"body": "one"}})).await;
    let second = app.say(json!({"type": "text", "text": {"body": "two"}})).await;
    app.send("reaction", json!({"message_id": first, "emoji": "❤️"}), "r").await;
    let typing = json!({"typing_indicator": {"type": "text"}});
    let path = format!("/whatsapp-cloud/messages/{}", second.replace('/', "%2F").replace('+', "%2B").replace('=', "%3D"));
    assert_eq!(app.api(Method::POST, &path, typing.clone()).await, (200, json!({"success": true})));
    app.idle().await;
    let phone = app.phone().await;
    assert_eq!(phone["messages"][0]["reactions"], json!([{"emoji": "❤️", "by": "business"}]));
    assert_eq!((&phone["messages"][0]["status"], &phone["messages"][1]["status"]), (&json!("read"), &json!("read")));
    assert!(phone["typing"]["acme"].as_i64().unwrap() > simulator::clock::now_ms());
    assert_eq!(app.api(Method::POST, "/whatsapp-cloud/messages/wamid.nobody", typing).await.0, 424);
    app.send("text", json!({"body": "done"}), "d").await;
    app.idle().await;
    assert_eq!(app.phone().await["typing"], json!({}));
}

#[tokio::test]
async fn unknown_types_and_contexts_pass_as_they_are() {
    let app = App::start().await;
    let first = app.say(json!({"type": "text", "text": {"body": "hi"}, "id": "wamid.mine"})).await;
    assert_eq!(first, "wamid.mine");
    let odd = json!({"type": "hologram", "hologram": {"n": 1.50}, "context": {"id": first, "forwarded": true}});
    app.say(odd).await;
    app.idle().await;
    let message = &app.sink.messages()[1];
    assert_eq!((&message["type"], &message["hologram"]), (&json!("hologram"), &json!({"n": 1.5})));
    assert_eq!(message["context"], json!({"id": "wamid.mine", "from": "919999999999", "forwarded": true}));
}

#[tokio::test]
async fn raw_bytes_go_out_as_they_are_and_the_answer_comes_back() {
    let app = App::start().await;
    app.sink.answer_next(&[413]);
    let url = format!("{}/_control/webhooks/acme", app.origin);
    let answer = app.http.post(&url).header("x-signature-form", "wrong").body("{\"half\":").send().await.unwrap();
    assert_eq!(read(answer).await, (200, json!({"status": 413, "body": ""})));
    let got = &app.sink.got()[0];
    assert_eq!(&got.raw[..], b"{\"half\":");
    assert_ne!(got.signature, sign(Form::Prefixed, "partner", &got.raw));
    assert!(got.signature.is_some());
}

#[tokio::test]
async fn other_events_reach_the_same_url() {
    let app = App::start().await;
    app.post("/_control/other/acme", json!({})).await;
    app.idle().await;
    let event = &app.sink.taken()[0];
    assert_eq!((&event["event"], &event["businessPhoneNumber"]), (&json!("account_settings_update"), &json!(NUMBER)));
    assert!(event.get("messages").is_none() && event.get("statuses").is_none());
}

#[tokio::test]
async fn history_is_there_without_a_word_and_can_be_answered() {
    let app = App::start().await;
    let past = |id: &str, direction: &str, at: i64| json!({"id": id, "account": "acme", "direction": direction, "at": at, "type": "text", "content": {"body": id}});
    let now = simulator::clock::now_ms();
    app.post(&format!("/_control/phones/{PHONE}/history"), json!([past("h2", "out", now - 10_000), past("h1", "in", now - 20_000)])).await;
    app.idle().await;
    assert!(app.sink.got().is_empty());
    let ids: Vec<Value> = app.phone().await["messages"].as_array().unwrap().iter().map(|m| m["id"].clone()).collect();
    assert_eq!(ids, ["h1", "h2"]);
    assert_eq!(app.code("reaction", json!({"message_id": "h2", "emoji": "👍"})).await, 0);
    app.post(&format!("/_control/phones/{PHONE}/reactions"), json!({"message_id": "h1", "emoji": "❤️"})).await;
    app.idle().await;
    assert_eq!(app.sink.messages()[0]["reaction"]["message_id"], "h1");
}

#[tokio::test]
async fn a_user_id_reaches_its_phone_but_no_authentication() {
    let app = App::start().await;
    app.put(&format!("/_control/phones/{PHONE}"), json!({"user_id": "IN.42", "hide_number": true})).await;
    let code = json!([{"type": "BODY", "add_security_recommendation": true}, {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE", "text": "Copy"}]}]);
    app.put("/_control/templates/acme", json!({"name": "code", "language": "en", "category": "AUTHENTICATION", "components": code})).await;
    for body in [
        json!({"recipient": "IN.42", "type": "text", "text": {"body": "hi"}}),
        json!({"recipient": "IN.42", "type": "template", "template": code_template()}),
        json!({"recipient": "IN.43", "type": "text", "text": {"body": "hi"}}),
    ] {
        assert_eq!(app.api(Method::POST, "/whatsapp-cloud/messages", body).await.0, 200);
        app.idle().await;
    }
    let seen: Vec<_> = app.sink.statuses().iter().map(|s| (s["status"].clone(), s["errors"][0]["code"].clone())).collect();
    let fine = |word: &str| (json!(word), Value::Null);
    assert_eq!(seen, [fine("sent"), fine("delivered"), (json!("failed"), json!(131_062)), (json!("failed"), json!(131_026))]);
    assert_eq!(app.sink.statuses()[3]["recipient_user_id"], "IN.43");
    assert_eq!(app.code("template", code_template()).await, 0);
}

fn code_template() -> Value {
    json!({"name": "code", "language": {"code": "en"}, "components": [
        {"type": "body", "parameters": [{"type": "text", "text": "123456"}]},
        {"type": "button", "sub_type": "url", "index": "0", "parameters": [{"type": "text", "text": "123456"}]},
    ]})
}
