//! Figures for Prometheus: one recorder a process, however many servers a test starts in it.

use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Duration;

static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// How often recorded durations are folded into their buckets.
const UPKEEP: Duration = Duration::from_secs(5);

/// Upper bounds of the duration buckets, in seconds.
const BUCKETS: [f64; 9] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 10.0];

/// Starts recording; the second call does nothing.
pub fn start() {
    HANDLE.get_or_init(|| {
        let recorder = PrometheusBuilder::new().set_buckets(&BUCKETS).ok()?.build_recorder();
        let handle = recorder.handle();
        metrics::set_global_recorder(recorder).ok()?;
        describe_counter!("sidethread_http_requests_total", "Requests by route pattern and status.");
        describe_histogram!("sidethread_http_seconds", "Time to the first byte of an answer, by route pattern.");
        describe_counter!("sidethread_webhooks_total", "Webhooks by account and what became of them.");
        describe_counter!("sidethread_unread_total", "Words of webhooks that could not be read or belong to no thread, by account.");
        describe_counter!("sidethread_outbox_outcomes_total", "Sends by what came of them.");
        describe_gauge!("sidethread_outbox", "Sends that wait or are under way.");
        describe_gauge!("sidethread_outbox_claimed", "Sends that are under way.");
        describe_gauge!("sidethread_outbox_due", "Sends that could leave now.");
        describe_gauge!("sidethread_outbox_age_ms", "Age of the oldest message that waits, in milliseconds.");
        describe_gauge!(
            "sidethread_outbox_oldest_at",
            "When the oldest message that waits was written, in milliseconds since the epoch; 0 if none waits."
        );
        describe_gauge!("sidethread_outbox_late_ms", "For how long the next send could have left, in milliseconds.");
        describe_gauge!("sidethread_parked", "Words about messages whose names are not known yet.");
        describe_gauge!("sidethread_webhooks_unread", "Kept webhooks with something unread in them.");
        describe_gauge!("sidethread_files_pending", "Files that wait to be fetched.");
        describe_counter!("sidethread_digest_outcomes_total", "Digests that were carried into a CRM's log, by what came of them.");
        describe_gauge!("sidethread_digests_pending", "Digests that wait to be carried into a CRM's log.");
        describe_gauge!("sidethread_digests_troubled", "Digests that a CRM's log doesn't take until somebody mends something.");
        describe_gauge!("sidethread_streams", "Open event streams.");
        Some(handle)
    });
}

/// Everything that was recorded, in Prometheus' text format.
pub fn render() -> String {
    let Some(handle) = HANDLE.get().and_then(Option::as_ref) else { return String::new() };
    handle.run_upkeep();
    handle.render()
}

/// Folds what was recorded since the last time, every few seconds, for ever. Without it durations would pile up until
/// somebody asks for the figures.
pub async fn upkeep() {
    let mut ticks = tokio::time::interval(UPKEEP);
    loop {
        ticks.tick().await;
        if let Some(handle) = HANDLE.get().and_then(Option::as_ref) {
            handle.run_upkeep();
        }
    }
}

/// A request was answered.
pub fn request(route: &str, status: u16, spent: Duration) {
    counter!("sidethread_http_requests_total", "route" => route.to_owned(), "status" => status.to_string()).increment(1);
    histogram!("sidethread_http_seconds", "route" => route.to_owned()).record(spent.as_secs_f64());
}

/// A webhook came: `kept`, `refused` or `unavailable`.
pub fn webhook(account: &str, outcome: &'static str) {
    counter!("sidethread_webhooks_total", "account" => account.to_owned(), "outcome" => outcome).increment(1);
}

/// A webhook said so many things that could not be read or belong to no thread.
pub fn unread(account: &str, words: u32) {
    counter!("sidethread_unread_total", "account" => account.to_owned()).increment(u64::from(words));
}

/// A figure that the store counts.
pub fn figure(name: &str, value: u64) {
    gauge!(format!("sidethread_{name}")).set(value as f64);
}

/// An open stream, counted for as long as this lives.
#[derive(Debug)]
pub struct OpenStream(());

impl OpenStream {
    /// One more.
    pub fn begin() -> Self {
        gauge!("sidethread_streams").increment(1.0);
        Self(())
    }
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        gauge!("sidethread_streams").decrement(1.0);
    }
}
