//! A transport for tests: answers from a list, and remembers what it was asked.

use super::{Fetched, FileBody, Transport, TransportError};
use async_trait::async_trait;
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http::{HeaderMap, StatusCode};
use providers::{WireRequest, WireResponse};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{oneshot, watch};

/// What to do when a request comes.
pub enum Played {
    /// Answer with this status and body.
    Answer(u16, Vec<u8>),
    /// Fail.
    Fail(TransportError),
    /// Answer with this status and body once this is let go; a dropped sender never answers and breaks off.
    Wait(oneshot::Receiver<()>, u16, Vec<u8>),
}

/// A transport that plays a list of answers, in order, and a standing one when the list is empty.
#[derive(Clone)]
pub struct RecordingTransport {
    inner: Arc<Inner>,
}

struct Inner {
    plays: Mutex<VecDeque<Played>>,
    standing: Mutex<(u16, Vec<u8>)>,
    requests: Mutex<Vec<WireRequest>>,
    count: watch::Sender<usize>,
}

impl Default for RecordingTransport {
    fn default() -> Self {
        Self::new(200, b"{}".to_vec())
    }
}

impl RecordingTransport {
    /// A transport whose standing answer is this.
    pub fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        let (plays, requests) = (Mutex::default(), Mutex::default());
        Self { inner: Arc::new(Inner { plays, standing: Mutex::new((status, body.into())), requests, count: watch::Sender::new(0) }) }
    }

    /// Changes the standing answer.
    pub fn stand(&self, status: u16, body: impl Into<Vec<u8>>) {
        *lock(&self.inner.standing) = (status, body.into());
    }

    /// Puts one more answer at the end of the list.
    pub fn play(&self, play: Played) {
        lock(&self.inner.plays).push_back(play);
    }

    /// Everything that was asked, in order.
    pub fn requests(&self) -> Vec<WireRequest> {
        lock(&self.inner.requests).clone()
    }

    /// Waits until so many requests have come, and gives them all.
    pub async fn asked(&self, count: usize) -> Vec<WireRequest> {
        let mut counts = self.inner.count.subscribe();
        // The sender lives in `self`, so waiting can't fail.
        let _ = counts.wait_for(|so_far| *so_far >= count).await;
        self.requests()
    }

    async fn answer(&self, request: WireRequest) -> Result<(StatusCode, Vec<u8>), TransportError> {
        lock(&self.inner.requests).push(request);
        let play = lock(&self.inner.plays).pop_front();
        self.inner.count.send_modify(|count| *count += 1);
        let (status, body) = match play {
            Some(Played::Answer(status, body)) => (status, body),
            Some(Played::Fail(error)) => return Err(error),
            Some(Played::Wait(go, status, body)) => {
                go.await.map_err(|_| TransportError::Unknown("broken off".to_owned()))?;
                (status, body)
            }
            None => lock(&self.inner.standing).clone(),
        };
        Ok((StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), body))
    }
}

#[async_trait]
impl Transport for RecordingTransport {
    async fn send(&self, request: WireRequest, _file: Option<FileBody>) -> Result<WireResponse, TransportError> {
        let (status, body) = self.answer(request).await?;
        Ok(WireResponse { status, headers: HeaderMap::new(), body })
    }

    async fn fetch(&self, request: WireRequest, limit: u64) -> Result<Fetched, TransportError> {
        let (status, body) = self.answer(request).await?;
        let chunk = if body.len() as u64 > limit { Err(TransportError::TooLarge(limit)) } else { Ok(Bytes::from(body)) };
        Ok(Fetched { status, headers: HeaderMap::new(), body: stream::iter([chunk]).boxed() })
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
