//! Exotel's delivery codes (wire-facts 4.4) and what of Meta's each stands for.

use crate::meta::failure::Failure;

/// The code and Exotel's word for it.
#[must_use]
pub fn of_status(status: &str) -> Option<(i64, &'static str)> {
    match status {
        "sent" => Some((30_001, "EX_MESSAGE_SENT")),
        "delivered" => Some((30_002, "EX_MESSAGE_DELIVERED")),
        "read" => Some((30_003, "EX_MESSAGE_SEEN")),
        _ => None,
    }
}

/// The code for what Meta refused.
#[must_use]
pub fn of_failure(failure: &Failure, kind: &str) -> (i64, &'static str) {
    match failure.code {
        131_000 | 131_016 => (30_004, "EX_SYSTEM_ERROR"),
        131_021 => (30_012, "EX_INVALID_RECIPIENT"),
        130_429 => (30_007, "EX_RATE_LIMIT"),
        131_048 => (30_008, "EX_SPAM_RATE_LIMIT"),
        131_056 => (30_009, "EX_PAIR_RATE_LIMIT"),
        131_026 | 130_403 | 131_050 => (30_013, "EX_RECIPIENT_UNABLE_TO_RECEIVE"),
        131_030 => (30_014, "EX_RECIPIENT_NOT_ALLOWED"),
        131_051 => (30_015, "EX_UNSUPPORTED_MESSAGE_TYPE"),
        131_052 => (30_016, "EX_MEDIA_DOWNLOAD_ERROR"),
        131_053 => (30_017, "EX_MEDIA_UPLOAD_ERROR"),
        131_047 => (30_018, "EX_OUTSIDE_WINDOW"),
        132_005 => (30_025, "EX_TEMPLATE_TEXT_TOO_LONG"),
        132_001 => (30_024, "EX_TEMPLATE_NOT_FOUND"),
        132_000 | 132_012 | 132_018 => (30_023, "EX_TEMPLATE_PARAM_MISMATCH"),
        132_007 | 132_015 | 132_016 => (30_022, "EX_TEMPLATE_POLICY"),
        _ if failure.too_long && kind == "text" => (30_029, "EX_MESSAGE_TOO_LONG"),
        131_008 => (30_020, "EX_PARAMETER_MISSING"),
        131_009 if kind == "interactive" => (30_031, "EX_INTERACTIVE_INVALID"),
        131_009 => (30_021, "EX_PARAMETER_VALUE_INVALID"),
        100 => (30_019, "EX_PARAMETER_INVALID"),
        _ => (30_011, "EX_UNKNOWN_ERROR"),
    }
}
