//! Ids in bodies and queries: what is another tenant's, or another contact's, can't be named in a thread of one's own.

use super::uploads::upload;
use crate::app::{ASHA, App, RAVI};
use axum::http::Method;
use serde_json::{Value, json};

#[tokio::test]
async fn nothing_of_others_can_be_named_in_a_thread_of_ones_own() {
    let app = App::new().await;
    app.asha_writes("wamid.1", "Asha's words").await;
    let priya = app.token();
    let file = upload(&app, &priya).await;
    let sent = app.reply("c-asha", json!({"type": "image", "media": {"id": file}, "caption": "Asha's words"})).await;
    assert_eq!(sent.status, 202, "{}", sent.text());
    let template = json!({"name": "ashas", "language": "en", "status": "APPROVED", "category": "UTILITY",
        "components": [{"type": "BODY", "text": "Asha's words"}]});
    assert_eq!(app.post("/v1/templates/known", &template).bearer(&priya).send().await.status, 200);
    let message = app.messages().await[0].id.to_string();
    let older = app.get(&format!("{}?limit=1", app.path("messages").await)).bearer(&priya).send().await.json()["older"].clone();
    let older = older.as_str().expect("an older page").to_owned();

    let strangers = [
        (app.globex_token_with(&json!({"scope": "thread:read thread:write admin"})), "globex-wa"),
        (app.token_with(&json!({"sub": "meera", "phones": [RAVI]})), "acme-wa"),
    ];
    for (token, account) in strangers {
        let own = app.post("/v1/threads/open", &json!({"phones": [RAVI]})).bearer(&token).send().await.json();
        let own = format!("/v1/threads/{}", own["thread"]["id"].as_str().unwrap());
        let reply = |other: Value| {
            let mut body = json!({"client_id": "c", "channel": "whatsapp", "account": account, "content": {"type": "text", "body": "x"}});
            other.as_object().unwrap().iter().for_each(|(name, value)| body[name] = value.clone());
            (Method::POST, format!("{own}/messages"), body)
        };
        let mut tries = vec![
            (reply(json!({"reply_to": message})), 422, "unknown-message"),
            (reply(json!({"content": {"type": "image", "media": {"id": file}}})), 422, "unknown-media"),
            (reply(json!({"client_id": "c-asha"})), 409, "window-closed"),
            ((Method::POST, format!("{own}/read"), json!({"up_to": message})), 422, "unknown-message"),
            ((Method::POST, format!("{own}/reactions"), json!({"message_id": message, "emoji": "👍"})), 422, "unknown-message"),
            ((Method::GET, format!("{own}/messages/{message}/journal"), json!(null)), 404, "not-found"),
            ((Method::GET, format!("/v1/media/{file}"), json!(null)), 404, "not-found"),
            ((Method::POST, "/v1/threads/open".to_owned(), json!({"phones": [RAVI], "record": message})), 200, "thread"),
            ((Method::GET, format!("{own}/messages?before={older}"), json!(null)), 404, "not-found"),
        ];
        if account == "globex-wa" {
            let content = json!({"type": "template", "name": "ashas", "language": "en", "values": {}});
            tries.push((reply(json!({"content": content})), 409, "template-not-approved"));
            tries.push((reply(json!({"account": "acme-wa"})), 422, "unknown-account"));
            tries.push(((Method::GET, "/v1/templates?account=acme-wa".to_owned(), json!(null)), 200, "templates"));
        }
        for ((method, path, body), status, word) in tries {
            let answer = match method {
                Method::GET => app.get(&path),
                _ => app.send(method, &path, &body),
            };
            let answer = answer.bearer(&token).send().await;
            assert_eq!(answer.status, status, "{path} {body}: {}", answer.text());
            assert!(answer.text().contains(word), "{path} {body}: {}", answer.text());
            for secret in ["Asha's words", ASHA, "c-asha"] {
                assert!(!answer.text().contains(secret), "{path} {body} tells “{secret}”: {}", answer.text());
            }
        }
    }
    app.settled().await;
}
