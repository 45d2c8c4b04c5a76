//! The bodies that Exotel posts, in one of three forms that its pages and its customers show (wire-facts 9.3).
//!
//! `messages`: both kinds in `whatsapp.messages[]`; `icm`: the same with the documented word for inbound;
//! `event`: the newest page's flat forms.

use std::time::Duration;

use serde_json::{Value, json};

use crate::account::{Account, Target};
use crate::clock::iso;
use crate::dialect::{Dialect, News, Notice, Pace, Retries, Told};
use crate::exotel::{Exotel, code, send};
use crate::meta::envelope::Envelope;
use crate::phone::Phone;
use crate::provider::Channel;

/// 30 s, 2 min, 10 min, 1 h.
const WAITS: [Duration; 4] = [Duration::from_secs(30), Duration::from_secs(120), Duration::from_secs(600), Duration::from_secs(3600)];

impl Dialect for Exotel {
    fn read(&self, body: &Value) -> Result<Vec<Envelope>, String> {
        let messages = body["whatsapp"]["messages"].as_array().ok_or("whatsapp.messages is missing")?;
        messages.iter().map(|message| send::read(body, message)).collect()
    }

    fn message(&self, told: &Told<'_>) -> Vec<Notice> {
        let (kind, content) = told.content();
        let content = link(told, content);
        if told.account.form() == "event" {
            let message = json!({"id": told.id, "from": told.phone.phone, "to": told.account.number, "type": kind, kind: content});
            return vec![Notice::message(json!({
                "event": "incoming_message", "account_sid": told.account.account_sid(), "message": message,
                "contact": {"wa_id": told.phone.digits(), "profile": {"name": told.phone.name}},
            }))];
        }
        let mut said = json!({"type": kind, kind: content});
        if let Some(context) = told.message.get("context") {
            said["context"] = context.clone();
        }
        let word = if told.account.form() == "icm" { "icm" } else { "incoming_message" };
        vec![Notice::message(json!({"whatsapp": {"messages": [{
            "callback_type": word, "sid": told.id, "from": told.phone.phone, "to": told.account.number,
            "timestamp": indian(told.at), "profile_name": told.phone.name, "content": said,
        }]}}))]
    }

    fn status(&self, news: &News<'_>) -> Vec<Notice> {
        let known = match news.failure {
            Some(failure) => Some(code::of_failure(failure, &news.flight.kind)),
            None => code::of_status(news.status),
        };
        let Some((code, word)) = known else { return Vec::new() };
        if news.account.form() == "event" {
            return vec![Notice::callback(json!({
                "sid": news.flight.wamid, "from": news.account.number, "to": news.phone.phone, "status": news.status,
                "exo_status_code": code,
            }))];
        }
        let description = news.failure.map_or_else(|| format!("Message {}", news.status), |f| f.details.clone());
        let mut report = json!({
            "callback_type": "dlr", "sid": news.flight.wamid, "to": news.phone.phone, "exo_status_code": code,
            "exo_detailed_status": word, "description": description, "timestamp": indian(news.at),
        });
        if let Some(mark) = &news.flight.callback_data {
            report["custom_data"] = json!(mark);
        }
        vec![Notice::callback(json!({"whatsapp": {"messages": [report]}}))]
    }

    fn inbound_id(&self, _account: &Account, _phone: &Phone) -> String {
        uuid::Uuid::new_v4().simple().to_string()
    }

    fn pace(&self, _channel: Channel) -> Pace {
        // A report may be there before the answer of the send was stored.
        Pace { thinking: Duration::from_millis(1), on_the_air: Duration::from_millis(20) }
    }

    fn retries(&self, _account: &Account, _target: Target) -> Retries {
        Retries { waits: &WAITS, most: None }
    }
}

/// A file's object with the link that Exotel gives out.
fn link(told: &Told<'_>, content: &Value) -> Value {
    let mut content = content.clone();
    if let Some(id) = content["id"].as_str().filter(|id| told.files.get(id).is_some()) {
        content["link"] = json!(format!("{}/exotel/media/{id}", told.origin));
    }
    content
}

/// Indian time with its offset, as Exotel writes it.
fn indian(ms: i64) -> String {
    const OFFSET_MS: i64 = 19_800_000;
    format!("{}+05:30", iso(ms + OFFSET_MS).get(..19).unwrap_or_default())
}
