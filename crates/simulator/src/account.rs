//! A business account that the provider serves.

use serde::{Deserialize, Serialize};

use crate::signature::Form;

/// One WhatsApp number of a business, with where its webhooks go.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// Its name in control routes; taken from the path.
    #[serde(default)]
    pub slug: String,
    /// `tata-tele`, the only provider so far.
    #[serde(default = "tata_tele")]
    pub provider: String,
    /// The business number, E.164 with `+`.
    pub number: String,
    /// The API token that belongs to this account alone.
    pub token: String,
    /// Where messages are posted.
    pub webhook_url: String,
    /// Where statuses are posted; the same as messages when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callback_url: Option<String>,
    /// The partner token that signs webhooks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing_secret: Option<String>,
    /// How they are signed; `prefixed` when there is a secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature_form: Option<Form>,
}

/// Which of an account's two URLs a webhook belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Inbound messages and other events.
    Messages,
    /// Statuses of what the business sent.
    Callbacks,
}

impl Account {
    /// The URL for this kind of webhook.
    #[must_use]
    pub fn url(&self, target: Target) -> &str {
        match target {
            Target::Messages => &self.webhook_url,
            Target::Callbacks => self.callback_url.as_deref().unwrap_or(&self.webhook_url),
        }
    }

    /// The signature header for a body in the account's own form.
    #[must_use]
    pub fn sign(&self, body: &[u8]) -> Option<String> {
        self.sign_as(self.signature_form.unwrap_or(Form::Prefixed), body)
    }

    /// The signature header for a body in the form asked for.
    #[must_use]
    pub fn sign_as(&self, form: Form, body: &[u8]) -> Option<String> {
        self.signing_secret.as_deref().and_then(|secret| crate::signature::sign(form, secret, body))
    }

    /// The number without its `+`, as Meta writes it.
    #[must_use]
    pub fn digits(&self) -> &str {
        self.number.trim_start_matches('+')
    }
}

fn tata_tele() -> String {
    "tata-tele".to_owned()
}
