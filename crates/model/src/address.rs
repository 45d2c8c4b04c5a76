//! Who a message comes from or goes to: an E.164 number, or an id that only one channel understands.
//!
//! Both may be known for one person, and either may be absent. A number is never built from an id.

use crate::channel::Channel;
use serde::{Deserialize, Deserializer, Serialize, de};
use std::fmt;
use thiserror::Error;

/// A phone number in E.164: `+`, then 7 to 15 digits that don't start with 0. Parsed once, trusted after.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct PhoneNumber(String);

/// Why a text is not a phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PhoneError {
    /// There is no `+`, so the country is unknown.
    #[error("the country code is missing: write the number as +91…")]
    NoCountryCode,
    /// Something stands in it that no number has.
    #[error("only digits, spaces, dots, dashes and brackets may stand in a number")]
    NotDigits,
    /// Fewer than 7 or more than 15 digits, or a leading zero.
    #[error("a number with its country code has 7 to 15 digits and doesn't start with 0")]
    Length,
}

impl PhoneNumber {
    /// Reads an international number as people write it: `+91 99999-99999`.
    ///
    /// # Errors
    /// Says what is wrong when it is not one.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let text = text.trim();
        let digits = text.strip_prefix('+').ok_or(PhoneError::NoCountryCode)?;
        Self::from_digits(digits)
    }

    /// Reads a number whose provider leaves out the `+`: `919999999999`.
    ///
    /// # Errors
    /// Says what is wrong when it is not one.
    pub fn from_digits(text: &str) -> Result<Self, PhoneError> {
        let mut number = String::with_capacity(text.len() + 1);
        number.push('+');
        for character in text.trim().trim_start_matches('+').chars() {
            match character {
                '0'..='9' => number.push(character),
                ' ' | '-' | '.' | '(' | ')' | '\u{a0}' | '\u{2011}' => {}
                _ => return Err(PhoneError::NotDigits),
            }
        }
        if (8..=16).contains(&number.len()) && !number.starts_with("+0") { Ok(Self(number)) } else { Err(PhoneError::Length) }
    }

    /// With the leading `+`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without the leading `+`.
    pub fn digits(&self) -> &str {
        &self.0[1..]
    }
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for PhoneNumber {
    /// The last three digits: a number must not reach a log by accident.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+…{}", &self.0[self.0.len() - 3..])
    }
}

impl<'de> Deserialize<'de> for PhoneNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// One way to reach a person. On the wire `{"kind":"phone","value":"+91…"}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Address {
    /// A phone number.
    Phone {
        /// The number.
        value: PhoneNumber,
    },
    /// An id that means something on one channel alone, like WhatsApp's business-scoped user id.
    UserId {
        /// The id as the channel gives it.
        value: String,
        /// The channel that understands it.
        channel: Channel,
    },
}

impl Address {
    /// The number, if this is one.
    pub fn phone(&self) -> Option<&PhoneNumber> {
        match self {
            Self::Phone { value } => Some(value),
            Self::UserId { .. } => None,
        }
    }

    /// The value as text, whichever kind it is.
    pub fn value(&self) -> &str {
        match self {
            Self::Phone { value } => value.as_str(),
            Self::UserId { value, .. } => value,
        }
    }
}

impl From<PhoneNumber> for Address {
    fn from(value: PhoneNumber) -> Self {
        Self::Phone { value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        for text in ["+91 99999 99999", "+91-99999-99999", " +919999999999 ", "+(91) 99999.99999"] {
            assert_eq!(PhoneNumber::parse(text).unwrap().as_str(), "+919999999999", "{text}");
        }
        assert_eq!(PhoneNumber::from_digits("919999999999").unwrap().digits(), "919999999999");
    }

    #[test]
    fn says_why_not() {
        assert_eq!(PhoneNumber::parse("99999 99999"), Err(PhoneError::NoCountryCode));
        assert_eq!(PhoneNumber::parse("+91 call me"), Err(PhoneError::NotDigits));
        assert_eq!(PhoneNumber::parse("+1234567890123456"), Err(PhoneError::Length));
        assert_eq!(PhoneNumber::parse("+0919999999999"), Err(PhoneError::Length));
        assert_eq!(PhoneNumber::from_digits("US.13491208655302741918"), Err(PhoneError::NotDigits));
    }

    #[test]
    fn a_log_sees_three_digits() {
        assert_eq!(format!("{:?}", PhoneNumber::parse("+919999999123").unwrap()), "+…123");
    }
}
