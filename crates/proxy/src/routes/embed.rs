//! `GET /embed/v1/{tenant}`: a page of ours that a CRM frames where it allows no script of others.
//!
//! The page takes the token and the person from the page around it, by `postMessage`, and only from the tenant's pages.

use crate::config::Tenant;
use crate::error::AppError;
use crate::state::AppState;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// The path, with axum's placeholder.
pub const PATH: &str = "/embed/v1/{tenant}";
/// The path of the page's script. No tenant can be called so: ids have no dot.
pub const SCRIPT: &str = "/embed/v1/page.js";

const PAGE: &str = include_str!("embed/page.html");
const PAGE_SCRIPT: &str = include_str!("embed/page.js");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// The page.
///
/// # Errors
/// 404 for an unknown tenant.
pub async fn get(State(state): State<AppState>, Path(tenant): Path<String>) -> Result<Response, AppError> {
    let tenant = state.config.tenant(&tenant).ok_or_else(AppError::not_found)?;
    let parents: Vec<&str> = parents(tenant).collect();
    let page = PAGE.replace("{tenant}", &escape(tenant.id.as_str())).replace("{parents}", &escape(&parents.join(" ")));
    let mut response = page.into_response();
    let policy = HeaderValue::try_from(policy(tenant)).map_err(|_| AppError::internal("a policy is no header"))?;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (PERMISSIONS_POLICY, "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

/// The page's script.
pub async fn script() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, PAGE_SCRIPT).into_response()
}

/// Pages that may frame this one and talk to it.
fn parents(tenant: &Tenant) -> impl Iterator<Item = &str> {
    tenant.frame_ancestors.iter().map(String::as_str)
}

fn policy(tenant: &Tenant) -> String {
    let mut ancestors = parents(tenant).collect::<Vec<_>>().join(" ");
    if ancestors.is_empty() {
        ancestors.push_str("'none'");
    }
    [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob: data:",
        "base-uri 'none'",
        "form-action 'none'",
        &format!("frame-ancestors {ancestors}"),
    ]
    .join("; ")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
