//! What can go wrong at a provider's door, told apart by what has to happen next.

use model::Fault;
use thiserror::Error;

/// Why a webhook is refused with 401.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum VerifyError {
    /// The account requires a signature and there is none.
    #[error("the signature header is missing")]
    Missing,
    /// The header is not a signature.
    #[error("the signature header can't be read")]
    Malformed,
    /// It was made with another key or over another body.
    #[error("the signature doesn't match the body")]
    Mismatch,
}

/// Why something can't be put into a provider's words. Nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EncodeError {
    /// The provider has no word for it.
    #[error("{provider} can't carry {what}")]
    Unsupported {
        /// The provider.
        provider: &'static str,
        /// What it can't carry.
        what: String,
    },
    /// The provider needs something that isn't there: a phone number, an uploaded file.
    #[error("{0} is missing")]
    Missing(String),
}

/// What a provider's answer to a send means when it isn't a receipt. Whether the same request may be sent again is told by
/// `fault.retry` (and `fault.retry_at`); [`SendError::Unknown`] must never be sent again blindly.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum SendError {
    /// It was refused: the provider has not taken it.
    #[error("refused: {}", .0.code)]
    Refused(Fault),
    /// The provider may or may not have taken it: a 5xx after the body was sent, an answer that can't be read.
    #[error("outcome unknown: {}", .0.code)]
    Unknown(Fault),
}

impl SendError {
    /// The words for people.
    pub fn fault(&self) -> &Fault {
        match self {
            Self::Refused(fault) | Self::Unknown(fault) => fault,
        }
    }
}
