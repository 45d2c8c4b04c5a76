//! Local echoes: what the agent sent and the proxy has not yet named, keyed by [`ClientId`].
//!
//! An echo goes only when its message is here or the agent discards it: reset, reconnect and another thread leave it alone.

use super::carried::Carried;
use model::api::ErrorBody;
use model::thread::Sender;
use model::{AccountSlug, Channel, ClientId, MessageId, ThreadId, Timestamp};
use std::rc::Rc;

/// One answer on its way to the proxy.
#[derive(Clone, Debug, PartialEq)]
pub struct Echo {
    /// Its name and idempotency key.
    pub client_id: ClientId,
    /// The thread it was written in and can only go to.
    pub thread: ThreadId,
    /// On which channel and from which account.
    pub sender: SenderKey,
    /// What it says.
    pub content: Carried,
    /// The message it quotes.
    pub reply_to: Option<MessageId>,
    /// When the agent pressed Send.
    pub created_at: Timestamp,
    /// How far it came.
    pub stage: Stage,
}

/// How far an echo came.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// The proxy hasn't answered yet.
    Sending,
    /// The proxy said no; nothing was kept there.
    Refused(ErrorBody),
    /// The proxy didn't answer; trying again under the same name can't double it.
    Unreached,
}

/// One way to answer: which account, on which channel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SenderKey {
    /// The business account.
    pub account: AccountSlug,
    /// The channel; `None` only before any is known.
    pub channel: Option<Channel>,
}

impl SenderKey {
    /// The key of a sender.
    pub fn of(sender: &Sender) -> Self {
        Self { account: sender.account.clone(), channel: Some(sender.channel.clone()) }
    }

    /// Whether this is that sender's key.
    pub fn is(&self, sender: &Sender) -> bool {
        self.account == sender.account && self.channel.as_ref() == Some(&sender.channel)
    }
}

/// All echoes of all threads of this element, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pending(Rc<Vec<Rc<Echo>>>);

impl Pending {
    /// The echoes of one thread, oldest first.
    pub fn of<'a>(&'a self, thread: &'a ThreadId) -> impl Iterator<Item = &'a Rc<Echo>> {
        self.0.iter().filter(move |echo| echo.thread == *thread)
    }

    /// All echoes, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Rc<Echo>> {
        self.0.iter()
    }

    /// The echo of that name.
    pub fn find(&self, client_id: &ClientId) -> Option<&Rc<Echo>> {
        self.0.iter().find(|echo| echo.client_id == *client_id)
    }

    /// Adds an echo; a name that is taken stays as it is.
    pub(super) fn add(&mut self, echo: Rc<Echo>) -> bool {
        let is_new = self.find(&echo.client_id).is_none();
        if is_new {
            Rc::make_mut(&mut self.0).push(echo);
        }
        is_new
    }

    /// Takes an echo away.
    pub(super) fn take(&mut self, client_id: &ClientId) -> Option<Rc<Echo>> {
        let place = self.0.iter().position(|echo| echo.client_id == *client_id)?;
        Some(Rc::make_mut(&mut self.0).remove(place))
    }

    /// Moves an echo to a stage; nothing if it is gone.
    pub(super) fn stage(&mut self, client_id: &ClientId, stage: Stage) -> Option<Rc<Echo>> {
        let place = self.0.iter().position(|echo| echo.client_id == *client_id)?;
        let slot = &mut Rc::make_mut(&mut self.0)[place];
        Rc::make_mut(slot).stage = stage;
        Some(slot.clone())
    }
}
