//! Webhook events, version 2: one event a call, inbound ones and statuses.
//!
//! Source: tyntec's webhook-events-v2 by way of wire-facts 8.3.

use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::account::{Account, Target};
use crate::clock::iso;
use crate::dialect::{Changed, Dialect, News, Notice, Pace, Retries, TemplateNews, Told};
use crate::meta::envelope::Envelope;
use crate::meta::failure::Failure;
use crate::meta::judge::{self, Case, Rules, Verdict};
use crate::meta::review::quality;
use crate::phone::Phone;
use crate::provider::Channel;
use crate::tyntec::{Tyntec, send, status, viber};
use crate::wamid;

/// What fits into one part of a long text message: GSM letters, and everything else.
const PART: (usize, usize) = (153, 67);
const SINGLE: (usize, usize) = (160, 70);

const STATUS_WAITS: [Duration; 2] = [Duration::from_millis(500), Duration::from_secs(5)];
const SMS_WAITS: [Duration; 1] = [Duration::from_secs(10)];
const WAITS: [Duration; 4] = [Duration::from_millis(300), Duration::from_secs(2), Duration::from_secs(15), Duration::from_secs(120)];

impl Dialect for Tyntec {
    fn read(&self, body: &Value) -> Result<Vec<Envelope>, String> {
        send::read(body).map(|one| vec![one]).map_err(|problem| problem.words())
    }

    fn message(&self, told: &Told<'_>) -> Vec<Notice> {
        let (kind, content) = told.content();
        if kind == "revoke" {
            return vec![Notice::callback(deleted(told, content))];
        }
        let mut event = frame(told);
        match kind {
            "order" => {
                event["event"] = json!("MoMessage::Order");
                event["order"] = order(content);
            }
            "button" => postback(&mut event, &content["payload"], &json!({"text": content["text"]})),
            "interactive" if content["button_reply"].is_object() || content["list_reply"].is_object() => {
                let reply = content.get("button_reply").unwrap_or(&content["list_reply"]);
                if told.account.channel() == Channel::Viber {
                    event["content"] = json!({"contentType": "text", "text": reply["title"]});
                } else {
                    postback(&mut event, &reply["id"], &json!({"title": reply["title"], "description": reply["description"]}));
                }
            }
            _ => event["content"] = content_of(told, kind, content),
        }
        if told.account.channel() == Channel::Sms {
            event["sms"] = parts(told, content["body"].as_str().unwrap_or_default());
        }
        vec![Notice::message(event)]
    }

    fn status(&self, news: &News<'_>) -> Vec<Notice> {
        let channel = news.account.channel();
        let words = status::words(channel, news.status);
        let filter = &news.account.options.event_filter;
        let made = words.iter().map(|word| report(news, word));
        let wanted = |event: &Value| filter.is_empty() || filter.iter().any(|f| event["event"] == f.as_str());
        made.filter(wanted).map(Notice::callback).collect()
    }

    /// One property a call.
    fn template(&self, news: &TemplateNews<'_>) -> Vec<Notice> {
        let template = news.template;
        let (property, before, now) = match news.changed {
            Changed::Status { before, .. } => ("status", before, template.status.as_str()),
            Changed::Quality { before } => ("quality", before, quality(template).unwrap_or_default()),
            Changed::Category { before } => ("category", before, template.category.as_str()),
        };
        let mut event = json!({
            "eventId": Uuid::new_v4().to_string(), "channel": news.account.channel().word(), "timestamp": iso(news.at),
            "entity": {"type": "TEMPLATE", "name": template.name, "waba": news.account.waba_id(), "language": template.language},
            "changedValue": {"property": property, "newValue": now, "oldValue": before},
        });
        if let Changed::Status { reason: Some(reason), .. } = news.changed {
            event["changedValue"]["reason"] = json!(reason);
        }
        vec![Notice::callback(event)]
    }

    fn judge(&self, case: &Case<'_>) -> Result<Verdict, Failure> {
        match case.account.channel() {
            Channel::Whatsapp => judge::judge(case),
            Channel::Viber | Channel::Sms | Channel::Rcs => viber::judge(case),
        }
    }

    fn rules(&self) -> Rules {
        Rules { list_body: 1024, plain_ogg: true }
    }

    fn inbound_id(&self, account: &Account, phone: &Phone) -> String {
        if account.channel() == Channel::Whatsapp { wamid::inbound(phone.digits()) } else { Uuid::new_v4().to_string() }
    }

    fn media_id(&self) -> String {
        Uuid::new_v4().to_string()
    }

    fn shelf(&self, account: &Account) -> String {
        format!("uploads of {}", account.token)
    }

    fn pace(&self, channel: Channel) -> Pace {
        let (thinking, on_the_air) = match channel {
            Channel::Sms => (20, 150),
            Channel::Viber => (20, 80),
            Channel::Whatsapp | Channel::Rcs => (30, 60),
        };
        Pace { thinking: Duration::from_millis(thinking), on_the_air: Duration::from_millis(on_the_air) }
    }

    /// Statuses get two more tries; text messages come every 10 s, the rest less and less often.
    fn retries(&self, account: &Account, target: Target) -> Retries {
        match (target, account.channel()) {
            (Target::Callbacks, _) => Retries { waits: &STATUS_WAITS, most: Some(3) },
            (Target::Messages, Channel::Sms) => Retries { waits: &SMS_WAITS, most: None },
            (Target::Messages, _) => Retries { waits: &WAITS, most: None },
        }
    }
}

fn frame(told: &Told<'_>) -> Value {
    let mut event = json!({
        "event": "MoMessage", "messageId": told.id, "channel": told.account.channel().word(), "to": told.account.digits(),
        "timestamp": iso(told.at), "receivedAt": iso(told.at),
    });
    let phone = told.phone;
    let user = phone.user_id.as_deref().filter(|_| phone.hide_number);
    event["from"] = json!(user.unwrap_or(phone.digits()));
    if told.account.channel() == Channel::Whatsapp {
        event["whatsapp"] = json!({"senderName": phone.name});
        if let Some(user) = &phone.user_id {
            event["whatsapp"]["bsuid"] = json!(user);
        }
    }
    if let Some(context) = told.message.get("context") {
        let mut shown = json!({});
        for (theirs, ours) in [("id", "messageId"), ("forwarded", "isForwarded"), ("frequently_forwarded", "isFrequentlyForwarded")] {
            if let Some(value) = context.get(theirs) {
                shown[ours] = value.clone();
            }
        }
        if let Some(product) = context.get("referred_product") {
            shown["product"] = json!({"catalogId": product["catalog_id"], "productId": product["product_retailer_id"]});
        }
        event["context"] = shown;
    }
    event
}

fn content_of(told: &Told<'_>, kind: &str, content: &Value) -> Value {
    match kind {
        "text" => json!({"contentType": "text", "text": content["body"]}),
        "image" | "video" | "audio" | "document" | "sticker" => {
            let id = content["id"].as_str().unwrap_or_default();
            let word = if kind == "audio" && content["voice"] == true { "voice" } else { kind };
            let mut media = json!({"type": word, "mediaId": id, "url": format!("{}/tyntec/messaging/v1/chat/media/{id}", told.origin)});
            // A document's caption is its file's name.
            if let Some(caption) = content.get(if kind == "document" { "filename" } else { "caption" }) {
                media["caption"] = caption.clone();
            }
            json!({"contentType": "media", "media": media})
        }
        "location" => json!({"contentType": "location", "location": content}),
        "contacts" => json!({"contentType": "contacts", "contacts": camel(content)}),
        "reaction" => {
            let emoji = content["emoji"].as_str().unwrap_or_default();
            json!({"contentType": "reaction", "reaction": {"messageId": content["message_id"], "emoji": emoji}})
        }
        _ => json!({"contentType": "unknown"}),
    }
}

fn postback(event: &mut Value, data: &Value, words: &Value) {
    event["event"] = json!("MoMessage::Postback");
    event["postback"] = json!({"data": data});
    for (key, value) in words.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
        event["whatsapp"][key] = value.clone();
    }
}

fn order(content: &Value) -> Value {
    let items = content["product_items"].as_array().into_iter().flatten();
    let items: Vec<Value> = items
        .map(|i| {
            // The specification writes quantities and prices as strings.
            let words = |v: &Value| v.as_str().map_or_else(|| v.to_string(), ToOwned::to_owned);
            json!({
                "productId": i["product_retailer_id"], "quantity": words(&i["quantity"]), "itemPrice": words(&i["item_price"]),
                "currency": i["currency"],
            })
        })
        .collect();
    json!({"catalogId": content["catalog_id"], "text": content["text"], "items": items})
}

fn deleted(told: &Told<'_>, content: &Value) -> Value {
    json!({
        "event": "MessageStatus::deleted", "messageId": content["original_message_id"], "channel": told.account.channel().word(),
        "status": "deleted", "timestamp": iso(told.at), "from": told.phone.digits(), "to": told.account.digits(),
    })
}

fn report(news: &News<'_>, word: &str) -> Value {
    let channel = news.account.channel();
    let mut event = json!({
        "event": format!("MessageStatus::{word}"), "messageId": news.flight.wamid, "channel": channel.word(), "timestamp": iso(news.at),
    });
    if let Some(mark) = &news.flight.callback_data {
        event["userContext"] = json!(mark);
    }
    if let Some(failure) = news.failure {
        event["details"] = details(channel, failure);
    }
    if channel == Channel::Whatsapp && word == "delivered" {
        let free = news.flight.category == "utility" && news.flight.in_window;
        let kind = if free { "free_customer_service" } else { "regular" };
        event["whatsapp"] = json!({
            "userPhoneNumber": news.phone.digits(),
            "pricing": {"pricingModel": "PMP", "type": kind, "category": news.flight.category},
        });
    }
    event
}

/// The channel's code behind its name.
#[must_use]
pub fn details(channel: Channel, failure: &Failure) -> Value {
    json!({"code": format!("{}::error::{}", channel.word(), failure.code), "message": failure.details})
}

/// What the parts of a text message cost and where they came from.
fn parts(told: &Told<'_>, text: &str) -> Value {
    let plain = text.chars().all(|c| c.is_ascii() || "äöüÄÖÜßñÑàèéùìòÇØøÅåæÆÉ£¥§¿¡€".contains(c));
    let (single, part) = if plain { (SINGLE.0, PART.0) } else { (SINGLE.1, PART.1) };
    let length = if plain { text.chars().count() } else { text.encode_utf16().count() };
    let size = if length <= single { 1 } else { length.div_ceil(part) };
    let each: Vec<Value> = (1..=size)
        .map(|n| {
            json!({
                "messageId": Uuid::new_v4().to_string(), "sentDate": iso(told.at), "price": 0.01, "currency": "EUR",
                "priceEffective": iso(told.at), "sequenceNumber": n,
            })
        })
        .collect();
    let price = 0.01 * size as f64;
    json!({"origin": {"mcc": "404", "mnc": "10", "ttId": "25"}, "totalPrice": price, "size": size, "missingParts": false, "parts": each})
}

/// The same value with its keys in tyntec's spelling.
fn camel(value: &Value) -> Value {
    match value {
        Value::Array(list) => list.iter().map(camel).collect(),
        Value::Object(object) => {
            let spelt = object.iter().map(|(key, value)| {
                let mut words = key.split('_');
                let mut name = words.next().unwrap_or_default().to_owned();
                for word in words {
                    let (first, rest) = word.split_at(word.len().min(1));
                    name += &first.to_ascii_uppercase();
                    name += rest;
                }
                (name, camel(value))
            });
            Value::Object(spelt.collect())
        }
        other => other.clone(),
    }
}
