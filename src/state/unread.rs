//! Which of the customer's messages nobody here has seen yet.

use super::Message;
use super::timeline::Timeline;
use model::message::Direction;
use model::{MessageId, Timestamp};

/// What is unread.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unread {
    /// How many of the customer's messages.
    pub count: u32,
    /// The first of those that came since the agent last looked; the divider stands before it, also after they were seen,
    /// until the agent answers.
    pub divider: Option<MessageId>,
    /// How many of the customer's messages wait for an answer, seen or not; of a long wait, those that are loaded.
    pub unanswered: u32,
    read_to: Option<(Timestamp, MessageId)>,
}

impl Unread {
    /// A thread was opened: the unanswered messages count as unread.
    pub(super) fn begin(&mut self, timeline: &Timeline, waiting_since: Option<Timestamp>) {
        *self = Self::default();
        if let Some(since) = waiting_since {
            for row in timeline.iter().filter(|row| row.message.at >= since && row.message.direction == Direction::Inbound) {
                self.divider.get_or_insert_with(|| row.message.id.clone());
                self.count += 1;
            }
        }
        self.unanswered = self.count;
    }

    /// The thread was opened again: what is behind the last seen message is unread.
    pub(super) fn recount(&mut self, timeline: &Timeline, waiting_since: Option<Timestamp>) {
        let inbound =
            |at: Timestamp| timeline.iter().filter(|row| row.message.at >= at && row.message.direction == Direction::Inbound).count();
        self.unanswered = waiting_since.map_or(0, |since| inbound(since) as u32);
        let Some(read_to) = self.read_to.clone() else { return };
        let unseen = timeline.iter().rev().take_while(|row| row.message.order() > (read_to.0, &read_to.1));
        self.count = unseen.filter(|row| row.message.direction == Direction::Inbound).map(|_| 1).sum();
    }

    /// A message of the customer's came in.
    pub(super) fn arrive(&mut self, message: &Message) {
        if self.count == 0 {
            self.divider = Some(message.id.clone());
        }
        self.count += 1;
        self.unanswered += 1;
    }

    /// The agent pressed Send: there is nothing to divide any more.
    pub(super) fn undivide(&mut self) {
        self.divider = None;
    }

    /// An answer is in the log.
    pub(super) fn answered(&mut self) {
        self.unanswered = 0;
    }

    /// Everything up to this message was seen; gives the newest inbound message among it that wasn't seen before.
    pub(super) fn seen(&mut self, timeline: &Timeline, id: &MessageId) -> Option<MessageId> {
        let row = timeline.find(id)?;
        let edge = (row.message.at, row.message.id.clone());
        if self.read_to.as_ref().is_some_and(|read| *read >= edge) {
            return None;
        }
        let mut left = 0;
        let mut newest = None;
        for row in timeline.iter().rev().filter(|row| row.message.direction == Direction::Inbound) {
            if row.message.order() > (edge.0, &edge.1) {
                left += 1;
            } else {
                newest = Some((row.message.at, row.message.id.clone()));
                break;
            }
        }
        let is_news = newest.as_ref().is_some_and(|newest| self.read_to.as_ref().is_none_or(|read| newest > read));
        self.count = self.count.min(left);
        self.read_to = Some(edge);
        newest.filter(|_| is_news).map(|(_, id)| id)
    }
}
