//! "Something changed in this thread": a bell that carries no data, so nothing can lag behind or get lost in it; but for the one
//! thing that is no part of a log and may be missed, that the customer is writing.
//!
//! A listener that is woken reads the log from where it was. Threads nobody listens to cost nothing. When another process has
//! written, [`listen_to_others`] rings all bells; each listener also wakes by itself now and then, should even that be missed.

use crate::store::Store;
use model::ThreadId;
use rand::RngExt;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// How long a listener sleeps at most; each adds up to a fifth of its own. Ten thousand of them make some 30 short reads a second.
pub const TICK: Duration = Duration::from_secs(300);
/// How often it is asked whether another process has written.
const OTHERS: Duration = Duration::from_secs(2);

const SHARDS: usize = 16;

/// How often the customer was seen writing.
type Typing = u64;
type Shard = HashMap<ThreadId, watch::Sender<Typing>>;

/// All bells of this process; clones are the same bells.
#[derive(Clone)]
pub struct Bell {
    inner: Arc<Inner>,
}

struct Inner {
    shards: [Mutex<Shard>; SHARDS],
    hasher: RandomState,
    tick: Duration,
}

impl Default for Bell {
    fn default() -> Self {
        Self::new()
    }
}

impl Bell {
    /// Bells whose listeners wake by themselves every [`TICK`].
    pub fn new() -> Self {
        Self::with_tick(TICK)
    }

    /// Bells whose listeners wake by themselves that often.
    pub fn with_tick(tick: Duration) -> Self {
        let shards = std::array::from_fn(|_| Mutex::default());
        Self { inner: Arc::new(Inner { shards, hasher: RandomState::new(), tick }) }
    }

    /// Wakes everybody who listens to this thread.
    pub fn ring(&self, thread: &ThreadId) {
        if let Some(bell) = self.inner.shard(thread).get(thread) {
            bell.send_modify(|_| ());
        }
    }

    /// Tells everybody who listens to this thread that the customer is writing.
    pub fn typing(&self, thread: &ThreadId) {
        if let Some(bell) = self.inner.shard(thread).get(thread) {
            bell.send_modify(|typing| *typing += 1);
        }
    }

    /// Wakes everybody.
    pub fn ring_all(&self) {
        for shard in &self.inner.shards {
            for bell in lock(shard).values() {
                bell.send_modify(|_| ());
            }
        }
    }

    /// Listens. A ring between this call and the first [`Listener::rung`] is not lost: listen first, then read.
    pub fn listen(&self, thread: &ThreadId) -> Listener {
        let rings = self.inner.shard(thread).entry(thread.clone()).or_default().subscribe();
        let typing = *rings.borrow();
        Listener { rings: Some(rings), typing, thread: thread.clone(), inner: Arc::clone(&self.inner) }
    }

    /// How many threads somebody listens to.
    pub fn threads(&self) -> usize {
        self.inner.shards.iter().map(|shard| lock(shard).len()).sum()
    }
}

/// Rings all bells whenever another process has written; for ever.
pub async fn listen_to_others(store: Arc<dyn Store>, bell: Bell) {
    let mut ticks = tokio::time::interval(OTHERS);
    let mut known = None;
    loop {
        ticks.tick().await;
        // What can't be asked now is asked again.
        let Ok(now) = store.others().await else { continue };
        if known.replace(now).is_some_and(|before| before != now) {
            bell.ring_all();
        }
    }
}

impl Inner {
    fn shard(&self, thread: &ThreadId) -> MutexGuard<'_, Shard> {
        let hash = self.hasher.hash_one(thread);
        lock(&self.shards[usize::try_from(hash % SHARDS as u64).unwrap_or_default()])
    }
}

fn lock(shard: &Mutex<Shard>) -> MutexGuard<'_, Shard> {
    shard.lock().unwrap_or_else(PoisonError::into_inner)
}

/// One who listens to one thread, until dropped.
pub struct Listener {
    rings: Option<watch::Receiver<Typing>>,
    typing: Typing,
    thread: ThreadId,
    inner: Arc<Inner>,
}

impl Listener {
    /// Comes back when the thread's bell rang since the last time, or when it is time to look again.
    pub async fn rung(&mut self) {
        let tick = self.inner.tick;
        let jitter = tick.mul_f64(rand::rng().random_range(0.0..0.2));
        if let Some(rings) = &mut self.rings {
            let _ = tokio::time::timeout(tick + jitter, rings.changed()).await;
        }
    }

    /// Whether the customer was seen writing since this was asked last.
    pub fn typed(&mut self) -> bool {
        let now = self.rings.as_ref().map_or(0, |rings| *rings.borrow());
        std::mem::replace(&mut self.typing, now) != now
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut shard = self.inner.shard(&self.thread);
        self.rings = None;
        if shard.get(&self.thread).is_some_and(|bell| bell.receiver_count() == 0) {
            shard.remove(&self.thread);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_ring_before_the_wait_is_heard_by_all_and_by_nobody_else() {
        let bell = Bell::with_tick(Duration::from_secs(3600));
        let (asha, ravi) = (ThreadId::new("th_asha"), ThreadId::new("th_ravi"));
        let (mut one, mut two, mut other) = (bell.listen(&asha), bell.listen(&asha), bell.listen(&ravi));
        bell.ring(&asha);
        one.rung().await;
        two.rung().await;
        tokio::select! {
            biased;
            () = other.rung() => panic!("another thread's bell was heard"),
            () = std::future::ready(()) => {}
        }
    }

    #[tokio::test]
    async fn a_listener_looks_again_by_itself() {
        let bell = Bell::with_tick(Duration::from_millis(1));
        bell.listen(&ThreadId::new("th_asha")).rung().await;
    }

    #[test]
    fn threads_without_listeners_cost_nothing() {
        let bell = Bell::new();
        let asha = ThreadId::new("th_asha");
        bell.ring(&asha);
        assert_eq!(bell.threads(), 0);
        let listeners: Vec<Listener> = (0..10).map(|_| bell.listen(&asha)).collect();
        assert_eq!(bell.threads(), 1);
        drop(listeners);
        assert_eq!(bell.threads(), 0);
    }
}
