//! What went wrong: a send, and a request.

use super::at;
use model::Problem;
use model::api::{Code, ErrorBody};
use model::fault::{Fault, Retry, Who};
use model::limits::Limit;

pub(crate) fn fault() -> Fault {
    Fault {
        code: "131049".to_owned(),
        title: "Not delivered: WhatsApp held this message.".to_owned(),
        action: "Wait 24 hours, then send again.".to_owned(),
        who: Who::Provider,
        retry: Retry::After,
        retry_at: Some(at("2026-11-21T08:00:00Z")),
    }
}

/// The refusal of the contract's example.
pub(crate) fn error_body() -> ErrorBody {
    ErrorBody {
        problems: vec![Problem::too_much("/content/body", Limit::utf16(4096), 4097)],
        request_id: "01K".to_owned(),
        ..ErrorBody::new(Code::InvalidMessage, "The message cannot be sent")
    }
}
