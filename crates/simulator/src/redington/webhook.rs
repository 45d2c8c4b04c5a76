//! The bodies that Redington posts: one envelope, two topics, the message object inside.
//!
//! Source: seed 002, section 23. In 23.1 a brace too many closes `message` early; what follows it belongs inside.

use std::time::Duration;

use bytes::Bytes;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::account::{Account, Target};
use crate::clock::iso;
use crate::dialect::{Changed, Dialect, News, Notice, Pace, Retries, TemplateNews, Told};
use crate::meta::envelope::Envelope;
use crate::provider::Channel;
use crate::redington::message::{Said, inbound, outbound};
use crate::redington::{Redington, send, template};

/// The counter as every body is made with it.
const FIRST: &str = r#""delivery_attempt":"1""#;

const WAITS: [Duration; 3] = [Duration::from_millis(500), Duration::from_secs(5), Duration::from_secs(60)];

impl Dialect for Redington {
    fn read(&self, body: &Value) -> Result<Vec<Envelope>, String> {
        send::read(body).map(|one| vec![one]).map_err(|refusal| format!("{refusal:?}"))
    }

    fn message(&self, told: &Told<'_>) -> Vec<Notice> {
        let (kind, content) = told.content();
        let context = told.message.get("context");
        let said = Said { id: told.id, at: told.at, kind, content, context };
        let message = inbound(told.account, told.phone, &said, told.files, told.origin);
        vec![Notice::message(around(told.account, "message.sender.user", &json!({"message": message}), told.at))]
    }

    fn status(&self, news: &News<'_>) -> Vec<Notice> {
        if !matches!(news.status, "sent" | "delivered" | "read" | "failed") {
            return Vec::new();
        }
        let mut message = outbound(news.account, news.phone, news.flight);
        // A status made by hand may come after a later one; the body says what this one says.
        message["status"] = json!(news.status.to_uppercase());
        vec![Notice::callback(around(news.account, "message.status.updated", &json!({"message": message}), news.at))]
    }

    /// The object that lists have. It has no place for a quality, so that nobody hears of that.
    fn template(&self, news: &TemplateNews<'_>) -> Vec<Notice> {
        if matches!(news.changed, Changed::Quality { .. }) {
            return Vec::new();
        }
        let data = json!({"wa_template": template::show_one(news.account, news.template)});
        vec![Notice::callback(around(news.account, "wa_template.status.updated", &data, news.at))]
    }

    fn other(&self, account: &Account, given: Option<Map<String, Value>>, at: i64) -> Value {
        given.map_or_else(|| around(account, "wa_template.status.updated", &json!({"template": {}}), at), Value::Object)
    }

    fn pace(&self, _channel: Channel) -> Pace {
        Pace { thinking: Duration::from_millis(40), on_the_air: Duration::from_millis(90) }
    }

    fn retries(&self, _account: &Account, _target: Target) -> Retries {
        Retries { waits: &WAITS, most: None }
    }

    fn attempt(&self, body: &Bytes, attempt: u32) -> Bytes {
        match std::str::from_utf8(body) {
            Ok(text) if attempt > 1 => text.replacen(FIRST, &FIRST.replace('1', &attempt.to_string()), 1).into(),
            _ => body.clone(),
        }
    }
}

fn around(account: &Account, topic: &str, data: &Value, at: i64) -> Value {
    json!({
        "id": Uuid::new_v4().simple().to_string()[..24], "created_at": iso(at), "topic": topic, "project_id": account.project_id(),
        "delivery_attempt": "1", "data": data,
    })
}
