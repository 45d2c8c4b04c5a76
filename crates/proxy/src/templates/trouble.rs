//! Why a provider did not do what was asked of its templates.

use crate::error::AppError;
use crate::store::StoreError;
use crate::transport::TransportError;
use model::Fault;
use model::api::Code;
use model::fault::Retry;
use providers::{EncodeError, SendError};
use thiserror::Error;

/// Seconds after which a provider that was down is asked again.
const RETRY_AFTER: u32 = 10;

/// Why not.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum Trouble {
    /// It has no word or no road for that; nothing was sent.
    #[error("{0}")]
    Unsupported(EncodeError),
    /// It said no.
    #[error("refused: {}", .0.code)]
    Refused(Fault),
    /// Perhaps it was taken.
    #[error("nobody knows what came of it: {0}")]
    Unknown(String),
    /// Nothing reached it.
    #[error("the provider can't be reached: {0}")]
    Down(String),
    /// We can't write it down.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<EncodeError> for Trouble {
    fn from(error: EncodeError) -> Self {
        Self::Unsupported(error)
    }
}

impl From<SendError> for Trouble {
    fn from(error: SendError) -> Self {
        match error {
            SendError::Refused(fault) => Self::Refused(fault),
            SendError::Unknown(fault) => Self::Unknown(fault.code),
        }
    }
}

impl From<TransportError> for Trouble {
    fn from(error: TransportError) -> Self {
        match error {
            TransportError::NotSent(why) | TransportError::Refused(why) => Self::Down(why),
            TransportError::Unknown(_) | TransportError::TooLarge(_) => Self::Unknown(error.to_string()),
        }
    }
}

impl From<Trouble> for AppError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Unsupported(error) => unsupported(&error),
            Trouble::Refused(fault) => refused(&fault),
            Trouble::Unknown(why) => Self::new(Code::ProviderDown, "Nobody knows whether the provider has taken this.")
                .detail("Look at the list before you try again: GET /v1/templates?refresh=true.")
                .because(why),
            Trouble::Down(why) => Self::new(Code::ProviderDown, "The provider can't be reached. Nothing was taken.")
                .detail("Try again in a moment.")
                .because(why)
                .retry_after(RETRY_AFTER),
            Trouble::Store(error) => error.into(),
        }
    }
}

fn unsupported(error: &EncodeError) -> AppError {
    match error {
        EncodeError::Unsupported { provider, what } => {
            AppError::new(Code::Unsupported, format!("{provider} doesn't take {what} by request.")).detail(
                "Do it on the provider's own page. What is approved there is made known here by POST /v1/templates/known, and what is \
                 gone there is forgotten by DELETE /v1/templates/known.",
            )
        }
        EncodeError::Missing(what) => AppError::new(Code::Unsupported, format!("This can't be asked of the provider: {what} is missing."))
            .detail("Ask your administrator to check the account, or fetch the list first: GET /v1/templates?refresh=true."),
    }
}

/// The catalogue speaks of messages, which are sent; templates are handed in.
fn refused(fault: &Fault) -> AppError {
    let said = fault.title.strip_prefix("Not sent: ").or(fault.title.strip_prefix("Not sent yet: ")).unwrap_or(&fault.title);
    let mut letters = said.chars();
    let said: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let action = if fault.retry == Retry::Input { "Change the template and try again." } else { &fault.action };
    let code = match fault.code.as_str() {
        "provider-down" => Code::ProviderDown,
        "rate-limited" => Code::RateLimited,
        _ => Code::ProviderRefused,
    };
    AppError::new(code, "The provider did not take this.").detail(format!("{said} {action}")).because(fault.code.clone())
}
