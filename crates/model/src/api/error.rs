//! What any endpoint answers when it refuses: `application/problem+json` (RFC 9457) with a stable code.

use crate::problem::Problem;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The media type of every error body.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// An error body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// A URI that names the kind of error: `https://sidethread.dev/problems/{code}`.
    pub r#type: String,
    /// What happened, in one sentence that can be shown.
    pub title: String,
    /// The HTTP status again.
    pub status: u16,
    /// The word that clients may branch on.
    pub code: Code,
    /// What to do, where there is something to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Everything that is wrong with the request; paths are JSON pointers into it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    /// The line in the operator's log.
    #[serde(default)]
    pub request_id: String,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $status:literal;)*) => {
        /// The word that clients may branch on.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Code {
            $($(#[$doc])* $name,)*
            /// A newer peer's word.
            Unknown(String),
        }

        impl Code {
            /// Every word that we know.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The word.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$name => $word,)*
                    Self::Unknown(word) => word,
                }
            }

            /// The HTTP status that goes with it.
            pub fn status(&self) -> u16 {
                match self {
                    $(Self::$name => $status,)*
                    Self::Unknown(_) => 500,
                }
            }
        }

        impl From<&str> for Code {
            fn from(word: &str) -> Self {
                match word {
                    $($word => Self::$name,)*
                    other => Self::Unknown(other.to_owned()),
                }
            }
        }
    };
}

codes! {
    /// No token, or one that is expired, forged or meant for somebody else. A fresh token may help.
    Unauthenticated = "unauthenticated", 401;
    /// The token doesn't give this right, or the page's origin isn't the tenant's.
    Forbidden = "forbidden", 403;
    /// There is no such thing, or not for this token.
    NotFound = "not-found", 404;
    /// There is such a path, but not for this method; see `Allow`.
    MethodNotAllowed = "method-not-allowed", 405;
    /// The request isn't what this endpoint takes: not JSON, a missing field, a wrong type.
    BadRequest = "bad-request", 400;
    /// The request came too slowly. Try again.
    RequestTimeout = "request-timeout", 408;
    /// The message can't be sent as it is; `problems` says everything that is wrong.
    InvalidMessage = "invalid-message", 422;
    /// The reply window is closed: send a template.
    WindowClosed = "window-closed", 409;
    /// The customer doesn't want messages on this channel.
    NotOptedIn = "not-opted-in", 409;
    /// The template isn't approved, or not in this language.
    TemplateNotApproved = "template-not-approved", 409;
    /// The channel can't carry this type of content.
    UnsupportedContent = "unsupported-content", 422;
    /// The provider can't do that, or not by request; `detail` says what to do instead.
    Unsupported = "unsupported", 409;
    /// The provider was asked and said no; `detail` has its words.
    ProviderRefused = "provider-refused", 422;
    /// The file or body is over the limit.
    MediaTooLarge = "media-too-large", 413;
    /// The file's type can't be sent.
    MediaType = "media-type", 415;
    /// Too many requests; see `Retry-After`.
    RateLimited = "rate-limited", 429;
    /// The provider doesn't answer.
    ProviderDown = "provider-down", 503;
    /// The log is no longer kept that far back: open the thread again.
    Reset = "reset", 410;
    /// Our own fault; the log has the detail under the request id.
    Internal = "internal", 500;
    /// We can't write now (disk full, database locked); nothing was taken. Try again.
    Unavailable = "unavailable", 503;
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from(String::deserialize(deserializer)?.as_str()))
    }
}

impl ErrorBody {
    /// A body for this code.
    pub fn new(code: Code, title: impl Into<String>) -> Self {
        Self {
            r#type: format!("https://sidethread.dev/problems/{}", code.as_str()),
            title: title.into(),
            status: code.status(),
            code,
            detail: None,
            problems: Vec::new(),
            request_id: String::new(),
        }
    }
}
