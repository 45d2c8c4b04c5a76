//! Exotel's delivery codes and what of Meta's each stands for.
//!
//! Source: wire-facts 4.4; the words are those of <https://developer.exotel.com/api/error-code>.

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
        130_429 => (30_007, "EX_RATE_LIMIT_HIT"),
        131_048 => (30_008, "EX_SPAM_RATE_LIMIT_HIT"),
        131_056 => (30_009, "EX_TOO_MANY_REQUEST"),
        131_026 | 130_403 | 131_050 => (30_013, "EX_INCAPABLE_RECIPIENT"),
        131_030 => (30_014, "EX_RECIPIENT_BLOCKED"),
        131_051 => (30_015, "EX_UNSUPPORTED_MESSAGE"),
        131_052 => (30_016, "EX_MEDIA_DOWNLOAD_ERROR"),
        131_053 => (30_017, "EX_MEDIA_UPLOAD_ERROR"),
        131_047 => (30_018, "EX_REENGAGEMENT_ERROR"),
        132_005 => (30_025, "EX_TEMPLATE_TEXT_TOO_LONG"),
        132_001 => (30_024, "EX_TEMPLATE_NOT_FOUND"),
        132_000 | 132_012 | 132_018 => (30_023, "EX_TEMPLATE_PARAM_ERROR"),
        132_007 | 132_015 | 132_016 => (30_022, "EX_TEMPLATE_ERROR"),
        _ if failure.too_long && kind == "text" => (30_029, "EX_MESSAGE_TOO_LONG"),
        131_008 => (30_020, "EX_MISSING_PARAM"),
        131_009 if kind == "interactive" => (30_031, "EX_SECTION_COUNT_ERROR"),
        131_009 => (30_021, "EX_INVALID_PARAM_VALUE"),
        100 => (30_019, "EX_INVALID_PARAM"),
        _ => (30_011, "EX_UNKNOWN_ERROR"),
    }
}
