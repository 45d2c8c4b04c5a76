//! One message in a phone's chat.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::clock::now_ms;
use crate::provider::Channel;

/// Which way a message went, as the phone sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the business.
    In,
    /// From this phone.
    Out,
}

/// How far a message got.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Progress {
    /// With the provider.
    Sent,
    /// In: on the phone. Out: the business's webhook answered 2xx.
    Delivered,
    /// Seen by the other side.
    #[default]
    Read,
    /// Never to arrive.
    Failed,
}

/// One message in the phone's chat.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PhoneMessage {
    /// Its wamid.
    pub id: String,
    /// The account's slug.
    pub account: String,
    /// What it travelled over; left out for WhatsApp.
    #[serde(default, skip_serializing_if = "Channel::is_whatsapp")]
    pub channel: Channel,
    /// Which way it went.
    pub direction: Direction,
    /// When, in ms.
    #[serde(default = "now_ms")]
    pub at: i64,
    /// Meta's word for its kind.
    #[serde(rename = "type")]
    pub kind: String,
    /// Meta's object under that word; media with a `url` here, templates with `rendered`.
    pub content: Value,
    /// `{id}` of the quoted message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<Value>,
    /// How far it got.
    #[serde(default)]
    pub status: Progress,
    /// A voice note that was played.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub played: bool,
    /// Reactions on it.
    #[serde(default)]
    pub reactions: Vec<Reaction>,
    /// Its text was changed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub edited: bool,
    /// It was deleted for everyone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
}

/// Who reacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// The business.
    Business,
    /// This phone.
    Me,
}

/// One reaction.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reaction {
    /// The emoji.
    pub emoji: String,
    /// Whose it is.
    pub by: By,
}

impl PhoneMessage {
    /// A message that has just left its sender.
    #[must_use]
    pub fn new(id: &str, account: &str, direction: Direction, kind: &str, content: Value) -> Self {
        Self {
            id: id.to_owned(),
            account: account.to_owned(),
            channel: Channel::Whatsapp,
            direction,
            at: now_ms(),
            kind: kind.to_owned(),
            content,
            context: None,
            status: Progress::Sent,
            played: false,
            reactions: Vec::new(),
            edited: false,
            deleted: false,
        }
    }
}
