//! The providers and channels that exist, and which dialect each speaks.

use serde::{Deserialize, Serialize};

use crate::dialect::Dialect;
use crate::{exotel, redington, tata_comms, tata_tele, tata_tele_rcs, tyntec};

/// Who carries an account's messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Provider {
    /// Tata Tele Smartflo, WhatsApp.
    #[default]
    TataTele,
    /// Tata Tele Smartflo, RCS.
    TataTeleRcs,
    /// Tata Communications, WhatsApp.
    TataComms,
    /// Redington, WhatsApp.
    Redington,
    /// tyntec Conversations: WhatsApp, Viber, SMS.
    Tyntec,
    /// Exotel, WhatsApp.
    Exotel,
}

/// What a message travels over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// WhatsApp.
    #[default]
    Whatsapp,
    /// RCS business messaging.
    Rcs,
    /// Viber.
    Viber,
    /// Text messages.
    Sms,
}

impl Provider {
    /// The channels that an account of this provider can be on; the first is the usual one.
    #[must_use]
    pub fn channels(self) -> &'static [Channel] {
        match self {
            Self::TataTele | Self::TataComms | Self::Redington | Self::Exotel => &[Channel::Whatsapp],
            Self::TataTeleRcs => &[Channel::Rcs],
            Self::Tyntec => &[Channel::Whatsapp, Channel::Viber, Channel::Sms],
        }
    }

    /// How it tells the business what happened, and how it judges what the business asks for.
    #[must_use]
    pub fn dialect(self) -> &'static dyn Dialect {
        match self {
            Self::TataTele => &tata_tele::TataTele,
            Self::TataTeleRcs => &tata_tele_rcs::TataTeleRcs,
            Self::TataComms => &tata_comms::TataComms,
            Self::Redington => &redington::Redington,
            Self::Tyntec => &tyntec::Tyntec,
            Self::Exotel => &exotel::Exotel,
        }
    }

    /// The header that carries a webhook's signature; nothing when this provider signs nothing.
    #[must_use]
    pub fn signature_header(self) -> Option<&'static str> {
        match self {
            Self::TataTele | Self::TataComms => Some(crate::signature::HEADER),
            Self::Exotel => Some("x-exotel-signature"),
            Self::TataTeleRcs | Self::Redington | Self::Tyntec => None,
        }
    }
}

impl Channel {
    /// Whether this is WhatsApp, which is left unsaid in phone states.
    #[must_use]
    pub fn is_whatsapp(&self) -> bool {
        *self == Self::Whatsapp
    }

    /// The channel's name on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Whatsapp => "whatsapp",
            Self::Rcs => "rcs",
            Self::Viber => "viber",
            Self::Sms => "sms",
        }
    }
}
