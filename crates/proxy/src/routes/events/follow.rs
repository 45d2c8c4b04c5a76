//! Follows one thread's log: what is there, then the bell, then what is there.

use crate::auth::{Agent, believe};
use crate::bell::Listener;
use crate::error::AppError;
use crate::fact::Mark;
use crate::metrics::OpenStream;
use crate::state::AppState;
use crate::store::StoreError;
use axum::response::sse;
use futures_util::stream::{self, Stream, StreamExt};
use model::event::Change;
use model::{Event, TenantId, ThreadId, Timestamp};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

/// Events that are read at once.
const PAGE: u32 = 200;
/// Who is writing.
const CUSTOMER: &str = "customer";
/// How long a browser waits before it connects again.
const RETRY: Duration = Duration::from_secs(1);

/// A place in a thread's log, and the bell.
pub(super) struct Follow {
    state: AppState,
    tenant: TenantId,
    thread: ThreadId,
    seq: u64,
    listener: Listener,
    until: Timestamp,
    mark: Mark,
    ready: VecDeque<Event>,
    has_ended: bool,
}

impl Follow {
    /// Begins after a position; ends with the agent's token.
    pub(super) fn new(state: AppState, agent: &Agent, thread: ThreadId, seq: u64, listener: Listener) -> Self {
        let (tenant, until, mark) = (agent.tenant.id.clone(), agent.until, agent.mark.clone());
        Self { state, tenant, thread, seq, listener, until, mark, ready: VecDeque::new(), has_ended: false }
    }

    /// The one thing to say is that the client must open the thread again.
    pub(super) fn reset(&mut self) {
        self.ready = VecDeque::from([Event { seq: self.seq, change: Change::Reset }]);
        self.has_ended = true;
    }

    /// As server-sent events, until the token or the server ends.
    pub(super) fn stream(self) -> impl Stream<Item = Result<sse::Event, Infallible>> + Send {
        let hello = sse::Event::default().retry(RETRY).comment("open");
        let open = OpenStream::begin();
        let events = stream::unfold((self, open), |(mut follow, open)| async move {
            let event = follow.next().await?;
            Some((Ok(line(&event)), (follow, open)))
        });
        stream::once(async { Ok(hello) }).chain(events)
    }

    /// What there is after the position, or what comes within so many seconds.
    pub(super) async fn page(&mut self, wait: u32) -> Result<Vec<Event>, AppError> {
        let end = self.state.clock.now().plus_millis(i64::from(wait) * 1000).min(self.until);
        loop {
            let mut events = self.state.ledger.store().events_after(&self.tenant, &self.thread, self.seq, PAGE).await?;
            let typing = self.typing();
            if events.is_empty() {
                events.extend(typing);
            }
            if !events.is_empty() || self.state.clock.now() >= end || self.state.shutdown.is_cancelled() {
                return Ok(events);
            }
            self.wait(end).await;
            believe(&self.state, &self.mark).await?;
        }
    }

    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                self.seq = self.seq.max(event.seq);
                return Some(event);
            }
            if self.has_ended || self.state.shutdown.is_cancelled() || self.state.clock.now() >= self.until {
                return None;
            }
            // Whose token was revoked reads no further; the next request says why.
            if believe(&self.state, &self.mark).await.is_err() {
                return None;
            }
            match self.state.ledger.store().events_after(&self.tenant, &self.thread, self.seq, PAGE).await {
                Ok(events) if events.is_empty() => match self.typing() {
                    Some(typing) => return Some(typing),
                    None => self.wait(self.until).await,
                },
                Ok(events) => {
                    // What she was writing is what comes now.
                    self.typing();
                    self.ready = events.into();
                }
                Err(StoreError::Reset | StoreError::NotFound) => self.reset(),
                Err(error @ (StoreError::Unavailable(_) | StoreError::Broken(_))) => {
                    tracing::warn!(thread = %self.thread, %error, "a stream ends: the log can't be read");
                    return None;
                }
            }
        }
    }

    /// That the customer is writing, once each time that she was seen at it. It has no place in the log and repeats the last one.
    fn typing(&mut self) -> Option<Event> {
        self.listener.typed().then(|| Event { seq: self.seq, change: Change::Typing { who: CUSTOMER.to_owned() } })
    }

    async fn wait(&mut self, end: Timestamp) {
        tokio::select! {
            () = self.listener.rung() => {}
            () = self.state.shutdown.cancelled() => {}
            () = self.state.clock.sleep_until(end) => {}
        }
    }
}

fn line(event: &Event) -> sse::Event {
    let line = sse::Event::default().id(event.seq.to_string()).event(event.kind());
    line.json_data(event).unwrap_or_else(|_| sse::Event::default().comment("unwritable"))
}
