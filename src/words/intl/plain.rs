//! What tests and a server see: UTC, and the plural rule of English.

use model::Timestamp;

/// Needs nothing to remember.
pub(in crate::words) struct Intl;

impl Intl {
    pub(in crate::words) fn new(_locale: &str) -> Self {
        Self
    }

    pub(in crate::words) fn time(&self, at: Timestamp) -> String {
        at.to_string().get(11..16).unwrap_or_default().to_owned()
    }

    pub(in crate::words) fn moment(&self, at: Timestamp) -> String {
        [&self.date(at, true), " ", &self.time(at)].concat()
    }

    pub(in crate::words) fn date(&self, at: Timestamp, _year: bool) -> String {
        at.to_string().get(..10).unwrap_or_default().to_owned()
    }

    pub(in crate::words) fn number(&self, number: f64) -> String {
        number.to_string()
    }

    pub(in crate::words) fn percent(&self, fraction: f64) -> String {
        [&(fraction * 100.0).round().to_string(), "%"].concat()
    }

    pub(in crate::words) fn money(&self, number: f64, currency: &str) -> Option<String> {
        Some([currency, " ", &number.to_string()].concat())
    }

    pub(in crate::words) fn plural(&self, number: f64) -> String {
        if number == 1.0 { "one" } else { "other" }.to_owned()
    }
}

pub(in crate::words) fn day_number(at: Timestamp) -> i64 {
    at.millis().div_euclid(86_400_000)
}
