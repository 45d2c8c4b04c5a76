//! Voice calls: `connect` rings, `terminate` tells how it ended.
//!
//! The row of a call is made by `connect` under the call's own name; what comes later changes that row.
//! Source: wire-facts 5.4, <https://developers.facebook.com/docs/whatsapp/cloud-api/calling>

use super::{Heard, name, party};
use crate::lenient::{first_text, moment, number};
use model::content::{Call, CallState, Content, Unsupported};
use model::inbound::{Inbound, InboundEdit};
use model::message::Provenance;
use serde_json::Value;

/// A call that a customer began. One that the business began is told without a thread: it can't be begun here.
pub(super) fn decode(call: &Value, contacts: &[Value]) -> Inbound {
    let event = first_text(call, &["event", "status"]);
    let party = party::writer(call, contacts);
    let is_hers = first_text(call, &["direction"]).is_none_or(|direction| direction.eq_ignore_ascii_case("USER_INITIATED"));
    if party.is_nobody() || !is_hers {
        return Inbound::Unsupported(Unsupported::new("call", event));
    }
    let at = moment(&call["timestamp"]).unwrap_or_default();
    let payload = first_text(call, &["cta_payload", "deeplink_payload"]);
    match event.as_deref().map(str::to_ascii_lowercase).as_deref() {
        Some("connect") => {
            let content = Content::Call(Call { state: CallState::Ringing, seconds: None, payload });
            let heard = Heard { id: name(call), at, party, provenance: Provenance::Live, context: None };
            heard.says((content, Vec::new()), None)
        }
        Some("terminate") => {
            let content = Content::Call(Call { state: ending(call), seconds: seconds(call), payload });
            Inbound::Edit(Box::new(InboundEdit { id: format!("{}:terminate", name(call)).into(), target: name(call), content, at }))
        }
        _ => {
            let heard = Heard { id: name(call), at, party, provenance: Provenance::Live, context: None };
            heard.says((Content::Unsupported(Unsupported::new("call", event)), Vec::new()), None)
        }
    }
}

/// A call that lasted was answered; without a length nobody did.
fn ending(call: &Value) -> CallState {
    let status = first_text(call, &["status"]).unwrap_or_default().to_ascii_uppercase();
    match (status.as_str(), seconds(call)) {
        (_, Some(_)) | ("COMPLETED", None) => CallState::Ended,
        ("REJECTED", None) => CallState::Rejected,
        ("FAILED" | "", None) => CallState::Missed,
        (_, None) => CallState::Unknown,
    }
}

fn seconds(call: &Value) -> Option<u32> {
    let seconds = number(&call["duration"]).filter(|seconds| (0.0..=f64::from(u32::MAX)).contains(seconds))?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range was checked")]
    Some(seconds as u32)
}
