//! Following one thread: open it, then every change of it, over broken lines, holes and resets, until the host moves on.

use super::Inner;
use super::opening::{Answer, answer};
use crate::net::request::Failure;
use crate::net::{backoff, stream};
use crate::state::{Action, Connection, Event, Refusal};
use gloo_timers::callback::Interval;
use js_sys::{Date, Math, Promise};
use model::{ThreadId, Timestamp};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::AbortController;

/// How long a live stream may be silent, in milliseconds; the proxy gives a sign of life well within.
const SILENCE_MS: f64 = 45_000.0;
/// How long a stream has to live for its end not to count as one more failure.
const SETTLED_MS: f64 = 5_000.0;

/// How long the stream of changes waits for the browser to paint the thread, in milliseconds.
const PAINT_MS: u32 = 30;

/// After so many failures the panel says that the thread can't be opened; it goes on trying.
const PATIENCE: u32 = 2;

/// Why a stream ended.
enum End {
    /// By itself, after having lived so many milliseconds and given so many signs of life.
    Broken { lived: f64, heard: u32 },
    /// It could not be opened.
    Failed(Failure),
    /// We ended it to begin again at once.
    Asked,
    /// The whole thread has to be opened again.
    Reopen,
}

/// What the stream is asked to do next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Wish {
    /// Go on.
    #[default]
    None,
    /// Begin again behind the last unbroken position.
    Resume,
    /// Open the thread again.
    Reopen,
}

/// What is asked of the stream, and the means to ask it.
#[derive(Default)]
pub(super) struct Line {
    wish: Cell<Wish>,
    current: RefCell<Option<AbortController>>,
    heard_at: Cell<f64>,
}

impl Line {
    /// Ends the current attempt and says how to go on.
    pub(super) fn ask(&self, wish: Wish) {
        self.wish.set(self.wish.get().max(wish));
        if let Some(controller) = self.current.take() {
            controller.abort();
        }
    }

    /// Milliseconds since the last sign of life.
    pub(super) fn silence(&self) -> f64 {
        Date::now() - self.heard_at.get()
    }

    fn begin(&self) -> Option<AbortController> {
        let controller = AbortController::new().ok()?;
        self.current.replace(Some(controller.clone()));
        self.heard_at.set(Date::now());
        Some(controller)
    }
}

pub(super) async fn run(inner: Rc<Inner>) {
    let mut promise = inner.opening.first.clone();
    loop {
        let Some(thread) = open(&inner, promise).await else { return };
        // What came is painted first.
        inner.bell.sleep_for(PAINT_MS).await;
        if !inner.is_shown() || !stream(&inner, &thread).await {
            return;
        }
        promise = (inner.opening.again)();
    }
}

/// Opens the thread however long it takes; `None` when the host has moved on.
async fn open(inner: &Rc<Inner>, first: Promise) -> Option<ThreadId> {
    let mut promise = first;
    let mut failures = 0;
    loop {
        let answer = answer(promise).await;
        if !inner.is_shown() {
            return None;
        }
        match answer {
            Answer::Snapshot(snapshot) => {
                let thread = snapshot.thread.id.clone();
                inner.link.set_clock(snapshot.now);
                inner.link.dispatch(Action::Opened(snapshot));
                return Some(thread);
            }
            Answer::Later { refusal, retry_after } => {
                failures += 1;
                if failures == PATIENCE && inner.link.state().thread.is_none() {
                    inner.link.dispatch(Action::OpenRefused(refusal));
                }
                wait(inner, failures, retry_after).await;
            }
            Answer::Refused(refusal) => {
                inner.link.dispatch(Action::OpenRefused(refusal));
                inner.patience.sleep().await;
                failures = 0;
            }
        }
        if !inner.is_shown() {
            return None;
        }
        inner.link.dispatch(Action::Connection(Connection::Connecting));
        promise = (inner.opening.again)();
    }
}

/// Follows the changes; true when the thread has to be opened again, false when the host has moved on.
async fn stream(inner: &Rc<Inner>, thread: &ThreadId) -> bool {
    let mut failures = 0;
    let mut deaf = 0;
    loop {
        let end = if deaf < 2 { live(inner, thread, &mut deaf).await } else { poll(inner, thread).await };
        if !inner.is_shown() {
            return false;
        }
        match end {
            End::Asked => continue,
            End::Reopen => return true,
            End::Broken { lived, heard } => {
                deaf = if heard == 0 && lived >= SILENCE_MS { deaf + 1 } else { 0 };
                failures = if lived >= SETTLED_MS { 1 } else { failures + 1 };
                wait(inner, failures, None).await;
            }
            End::Failed(Failure::Refused { error, .. }) if error.code == model::api::Code::Reset => return true,
            End::Failed(failure) if failure.passes() => {
                failures += 1;
                let retry_after = match failure {
                    Failure::Refused { retry_after, .. } => retry_after,
                    Failure::Closed | Failure::Unreachable | Failure::Token(_) | Failure::Unreadable => None,
                };
                wait(inner, failures, retry_after).await;
            }
            End::Failed(failure) => {
                inner.link.dispatch(Action::Connection(Connection::Lost(refusal(failure))));
                inner.patience.sleep().await;
                failures = 0;
                inner.link.dispatch(Action::Connection(Connection::Connecting));
            }
        }
        if !inner.is_shown() {
            return false;
        }
        match inner.line.wish.take() {
            Wish::Reopen => return true,
            Wish::Resume => failures = 0,
            Wish::None => {}
        }
    }
}

async fn live(inner: &Rc<Inner>, thread: &ThreadId, deaf: &mut u32) -> End {
    let Some(controller) = inner.line.begin() else { return End::Failed(Failure::Unreadable) };
    let opened = stream::open(&inner.door, thread, inner.link.state().complete_to, &controller).await;
    let mut stream = match opened {
        Ok(stream::Opened::Live(stream)) => stream,
        Ok(stream::Opened::Deaf) => {
            controller.abort();
            *deaf = 2;
            return End::Asked;
        }
        Err(failure) => return asked(inner).unwrap_or(End::Failed(failure)),
    };
    if !inner.is_shown() {
        controller.abort();
        return End::Asked;
    }
    inner.link.dispatch(Action::Connection(Connection::Online));
    inner.bell.ring();
    let watch = watch(inner, &controller);
    let began = Date::now();
    let mut heard = 0;
    while let Some(events) = stream.next().await {
        heard += 1;
        inner.line.heard_at.set(Date::now());
        take(inner, thread, events);
    }
    drop(watch);
    asked(inner).unwrap_or(End::Broken { lived: Date::now() - began, heard })
}

async fn poll(inner: &Rc<Inner>, thread: &ThreadId) -> End {
    loop {
        let Some(controller) = inner.line.begin() else { return End::Failed(Failure::Unreadable) };
        let result = stream::poll(&inner.door, thread, inner.link.state().complete_to, &controller).await;
        if let Some(end) = asked(inner) {
            return end;
        }
        match result {
            Ok(events) => {
                if inner.link.state().connection != Connection::Online {
                    inner.link.dispatch(Action::Connection(Connection::Online));
                    inner.bell.ring();
                }
                take(inner, thread, events);
            }
            Err(failure) => return End::Failed(failure),
        }
        if let Some(end) = asked(inner) {
            return end;
        }
    }
}

fn take(inner: &Rc<Inner>, thread: &ThreadId, events: Vec<Event>) {
    if !events.is_empty() && inner.is_shown() {
        inner.link.dispatch(Action::Events { thread: thread.clone(), events });
    }
}

fn asked(inner: &Rc<Inner>) -> Option<End> {
    match inner.line.wish.take() {
        Wish::None => (!inner.is_shown()).then_some(End::Asked),
        Wish::Resume => Some(End::Asked),
        Wish::Reopen => Some(End::Reopen),
    }
}

/// Ends a stream that has been silent for too long: the line is dead and nobody told us.
fn watch(inner: &Rc<Inner>, controller: &AbortController) -> Interval {
    let (inner, controller) = (Rc::downgrade(inner), controller.clone());
    Interval::new(5_000, move || {
        if inner.upgrade().is_none_or(|inner| inner.line.silence() > SILENCE_MS) {
            controller.abort();
        }
    })
}

async fn wait(inner: &Rc<Inner>, failures: u32, retry_after: Option<u32>) {
    let ms = backoff::delay_after(failures, Math::random(), retry_after);
    let connection = if super::listen::is_online() {
        let next_at: Timestamp = inner.link.now().plus_millis(i64::from(ms));
        Connection::Retrying { attempt: failures, next_at }
    } else {
        Connection::Offline
    };
    inner.link.dispatch(Action::Connection(connection));
    inner.bell.sleep_for(ms).await;
}

fn refusal(failure: Failure) -> Refusal {
    match failure {
        Failure::Refused { error, .. } => error.into(),
        Failure::Token(words) => Refusal { hint: Some(words), ..Refusal::new("token-failed") },
        Failure::Closed | Failure::Unreachable | Failure::Unreadable => Refusal::new("unreadable"),
    }
}
