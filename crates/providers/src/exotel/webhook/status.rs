//! How far a message of ours came, by word (`EX_MESSAGE_DELIVERED`), by number (30002) or as Meta says it (`delivered`).
//!
//! The word goes before the number. A word that isn't known means failure, as all but five do; a payment belongs to no message.
//! Source: wire-facts 4.4 and 9.3, <https://developer.exotel.com/api/error-code>

use crate::cloud;
use crate::exotel::fault::CODES;
use crate::lenient::{first_text, moment, number, shortened};
use crate::refusal;
use model::content::Unsupported;
use model::inbound::{Inbound, InboundStatus};
use model::{Fault, MessageId, ProviderMessageId, State, Status};
use serde_json::{Value, json};

const STEPS: [(&str, &str, State); 5] = [
    ("EX_MESSAGE_QUEUED", "", State::Accepted),
    ("EX_MESSAGE_ACCEPTED", "", State::Accepted),
    ("EX_MESSAGE_SENT", "30001", State::Sent),
    ("EX_MESSAGE_DELIVERED", "30002", State::Delivered),
    ("EX_MESSAGE_SEEN", "30003", State::Read),
];

const PAYMENTS: [(&str, &str); 2] = [("30049", "A payment is pending."), ("30050", "A payment was made.")];

/// The numbers of failures.
const FAILURES: std::ops::RangeInclusive<f64> = 30_004.0..=30_048.0;

pub(super) fn is_one(item: &Value) -> bool {
    let has = |key: &str| first_text(item, &[key]).is_some();
    has("exo_status_code") || has("exo_detailed_status") || has("sid") && has("status") || item["callback_type"] == "dlr"
}

/// `around` is where what we sent along may stand as well.
pub(super) fn decode(item: &Value, around: &Value) -> Inbound {
    let word = first_text(item, &["exo_detailed_status"]).map(|word| word.to_ascii_uppercase());
    let code = first_text(item, &["exo_status_code"]);
    let correlation = first_text(item, &["custom_data"]).or_else(|| first_text(around, &["custom_data"]));
    if let Some((_, text)) = PAYMENTS.iter().find(|(known, _)| code.as_deref() == Some(known)) {
        let text = first_text(item, &["description"]).unwrap_or_else(|| (*text).to_owned());
        return Inbound::Unsupported(Unsupported { detail: correlation, ..Unsupported::new("payment status", Some(text)) });
    }
    let at = moment(&item["timestamp"]).unwrap_or_default();
    let status = match step(word.as_deref(), code.as_deref()) {
        Some(state) => Some(Status::new(state, at)),
        None => failure(item, word.as_deref(), code.as_deref()).map(|fault| Status::failed(at, fault)),
    };
    let id = first_text(item, &["sid", "id"]).or_else(|| correlation.clone());
    match (id, status) {
        (Some(id), Some(status)) => Inbound::Status(Box::new(InboundStatus {
            id: ProviderMessageId::new(id),
            correlation: correlation.map(MessageId::new),
            status,
            deleted: false,
        })),
        (id, _) => cloud::status::decode(&json!({
            "id": id, "timestamp": item["timestamp"], "errors": item["errors"], "biz_opaque_callback_data": correlation,
            "status": first_text(item, &["status"]).or(word).or(code).map(plain),
        })),
    }
}

/// Two words of its own for Meta's.
fn plain(word: String) -> String {
    match word.to_ascii_lowercase().as_str() {
        "queued" => "accepted".to_owned(),
        "seen" => "read".to_owned(),
        "undelivered" => "failed".to_owned(),
        _ => word,
    }
}

fn step(word: Option<&str>, code: Option<&str>) -> Option<State> {
    let found = STEPS.iter().find(|(known, number, _)| match word {
        Some(word) => *known == word,
        None => code == Some(*number),
    });
    found.map(|(.., state)| *state)
}

fn failure(item: &Value, word: Option<&str>, code: Option<&str>) -> Option<Fault> {
    let said = first_text(item, &["description"]);
    if let Some(fault) = word.or(code).and_then(|code| refusal::known(CODES, code, said.as_deref())) {
        return Some(fault);
    }
    let is_failure =
        word.is_some_and(|word| word.starts_with("EX_")) || number(&item["exo_status_code"]).is_some_and(|code| FAILURES.contains(&code));
    let code = shortened(word.or(code)?, 60);
    is_failure.then(|| cloud::fault::unknown(&code, said.map(|said| shortened(&said, 200)).as_deref()))
}
