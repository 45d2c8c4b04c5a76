//! Meta's errors as a `failed` status carries them.
//!
//! Source: Meta's error code page by way of wire-facts 4.1; titles as Meta writes them.

use serde_json::{Value, json};

use crate::fault::Failing;

const HREF: &str = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/";

/// Why Meta did not send a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Meta's code.
    pub code: i64,
    /// Meta's title.
    pub title: String,
    /// What exactly is wrong.
    pub details: String,
    /// Whether it is the length of a text that is wrong; some providers have a code of their own for that.
    pub too_long: bool,
}

impl Failure {
    /// A failure with Meta's own title and these details.
    pub fn new(code: i64, details: impl Into<String>) -> Self {
        Self { code, title: title(code).to_owned(), details: details.into(), too_long: false }
    }

    /// A failure with the details Meta usually gives.
    #[must_use]
    pub fn usual(code: i64, title: Option<&str>) -> Self {
        let mut failure = Self::new(code, usual_details(code));
        if let Some(title) = title {
            title.clone_into(&mut failure.title);
        }
        failure
    }

    /// A failure that was asked for.
    #[must_use]
    pub fn asked(asked: Failing) -> Self {
        let usual = Self::usual(asked.code, asked.title.as_deref());
        Self { details: asked.details.unwrap_or(usual.details), ..usual }
    }

    /// The same for a text that is too long.
    #[must_use]
    pub fn long(self) -> Self {
        Self { too_long: true, ..self }
    }

    /// The object in `errors`.
    #[must_use]
    pub fn as_meta(&self) -> Value {
        json!({
            "code": self.code, "title": self.title, "message": self.title,
            "error_data": {"details": self.details}, "href": HREF,
        })
    }
}

fn title(code: i64) -> &'static str {
    match code {
        100 => "Invalid parameter",
        130_403 => "User blocked by business",
        130_429 => "Rate limit hit",
        130_472 => "User's number is part of an experiment",
        131_000 => "Something went wrong",
        131_005 => "Access denied",
        131_008 => "Required parameter is missing",
        131_009 => "Parameter value is not valid",
        131_016 => "Service unavailable",
        131_021 => "Recipient cannot be sender",
        131_026 => "Message undeliverable",
        131_031 => "Account has been locked",
        131_042 => "Business eligibility payment issue",
        131_047 => "Re-engagement message",
        131_048 => "Spam rate limit hit",
        131_049 => "This message was not delivered to maintain healthy ecosystem engagement",
        131_050 => {
            "Unable to deliver the message. This recipient has chosen to stop receiving marketing messages on WhatsApp from your business"
        }
        131_051 => "Unsupported message type",
        131_052 => "Media download error",
        131_053 => "Media upload error",
        131_056 => "(Business Account, Consumer Account) pair rate limit hit",
        131_062 => "Business-scoped User ID recipients are not supported for this message",
        132_000 => "Number of parameters does not match the expected number of params",
        132_001 => "Template name does not exist in the translation",
        132_005 => "Translated text too long",
        132_007 => "Template format character policy violated",
        132_012 => "Parameter format does not match format in the created template",
        132_015 => "Template is paused",
        132_016 => "Template is disabled",
        132_018 => "There was an issue with the parameters in your template",
        _ => "Message failed to send",
    }
}

fn usual_details(code: i64) -> &'static str {
    match code {
        131_026 => "Message Undeliverable.",
        131_047 => "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
        131_049 => "In order to maintain a healthy ecosystem engagement, the message failed to be delivered.",
        131_021 => "Recipient phone number cannot be the sender's own number.",
        131_053 => "Unable to upload the media used in the message.",
        131_050 => "The recipient has stopped marketing messages from this business.",
        _ => "Message failed to send because of an unknown error.",
    }
}
