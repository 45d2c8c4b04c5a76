//! What a provider must be able to say, so that phones, faults and the journal need not know which one it is.

use std::time::Duration;

use bytes::Bytes;
use serde_json::{Map, Value};

use crate::account::{Account, Target};
use crate::meta::envelope::Envelope;
use crate::meta::failure::Failure;
use crate::meta::judge::{self, Case, Verdict};
use crate::meta::shelf::{self, Shelf};
use crate::meta::template::Definition;
use crate::phone::Phone;
use crate::phone::flight::Flight;
use crate::provider::Channel;
use crate::wamid;

/// A webhook to make: which of the account's URLs, and the body.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Which URL.
    pub target: Target,
    /// The JSON body.
    pub body: Value,
}

impl Notice {
    /// One for the URL of messages.
    #[must_use]
    pub fn message(body: Value) -> Self {
        Self { target: Target::Messages, body }
    }

    /// One for the URL of statuses.
    #[must_use]
    pub fn callback(body: Value) -> Self {
        Self { target: Target::Callbacks, body }
    }
}

/// Something that a customer said.
#[derive(Debug)]
pub struct Told<'a> {
    /// To whom.
    pub account: &'a Account,
    /// Who.
    pub phone: &'a Phone,
    /// Under which id.
    pub id: &'a str,
    /// When, in ms.
    pub at: i64,
    /// Meta's object without from, id and timestamp; other channels use the same words as far as they go.
    pub message: &'a Map<String, Value>,
    /// All media, for providers that name a file by its link.
    pub files: &'a Shelf,
    /// Where this simulator listens, `http://…`.
    pub origin: &'a str,
}

impl Told<'_> {
    /// The message's type and the object under it.
    #[must_use]
    pub fn content(&self) -> (&str, &Value) {
        let kind = self.message.get("type").and_then(Value::as_str).unwrap_or("unknown");
        (kind, self.message.get(kind).unwrap_or(&Value::Null))
    }

    /// The quoted message's id.
    #[must_use]
    pub fn quoted(&self) -> Option<&str> {
        self.message.get("context").and_then(|c| c.get("id")).and_then(Value::as_str)
    }
}

/// Something that happened to a message of the business.
#[derive(Debug)]
pub struct News<'a> {
    /// Whose message.
    pub account: &'a Account,
    /// Whose phone.
    pub phone: &'a Phone,
    /// The message.
    pub flight: &'a Flight,
    /// `accepted`, `sent`, `delivered`, `read`, `played`, `failed`, `expired`, or what a test asked for.
    pub status: &'a str,
    /// Why it failed.
    pub failure: Option<&'a Failure>,
    /// When, in ms.
    pub at: i64,
}

/// What has changed about a template.
#[derive(Debug)]
pub enum Changed<'a> {
    /// Where its review stands.
    Status {
        /// What it was.
        before: &'a str,
        /// Why it was rejected.
        reason: Option<&'a str>,
    },
    /// How customers take it.
    Quality {
        /// What it was.
        before: &'a str,
    },
    /// What it is for, in Meta's eyes.
    Category {
        /// What it was.
        before: &'a str,
    },
}

/// Something that Meta decided about a template of the business.
#[derive(Debug)]
pub struct TemplateNews<'a> {
    /// Whose template.
    pub account: &'a Account,
    /// As it is now.
    pub template: &'a Definition,
    /// What is new about it.
    pub changed: &'a Changed<'a>,
    /// When, in ms.
    pub at: i64,
}

/// How long things take with this provider.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// From the API's answer to the judgement of the channel.
    pub thinking: Duration,
    /// From `sent` to the phone.
    pub on_the_air: Duration,
}

/// When a webhook that was not taken is tried again.
#[derive(Debug, Clone, Copy)]
pub struct Retries {
    /// Waits before the second, third … attempt; the last one repeats.
    pub waits: &'static [Duration],
    /// After so many attempts that were not taken the webhook is given up; never without.
    pub most: Option<u32>,
}

/// A provider's way of speaking.
pub trait Dialect: Sync {
    /// The webhooks about a customer's message.
    fn message(&self, told: &Told<'_>) -> Vec<Notice>;

    /// The webhooks about what became of a message of the business.
    fn status(&self, news: &News<'_>) -> Vec<Notice>;

    /// The webhooks about a template; none where the provider tells no such news.
    fn template(&self, news: &TemplateNews<'_>) -> Vec<Notice> {
        let _ = news;
        Vec::new()
    }

    /// Reads what `body` asks to send, as this provider's send route does.
    ///
    /// # Errors
    /// What the provider answers at once, in short.
    fn read(&self, body: &Value) -> Result<Vec<Envelope>, String>;

    /// An event of another kind; what is given stands over the usual content.
    fn other(&self, account: &Account, given: Option<Map<String, Value>>, at: i64) -> Value {
        let _ = (account, at);
        Value::Object(given.unwrap_or_default())
    }

    /// The webhooks about a customer who is typing.
    fn typing(&self, account: &Account, phone: &Phone, at: i64) -> Vec<Notice> {
        let _ = (account, phone, at);
        Vec::new()
    }

    /// The channel's own judgement of a message that the gateway took.
    ///
    /// # Errors
    /// The first thing that the channel dislikes.
    fn judge(&self, case: &Case<'_>) -> Result<Verdict, Failure> {
        judge::judge(case)
    }

    /// What the channel's judge allows.
    fn rules(&self) -> judge::Rules {
        judge::Rules::default()
    }

    /// A fresh id of a message that this phone sent.
    fn inbound_id(&self, account: &Account, phone: &Phone) -> String {
        let _ = account;
        wamid::inbound(phone.digits())
    }

    /// A fresh id of a file that a webhook will name.
    fn media_id(&self) -> String {
        shelf::digits()
    }

    /// Under which name the uploads of an account stand on the shelf.
    fn shelf(&self, account: &Account) -> String {
        account.slug.clone()
    }

    /// How long things take.
    fn pace(&self, channel: Channel) -> Pace {
        let _ = channel;
        Pace { thinking: Duration::from_millis(15), on_the_air: Duration::from_millis(60) }
    }

    /// When a webhook that was not taken is tried again.
    fn retries(&self, account: &Account, target: Target) -> Retries {
        let _ = (account, target);
        Retries { waits: &crate::webhook::RETRIES, most: None }
    }

    /// The body of this attempt, from 1, for providers that count them in it.
    fn attempt(&self, body: &Bytes, attempt: u32) -> Bytes {
        let _ = attempt;
        body.clone()
    }
}
