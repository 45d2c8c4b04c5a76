//! The wall clock in the two units that the wire uses.

use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since the Unix epoch.
#[must_use]
pub fn now_ms() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX))
}

/// Meta's timestamps: whole Unix seconds as a string.
#[must_use]
pub fn seconds(ms: i64) -> String {
    ms.div_euclid(1000).to_string()
}
