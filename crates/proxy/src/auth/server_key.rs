//! A tenant's back end and its key. A browser has no business with one.

use super::bearer;
use crate::config::{Config, SecretDigest, Tenant};
use crate::error::AppError;
use axum::http::HeaderMap;
use axum::http::header::ORIGIN;
use std::sync::Arc;

/// The tenant whose server key the request shows. An unknown tenant costs the same comparison.
///
/// # Errors
/// 403 for a request of a page, 401 for all else.
pub fn verify(config: &Config, headers: &HeaderMap, tenant: &str) -> Result<Arc<Tenant>, AppError> {
    if headers.contains_key(ORIGIN) {
        return Err(AppError::new(model::api::Code::Forbidden, "A page may not use this key.")
            .detail("Server keys are for back ends: take this one out of the page, and replace it.")
            .because("a server key came from a page"));
    }
    let shown = SecretDigest::of(bearer(headers)?);
    let found = config.tenant(tenant);
    let is_nobodys = shown.is(&SecretDigest::impossible());
    let is_right = found.map_or(&[][..], |tenant| &tenant.server_keys).iter().fold(is_nobodys, |right, key| key.secret.is(&shown) | right);
    found.filter(|_| is_right).cloned().ok_or_else(|| AppError::unauthenticated("the tenant or the server key is wrong"))
}
