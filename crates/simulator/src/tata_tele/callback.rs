//! The bodies that Tata Tele posts: Meta's objects, flattened. `messages` is an object, `statuses` an array.
//!
//! Source: seed 000, "Receive User Messages" and "Receive Meta Callbacks".

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::account::Account;
use crate::clock::seconds;
use crate::dialect::{Dialect, News, Notice, TemplateNews, Told};
use crate::meta::envelope::Envelope;
use crate::meta::object;
use crate::tata_tele::{TataTele, envelope};

impl Dialect for TataTele {
    fn read(&self, body: &Value) -> Result<Vec<Envelope>, String> {
        envelope::read(body).map(|one| vec![one]).map_err(|wrong| wrong.join("; "))
    }

    fn message(&self, told: &Told<'_>) -> Vec<Notice> {
        let mut body = json!({"messages": object::message(told)});
        if object::has_contact(told) {
            body["contacts"] = json!([object::contact(told.phone)]);
        }
        vec![Notice::message(seal(told.account, body))]
    }

    fn status(&self, news: &News<'_>) -> Vec<Notice> {
        let mut entry = object::status(news);
        if let Some(data) = &news.flight.callback_data {
            entry["custom_callback_data"] = json!(data);
        }
        vec![Notice::callback(seal(news.account, json!({"statuses": [entry]})))]
    }

    /// Among the "other events": Meta's words, flattened like the rest. Meta's own id is none that the gateway ever answered.
    fn template(&self, news: &TemplateNews<'_>) -> Vec<Notice> {
        let id = Uuid::parse_str(&news.template.id).map_or(0, |own| own.as_u64_pair().0 >> 8);
        let (_, value) = object::template(news, &json!(id));
        vec![Notice::callback(seal(news.account, value))]
    }

    /// A third kind of event, as seen in the field.
    fn other(&self, account: &Account, given: Option<Map<String, Value>>, at: i64) -> Value {
        let body = given.map_or_else(
            || {
                json!({
                    "event": "account_settings_update", "timestamp": seconds(at), "type": "phone_number_settings",
                    "phone_number_settings": {"calling": {"status": "ENABLED", "call_icon_visibility": "DEFAULT"}},
                })
            },
            Value::Object,
        );
        seal(account, body)
    }
}

fn seal(account: &Account, mut body: Value) -> Value {
    body["businessPhoneNumber"] = json!(account.number);
    body["id"] = json!(Uuid::new_v4().to_string());
    body
}
