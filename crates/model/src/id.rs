//! Ids that cannot be mixed up: each is its own type around a string.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it is.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Whether no id was given.
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }
    )*};
}

id! {
    /// A thread of ours: `th_` and a ULID.
    ThreadId;
    /// A message of ours, either direction: `ms_` and a ULID. It goes out as the correlation string of a send.
    MessageId;
    /// What a client calls a send before the server has named it; the idempotency key of the reply. 1 to 64 characters.
    ClientId;
    /// A name a provider gives a message: a wamid, a UUID, a sid. Opaque; a message may have several.
    ProviderMessageId;
    /// A file in our own media store: `md_` and a ULID.
    MediaId;
    /// A business account in the configuration: `[[tenant.account]] slug`, unique in a deployment.
    AccountSlug;
    /// A tenant in the configuration: `[[tenant]] id`.
    TenantId;
}

/// The most characters of a [`ClientId`].
pub const CLIENT_ID_MAX: usize = 64;
