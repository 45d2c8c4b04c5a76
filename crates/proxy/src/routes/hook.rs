//! `POST /hooks/{account}/{secret}`: any webhook of a business account. 200 once it is kept, and not before. Where a provider
//! calls by GET, the query is the webhook.

use super::body;
use crate::config::{Account, SecretDigest, Tenant};
use crate::error::AppError;
use crate::fact::Webhook;
use crate::metrics;
use crate::state::{AppState, Rooms};
use crate::store::StoreError;
use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use providers::WebhookRequest;
use std::sync::Arc;

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
) -> Result<Response, AppError> {
    let (tenant, account) = knock(&state, &slug, &secret)?;
    let (headers, query) = (request.headers().clone(), request.uri().query().unwrap_or_default().to_owned());
    let raw = body::whole(request, &state).await.inspect_err(|_| metrics::webhook(account.slug.as_str(), "refused"))?;
    let path = format!("/hooks/{slug}");
    let webhook = WebhookRequest { headers: &headers, path: &path, query: &query, body: &raw };
    keep(&state, tenant, account, webhook, raw.clone()).await
}

/// Keeps the query of a webhook as if it were its body. Without one there is nothing to keep: somebody looks whether we are here.
///
/// # Errors
/// As [`post`].
pub async fn get(
    State(state): State<AppState>,
    Path((slug, secret)): Path<(String, String)>,
    request: Request,
) -> Result<Response, AppError> {
    let (tenant, account) = knock(&state, &slug, &secret)?;
    let query = request.uri().query().unwrap_or_default();
    if query.is_empty() || request.method() == Method::HEAD {
        return Ok(StatusCode::OK.into_response());
    }
    let raw = Bytes::copy_from_slice(query.as_bytes());
    let path = format!("/hooks/{slug}");
    let webhook = WebhookRequest { headers: request.headers(), path: &path, query, body: &raw };
    keep(&state, tenant, account, webhook, raw.clone()).await
}

/// The account of that slug, for who knows its secret.
fn knock<'a>(state: &'a Rooms, slug: &str, secret: &str) -> Result<(&'a Tenant, &'a Arc<Account>), AppError> {
    let found = state.account(slug);
    let expected = found.map_or(SecretDigest::impossible(), |(_, account)| account.hook_secret.clone());
    let is_right = SecretDigest::of(secret).is(&expected);
    match found.filter(|_| is_right) {
        Some((tenant, account)) => Ok((tenant, account)),
        None => {
            metrics::webhook("unknown", "refused");
            Err(refused("the account or the secret is wrong"))
        }
    }
}

async fn keep(
    state: &Rooms,
    tenant: &Tenant,
    account: &Arc<Account>,
    webhook: WebhookRequest<'_>,
    raw: Bytes,
) -> Result<Response, AppError> {
    let slug = account.slug.as_str();
    if let Err(error) = account.codec.verify(&account.wire, webhook) {
        metrics::webhook(slug, "refused");
        return Err(refused(&format!("{slug}: {error}")));
    }
    if let Some(answer) = account.codec.handshake(&account.wire, webhook) {
        metrics::webhook(slug, "answered");
        return Ok(([(header::CONTENT_TYPE, answer.mime), (header::X_CONTENT_TYPE_OPTIONS, "nosniff")], answer.body).into_response());
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
            if kept.unknown_templates > 0 {
                state.templates.want(&account.slug);
            }
            Ok(StatusCode::OK.into_response())
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
