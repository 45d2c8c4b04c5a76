//! Our own faults of sending, in words an agent can act on.

use model::Fault;
use model::fault::{Retry, Who};
use providers::EncodeError;

fn fault(code: &str, title: &str, action: &str, who: Who, retry: Retry) -> Fault {
    Fault { code: code.to_owned(), title: title.to_owned(), action: action.to_owned(), who, retry, retry_at: None }
}

/// The request went out and no answer came back, or we stopped in between.
pub fn outcome_unknown() -> Fault {
    fault(
        "outcome-unknown",
        "Nobody knows whether this was sent.",
        "Wait for its ticks, or ask the customer, before you write it again.",
        Who::Agent,
        Retry::Never,
    )
}

/// Nothing reached the provider.
pub fn provider_down() -> Fault {
    fault(
        "provider-down",
        "The provider can't be reached.",
        "It is tried again for some minutes; after that, send it again.",
        Who::Provider,
        Retry::Backoff,
    )
}

/// The account is no longer in the configuration.
pub fn account_gone() -> Fault {
    fault(
        "account-gone",
        "This business account is no longer set up.",
        "Ask your administrator to set it up again.",
        Who::Admin,
        Retry::Never,
    )
}

/// A file of the message is no longer in the media store.
pub fn file_gone() -> Fault {
    fault("file-gone", "The file is no longer here.", "Attach it again and send.", Who::Agent, Retry::Input)
}

/// The account's address is not one that may be asked.
pub fn address_refused() -> Fault {
    fault("address-refused", "The provider's address is refused.", "Ask your administrator to check the account.", Who::Admin, Retry::Never)
}

/// The provider has no word for it.
pub fn not_encodable(error: &EncodeError) -> Fault {
    let title = match error {
        EncodeError::Unsupported { .. } => "This channel can't carry this message.",
        EncodeError::Missing(_) => "Something that the provider needs is missing.",
    };
    fault("unsupported-content", title, "Send it in another form.", Who::Agent, Retry::Input)
}
