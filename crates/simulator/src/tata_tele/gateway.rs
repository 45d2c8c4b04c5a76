//! Tata Tele's door: the raw token, or the same after `Bearer`.

use axum::response::{IntoResponse, Response};

use crate::gateway::{Gate, Stop, by_authorization};
use crate::provider::Provider;
use crate::tata_tele::refusal::Refusal;

/// The largest JSON body that the gateway reads, in bytes.
const JSON_LIMIT: usize = 4 * 1024 * 1024;

/// The door.
pub const GATE: Gate = Gate { open: |state, parts| by_authorization(state, parts, Provider::TataTele), refuse, limit: JSON_LIMIT };

fn refuse(stop: Stop) -> Response {
    let refusal = match stop {
        Stop::NoKey | Stop::WrongKey | Stop::Forbidden => Refusal::Unauthorized,
        Stop::TooLarge => Refusal::invalid("request entity too large"),
        Stop::TooMany => Refusal::TooMany,
        Stop::Broken => Refusal::Broken,
    };
    refusal.into_response()
}
