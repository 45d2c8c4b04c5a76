//! When to try again, as data.

use model::Timestamp;

/// Waits between attempts, in milliseconds; after the last one there is no further attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule(pub &'static [i64]);

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;

impl Schedule {
    /// For messages that were certainly not sent: some thirteen minutes in all.
    pub const SENDING: Self = Self(&[SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE]);

    /// For customers' files, which providers keep for days: some thirty hours in all.
    pub const FETCHING: Self =
        Self(&[SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 60 * MINUTE, 240 * MINUTE, 480 * MINUTE, 1080 * MINUTE]);

    /// For a CRM's log, which may be shut until somebody mends its access: some thirty hours in all.
    pub const LOGGING: Self = Self::FETCHING;

    /// The moment of the next attempt after `attempt` earlier ones (0: the first has just failed), up to a quarter later by
    /// `jitter` (0 to 1); never before `earliest`. `None`: give up.
    pub fn next(self, attempt: u32, now: Timestamp, earliest: Option<Timestamp>, jitter: f64) -> Option<Timestamp> {
        let wait = *self.0.get(usize::try_from(attempt).ok()?)?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "waits are far below 2^52 ms")]
        let late = (wait as f64 * 0.25 * jitter.clamp(0.0, 1.0)) as i64;
        let due = now.plus_millis(wait + late);
        Some(earliest.map_or(due, |earliest| due.max(earliest)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let now = Timestamp::from_seconds(1000);
        let due: Vec<i64> = (0..).map_while(|attempt| Schedule::SENDING.next(attempt, now, None, 0.0)).map(|due| due.since(now)).collect();
        assert_eq!(due, [1_000, 5_000, 30_000, 120_000, 600_000]);
    }

    #[test]
    fn jitter_is_a_quarter_at_most_and_a_provider_may_ask_for_more() {
        let now = Timestamp::from_seconds(1000);
        assert_eq!(Schedule::SENDING.next(1, now, None, 1.0), Some(now.plus_millis(6_250)));
        let asked = now.plus_millis(60_000);
        assert_eq!(Schedule::SENDING.next(1, now, Some(asked), 1.0), Some(asked));
    }
}
