//! A thread is one person, over all channels and business numbers.

use crate::address::Address;
use crate::capabilities::Capabilities;
use crate::channel::Channel;
use crate::id::{AccountSlug, ThreadId};
use crate::message::{Direction, Message, Provenance};
use crate::time::Timestamp;
use crate::window::Window;
use serde::{Deserialize, Serialize};

/// The head of a thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// Our name for it.
    pub id: ThreadId,
    /// Who it is with.
    pub contact: ContactHead,
    /// The newest position of its log.
    pub seq: u64,
    /// Since when the customer waits for an answer; absent if she doesn't.
    pub waiting_since: Option<Timestamp>,
}

/// The person a thread is with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactHead {
    /// What we call the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Every way we know to reach the person.
    pub addresses: Vec<Address>,
}

/// Since when the customer waits, after one more message: her first unanswered word starts the clock, an answer stops it.
/// Imported history doesn't move it.
pub fn waiting_after<C>(waiting: Option<Timestamp>, message: &Message<C>) -> Option<Timestamp> {
    match (message.provenance, message.direction) {
        (Provenance::Import | Provenance::Backfill, _) => waiting,
        (_, Direction::Inbound) => waiting.or(Some(message.at)),
        (_, Direction::Outbound) => None,
    }
}

/// One way to answer in a thread: a business account and a channel, with what they allow now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    /// The channel.
    pub channel: Channel,
    /// The business account.
    pub account: AccountSlug,
    /// Both in words: `WhatsApp +1 555-130-5682`.
    pub label: String,
    /// Whether free text may be sent.
    pub window: Window,
    /// Whether the customer agreed to be written to.
    pub consent: Consent,
    /// What can be sent.
    pub capabilities: Capabilities,
}

/// Whether the customer agreed to be written to on a channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// Said yes.
    OptedIn,
    /// Said no: nothing may be sent.
    OptedOut,
    /// Nobody has told us.
    #[default]
    #[serde(other)]
    Unknown,
}
