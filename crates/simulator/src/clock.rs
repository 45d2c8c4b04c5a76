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

/// RFC 3339 in UTC with milliseconds.
#[must_use]
pub fn iso(ms: i64) -> String {
    let at = time::OffsetDateTime::from_unix_timestamp(ms.div_euclid(1000)).unwrap_or(time::OffsetDateTime::UNIX_EPOCH);
    let (date, clock) = (at.date(), at.time());
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    let (hour, minute, second) = (clock.hour(), clock.minute(), clock.second());
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", ms.rem_euclid(1000))
}

#[cfg(test)]
mod tests {
    #[test]
    fn times_are_written_in_utc() {
        assert_eq!(super::iso(1_705_991_970_730), "2024-01-23T06:39:30.730Z");
        assert_eq!(super::iso(-1), "1969-12-31T23:59:59.999Z");
    }
}
