//! The committer: takes what waits, writes it as one group, and goes on with the next while callers are told of the last.
//!
//! It has a thread of its own: as a task it would stand in line behind the requests that wait for it. A group costs a way to the
//! disk however small it is, so that under load it waits a moment for those who were answered a moment ago and come again.

use super::{Answer, Waiting};
use crate::bell::Bell;
use crate::fact::Fact;
use crate::store::Store;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

/// The most facts of one transaction.
pub const GROUP: usize = 512;
/// A look at who else has come, and how many looks a group waits at most.
const LOOK: Duration = Duration::from_micros(100);
const LOOKS: u32 = 10;

type Told = Vec<(oneshot::Sender<Answer>, Answer)>;

/// Starts it; a tokio runtime must run. What comes back ends when nobody can write any more and everybody is told.
pub(super) fn start(store: Arc<dyn Store>, bell: Bell, waiting: mpsc::Receiver<Waiting>) -> JoinHandle<()> {
    let (told, telling) = mpsc::unbounded_channel();
    let runtime = Handle::current();
    let work = move || commit(&runtime, &*store, waiting, &told);
    if let Err(error) = std::thread::Builder::new().name("ledger".to_owned()).spawn(work) {
        tracing::error!(%error, "the ledger can't start: nothing will be written");
    }
    tokio::spawn(tell(bell, telling))
}

fn commit(runtime: &Handle, store: &dyn Store, mut waiting: mpsc::Receiver<Waiting>, told: &mpsc::UnboundedSender<Told>) {
    let mut last = 0;
    while let Some(first) = waiting.blocking_recv() {
        let mut group = vec![first];
        gather(&mut group, &mut waiting, last);
        last = group.len();
        let (facts, answers): (Vec<Fact>, Vec<_>) = group.into_iter().map(|one| (one.fact, one.answer)).unzip();
        let results = runtime.block_on(store.commit(facts));
        // Without a runtime nobody is left to be told.
        let _ = told.send(answers.into_iter().zip(results).collect());
    }
}

/// All that wait; and while they are fewer than half of the last group, those who come while somebody does.
fn gather(group: &mut Vec<Waiting>, waiting: &mut mpsc::Receiver<Waiting>, last: usize) {
    take(group, waiting);
    for _ in 0..LOOKS {
        let before = group.len();
        if before >= last.div_ceil(2) {
            return;
        }
        std::thread::sleep(LOOK);
        take(group, waiting);
        if group.len() == before {
            return;
        }
    }
}

fn take(group: &mut Vec<Waiting>, waiting: &mut mpsc::Receiver<Waiting>) {
    while group.len() < GROUP
        && let Ok(next) = waiting.try_recv()
    {
        group.push(next);
    }
}

/// Answers each caller of a group and rings.
async fn tell(bell: Bell, mut telling: mpsc::UnboundedReceiver<Told>) {
    while let Some(told) = telling.recv().await {
        for (answer, result) in told {
            if let Ok(committed) = &result {
                committed.threads.iter().for_each(|thread| bell.ring(thread));
            }
            // Who asked may have gone; the fact is kept all the same.
            let _ = answer.send(result);
        }
    }
}
