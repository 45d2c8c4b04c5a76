//! The reply window: how long after a customer's last word free text may be sent.
//!
//! The end is computed from stored inbound times, per business number and channel. Unknown means closed. Source: Meta's
//! customer service window, 24 hours from the last inbound message (wire-facts 3).

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The rule of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowRule {
    /// Hours from the last inbound message.
    pub hours: u32,
}

impl WindowRule {
    /// WhatsApp's customer service window.
    pub const WHATSAPP: Self = Self { hours: 24 };

    fn end(self, last_inbound: Timestamp) -> Timestamp {
        last_inbound.plus_millis(i64::from(self.hours) * 3_600_000)
    }
}

/// Where the window stands for one business number and channel. `closes_at` is exclusive: at that very moment it is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Window {
    /// Free text may be sent until then.
    Open {
        /// The first moment at which it may not.
        closes_at: Timestamp,
    },
    /// Only a template may be sent.
    Closed {
        /// Since when; absent if the customer never wrote.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        closed_at: Option<Timestamp>,
    },
    /// The channel has no such rule.
    Always,
}

impl Window {
    /// The window at `now` after the last inbound message.
    pub fn after(rule: Option<WindowRule>, last_inbound: Option<Timestamp>, now: Timestamp) -> Self {
        match (rule, last_inbound) {
            (None, _) => Self::Always,
            (Some(_), None) => Self::Closed { closed_at: None },
            (Some(rule), Some(last)) => Self::until(rule.end(last), now),
        }
    }

    fn until(end: Timestamp, now: Timestamp) -> Self {
        if now < end { Self::Open { closes_at: end } } else { Self::Closed { closed_at: Some(end) } }
    }

    /// Whether free text may be sent at `now`.
    pub fn open_at(&self, now: Timestamp) -> bool {
        match self {
            Self::Open { closes_at } => now < *closes_at,
            Self::Closed { .. } => false,
            Self::Always => true,
        }
    }

    /// Milliseconds that are left at `now`; `None` where there is no end.
    pub fn left(&self, now: Timestamp) -> Option<i64> {
        match self {
            Self::Open { closes_at } => Some(closes_at.since(now).max(0)),
            Self::Closed { .. } => Some(0),
            Self::Always => None,
        }
    }

    /// The window after one more inbound message: it can only grow.
    #[must_use]
    pub fn extended(self, rule: Option<WindowRule>, inbound: Timestamp, now: Timestamp) -> Self {
        let Some(rule) = rule else { return Self::Always };
        let end = rule.end(inbound);
        let end = match self {
            Self::Open { closes_at } => closes_at.max(end),
            Self::Closed { closed_at: Some(closed) } => closed.max(end),
            Self::Closed { closed_at: None } | Self::Always => end,
        };
        Self::until(end, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: i64 = 86_400_000;

    #[test]
    fn unknown_is_closed() {
        let now = Timestamp::from_millis(0);
        assert!(!Window::after(Some(WindowRule::WHATSAPP), None, now).open_at(now));
        assert!(Window::after(None, None, now).open_at(now));
    }

    proptest! {
        #[test]
        fn open_until_the_last_millisecond_and_never_after(last in 0i64..4_000_000_000_000, late in 0i64..DAY * 3) {
            let last = Timestamp::from_millis(last);
            let now = last.plus_millis(late);
            let window = Window::after(Some(WindowRule::WHATSAPP), Some(last), now);
            prop_assert_eq!(window.open_at(now), late < DAY);
            prop_assert!(!window.open_at(last.plus_millis(DAY)));
            prop_assert_eq!(window.left(now), Some((DAY - late).max(0)));
        }

        #[test]
        fn extending_in_any_order_gives_the_same_end(times in proptest::collection::vec(0i64..DAY * 5, 1..8)) {
            let now = Timestamp::from_millis(DAY);
            let rule = Some(WindowRule::WHATSAPP);
            let start = Window::Closed { closed_at: None };
            let fold = |times: &[i64]| times.iter().fold(start, |w, t| w.extended(rule, Timestamp::from_millis(*t), now));
            let mut sorted = times.clone();
            sorted.sort_unstable();
            prop_assert_eq!(fold(&times), fold(&sorted));
            prop_assert_eq!(fold(&times), Window::after(rule, sorted.last().map(|t| Timestamp::from_millis(*t)), now));
        }
    }
}
