//! What an answer of Redington means: Meta's `{"messages": [{"id": wamid}]}`, or a refusal by HTTP status, by a code of its own
//! or by one of Meta's, each as number or text. Source: seed 002 (5, 7 and 24), wire-facts 4.3 and 7.

use super::fault::CODES;
use super::webhook;
use crate::codec::Receipt;
use crate::error::SendError;
use crate::lenient::{first_text, json, many};
use crate::refusal;
use crate::wire::WireResponse;
use http::StatusCode;
use model::inbound::Inbound;
use model::{ProviderMessageId, State};

/// A wamid means queued: the document's own example of a message that failed had got one.
pub(super) fn read(response: &WireResponse) -> Result<Receipt, SendError> {
    if !response.status.is_success() {
        return Err(refusal::of_send(refusal::fault(CODES, response)));
    }
    let body = json(&response.body).unwrap_or_default();
    let id = many(&body["messages"]).first().and_then(|first| first_text(first, &["id"])).or_else(|| first_text(&body, &["id"]));
    match id {
        Some(id) => Ok(Receipt { id: Some(ProviderMessageId::new(id)), state: State::Accepted }),
        None => Err(match refusal::coded(CODES, &body) {
            Some(fault) => SendError::Refused(fault),
            None => SendError::Unknown(refusal::outcome_unknown()),
        }),
    }
}

pub(super) fn said(number: &str, response: &WireResponse) -> Result<Inbound, SendError> {
    let body = json(&response.body).unwrap_or_default();
    if response.status.is_success() && body.is_object() {
        return Ok(webhook::message(number, &body));
    }
    let status = if response.status.is_success() { StatusCode::BAD_GATEWAY } else { response.status };
    Err(refusal::of_repeatable(refusal::fault(CODES, &WireResponse { status, ..response.clone() })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderMap;

    fn answer(status: StatusCode, body: &str) -> WireResponse {
        WireResponse { status, headers: HeaderMap::new(), body: body.as_bytes().to_vec() }
    }

    #[test]
    fn one_message_tells_that_it_failed_and_why() {
        let text = include_str!("../../tests/fixtures/redington/message/failed.json");
        let Ok(Inbound::Status(told)) = said("", &answer(StatusCode::OK, text)) else { panic!("no status") };
        assert_eq!(told.id.as_str(), "wamid.HBgMOTe5NjI2MDIOMzQzFQIAERgSOTFCQURFQjNFOTJFODUxRjQ3AA==");
        assert_eq!((told.status.state, told.status.fault.unwrap().code.as_str()), (State::Failed, "131047"));
    }

    #[test]
    fn no_message_is_an_error_that_may_be_repeated() {
        for (status, code) in
            [(StatusCode::NOT_FOUND, "not-found"), (StatusCode::OK, "provider-down"), (StatusCode::BAD_GATEWAY, "provider-down")]
        {
            assert_eq!(said("", &answer(status, "[]")).unwrap_err().fault().code, code);
        }
    }
}
