//! A business account that a provider serves.

use serde::{Deserialize, Serialize};

use crate::phone::e164;
use crate::provider::{Channel, Provider};
use crate::signature::{Form, mac};

/// One sender of a business, with where its webhooks go.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// Its name in control routes; taken from the path.
    #[serde(default)]
    pub slug: String,
    /// Who carries it; Tata Tele when nothing is said.
    #[serde(default)]
    pub provider: Provider,
    /// What it travels over; the provider's usual channel when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// The business number, E.164 with `+`; on RCS the bot's id, on Viber the service id, on SMS maybe a name.
    pub number: String,
    /// The API token; for Exotel `key:token`, for Redington the project's password.
    pub token: String,
    /// Where messages are posted.
    pub webhook_url: String,
    /// Where statuses are posted; the same as messages when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callback_url: Option<String>,
    /// The secret that signs webhooks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signing_secret: Option<String>,
    /// How they are signed; `prefixed` when there is a secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature_form: Option<Form>,
    /// What only some providers ask for.
    #[serde(default, skip_serializing_if = "Options::is_empty")]
    pub options: Options,
}

/// What only some providers ask for; what is left out gets a value that stays the same for one account.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// Which of the provider's webhook forms is posted; the first named is the usual one. Tata Communications:
    /// `cloud`, `flattened`, `kaleyra`. Exotel: `messages`, `icm`, `event`. Tata Tele RCS: `long`, `short`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_form: Option<String>,
    /// WhatsApp Business account: Tata Communications, tyntec, Exotel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waba_id: Option<String>,
    /// Redington.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project_id: Option<String>,
    /// Exotel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_sid: Option<String>,
    /// Tata Communications.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number_id: Option<String>,
    /// RCS: a message that is not delivered after so many ms is revoked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttl_ms: Option<u64>,
    /// RCS: so many customers may be written to, the next one is refused with 403.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation_limit: Option<usize>,
    /// tyntec: the version of the webhook events.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback_version: Option<String>,
    /// tyntec: the status events that are posted; all when empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub event_filter: Vec<String>,
}

impl Options {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
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
    /// Brings what was given into the form that the rest relies on.
    ///
    /// # Errors
    /// When the provider does not have the channel.
    pub fn settle(&mut self, slug: &str) -> Result<(), String> {
        slug.clone_into(&mut self.slug);
        let channels = self.provider.channels();
        if self.channel.is_some_and(|c| !channels.contains(&c)) {
            return Err(format!("this provider has only {}", channels.iter().map(|c| c.word()).collect::<Vec<_>>().join(", ")));
        }
        if self.channel() == Channel::Whatsapp || self.number.starts_with('+') {
            self.number = e164(&self.number);
        }
        Ok(())
    }

    /// What it travels over.
    #[must_use]
    pub fn channel(&self) -> Channel {
        self.channel.unwrap_or(self.provider.channels()[0])
    }

    /// Under which name phones remember when they last wrote to it: the number alone on WhatsApp.
    #[must_use]
    pub fn window_key(&self) -> String {
        match self.channel() {
            Channel::Whatsapp => self.number.clone(),
            other => format!("{}:{}", other.word(), self.number),
        }
    }

    /// Whether this is how somebody wrote the account's number, with or without `+`.
    #[must_use]
    pub fn is_number(&self, given: &str) -> bool {
        given.trim_start_matches('+') == self.digits()
    }

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
        self.provider.signature_header()?;
        self.signing_secret.as_deref().and_then(|secret| crate::signature::sign(form, secret, body))
    }

    /// The number without its `+`, as Meta writes it.
    #[must_use]
    pub fn digits(&self) -> &str {
        self.number.trim_start_matches('+')
    }

    /// The WhatsApp Business account's id.
    #[must_use]
    pub fn waba_id(&self) -> String {
        self.options.waba_id.clone().unwrap_or_else(|| self.digits_of("waba"))
    }

    /// Meta's id of the number.
    #[must_use]
    pub fn phone_number_id(&self) -> String {
        self.options.phone_number_id.clone().unwrap_or_else(|| self.digits_of("number"))
    }

    /// The project at Redington.
    #[must_use]
    pub fn project_id(&self) -> String {
        self.options.project_id.clone().unwrap_or_else(|| self.object_id("project"))
    }

    /// The account at Exotel.
    #[must_use]
    pub fn account_sid(&self) -> String {
        self.options.account_sid.clone().unwrap_or_else(|| self.slug.clone())
    }

    /// The name of the webhook form.
    #[must_use]
    pub fn form(&self) -> &str {
        self.options.webhook_form.as_deref().unwrap_or_default()
    }

    /// 24 hex digits that stay the same for this account and name.
    #[must_use]
    pub fn object_id(&self, name: &str) -> String {
        hex::encode(&mac(name.as_bytes(), self.number.as_bytes())[..12])
    }

    fn digits_of(&self, name: &str) -> String {
        let number = mac(name.as_bytes(), self.number.as_bytes())[..6].iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
        format!("1{number:015}")
    }
}
