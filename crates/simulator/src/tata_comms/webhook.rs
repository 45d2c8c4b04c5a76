//! The bodies that Tata Communications may post; its document shows none, so an account chooses among three forms.
//!
//! `cloud` is Meta's own envelope, `flattened` what stands inside it, `kaleyra` the callback profile of the house
//! that Tata Communications bought: flat, and every value a string (wire-facts 6).

use std::time::Duration;

use serde_json::{Value, json};

use crate::account::Account;
use crate::cdn;
use crate::clock::seconds;
use crate::dialect::{Dialect, News, Notice, Pace, TemplateNews, Told};
use crate::meta::envelope::Envelope;
use crate::meta::judge::Rules;
use crate::meta::object;
use crate::provider::Channel;
use crate::tata_comms::{TataComms, send};

/// Meta's word for what messages and their statuses come under.
const MESSAGES: &str = "messages";

impl Dialect for TataComms {
    fn read(&self, body: &Value) -> Result<Vec<Envelope>, String> {
        send::read(body).map(|one| vec![one]).map_err(|failure| failure.details)
    }

    fn message(&self, told: &Told<'_>) -> Vec<Notice> {
        if told.account.form() == "kaleyra" {
            return vec![Notice::message(kaleyra_message(told))];
        }
        let mut value = json!({"messages": [object::message(told)]});
        if object::has_contact(told) {
            value["contacts"] = json!([object::contact(told.phone)]);
        }
        vec![Notice::message(around(told.account, MESSAGES, about(told.account, value)))]
    }

    fn status(&self, news: &News<'_>) -> Vec<Notice> {
        if matches!(news.status, "accepted" | "expired") {
            return Vec::new();
        }
        if news.account.form() == "kaleyra" {
            return vec![Notice::callback(kaleyra_status(news))];
        }
        let mut entry = object::status(news);
        if let Some(mark) = &news.flight.callback_data {
            entry["biz_opaque_callback_data"] = json!(mark);
        }
        vec![Notice::callback(around(news.account, MESSAGES, about(news.account, json!({"statuses": [entry]}))))]
    }

    fn template(&self, news: &TemplateNews<'_>) -> Vec<Notice> {
        if news.account.form() == "kaleyra" {
            return Vec::new();
        }
        let (field, value) = object::template(news, &json!(news.template.id));
        vec![Notice::callback(around(news.account, field, value))]
    }

    fn rules(&self) -> Rules {
        // Seed 001: the body of every interactive message is 1024, and audio/ogg is not supported without opus.
        Rules { list_body: 1024, plain_ogg: false }
    }

    fn pace(&self, _channel: Channel) -> Pace {
        Pace { thinking: Duration::from_millis(10), on_the_air: Duration::from_millis(50) }
    }
}

/// Says over which number it went.
fn about(account: &Account, mut value: Value) -> Value {
    value["messaging_product"] = json!("whatsapp");
    value["metadata"] = json!({"display_phone_number": account.digits(), "phone_number_id": account.phone_number_id()});
    value
}

fn around(account: &Account, field: &str, value: Value) -> Value {
    if account.form() == "flattened" {
        return value;
    }
    let change = json!({"value": value, "field": field});
    json!({"object": "whatsapp_business_account", "entry": [{"id": account.waba_id(), "changes": [change]}]})
}

fn kaleyra_message(told: &Told<'_>) -> Value {
    let (kind, content) = told.content();
    let words =
        |value: &Value| value.as_str().map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_owned);
    let answer = &content["button_reply"];
    let answer = if answer.is_null() { &content["list_reply"] } else { answer };
    let body = match kind {
        "text" => words(&content["body"]),
        "button" => words(&content["text"]),
        "interactive" if !answer.is_null() => words(&answer["title"]),
        _ => words(&content["caption"]),
    };
    // What has no key of its own is passed on whole.
    let custom = match kind {
        "interactive" if answer.is_null() => content.to_string(),
        "button" => words(&content["payload"]),
        _ => words(&answer["id"]),
    };
    let media = content["id"].as_str().filter(|id| told.files.get(id).is_some());
    let object = |wanted: &str| if kind == wanted { content.to_string() } else { String::new() };
    json!({
        "id": told.id, "wanumber": told.account.digits(), "mobile": told.phone.digits(), "from": told.phone.digits(),
        "name": told.phone.name, "type": kind, "created_at": seconds(told.at), "body": body, "message": body,
        "mime_type": words(&content["mime_type"]), "media_url": media.map_or_else(String::new, |id| cdn::link(told.origin, id)),
        "reply_to": told.quoted().unwrap_or_default(), "custom_response": custom,
        "contacts": object("contacts"), "location": object("location"),
    })
}

fn kaleyra_status(news: &News<'_>) -> Value {
    let code = news.failure.map(|f| f.code.to_string()).unwrap_or_default();
    let reason = news.failure.map(|f| f.title.clone()).unwrap_or_default();
    json!({
        "id": news.flight.wamid, "wanumber": news.account.digits(), "mobile": news.phone.digits(), "type": "status",
        "status": news.status, "created_at": seconds(news.at), "error_code": code, "error_message": reason,
    })
}
