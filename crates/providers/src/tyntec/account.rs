//! What tyntec knows of an account: WhatsApp accounts, phone numbers, callbacks; and how far a message is.
//!
//! [`answer::read`] reads the answers, but those about a message, which [`crate::Codec::decode`] reads like a webhook.
//! Source: seed 003, wire-facts 8.1.

pub mod answer;

use super::request;
use crate::codec::Account;
use crate::url::encoded;
use crate::wire::{WireBody, WireRequest};
use http::Method;
use model::{Channel, ProviderMessageId};
use serde_json::json;

/// The version of the webhooks that we ask for.
const CALLBACK_VERSION: &str = "2.13";

/// How far a message is.
pub fn message_status(account: &Account, message: &ProviderMessageId) -> WireRequest {
    get(account, &format!("/messages/{}/status", encoded(message.as_str())))
}

/// Every step that a message made.
pub fn message_events(account: &Account, message: &ProviderMessageId) -> WireRequest {
    get(account, &format!("/messages/{}/events", encoded(message.as_str())))
}

/// The uploaded files that are still kept.
pub fn files(account: &Account) -> WireRequest {
    get(account, "/media")
}

/// The WhatsApp accounts.
pub fn accounts(account: &Account) -> WireRequest {
    get(account, "/channels/whatsapp/accounts")
}

/// One WhatsApp account.
pub fn account(account: &Account, id: &str) -> WireRequest {
    get(account, &format!("/channels/whatsapp/accounts/{}", encoded(id)))
}

/// The phone numbers of a WhatsApp account; without one, all that the key may use.
pub fn phone_numbers(account: &Account, id: Option<&str>) -> WireRequest {
    match id {
        Some(id) => get(account, &format!("/channels/whatsapp/accounts/{}/phone-numbers", encoded(id))),
        None => get(account, "/channels/whatsapp/phone-numbers"),
    }
}

/// Our own phone number: its quality, its name, its status.
pub fn phone_number(account: &Account) -> WireRequest {
    get(account, &format!("/channels/whatsapp/phone-numbers/{}", encoded(own(account))))
}

/// The scopes and the callbacks of our number or service.
pub fn configuration(account: &Account) -> WireRequest {
    get(account, &configured(account))
}

/// Lets all events of our number or service come to this address; both kinds may, and no event is left out.
pub fn set_callbacks(account: &Account, url: &str) -> WireRequest {
    let body = json!({"callbackVersion": CALLBACK_VERSION, "inboundMessageUrl": url, "messageStatusUrl": url, "eventFilter": []});
    request(account, Method::PUT, &format!("{}/callbacks", configured(account)), WireBody::Json(body.to_string()))
}

fn configured(account: &Account) -> String {
    let kind = if account.channel == Channel::Viber { "service-ids" } else { "phone-numbers" };
    format!("/configurations/channels/{}/{kind}/{}", account.channel, encoded(own(account)))
}

/// The number as paths want it: without `+`.
fn own(account: &Account) -> &str {
    account.number.trim_start_matches('+')
}

fn get(account: &Account, path: &str) -> WireRequest {
    request(account, Method::GET, path, WireBody::Empty)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account_of(channel: Channel, number: &str) -> Account {
        let base_url = "https://provider.example/conversations/v3".to_owned();
        Account { channel, base_url, number: number.to_owned(), ..Account::default() }
    }

    #[test]
    fn paths_are_those_of_the_document() {
        let ours = account_of(Channel::WhatsApp, "+4912345");
        let id = ProviderMessageId::new("7718-a/b");
        let paths = [
            (message_status(&ours, &id), "/messages/7718-a%2Fb/status"),
            (message_events(&ours, &id), "/messages/7718-a%2Fb/events"),
            (files(&ours), "/media"),
            (accounts(&ours), "/channels/whatsapp/accounts"),
            (account(&ours, "5637"), "/channels/whatsapp/accounts/5637"),
            (phone_numbers(&ours, Some("5637")), "/channels/whatsapp/accounts/5637/phone-numbers"),
            (phone_numbers(&ours, None), "/channels/whatsapp/phone-numbers"),
            (phone_number(&ours), "/channels/whatsapp/phone-numbers/4912345"),
            (configuration(&ours), "/configurations/channels/whatsapp/phone-numbers/4912345"),
        ];
        for (request, path) in paths {
            assert_eq!(request.url, format!("https://provider.example/conversations/v3{path}"));
            assert_eq!((request.method, request.body), (Method::GET, WireBody::Empty));
        }
    }

    #[test]
    fn callbacks_are_set_as_a_whole_for_each_channel() {
        let set = set_callbacks(&account_of(Channel::Viber, "12345"), "https://threads.example/hooks/v/s");
        assert_eq!(set.url, "https://provider.example/conversations/v3/configurations/channels/viber/service-ids/12345/callbacks");
        let WireBody::Json(body) = set.body else { panic!("no JSON") };
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(body["inboundMessageUrl"], body["messageStatusUrl"]);
        assert_eq!((set.method, &body["eventFilter"]), (Method::PUT, &json!([])));
        let shown: serde_json::Value = serde_json::from_str(include_str!("../../tests/fixtures/tyntec/account/callbacks.json")).unwrap();
        let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(&body), keys(&shown), "as the document shows them");
    }
}
