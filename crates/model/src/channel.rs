//! How a message travels.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A messaging channel. One that we don't know yet keeps its name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    /// `whatsapp`
    WhatsApp,
    /// `rcs`
    Rcs,
    /// `sms`
    Sms,
    /// `viber`
    Viber,
    /// A channel of a newer peer, by its own word.
    Unknown(String),
}

impl Channel {
    /// The word on the wire and in the configuration.
    pub fn as_str(&self) -> &str {
        match self {
            Self::WhatsApp => "whatsapp",
            Self::Rcs => "rcs",
            Self::Sms => "sms",
            Self::Viber => "viber",
            Self::Unknown(word) => word,
        }
    }

    /// The name that people use.
    pub fn label(&self) -> &str {
        match self {
            Self::WhatsApp => "WhatsApp",
            Self::Rcs => "RCS",
            Self::Sms => "SMS",
            Self::Viber => "Viber",
            Self::Unknown(word) => word,
        }
    }
}

impl From<&str> for Channel {
    fn from(word: &str) -> Self {
        match word {
            "whatsapp" => Self::WhatsApp,
            "rcs" => Self::Rcs,
            "sms" => Self::Sms,
            "viber" => Self::Viber,
            other => Self::Unknown(other.to_owned()),
        }
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Channel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Channel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from(String::deserialize(deserializer)?.as_str()))
    }
}
