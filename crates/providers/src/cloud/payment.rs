//! What became of a bill, out of a status of type `payment`: a row of its own in the thread, which quotes the bill.
//!
//! Each step has a name made of the bill's and its own word, so that a repeated delivery is told from news.
//! Source: wire-facts 1.5, <https://developers.facebook.com/docs/whatsapp/cloud-api/payments-api/payments-in/pg>

use crate::lenient::{first_text, moment, number};
use model::content::{Content, Payment, PaymentState};
use model::inbound::{Inbound, InboundMessage, Party};
use model::message::Provenance;
use model::{PhoneNumber, ProviderMessageId};
use serde_json::Value;

/// The step, if the entry names a bill and a person.
pub(super) fn decode(entry: &Value) -> Option<Inbound> {
    let payment = &entry["payment"];
    let transaction = &payment["transaction"];
    let id = first_text(entry, &["id"])?;
    let word = first_text(entry, &["status"])?;
    let phone = first_text(entry, &["recipient_id", "from"]).and_then(|number| PhoneNumber::from_digits(&number).ok());
    let party = Party { phone, user_id: first_text(entry, &["recipient_user_id", "from_user_id"]), name: None };
    if party.is_nobody() {
        return None;
    }
    let amount = [&payment["amount"], &transaction["amount"]].into_iter().find_map(hundredths);
    let error = &transaction["error"];
    let content = Payment {
        reference_id: first_text(payment, &["reference_id"])?,
        status: PaymentState::from(word.as_str()),
        amount,
        currency: first_text(payment, &["currency"]).or_else(|| first_text(transaction, &["currency"])),
        transaction_id: first_text(transaction, &["id"]),
        way: first_text(&transaction["method"], &["type"]).or_else(|| first_text(transaction, &["method_type", "type"])),
        reason: first_text(error, &["reason", "message", "code"]),
    };
    let attempt = content.transaction_id.as_deref().unwrap_or_default();
    Some(Inbound::Message(Box::new(InboundMessage {
        id: ProviderMessageId::new(format!("{id}:payment:{word}:{attempt}")),
        party,
        at: moment(&entry["timestamp"]).unwrap_or_default(),
        content: Content::Payment(content),
        files: Vec::new(),
        quoted: Some(ProviderMessageId::new(id)),
        provenance: Provenance::Live,
        context: None,
    })))
}

/// `{"value": 21000, "offset": 100}` in hundredths.
fn hundredths(amount: &Value) -> Option<u64> {
    let value = number(&amount["value"])?;
    let offset = number(&amount["offset"]).filter(|offset| *offset >= 1.0).unwrap_or(100.0);
    let hundredths = (value * 100.0 / offset).round();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range was checked")]
    (0.0..1e15).contains(&hundredths).then_some(hundredths as u64)
}
