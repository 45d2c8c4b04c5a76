//! `/healthz`, `/readyz`, `/metrics`: whether the process lives, whether it can do its work, and figures.

use crate::error::AppError;
use crate::metrics;
use crate::state::AppState;
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use model::TenantId;
use model::api::Code;
use serde_json::{Map, Value, json};

/// The process answers.
pub async fn alive() -> Json<Value> {
    Json(json!({"status": "ok"}))
}

/// The database can be written; with figures.
///
/// # Errors
/// 503 when it can't, or when the server is about to end.
pub async fn ready(State(state): State<AppState>) -> Result<Json<Value>, AppError> {
    // A commit without content takes the same way as any other: queue, lock, transaction.
    state.ledger.put_templates(TenantId::default(), Vec::new()).await?;
    let figures: Map<String, Value> =
        state.ledger.store().figures().await?.into_iter().map(|(name, value)| (name.to_owned(), Value::from(value))).collect();
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

/// Figures for Prometheus.
///
/// # Errors
/// 503 when the database can't be read.
pub async fn figures(State(state): State<AppState>) -> Result<Response, AppError> {
    for (name, value) in state.ledger.store().figures().await? {
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
