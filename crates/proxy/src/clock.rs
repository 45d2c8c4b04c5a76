//! What time it is: the system's clock, and one that tests turn by hand.

use async_trait::async_trait;
use model::Timestamp;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::watch;

/// A clock.
#[async_trait]
pub trait Clock: Send + Sync + 'static {
    /// This moment.
    fn now(&self) -> Timestamp;

    /// Comes back at this moment or later; at once if it is past.
    async fn sleep_until(&self, moment: Timestamp);
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    async fn sleep_until(&self, moment: Timestamp) {
        let left = moment.since(self.now());
        if let Ok(left) = u64::try_from(left) {
            tokio::time::sleep(Duration::from_millis(left)).await;
        }
    }
}

/// A clock that stands until it is moved; clones are the same clock.
#[derive(Clone, Debug)]
pub struct FakeClock {
    moment: Arc<watch::Sender<Timestamp>>,
}

impl FakeClock {
    /// A clock that stands at this moment.
    pub fn at(moment: Timestamp) -> Self {
        Self { moment: Arc::new(watch::Sender::new(moment)) }
    }

    /// Moves it on and wakes who slept until then.
    pub fn advance(&self, by: Duration) {
        let millis = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.moment.send_modify(|moment| *moment = moment.plus_millis(millis));
    }

    /// Sets it, forwards or back.
    pub fn set(&self, moment: Timestamp) {
        self.moment.send_replace(moment);
    }
}

#[async_trait]
impl Clock for FakeClock {
    fn now(&self) -> Timestamp {
        *self.moment.borrow()
    }

    async fn sleep_until(&self, moment: Timestamp) {
        let mut moments = self.moment.subscribe();
        // The sender lives in `self`, so waiting can't fail.
        let _ = moments.wait_for(|now| *now >= moment).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_fake_clock_wakes_who_slept_until_then() {
        let clock = FakeClock::at(Timestamp::from_seconds(10));
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep_until(Timestamp::from_seconds(15)).await }
        });
        clock.advance(Duration::from_secs(4));
        tokio::task::yield_now().await;
        assert!(!sleeper.is_finished());
        clock.advance(Duration::from_secs(1));
        sleeper.await.unwrap();
        assert_eq!(clock.now(), Timestamp::from_seconds(15));
    }
}
