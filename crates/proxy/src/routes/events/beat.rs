//! Signs of life: a comment on every stream now and then, so that neither the widget nor anybody in between takes it for dead.
//!
//! They come on whole seconds. A timer of its own for each stream would wake the process for each: waking costs more than writing.

use axum::response::sse;
use futures_util::stream::{self, Stream, StreamExt};
use rand::RngExt;
use std::convert::Infallible;
use std::sync::LazyLock;
use std::task::Poll;
use std::time::Duration;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

/// What all streams have in common.
const BEAT: Duration = Duration::from_secs(1);
/// The longest silence, in beats. The widget gives a stream up after 45 seconds, strict proxies after 30.
const SILENCE: u32 = 15;

static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);

type Said = Result<sse::Event, Infallible>;

/// The same, with comments in between for as long as it goes on.
pub(super) fn alive(events: impl Stream<Item = Said> + Send) -> impl Stream<Item = Said> + Send {
    alive_on(BEAT, events)
}

fn alive_on(beat: Duration, events: impl Stream<Item = Said> + Send) -> impl Stream<Item = Said> + Send {
    let (mut events, mut turns) = (Box::pin(events), turns(beat));
    stream::poll_fn(move |context| match turns.poll_tick(context) {
        Poll::Ready(_) => Poll::Ready(Some(Ok(sse::Event::default().comment("")))),
        Poll::Pending => events.poll_next_unpin(context),
    })
}

/// The first is on any of the beats to come: those who connect again together after a restart are not written to together for ever.
fn turns(beat: Duration) -> Interval {
    let gone = BEGAN.elapsed().div_duration_f64(beat) as u32;
    let first = *BEGAN + beat * (gone + rand::rng().random_range(1..=SILENCE));
    let mut turns = interval_at(first, beat * SILENCE);
    turns.set_missed_tick_behavior(MissedTickBehavior::Skip);
    turns
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::sync::oneshot;

    const QUICK: Duration = Duration::from_millis(2);

    #[tokio::test]
    async fn a_silent_stream_speaks_now_and_then_and_ends_with_its_events() {
        let (open, end) = oneshot::channel::<()>();
        let silent = stream::once(async { end.await.ok() }).filter_map(async |_| None);
        let mut stream = alive_on(QUICK, silent);
        assert!(stream.next().await.is_some());
        assert!(stream.next().await.is_some());
        drop(open);
        while stream.next().await.is_some() {}
    }

    #[tokio::test]
    async fn streams_that_began_apart_speak_on_one_beat_and_soon() {
        for _ in 0..20 {
            let began = Instant::now();
            let mut turns = turns(QUICK);
            let (first, second) = (turns.tick().await, turns.tick().await);
            assert!(first - began <= QUICK * SILENCE);
            assert_eq!((first - *BEGAN).as_nanos() % QUICK.as_nanos(), 0);
            assert_eq!((second - first).as_nanos() % (QUICK * SILENCE).as_nanos(), 0);
        }
    }
}
