//! `POST /hooks/{account}/{secret}`: any webhook of a business account. 200 once it is kept, and not before.

use super::body;
use crate::config::SecretDigest;
use crate::error::AppError;
use crate::fact::Webhook;
use crate::metrics;
use crate::state::AppState;
use crate::store::StoreError;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use providers::WebhookRequest;

/// The path, with axum's placeholders.
pub const PATH: &str = "/hooks/{account}/{secret}";

/// Keeps a webhook. An unknown account and a wrong secret get one answer, after the same comparison.
///
/// # Errors
/// 401 for a wrong secret or signature, 408 for one that comes too slowly, 413 above the size cap, 503 when it can't be kept: the provider then tries again.
pub async fn post(
    State(state): State<AppState>,
    Path((slug, secret)): Path<(String, String)>,
    request: Request,
) -> Result<StatusCode, AppError> {
    let found = state.account(&slug);
    let expected = found.map_or(SecretDigest::impossible(), |(_, account)| account.hook_secret.clone());
    let is_right = SecretDigest::of(&secret).is(&expected);
    let Some((tenant, account)) = found.filter(|_| is_right) else {
        metrics::webhook("unknown", "refused");
        return Err(refused("the account or the secret is wrong"));
    };
    let slug = account.slug.as_str();
    let headers = request.headers().clone();
    let raw = body::whole(request, &state).await.inspect_err(|_| metrics::webhook(slug, "refused"))?;
    if let Err(error) = account.codec.verify(&account.wire, WebhookRequest { headers: &headers, body: &raw }) {
        metrics::webhook(slug, "refused");
        return Err(refused(&format!("{slug}: {error}")));
    }
    let inbound = account.codec.decode(&account.wire, &account.channel, &raw);
    let webhook = Webhook {
        tenant: tenant.id.clone(),
        account: account.slug.clone(),
        channel: account.channel.clone(),
        raw,
        inbound,
        at: state.clock.now(),
    };
    match state.ledger.record_webhook(webhook).await {
        Ok(kept) => {
            metrics::webhook(slug, "kept");
            if kept.unread > 0 {
                metrics::unread(slug, kept.unread);
            }
            Ok(StatusCode::OK)
        }
        Err(error) => {
            metrics::webhook(slug, "unavailable");
            // Whatever hinders us is no reason for a provider to drop a webhook: each of these asks it to come again.
            Err(match error {
                StoreError::NotFound | StoreError::Reset => AppError::unavailable(error.to_string()),
                StoreError::Unavailable(_) | StoreError::Broken(_) => error.into(),
            })
        }
    }
}

fn refused(cause: &str) -> AppError {
    AppError::new(model::api::Code::Unauthenticated, "This webhook is not accepted.").because(cause)
}
