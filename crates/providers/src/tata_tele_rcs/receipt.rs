//! What an answer to a send means: `{id}`, or one of the envelopes that [`super::fault`] reads.

use super::fault;
use crate::codec::Receipt;
use crate::error::SendError;
use crate::lenient::{first_text, json};
use crate::refusal;
use crate::wire::WireResponse;
use model::{ProviderMessageId, State};

/// "200" means taken; its id is the name that events use.
pub(super) fn read(response: &WireResponse) -> Result<Receipt, SendError> {
    if !response.status.is_success() {
        return Err(refusal::of_send(fault::of(response)));
    }
    match json(&response.body).ok().and_then(|body| first_text(&body, &["id"])) {
        Some(id) => Ok(Receipt { id: Some(ProviderMessageId::new(id)), state: State::Accepted }),
        None => Err(SendError::Unknown(refusal::outcome_unknown())),
    }
}
