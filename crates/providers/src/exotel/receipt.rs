//! What an answer of Exotel means: an envelope with one result for each thing that was asked, in order. The HTTP status tells of
//! all together (202, or 207 where they differ), so each result is judged by itself.
//!
//! `{"response": {"whatsapp": {"messages": [{"code", "status", "error_data": {"code", "message", "description"}, "data"}]}}}`
//! Source: seed 004, wire-facts 4.4 and 9.2.

use super::fault::CODES;
use crate::codec::Receipt;
use crate::error::SendError;
use crate::lenient::{first_text, json, many, number};
use crate::refusal;
use crate::wire::WireResponse;
use http::StatusCode;
use model::{Fault, ProviderMessageId, State};
use serde_json::Value;

pub(super) fn read(response: &WireResponse, count: usize) -> Vec<Result<Receipt, SendError>> {
    results(response, "messages", count)
        .into_iter()
        .map(|result| {
            let data = result?;
            let id = first_text(&data, &["sid", "id"]).ok_or_else(|| SendError::Unknown(refusal::outcome_unknown()))?;
            Ok(Receipt { id: Some(ProviderMessageId::new(id)), state: State::Accepted })
        })
        .collect()
}

/// The `data` of each result under a key, or why there is none.
pub(super) fn results(response: &WireResponse, key: &str, count: usize) -> Vec<Result<Value, SendError>> {
    let body = json(&response.body).unwrap_or_default();
    let list = many(&body["response"]["whatsapp"][key]);
    let whole = || {
        let fault = if response.status.is_success() { refused(&body) } else { None };
        refusal::of_send(fault.unwrap_or_else(|| envelope_fault(response, &body)))
    };
    (0..count)
        .map(|place| match list.get(place) {
            // A server that failed may have taken some of them.
            Some(item) if !response.status.is_server_error() => one(item),
            Some(_) | None => Err(whole()),
        })
        .collect()
}

/// A body that says failure under a status that says success.
fn refused(body: &Value) -> Option<Fault> {
    let code = number(&body["http_code"]).filter(|code| (400.0..500.0).contains(code))?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range was checked")]
    let status = StatusCode::from_u16(code as u16).ok()?;
    Some(refusal::coded(CODES, body).unwrap_or_else(|| refusal::by_status(CODES, status, refusal::said(body).as_deref())))
}

/// A refusal of the whole request; its reason may stand in the envelope.
fn envelope_fault(response: &WireResponse, body: &Value) -> Fault {
    if response.status.is_client_error()
        && let Some(fault) = refusal::coded(CODES, &body["response"])
    {
        return fault;
    }
    refusal::fault(CODES, response)
}

fn one(item: &Value) -> Result<Value, SendError> {
    let code = number(&item["code"]).unwrap_or_default();
    let is_error = item["error_data"].is_object() || first_text(item, &["status"]).is_some_and(|word| word.starts_with("fail"));
    if !is_error && (code == 0.0 || (200.0..300.0).contains(&code)) && item["data"].is_object() {
        return Ok(item["data"].clone());
    }
    if !is_error && !(400.0..500.0).contains(&code) {
        return Err(SendError::Unknown(refusal::outcome_unknown()));
    }
    let said = refusal::said(&item["error_data"]);
    let fault = refusal::coded(CODES, &item["error_data"]).unwrap_or_else(|| {
        let own = first_text(&item["error_data"], &["code"]);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range was checked")]
        let status = StatusCode::from_u16(code.clamp(400.0, 499.0) as u16).unwrap_or(StatusCode::BAD_REQUEST);
        match own {
            Some(own) => crate::cloud::fault::unknown(&crate::lenient::shortened(&own, 60), said.as_deref()),
            None => refusal::by_status(CODES, status, said.as_deref()),
        }
    });
    Err(SendError::Refused(fault))
}
