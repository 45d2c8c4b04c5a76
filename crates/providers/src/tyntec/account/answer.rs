//! What tyntec answers about an account: WhatsApp accounts, phone numbers, configurations and uploaded files.
//!
//! Fields that nobody here has a use for stay in `rest`, so that nothing of an answer is lost. Source: seed 003 ("Account
//! management", "Phone Number insights", "Configuration", "Media"), wire-facts 8.1.

use crate::error::SendError;
use crate::lenient::json;
use crate::refusal;
use crate::tyntec::receipt;
use crate::wire::WireResponse;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A WhatsApp account of the business.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BusinessAccount {
    /// tyntec's id of it: the option `account_id`.
    #[serde(rename = "whatsAppAccountId")]
    pub id: String,
    /// What it is called at tyntec.
    #[serde(rename = "whatsAppAccountName", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whose it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business_name: Option<String>,
    /// What else is said.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// A business number on WhatsApp.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BusinessNumber {
    /// In digits, without `+`.
    pub phone_number: String,
    /// What customers see.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified_name: Option<String>,
    /// `GREEN`, `YELLOW`, `RED`: under `RED` Meta lets less through.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quality_rating: Option<String>,
    /// `CONNECTED`, `FLAGGED` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// What else is said.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// What our key may do with a number or service, and where its events go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Configuration {
    /// `whatsapp`, `sms`, `viber` …
    pub channel: String,
    /// `messages:write`, `callbacks:write` …
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Where events go; absent before it was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback: Option<Callback>,
    /// What else is said, the number or service first.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// Where the events of a number or service go.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Callback {
    /// The version of the events' form: `2.13`.
    pub callback_version: String,
    /// Messages go there.
    pub inbound_message_url: String,
    /// Statuses go there.
    pub message_status_url: String,
    /// The only statuses that are told; all when empty.
    pub event_filter: Vec<String>,
    /// What else is said.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// An uploaded file that is still kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredFile {
    /// Its name in messages.
    pub media_id: String,
    /// Its MIME type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Its name as it was uploaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// How large it is, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_size: Option<u64>,
    /// What else is said, `validity` (until when it is kept) first.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// What an answer holds: one of these, or with `Vec` a list of them.
///
/// # Errors
/// See [`SendError`]; it may always be asked again.
pub fn read<T: DeserializeOwned>(response: &WireResponse) -> Result<T, SendError> {
    let body = json(&response.body).ok().filter(|_| response.status.is_success());
    let read = body.and_then(|body| serde_json::from_value(body).ok());
    read.ok_or_else(|| refusal::of_repeatable(receipt::fault(response)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderMap, StatusCode};
    use std::path::Path;

    fn answer(status: StatusCode, body: Vec<u8>) -> WireResponse {
        WireResponse { status, headers: HeaderMap::new(), body }
    }

    /// Reads what the document shows and writes it again.
    fn survives<T: DeserializeOwned + Serialize>(name: &str) -> T {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tyntec/account");
        let bytes = std::fs::read(folder.join(format!("{name}.json"))).unwrap();
        let read: T = read(&answer(StatusCode::OK, bytes.clone())).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), serde_json::from_slice::<Value>(&bytes).unwrap(), "{name}");
        read
    }

    #[test]
    fn every_answer_of_the_document_is_read_without_loss() {
        assert_eq!(survives::<Vec<BusinessAccount>>("accounts")[0].business_name.as_deref(), Some("Swagger Sample business"));
        survives::<BusinessAccount>("account");
        assert_eq!(survives::<Vec<BusinessNumber>>("phone-numbers")[0].quality_rating.as_deref(), Some("YELLOW"));
        survives::<BusinessNumber>("phone-number");
        assert_eq!(survives::<Vec<Configuration>>("configurations").len(), 1);
        let callback = survives::<Configuration>("configuration").callback.unwrap();
        assert_eq!(callback.event_filter, ["MessageStatus::accepted", "MessageStatus::delivered"]);
        assert_eq!(survives::<Vec<StoredFile>>("files").len(), 1);
        assert_eq!(survives::<StoredFile>("file").file_size, Some(0));
        assert_eq!(survives::<Callback>("callbacks").callback_version, "2.11");
    }

    #[test]
    fn a_refusal_and_nonsense_are_faults() {
        for response in [answer(StatusCode::FORBIDDEN, b"{}".to_vec()), answer(StatusCode::OK, b"<html>".to_vec())] {
            assert!(read::<Vec<BusinessAccount>>(&response).is_err());
        }
    }
}
