//! A load generator for benches: text webhooks as fast as the receiver takes them.
//!
//! It shares the machine with the server it measures, so it does little: requests are built before the clock
//! starts, and each worker owns one kept-alive connection on which it writes bytes and reads a status line. All workers
//! share one thread: waking each other across threads would cost them as much as their work.

pub mod line;

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::time::Instant;
use uuid::Uuid;

use crate::account::{Account, Target};
use crate::clock::now_ms;
use crate::control::Refused;
use crate::dialect::Told;
use crate::load::line::Line;
use crate::meta::shelf::Shelf;
use crate::phone::Phone;
use crate::world::World;

/// How long before the first is posted all of them were written.
const BACK_MS: i64 = 60_000;

/// What to post.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// The account's slug.
    pub account: String,
    /// How many webhooks in all.
    pub webhooks: usize,
    /// How many connections.
    #[serde(default = "concurrency")]
    pub concurrency: usize,
    /// How many different phones they come from.
    #[serde(default = "phones")]
    pub phones: usize,
    /// Paced to so many a second; as fast as possible without.
    #[serde(default)]
    pub per_second: Option<f64>,
}

/// What came of it.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    /// Answered 2xx.
    pub accepted: usize,
    /// Answered otherwise, or not at all.
    pub failed: usize,
    /// From the first byte to the last answer.
    pub seconds: f64,
    /// Half were answered within this many ms.
    pub p50_ms: f64,
    /// 99 of 100 were answered within this many ms.
    pub p99_ms: f64,
    /// Every text of this run begins with this word, its wamids hold it, and a number from 0 follows.
    pub run: String,
}

/// `POST /_control/load`
///
/// # Errors
/// 404 without the account, 400 for a URL that is not plain HTTP.
pub async fn route(State(world): State<World>, Json(order): Json<Order>) -> Result<Json<Outcome>, Refused> {
    let account = world.state().accounts.get(&order.account).cloned();
    let account = account.ok_or_else(|| Refused::missing("no such account"))?;
    run(&account, &order).await.map(Json).map_err(Refused::wrong)
}

/// Posts an order's webhooks to the account's URL.
///
/// # Errors
/// When the URL is not plain HTTP.
pub async fn run(account: &Account, order: &Order) -> Result<Outcome, String> {
    let url = url::Url::parse(account.url(Target::Messages)).map_err(|e| e.to_string())?;
    let host = url.host_str().filter(|_| url.scheme() == "http").ok_or("the load generator speaks plain HTTP only")?;
    let address = format!("{host}:{}", url.port_or_known_default().unwrap_or(80));
    let run = Uuid::new_v4().simple().to_string()[..8].to_owned();
    let workers = order.concurrency.clamp(1, 4096);
    let requests = build(account, order, &url, &address, &run);
    let mut shares: Vec<Vec<(usize, Vec<u8>)>> = (0..workers).map(|_| Vec::new()).collect();
    for (i, request) in requests.into_iter().enumerate() {
        shares[i % workers].push((i, request));
    }
    let address = Arc::new(address);
    let pace = order.per_second.filter(|p| *p > 0.0);
    let start = Instant::now();
    let all = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let tasks: Vec<_> = shares.into_iter().map(|share| tokio::spawn(work(address.clone(), share, start, pace))).collect();
            let mut all = Vec::with_capacity(tasks.len());
            for task in tasks {
                all.push(task.await?);
            }
            Ok::<_, std::io::Error>(all)
        })
    };
    let all = tokio::task::spawn_blocking(all).await.map_err(|e| e.to_string())?.map_err(|e| e.to_string())?;
    let seconds = start.elapsed().as_secs_f64();
    let failed = all.iter().map(|(_, lost)| lost).sum();
    let mut times: Vec<u64> = all.into_iter().flat_map(|(taken, _)| taken).collect();
    times.sort_unstable();
    let at = |part: f64| times.get(((times.len() as f64 * part) as usize).min(times.len().saturating_sub(1)));
    let ms = |part: f64| at(part).map_or(0.0, |us| *us as f64 / 1000.0);
    Ok(Outcome { accepted: times.len(), failed, seconds, p50_ms: ms(0.5), p99_ms: ms(0.99), run })
}

fn build(account: &Account, order: &Order, url: &url::Url, address: &str, run: &str) -> Vec<Vec<u8>> {
    let phones: Vec<Phone> = (0..order.phones.max(1)).map(|i| Phone::new(&format!("+9190{:08}", i % 100_000_000))).collect();
    // All were written in one moment, since no request can be dated when it leaves. It lies back far enough for the receiver to
    // believe it of the last as of the first: else the last would stand above the first, and all would have come late.
    let at = now_ms() - BACK_MS;
    let files = Shelf::default();
    let path = url.path();
    (0..order.webhooks)
        .map(|i| {
            let phone = &phones[i % phones.len()];
            let message = json!({"type": "text", "text": {"body": format!("{run} {i}")}});
            let id = format!("wamid.LOAD{run}{i:08}");
            let message = message.as_object().cloned().unwrap_or_default();
            let told = Told { account, phone, id: &id, at, message: &message, files: &files, origin: "" };
            let body = account.provider.dialect().message(&told).pop().map(|notice| notice.body.to_string()).unwrap_or_default();
            let signature = account.sign(body.as_bytes()).zip(account.provider.signature_header());
            let signature = signature.map(|(value, name)| format!("{name}: {value}\r\n")).unwrap_or_default();
            let length = body.len();
            format!(
                "POST {path} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n{signature}content-length: {length}\r\n\r\n{body}"
            )
            .into_bytes()
        })
        .collect()
}

/// Posts one share; answers the times in microseconds of what was accepted, and how many were not.
async fn work(address: Arc<String>, share: Vec<(usize, Vec<u8>)>, start: Instant, pace: Option<f64>) -> (Vec<u64>, usize) {
    let mut times = Vec::with_capacity(share.len());
    let mut failed = 0;
    let mut line: Option<Line> = None;
    for (i, request) in share {
        if let Some(per_second) = pace {
            tokio::time::sleep_until(start + Duration::from_secs_f64(i as f64 / per_second)).await;
        }
        if line.is_none() {
            line = Line::open(&address).await.ok();
        }
        let began = Instant::now();
        let status = match &mut line {
            Some(open) => open.ask(&request).await.ok(),
            None => None,
        };
        match status {
            Some(200..=299) => times.push(u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX)),
            other => {
                failed += 1;
                if other.is_none() {
                    line = None;
                }
            }
        }
    }
    (times, failed)
}

fn concurrency() -> usize {
    64
}

fn phones() -> usize {
    100
}
