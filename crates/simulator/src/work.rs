//! Counts what is due or under way, so that a test can wait for quiet instead of sleeping.

use std::sync::Arc;

use tokio::sync::watch;

/// How much work the provider still has: judgements, phone reactions that follow by themselves, webhooks.
#[derive(Debug, Clone)]
pub struct Work(Arc<watch::Sender<usize>>);

impl Default for Work {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(0)))
    }
}

impl Work {
    /// One more piece of work, until the answer is dropped.
    #[must_use]
    pub fn begin(&self) -> Busy {
        self.0.send_modify(|n| *n += 1);
        Busy(self.clone())
    }

    /// Returns once nothing is due or under way.
    pub async fn idle(&self) {
        // The sender lives as long as `self`, so the wait can only end in quiet.
        let _ = self.0.subscribe().wait_for(|n| *n == 0).await;
    }
}

/// A piece of work that is not done yet.
#[derive(Debug)]
pub struct Busy(Work);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.0.send_modify(|n| *n -= 1);
    }
}
