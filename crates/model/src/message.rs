//! One message of a thread, either direction.

use crate::channel::Channel;
use crate::content::Content;
use crate::context::Context;
use crate::id::{AccountSlug, ClientId, MessageId};
use crate::status::Status;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A message as the proxy keeps it and the widget draws it. `C` is how its content is held: who copies messages often can share it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message<C = Content> {
    /// Our name for it.
    pub id: MessageId,
    /// The thread's log position at which it was added.
    pub seq: u64,
    /// What the sending client called it, on outbound messages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// From the customer, or to her.
    pub direction: Direction,
    /// How it travelled.
    pub channel: Channel,
    /// Which of our business accounts it came to or left from.
    pub account: AccountSlug,
    /// Who wrote it.
    pub author: Author,
    /// What it carries.
    pub content: C,
    /// When it was written, by the provider's clock.
    pub at: Timestamp,
    /// When we learnt of it.
    pub received_at: Timestamp,
    /// How far it has come.
    pub status: Status,
    /// The message it quotes or answers, where we know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// What people put on it; one per person, the newest wins.
    #[serde(default)]
    pub reactions: Vec<Reaction>,
    /// The customer changed it; the content is the newest.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub edited: bool,
    /// The customer deleted it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
    /// How we came by it.
    #[serde(default)]
    pub provenance: Provenance,
    /// What stands around it: passed on, led here by an advertisement or a product.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<Box<Context>>,
}

impl<C> Message<C> {
    /// The order in which people read: the provider's time, then our id.
    pub fn order(&self) -> (Timestamp, &MessageId) {
        (self.at, &self.id)
    }
}

/// From the customer, or to her.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The customer wrote it.
    Inbound,
    /// The business wrote it.
    Outbound,
}

/// Who wrote a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// In which role.
    pub kind: AuthorKind,
    /// By what name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// The role of an author.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthorKind {
    /// The person the thread is with.
    Customer,
    /// A person who answers here.
    Agent,
    /// A program.
    System,
    /// Somebody at the business's own phone.
    Phone,
    /// A newer peer's word.
    #[serde(other)]
    Unknown,
}

/// An emoji on a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reaction {
    /// One emoji.
    pub emoji: String,
    /// Whose it is.
    pub author: AuthorKind,
    /// Since when.
    pub at: Timestamp,
}

/// How we came by a message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// It came or went through us as it happened.
    #[default]
    Live,
    /// It was sent by another tool and told to us.
    Echo,
    /// Read from a file.
    Import,
    /// Read from the provider later.
    Backfill,
    /// A newer peer's word.
    #[serde(other)]
    Unknown,
}
