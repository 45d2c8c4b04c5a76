//! Limits as data, each with its unit. A counter in a composer and a check on a server call the same [`count`].

use crate::problem::Problem;
use crate::table::Table;
use serde::{Deserialize, Serialize};

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Unicode scalar values.
    Chars,
    /// UTF-16 code units: an emoji counts 2 and more. The safe reading where a provider says "characters".
    Utf16,
    /// Bytes of a file or of UTF-8 text.
    Bytes,
    /// Things in a list.
    Items,
    /// Lines of a text.
    Lines,
    /// Minutes.
    Minutes,
}

/// The most that is allowed, and of what; sometimes also the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// The least allowed number.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub min: u64,
    /// The greatest allowed number.
    pub max: u64,
    /// What it counts.
    pub unit: Unit,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_nothing(number: &u64) -> bool {
    *number == 0
}

impl Limit {
    /// A limit in that unit.
    pub const fn new(max: u64, unit: Unit) -> Self {
        Self { min: 0, max, unit }
    }

    /// A limit in UTF-16 code units.
    pub const fn utf16(max: u64) -> Self {
        Self::new(max, Unit::Utf16)
    }

    /// A limit in bytes.
    pub const fn bytes(max: u64) -> Self {
        Self::new(max, Unit::Bytes)
    }

    /// A limit in things.
    pub const fn items(max: u64) -> Self {
        Self::new(max, Unit::Items)
    }

    /// A limit in lines.
    pub const fn lines(max: u64) -> Self {
        Self::new(max, Unit::Lines)
    }

    /// A limit in minutes.
    pub const fn minutes(max: u64) -> Self {
        Self::new(max, Unit::Minutes)
    }

    /// The same with a least number.
    #[must_use]
    pub const fn at_least(self, min: u64) -> Self {
        Self { min, ..self }
    }
}

/// How long a text is in a unit. Text has no items and no minutes: it counts as one.
pub fn count(text: &str, unit: Unit) -> u64 {
    let length = match unit {
        Unit::Chars => text.chars().count(),
        Unit::Utf16 => text.encode_utf16().count(),
        Unit::Bytes => text.len(),
        Unit::Lines => text.split('\n').count(),
        Unit::Items | Unit::Minutes => 1,
    };
    length as u64
}

/// The limits of one channel of one provider, by name: `text.body`, `image.caption`, `image.bytes`, `buttons.count` …
/// A name that is absent has no limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Limits(Table<Limit>);

impl Limits {
    /// From a table.
    pub fn new<'a>(table: impl IntoIterator<Item = (&'a str, Limit)>) -> Self {
        let mut limits = Self::default();
        for (name, limit) in table {
            limits.insert(name, limit);
        }
        limits
    }

    /// Sets the limit of that name.
    pub fn insert(&mut self, name: &str, limit: Limit) {
        self.0.insert(name.to_owned(), limit);
    }

    /// The limit of that name.
    pub fn get(&self, name: &str) -> Option<Limit> {
        self.0.get(name).copied()
    }

    /// The same with others instead, or beside: what a provider changes.
    #[must_use]
    pub fn with<'a>(mut self, table: impl IntoIterator<Item = (&'a str, Limit)>) -> Self {
        self.0.extend(table.into_iter().map(|(name, limit)| (name.to_owned(), limit)));
        self
    }

    /// All of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Limit)> {
        self.0.iter().map(|(name, limit)| (name.as_str(), *limit))
    }

    /// Adds a problem if the text is longer than the limit of that name.
    pub fn check_text(&self, name: &str, text: &str, path: &str, problems: &mut Vec<Problem>) {
        if let Some(limit) = self.get(name) {
            let length = count(text, limit.unit);
            if length > limit.max {
                problems.push(Problem::too_much(path, limit, length));
            }
        }
    }

    /// Adds a problem if the number is greater, or less, than the limit of that name allows.
    pub fn check_number(&self, name: &str, number: u64, path: &str, problems: &mut Vec<Problem>) {
        if let Some(limit) = self.get(name) {
            if number > limit.max {
                problems.push(Problem::too_much(path, limit, number));
            } else if number < limit.min {
                problems.push(Problem::too_little(path, limit, number));
            }
        }
    }

    /// Adds a problem if the text is blank, or another if it is too long.
    pub fn check_required(&self, name: &str, what: &str, text: &str, path: &str, problems: &mut Vec<Problem>) {
        if is_blank(text) {
            problems.push(Problem::required(path, what));
        } else {
            self.check_text(name, text, path, problems);
        }
    }
}

/// Whether nothing of a text can be seen: white space, zero-width and direction marks alone.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{2800}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_unit_counts_its_own_way() {
        let text = "né👍🏽";
        assert_eq!([Unit::Chars, Unit::Utf16, Unit::Bytes].map(|unit| count(text, unit)), [4, 6, 11]);
    }

    #[test]
    fn a_limit_is_the_last_allowed_length() {
        let limits = Limits::new([("text.body", Limit::utf16(4))]);
        let mut problems = Vec::new();
        limits.check_text("text.body", "ab👍", "/body", &mut problems);
        assert!(problems.is_empty());
        limits.check_text("text.body", "abc👍", "/body", &mut problems);
        assert_eq!((problems[0].limit, problems[0].actual, problems[0].unit), (Some(4), Some(5), Some(Unit::Utf16)));
        assert_eq!(problems[0].message, "At most 4 characters; remove 1.");
    }

    #[test]
    fn what_cannot_be_seen_is_blank() {
        assert!(is_blank(" \n\u{200b}\u{202e}\u{feff}"));
        assert!(!is_blank("\u{200b}a"));
    }
}
