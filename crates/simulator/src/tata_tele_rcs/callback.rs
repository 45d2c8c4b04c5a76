//! The bodies that the RCS API posts: what users say, and events about them and about our messages.
//!
//! Source: seed 000, "Receive User Messages" and "Receive RCS Callbacks"; names of other events by wire-facts 5.6.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::account::Account;
use crate::cdn;
use crate::clock::iso;
use crate::dialect::{Dialect, News, Notice, Pace, Told};
use crate::meta::envelope::Envelope;
use crate::meta::failure::Failure;
use crate::meta::judge::{Case, Verdict};
use crate::phone::Phone;
use crate::provider::Channel;
use crate::tata_tele_rcs::{TataTeleRcs, judge, send};

impl Dialect for TataTeleRcs {
    fn read(&self, body: &Value) -> Result<Vec<Envelope>, String> {
        send::read(body).map(|one| vec![one]).map_err(|refusal| format!("{refusal:?}"))
    }

    fn message(&self, told: &Told<'_>) -> Vec<Notice> {
        let mut entity = json!({
            "messageId": told.id, "sendTime": micros(told.at), "text": null, "userFile": null, "location": null,
            "suggestionResponse": null,
        });
        let (kind, content) = told.content();
        match kind {
            "text" => entity["text"] = content["body"].clone(),
            "location" => entity["location"] = json!({"latitude": content["latitude"], "longitude": content["longitude"]}),
            "suggestion" => {
                // The seed's example fills the text too.
                entity["text"] = content["plainText"].clone();
                entity["suggestionResponse"] = content.clone();
            }
            "image" | "video" | "audio" | "document" | "sticker" => entity["userFile"] = file(told, content),
            _ => merge(&mut entity, told.message),
        }
        let mut body = json!({
            "userPhoneNumber": told.phone.phone, "botId": told.account.number, "entityType": "USER_MESSAGE", "entity": entity,
        });
        if let Some(id) = told.quoted() {
            let sent = told.phone.message(id).map_or(told.at, |m| m.at);
            body["metaData"] = json!({"orgMsgId": id, "orgMsgSendTime": micros(sent)});
        }
        vec![Notice::message(body)]
    }

    fn status(&self, news: &News<'_>) -> Vec<Notice> {
        let short = news.account.form() == "short";
        let word = match (news.status, short) {
            ("accepted" | "played", _) => return Vec::new(),
            ("sent", false) => "MESSAGE_SENT",
            ("delivered", false) => "MESSAGE_DELIVERED",
            ("read", false) => "MESSAGE_READ",
            ("failed", false) => "SEND_MESSAGE_FAILURE",
            ("sent", true) => "SENT",
            ("delivered", true) => "DELIVERED",
            ("read", true) => "READ",
            ("failed", true) => "FAILED",
            ("expired", _) => "TTL_EXPIRATION_REVOKED",
            (other, _) => other,
        };
        let mut entity = event(word, news.at);
        entity["messageId"] = json!(news.flight.wamid);
        if let Some(failure) = news.failure {
            entity["error"] = if short {
                json!(failure.details)
            } else {
                json!({"code": failure.code, "status": failure.title, "message": failure.details})
            };
        }
        let kind = if news.status == "expired" { "SERVER_EVENT" } else { "USER_EVENT" };
        vec![Notice::callback(around(news.account, news.phone, kind, entity))]
    }

    fn other(&self, account: &Account, given: Option<Map<String, Value>>, at: i64) -> Value {
        let mut body = json!({"botId": account.number, "entityType": "AGENT_EVENT", "entity": event("AGENT_LAUNCH_UPDATED", at)});
        if let Some(given) = given {
            body = Value::Object(given);
        }
        body
    }

    fn typing(&self, account: &Account, phone: &Phone, at: i64) -> Vec<Notice> {
        let mut entity = event("TYPING", at);
        entity["senderPhoneNumber"] = json!(phone.phone);
        vec![Notice::callback(around(account, phone, "USER_EVENT", entity))]
    }

    fn judge(&self, case: &Case<'_>) -> Result<Verdict, Failure> {
        judge::judge(case)
    }

    fn inbound_id(&self, _account: &Account, _phone: &Phone) -> String {
        // The seed's sample has an `=` before its last letter.
        let mut id = format!("Mx{}", URL_SAFE_NO_PAD.encode(Uuid::new_v4().as_bytes()));
        id.truncate(22);
        id + "=w"
    }

    fn media_id(&self) -> String {
        Uuid::new_v4().to_string()
    }

    fn pace(&self, _channel: Channel) -> Pace {
        Pace { thinking: Duration::from_millis(25), on_the_air: Duration::from_millis(40) }
    }
}

fn event(word: &str, at: i64) -> Value {
    let mut id = format!("Mx{}", URL_SAFE_NO_PAD.encode(Uuid::new_v4().as_bytes()));
    id.truncate(24);
    json!({"eventType": word, "sendTime": micros(at), "eventId": id})
}

fn around(account: &Account, phone: &Phone, kind: &str, entity: Value) -> Value {
    json!({"userPhoneNumber": phone.phone, "botId": account.number, "entityType": kind, "entity": entity})
}

fn file(told: &Told<'_>, content: &Value) -> Value {
    let id = content["id"].as_str().unwrap_or_default();
    let Some(media) = told.files.get(id) else { return content.clone() };
    json!({"payload": {
        "mimeType": media.mime, "fileSizeBytes": media.bytes.len(),
        "fileName": media.filename.as_deref().unwrap_or("file"), "fileUri": cdn::link(told.origin, id),
    }})
}

fn merge(entity: &mut Value, given: &Map<String, Value>) {
    for (key, value) in given.iter().filter(|(key, _)| *key != "context") {
        entity[key] = value.clone();
    }
}

/// RFC 3339 with microseconds, as the seed prints them.
fn micros(ms: i64) -> String {
    format!("{}000Z", iso(ms).trim_end_matches('Z'))
}
