//! ISO 8601 durations of fixed length: weeks, days, hours, minutes, seconds.

/// The milliseconds of `P20DT3H15M`; `None` if it is no such duration. Months and years have no fixed length.
pub(super) fn millis(text: &str) -> Option<i64> {
    let text = text.strip_prefix('P')?;
    let (days, hours) = text.split_once('T').unwrap_or((text, ""));
    if text.is_empty() || text.ends_with('T') {
        return None;
    }
    sum(days, &[('W', 604_800_000), ('D', 86_400_000)])?.checked_add(sum(hours, &[('H', 3_600_000), ('M', 60_000), ('S', 1_000)])?)
}

/// The sum of parts like `3H`, each unit at most once and in this order.
fn sum(mut text: &str, units: &[(char, i64)]) -> Option<i64> {
    let mut total = 0_i64;
    for (unit, millis) in units {
        if let Some((number, rest)) = text.split_once(*unit) {
            if !number.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            total = total.checked_add(number.parse::<i64>().ok()?.checked_mul(*millis)?)?;
            text = rest;
        }
    }
    text.is_empty().then_some(total)
}

#[cfg(test)]
mod tests {
    use super::millis;

    #[test]
    fn reads_durations() {
        for (text, expected) in
            [("P1D", 86_400_000), ("PT1M", 60_000), ("P2DT3H4M5S", 183_845_000), ("P1W", 604_800_000), ("P0DT2H", 7_200_000)]
        {
            assert_eq!(millis(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn refuses_all_else() {
        for text in ["", "P", "PT", "1D", "P1", "P1M", "P1Y", "P-1D", "PT1H1H", "PT1M1H", "P1.5D", "P99999999999999999999D", "P 1D"] {
            assert_eq!(millis(text), None, "{text}");
        }
    }
}
