//! What leaves for a provider: addressed, checked and ready to encode.

use crate::address::Address;
use crate::content::Content;
use crate::id::{MediaId, MessageId, ProviderMessageId};
use std::collections::BTreeMap;

/// One thing to say to a customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Outbound {
    /// Where it goes.
    pub to: Address,
    /// What it is.
    pub what: Outgoing,
}

/// What can leave.
#[derive(Clone, Debug, PartialEq)]
pub enum Outgoing {
    /// A message.
    Message(Box<OutboundMessage>),
    /// An emoji on a message; empty takes it away.
    Reaction {
        /// The provider's name of the message it is on.
        target: ProviderMessageId,
        /// One emoji, or nothing.
        emoji: String,
    },
    /// The customer's message was read, and perhaps an answer is being written.
    Read {
        /// The provider's name of the newest message that was read.
        target: ProviderMessageId,
        /// Also show that an answer is being written.
        typing: bool,
    },
}

/// A message on its way out.
#[derive(Clone, Debug, PartialEq)]
pub struct OutboundMessage {
    /// Our id: it travels as the correlation string.
    pub id: MessageId,
    /// What it carries.
    pub content: Content,
    /// The provider's name of the message it quotes.
    pub quoted: Option<ProviderMessageId>,
    /// The provider's names of the files in it, uploaded before.
    pub files: BTreeMap<MediaId, String>,
}
