//! `/healthz`, `/readyz`, `/metrics`: whether the process lives, whether it can do its work, and figures.

use crate::error::AppError;
use crate::metrics;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use model::api::Code;
use serde_json::{Map, Value, json};

/// How long what a probe of the database found is believed, in milliseconds.
const PROBE_MS: i64 = 2000;

/// The process answers.
pub async fn alive() -> Json<Value> {
    Json(json!({"status": "ok"}))
}

/// The database can be written; with figures.
///
/// # Errors
/// 503 when it can't, or when the server is about to end.
pub async fn ready(State(state): State<AppState>) -> Result<Json<Value>, AppError> {
    probe(&state).await?;
    let figures: Map<String, Value> = state
        .ledger
        .store()
        .figures(state.clock.now())
        .await?
        .into_iter()
        .map(|(name, value)| (name.to_owned(), Value::from(value)))
        .collect();
    if state.shutdown.is_cancelled() {
        return Err(AppError::new(Code::Unavailable, "The server is about to end."));
    }
    Ok(Json(json!({
        "status": "ready",
        "outbox_late_ms": late(&state).await?,
        "streams_threads": state.ledger.bell().threads(),
        "figures": figures,
        "version": env!("CARGO_PKG_VERSION"),
    })))
}

/// A row takes the same way as any other, down to the disk; asked again soon, the last answer holds.
async fn probe(state: &AppState) -> Result<(), AppError> {
    let mut last = state.probe.lock().await;
    let now = state.clock.now();
    if let Some((at, found)) = &*last
        && (0..PROBE_MS).contains(&now.since(*at))
    {
        return Ok(found.clone()?);
    }
    let found = state.ledger.probe(now).await;
    *last = Some((now, found.clone()));
    Ok(found?)
}

/// Figures for Prometheus.
///
/// # Errors
/// 503 when the database can't be read.
pub async fn figures(State(state): State<AppState>) -> Result<Response, AppError> {
    let now = state.clock.now();
    for (name, value) in state.ledger.store().figures(now).await? {
        if name == "outbox_oldest_at" {
            let age = i64::try_from(value).ok().filter(|at| *at > 0).map(|at| now.millis().saturating_sub(at));
            metrics::figure("outbox_age_ms", age.and_then(|age| u64::try_from(age).ok()).unwrap_or_default());
        }
        metrics::figure(name, value);
    }
    metrics::figure("outbox_late_ms", late(&state).await?);
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], metrics::render()).into_response())
}

/// For how many milliseconds the oldest due row of the outbox has been waiting.
async fn late(state: &AppState) -> Result<u64, AppError> {
    let due = state.ledger.store().next_due().await?;
    Ok(due.and_then(|due| u64::try_from(state.clock.now().since(due)).ok()).unwrap_or_default())
}
